"""A form as Typst source, for paper: the worksheet, and its key laid out alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotate.gaps import GAP
from annotate.interface import N_, _
from annotate.items import ItemType
from annotate.languages import main_part
from annotate.paper import Paper, array, families, literal, shown
from annotate.worksheet._base import SCORED, WHO, Excerpt, Form, Task

DESIGN = Path(__file__).parent / "sheet.typ"
_UNSEEN = {code: f"[U+{code:04X}]" for code in (*range(9), *range(14, 32), *range(127, 160)) if code != 0x85}
_WRITTEN = (ItemType.SHORT_ANSWER, ItemType.EXTENDED_TEXT)
_WIDEST_OF_TWO, _WIDEST_IN_A_ROW = 34, 10
"""Characters: options that short stand in two columns, or all in one row."""


def worksheet(form: Form, paper: Paper) -> str:
    """Return the source of a worksheet."""
    return _sheet(form, paper, form.sheet, _to_do)


def key(form: Form, paper: Paper) -> str:
    """Return the source of the key of a worksheet."""
    return _sheet(form, paper, form.solved, _done)


def _plain(words: str) -> str:
    """Return words without what no line of type can hold: controls by their numbers, broken pairs as marks."""
    return words.translate(_UNSEEN).encode("utf-8", "replace").decode("utf-8")


def _words(words: str) -> str:
    """Return words as source: the one way in which words of a form become Typst."""
    return shown(_plain(words))


def _string(words: str) -> str:
    return literal(_plain(" ".join(words.split())))


def _sheet(form: Form, paper: Paper, what: str, written: Callable[[Task], Iterator[str]]) -> str:
    settings = {
        "title": _string(form.title),
        "what": _string(what),
        "extent": _string(form.extent),
        "who": array(_string(one) for one in (*(_(one).rstrip(":") for one in WHO), _("Points"))),
        "total": _string(_("of {total}").format(total=form.points)),
        "pages": _string(_("page {page} of {pages}")),
        "key": _true(written is _done),
        "lang": literal(main_part(form.language)),
        "paper": literal(paper.paper),
        "fonts": families(paper.fonts),
        "size": f"{paper.size}pt",
    }
    head = ", ".join(f"{name}: {value}" for name, value in settings.items())
    tasks = "".join(part for task in form.tasks for part in written(task))
    return f"{DESIGN.read_text(encoding='utf-8')}\n#show: sheet.with({head})\n{tasks}"


def _to_do(task: Task) -> Iterator[str]:
    """Yield a task of the worksheet; a gap, a row of boxes, a grid and a line for a number are their own room."""
    room = task.room if task.type in _WRITTEN else 0
    yield f"\n#task({_head(task)}, {room})[{''.join(_asked(task))}]\n"


def _done(task: Task) -> Iterator[str]:
    """Yield a task of the key, its boxes ticked, and below it what it rests on."""
    yield f"\n#task({_head(task)}, 0, key: true)[{''.join(_asked(task, _right(task)))}]\n"
    answer, grade = _words(task.answer), _words(task.grade)
    yield f"\n#answer([{_words(_('Key:'))}], [{answer}], [{grade}])[{''.join(_reasons(task))}]\n"


def _head(task: Task) -> str:
    return f"{_string(str(task.number))}, {_string(task.worth)}"


# ---- what is asked ------------------------------------------------------------------------


def _asked(task: Task, right: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield a task as students see it; `right` are what the key ticks."""
    yield from (f"\n#asked[{_words(one)}]\n" for one in task.prompt)
    for excerpt in task.excerpts:
        yield _excerpt(excerpt)
    if task.how:
        yield f"\n#how[{_words(task.how)}]\n"
    if task.statement:
        yield f"\n#statement[{_with_gaps(f'“{task.statement}”')}]\n"
    yield from _to_answer(task, right)


def _to_answer(task: Task, right: frozenset[str]) -> Iterator[str]:
    match task.type:
        case ItemType.TRUE_FALSE:
            row = array(f"({literal('')}, [{_words(_(one))}], {_true(name in right)})" for name, one in SCORED)
            yield f"\n#options(2, true, {row})\n"
        case ItemType.MATCH:
            rows = array(f"({literal(name)}, [{_words(words)}])" for name, words in task.rows)
            yield f"\n#matched({rows}, {_options(task)}, {_letters(task, right)})\n"
        case ItemType.GRID:
            heads = array(f"[{_words(one)}]" for one in task.columns)
            rows = array(
                f"([{_words(name)}], {array(_true(f'{name}: {one}' in right) for one in task.columns)})"
                for name, _empty in task.rows
            )
            yield f"\n#judged([{_words(_('Text'))}], {heads}, {rows})\n"
        case ItemType.NUMERIC:
            yield _number(task, solved=bool(right))
        case ItemType.ORDER:
            yield f"\n#options(1, false, {_options(task)})\n#ordered({len(task.options)}, {_letters(task, right)})\n"
        case ItemType.CHOICE | ItemType.HOTTEXT:
            yield f"\n#options({_columns(task)}, true, {_options(task, right)})\n"


def _number(task: Task, *, solved: bool) -> str:
    """Return the line for a number; in the key, where the number is given, what it counts."""
    if not solved:
        return f"\n#answer-line([{_words(_('Answer:'))}], [{_words(task.unit)}])\n"
    return f"\n#how[{_words(_('Answer in: {unit}').format(unit=task.unit))}]\n" if task.unit else ""


def _true(one: bool) -> str:
    return "true" if one else "false"


def _options(task: Task, right: frozenset[str] = frozenset()) -> str:
    return array(f"({literal(letter)}, [{_words(words)}], {_true(letter in right)})" for letter, words in task.options)


def _letters(task: Task, right: frozenset[str]) -> str:
    """Return the letters of a key that are written down in order; none on the worksheet."""
    return array(literal(one) for one in (task.right if right else ()))


def _columns(task: Task) -> int:
    widest = max((len(words) for _letter, words in task.options), default=0)
    if widest <= _WIDEST_IN_A_ROW:
        return max(1, min(6, len(task.options)))
    return 2 if widest <= _WIDEST_OF_TWO else 1


def _excerpt(one: Excerpt) -> str:
    """Return an excerpt: each paragraph with its number in the margin, its place below if it has none."""
    numbered = all(number for number, _part in one.parts)
    last = len(one.parts) - 1
    own = one.quoted[:1] == one.parts[0][1][:1]
    rows = []
    for index, (number, words) in enumerate(one.parts):
        opened = "“" if not own and index == 0 else ""
        closed = "”" if not own and index == last else ""
        label = f"{one.siglum} ¶{number}" if index == 0 else f"¶{number}"
        told = _words(opened) + _marked(words, one.marked) + _words(closed)
        if not numbered and index == last:
            told += _words(f" ({one.where})")
        rows.append(f"([{_words(label) if number else ''}], [{told}])")
    return f"\n#excerpt({literal(main_part(one.language))}, {array(rows)})\n"


def _marked(words: str, phrases: Iterable[str]) -> str:
    """Return words with the phrases that can be picked underlined, where each is plain to find."""
    found = sorted((at, at + len(one)) for one in phrases if (at := words.find(one)) >= 0 and words.count(one) == 1)
    made, done = "", 0
    for start, end in found:
        if start >= done:
            made += f"{_words(words[done:start])}#hot[{_words(words[start:end])}]"
            done = end
    return made + _words(words[done:])


def _with_gaps(words: str) -> str:
    """Return words with room to write in each gap; all gaps are alike, whatever fills them."""
    return "#gap();".join(_words(part) for part in re.split(re.escape(GAP), words))


# ---- what is answered ---------------------------------------------------------------------


def _right(task: Task) -> frozenset[str]:
    """Return what the key ticks; of a grid the row and its column."""
    if task.type is ItemType.GRID:
        pairs = zip(task.rows, task.right, strict=False)
        return frozenset(f"{name}: {_(column.replace('-', ' '))}" for (name, _empty), column in pairs)
    return frozenset(task.right)


def _reasons(task: Task) -> Iterator[str]:
    if task.steps:
        yield f"\n#steps({array(f'[{_words(one)}]' for one in task.steps)})\n"
    if task.rubric:
        rows = array(f"([{_words(words)}], [{_words(str(worth))}])" for words, worth in task.rubric)
        heads = array(f"[{_words(_(one))}]" for one in (N_("Graded by hand"), N_("Points")))
        yield f"\n#rubric({heads}, {rows})\n"
    yield from (f"\n#par[{_words(one)}]\n" for one in task.solution)
