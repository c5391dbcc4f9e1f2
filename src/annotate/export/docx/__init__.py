"""Word documents that a colleague can edit: a worksheet, its key, and the rubrics, each a file of its own.

What is counted is counted by Word, what is ruled has borders, and what is a table is one, so that a task
can be taken out, moved or put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from annotate.bodies import ExtendedTextBody
from annotate.edition import Edition
from annotate.export._base import Job, Made, fate
from annotate.export.docx._base import UNCOUNTED, Block, Paragraph, Table
from annotate.export.docx.body import Body
from annotate.export.docx.package import packed
from annotate.interface import N_, _, speaking
from annotate.items import Item, ItemType
from annotate.plain import plain_paragraphs
from annotate.worksheet import Form, make_forms
from annotate.worksheet._base import BOX, WHO, Task

_TICKED = "☒"
_LEVELS = {"basic": N_("basic"), "emergent": N_("emergent"), "proficient": N_("proficient")}


def export(job: Job) -> Made:
    """Return the worksheet, and beside it `-key` and, where items are graded by hand, `-rubrics`.

    Tasks for practice are marked, since a choice of exercises may hold both kinds.
    """
    (form,) = make_forms([asked.item for asked in job.asked], job.edition, title=job.title, seed="1", forms=1)
    files = of_form(form, marked=True)
    if rubrics := of_rubrics([asked.item for asked in job.asked], job.title, job.edition):
        files["-rubrics"] = rubrics
    return Made(files=files, fates=tuple(fate(asked, ()) for asked in job.asked))


def of_form(form: Form, *, marked: bool = False) -> dict[str, bytes]:
    """Return the worksheet of a form, and its key under `-key`; `marked` says on both what is for practice."""
    with speaking(form.language):
        return {
            "": _document(
                [*_head(form, form.sheet), _who(), *_tasks(form, marked=marked)],
                f"{form.title}: {form.sheet}",
                form.language,
            ),
            "-key": _document([*_head(form, form.solved), *_keys(form)], f"{form.title}: {form.solved}", form.language),
        }


def of_rubrics(items: Sequence[Item], title: str, edition: Edition) -> bytes:
    """Return rubrics and graded sample answers of those items that have them; nothing where none has."""
    language = edition.apparatus.settings.language
    with speaking(language):
        said = f"{title}: {_('Rubrics')}"
        blocks = [block for item in items for block in _rubric(item, edition)]
        return _document([Paragraph(words=said, style="Title"), *blocks], said, language) if blocks else b""


def _document(blocks: Sequence[Block], title: str, language: str) -> bytes:
    body = Body()
    body.write(blocks)
    return packed(body.root, body.lists, title=title, language=language)


# ---- what is said -------------------------------------------------------------------------


def _head(form: Form, what: str) -> Iterator[Block]:
    yield Paragraph(words=f"{form.title}: {what}", style="Title")
    yield Paragraph(words=form.extent, style="Small")


def _who() -> Table:
    return Table(rows=[[_cell(_(one)) for one in WHO]], shares=(2, 1, 1), lines="below")


def _tasks(form: Form, *, marked: bool) -> Iterator[Block]:
    for task in form.tasks:
        yield from _asked(task, marked=marked)
        room = 0 if task.type is ItemType.ORDER else task.room
        yield from (Paragraph(words="", style="Line") for _line in range(room))


def _keys(form: Form) -> Iterator[Block]:
    for task in form.tasks:
        yield from _asked(task, marked=True, solved=True)
        answer = f"{task.answer} ({task.grade})" if task.answer else task.grade
        yield Paragraph(words=f"{_('Key:')} {answer}", style="Answer", strong=True)
        for at, words in enumerate(task.steps):
            yield Paragraph(words=words, listed="step", first=at == 0)
        if task.rubric:
            yield _criteria(task.rubric)
        yield from (Paragraph(words=words, style="Answer") for words in task.solution)


def _asked(task: Task, *, marked: bool, solved: bool = False) -> Iterator[Block]:
    """Yield a task, without its number: Word counts; `solved` as the key has it."""
    yield Paragraph(words=f"({task.worth})", style="Heading1")
    if task.practice and marked:
        yield Paragraph(words=_("For practice: the key is in the reader."), style="Small")
    yield from (Paragraph(words=words) for words in task.prompt)
    for one, words in zip(task.excerpts, task.quotes, strict=True):
        yield Paragraph(words=words, style="Quote", language=one.language)
    yield from (Paragraph(words=words) for words in task.given)
    right = task.right if solved else ()
    match task.type:
        case ItemType.MATCH:
            yield _matched(task, right)
        case ItemType.GRID:
            yield _judged(task, right)
        case ItemType.ORDER:
            yield from _options(task, "option", ())
            slots = [_cell(one) for one in right or ("",) * len(task.options)]
            yield Table(rows=[slots], shares=(1,) * len(slots))
        case _:
            yield from _options(task, "box", right)


def _options(task: Task, listed: str, right: Sequence[str]) -> Iterator[Paragraph]:
    for at, (letter, words) in enumerate(task.options):
        yield Paragraph(words=words, style="Option", listed=listed, first=at == 0, strong=letter in right)


def _matched(task: Task, right: Sequence[str]) -> Table:
    """Return rows with a cell for a letter before each, and beside them the options; each column counts for itself."""
    rows = []
    for at, (row, option) in enumerate(zip_longest(task.rows, task.options)):
        rows.append([
            _cell(right[at] if at < len(right) else ""),
            [Paragraph(words=row[1], style="Cell", listed="row", first=at == 0)] if row else _cell(""),
            [Paragraph(words=option[1], style="Cell", listed="option", first=at == 0)] if option else _cell(""),
        ])  # fmt: skip
    return Table(rows=rows, shares=(1, 6, 6))


def _judged(task: Task, right: Sequence[str]) -> Table:
    rows = [[_cell(_("Text"), strong=True), *(_cell(one, strong=True) for one in task.columns)]]
    for at, (name, _empty) in enumerate(task.rows):
        judged = _(right[at].replace("-", " ")) if at < len(right) else ""
        rows.append([_cell(name), *(_cell(_TICKED if one == judged else BOX) for one in task.columns)])
    return Table(rows=rows, shares=(2, *(3 for _one in task.columns)), head=True)


def _criteria(rubric: Sequence[tuple[str, int]]) -> Table:
    rows = [[_cell(_(one), strong=True) for one in (N_("Graded by hand"), N_("Points"), N_("Points given"))]]
    rows += [[_cell(words), _cell(str(worth)), _cell("")] for words, worth in rubric]
    return Table(rows=rows, shares=(8, 2, 2), head=True)


def _rubric(item: Item, edition: Edition) -> Iterator[Block]:
    body = item.body
    if not isinstance(body, ExtendedTextBody):
        return
    yield Paragraph(words=item.id, style="Heading1", listed=UNCOUNTED)
    yield from (Paragraph(words=words) for words in plain_paragraphs(item.prompt, edition))
    yield _criteria([(one.text, one.points) for one in body.rubric])
    rows = [[_cell(_(one), strong=True) for one in (N_("Level"), N_("Points"), N_("Sample answer"))]]
    for sample in body.samples:
        scores = ", ".join(f"{name} {points}" for name, points in sample.scores.items())
        words = " ".join(plain_paragraphs(sample.text, edition))
        rows.append([_cell(_(_LEVELS.get(sample.level, sample.level))), _cell(scores), _cell(words)])
    yield Paragraph(words=_("Sample answers"), strong=True)
    yield Table(rows=rows, shares=(2, 3, 7), head=True)


def _cell(words: str, *, strong: bool = False) -> list[Paragraph]:
    return [Paragraph(words=words, style="Cell", strong=strong)]
