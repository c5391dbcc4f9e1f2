"""The page of exercises, and the instructor's page of keys.

An assigned item's lines are made of what students may see and of nothing else; its key,
evidence, hint, solution and rubric are not read here at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from annotate.bodies import (
    ChoiceBody,
    ExtendedTextBody,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    ShortAnswerBody,
    TextEntryBody,
    TrueFalseBody,
)
from annotate.edition import Edition
from annotate.gaps import GAP
from annotate.interface import N_, _
from annotate.items import Grade, Item, Key
from annotate.myst._base import (
    Line,
    Page,
    cited,
    directive,
    front_matter,
    heading,
    one_line,
    paragraph,
    prose,
    quote_passage,
)
from annotate.prove import parse
from annotate.quantities import shown
from annotate.recall import once
from annotate.shuffle import PAGE, letters, shuffled

GRADES = {
    Grade.PROVED: N_("follows from the text"),
    Grade.EVIDENCED: N_("supported by the text"),
    Grade.OPEN: N_("open"),
}
_INTRODUCTION = N_(
    "Each exercise names the passages it is about. Exercises for practice carry their answers, closed "
    "until you open them; the others are for your instructor to assign, and their answers are not here. "
    "An answer that “follows from the text” was computed from the quoted words; this does not mean that "
    "the words are true."
)
_KEYS = N_(
    "Keys of all exercises, with their grade of proof: an answer “follows from the text” when it was computed "
    "from the quoted words, and is “supported by the text” when quotations chosen by the editor support it. "
    "Neither means that the words are true. Where the files of an edition are public, so are its keys: for "
    "graded work use items of your own, or keep the keys apart."
)


def exercises_page(edition: Edition) -> Page:
    """Return every exercise as students see it."""
    parts = (edition.sets, edition.shown_in_items, edition.shared)
    return once("exercises", parts, lambda: Page(name="exercises", lines=tuple(_exercises(edition))))


def _exercises(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "exercises")])
    yield from heading(1, _("Exercises"))
    yield from paragraph(_(_INTRODUCTION))
    numbers = item_numbers(edition)
    for one in edition.sets:
        yield from heading(2, one.title, one.place)
        for item in one.items:
            yield from item_lines(item, numbers[item.id], edition)
    if data := practice_data(edition):
        yield from directive("practice-data", "", [], list(_as_json(data)))


def item_numbers(edition: Edition) -> Mapping[str, int]:
    """Return the number of each item, from 1 through all sets: the same in every format."""
    items = (item for one in edition.sets for item in one.items)
    return {item.id: number for number, item in enumerate(items, start=1)}


def item_lines(item: Item, number: int, edition: Edition, form: str = PAGE) -> Iterator[Line]:
    """Yield an item as students see it; a practice item with its answer, closed."""
    options = [
        ("number", str(number)),
        ("type", item.type.value),
        ("use", item.use.value),
        ("points", str(item.points)),
        ("minutes", str(item.minutes)),
    ]
    controls = json.dumps(_controls(item, form, edition), ensure_ascii=False)
    body = [*prose(item.prompt), *_passages(item, edition)]
    body += directive("item-task", "", [("controls", controls)], list(_task(item, form)), item.place)
    if item.is_practice:
        if item.hint:
            body += directive("item-hint", "", [], list(prose(item.hint)), item.place)
        body.extend(directive("item-key", "", [], list(_open_key(item, edition, form)), item.place))
    yield from directive("item", item.id, options, body, item.place)


def _passages(item: Item, edition: Edition) -> Iterator[Line]:
    """Yield what a student is pointed to; the phrases of hottext stand in their passage, whole."""
    shown = item.passages
    if isinstance(item.body, HottextBody) and item.body.passage not in shown:
        shown = (*shown, item.body.passage)
    for passage in edition.found(shown):
        yield Line(text=f"- {quote_passage(passage, edition)}", origin=passage.selector.place)
    if isinstance(item.body, GridBody):
        sigla = ", ".join(one_line(edition.siglum(row.reading)) for row in item.body.rows)
        yield Line(text=f"- {_('Texts:')} {sigla}", origin=item.place)
    partners = _partners(item, edition)
    for one, number in partners:
        sigla = ", ".join(one_line(edition.siglum(name)) for name in one.readings if name in edition.by_id)
        same = _("The same task on {sigla} is exercise {number}: do both and compare.").format(sigla=sigla, number=number)
        yield Line(text=f"- {same}", origin=item.place)
    if shown or partners or isinstance(item.body, GridBody):
        yield Line(text="")


def _partners(item: Item, edition: Edition) -> list[tuple[Item, int]]:
    """Return the items that mirror an item, with their numbers."""
    if not item.framing:
        return []
    others = (one for each in edition.sets for one in each.items if one.framing == item.framing and one is not item)
    numbers = item_numbers(edition)
    return [(one, numbers[one.id]) for one in others]


def _task(item: Item, form: str) -> Iterator[Line]:
    """Yield what is to be chosen from, filled in or sorted."""
    match item.body:
        case ChoiceBody(choices=choices):
            yield from _lettered({one.id: one.text for one in choices}, form, item)
        case TrueFalseBody(statement=statement):
            yield from paragraph(_("True or false? “{statement}”").format(statement=one_line(statement)))
        case TextEntryBody(cloze=cloze):
            yield from paragraph(_("Fill in: “{words}”").format(words=one_line(cloze)))
        case NumericBody(unit=unit):
            if unit:
                yield from paragraph(_("Answer in: {unit}").format(unit=one_line(unit)))
        case OrderBody(entries=entries):
            yield from _lettered({one.id: one.text for one in entries}, form, item)
        case MatchBody(rows=rows, choices=choices):
            order = shuffled((row.id for row in rows), form, f"{item.id} rows")
            texts = {row.id: row.text for row in rows}
            for index, name in enumerate(order, start=1):
                yield Line(text=f"- **{index}** {one_line(texts[name])}")
            yield Line(text="")
            yield from paragraph(_("to be matched with"))
            yield from _lettered({one.id: one.text for one in choices}, form, item)
        case HottextBody(candidates=candidates):
            yield from paragraph(_("Pick among these words of the passage:"))
            yield from _lettered({one.id: f"“{one.text}”" for one in candidates}, form, item)
        case GridBody(statement=statement, columns=columns, rows=rows):
            yield from paragraph(_("Claim: “{statement}”").format(statement=one_line(statement)))
            yield from paragraph(
                _("Columns: {columns}").format(columns=", ".join(_(column.value.replace("-", " ")) for column in columns))
            )
            yield Line(text="")
        case _:
            return


def _lettered(texts: Mapping[str, str], form: str, item: Item) -> Iterator[Line]:
    order = shuffled(texts, form, item.id)
    for name, letter in letters(order).items():
        yield Line(text=f"- **{letter}** {one_line(texts[name])}", origin=item.place)
    yield Line(text="")


def _open_key(item: Item, edition: Edition, form: str) -> Iterator[Line]:
    """Yield the answer of a practice item: the author's key, hint, solution and mistakes."""
    key = parse(item, item.key) if item.key else None
    if key is not None:
        yield from paragraph(f"**{_('Answer:')}** {one_line(key_words(item, key, form, edition))}")
    yield from _explained(item, form, edition)


def _hinted(item: Item) -> Iterator[Line]:
    """Yield the hint of an item, and the words that part it from what comes after it."""
    if item.hint:
        yield from paragraph(f"*{_('Hint')}*")
        yield from prose(item.hint)
        if item.solution:
            yield from paragraph(f"*{_('Explanation')}*")


def _explained(item: Item, form: str, edition: Edition) -> Iterator[Line]:
    yield from prose(item.solution)
    for mistake in item.mistakes:
        given = parse(item, mistake.response)
        words = key_words(item, given, form, edition) if given is not None else str(mistake.response.written)
        yield Line(text=f"- {_('Not {answer}: {reason}').format(answer=one_line(words), reason=one_line(mistake.reason))}")
    yield Line(text="")


def key_words(item: Item, key: Key, form: str, edition: Edition) -> str:
    """Return a key in the words and letters of a form."""
    match item.body, key:
        case _, bool():
            return _("true") if key else _("false")
        case _, Decimal():
            unit = item.body.unit if isinstance(item.body, NumericBody) else ""
            return f"{shown(key)} {unit}".strip()
        case ((ChoiceBody() | HottextBody() | OrderBody()), _):
            texts = _texts(item)
            printed = letters(shuffled(texts, form, item.id))
            return "; ".join(f"{printed[name]} ({texts[name]})" for name in map(str, key))
        case MatchBody(rows=rows), _:
            texts = _texts(item)
            printed = letters(shuffled(texts, form, item.id))
            order = shuffled((row.id for row in rows), form, f"{item.id} rows")
            pairs = dict(pair for pair in key if isinstance(pair, tuple))
            return "; ".join(f"{index} {printed[pairs[name]]}" for index, name in enumerate(order, start=1))
        case GridBody(), _:
            pairs = dict(pair for pair in key if isinstance(pair, tuple))
            return "; ".join(f"{edition.siglum(name)}: {column}" for name, column in pairs.items())
        case ShortAnswerBody(points=points), tuple() if set(key) <= {one.id for one in points}:
            return "; ".join(one.text for one in points if one.id in key)
    return "; ".join(f"“{one}”" for one in key if isinstance(one, str)) if isinstance(key, tuple) else ""


def _texts(item: Item) -> dict[str, str]:
    match item.body:
        case ChoiceBody(choices=entries) | MatchBody(choices=entries):
            return {one.id: one.text for one in entries}
        case HottextBody(candidates=candidates):
            return {one.id: one.text for one in candidates}
        case OrderBody(entries=entries):
            return {one.id: one.text for one in entries}
    return {}


# ---- answered in the page ------------------------------------------------------------------


def _controls(item: Item, form: str, edition: Edition) -> dict[str, Any]:
    """Return what the controls of an item are made of: things that are printed with it anyway."""
    match item.body:
        case ChoiceBody(multiple=multiple):
            return {"options": _letters(item, form), "several": multiple}
        case HottextBody() | OrderBody():
            return {"options": _letters(item, form)}
        case MatchBody(rows=rows):
            return {"options": _letters(item, form), "rows": [str(1 + index) for index in range(len(rows))]}
        case GridBody(rows=rows, columns=columns):
            return {
                "rows": [edition.siglum(row.reading) for row in rows],
                "options": [column.value for column in columns],
            }
        case TextEntryBody(cloze=cloze):
            return {"gaps": cloze.count(GAP)}
        case NumericBody(unit=unit):
            return {"unit": unit}
    return {}


def _letters(item: Item, form: str) -> list[str]:
    return list(letters(shuffled(_texts(item), form, item.id)).values())


def practice_data(edition: Edition, form: str = PAGE) -> dict[str, dict[str, Any]]:
    """Return what the page needs to grade its practice items, by id; of an assigned item nothing."""
    practice = (item for one in edition.sets for item in one.items if item.is_practice)
    return {item.id: data for item in practice if (data := _grading(item, form))}


def _as_json(data: Mapping[str, dict[str, Any]]) -> Iterator[Line]:
    """Yield an object of JSON, an item a line, in ASCII: no character can end a line or a fence."""
    for index, (name, row) in enumerate(data.items()):
        yield Line(text=f"{',' if index else '{'}{json.dumps(name)}: {json.dumps(row)}")
    yield Line(text="}")


def _grading(item: Item, form: str) -> dict[str, Any]:
    """Return the key of an item as the page's controls give it, and its mistakes; nothing for open ones."""
    key = parse(item, item.key) if item.key else None
    if key is None or isinstance(item.body, ShortAnswerBody | ExtendedTextBody):
        return {}
    given = ((parse(item, one.response), one.reason) for one in item.mistakes)
    mistakes = [[printed_response(item, one, form), reason] for one, reason in given if one is not None]
    more: dict[str, Any] = {}
    if isinstance(item.body, NumericBody):
        more = {"tolerance": format(item.body.arithmetic.tolerance.normalize(), "f")}  # what is equal is printed alike
    elif isinstance(item.body, TextEntryBody):
        more = {"accept": item.body.accept}
    return {"key": printed_response(item, key, form), "mistakes": mistakes, **more}


def printed_response(item: Item, key: Key, form: str = PAGE) -> str | list[str]:
    """Return a key or response in the letters of a form, as the page's controls give it."""
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, Decimal):
        return format(key, "f")
    pairs = dict(pair for pair in key if isinstance(pair, tuple))
    names = [str(one) for one in key]
    printed = letters(shuffled(_texts(item), form, item.id))
    match item.body:
        case ChoiceBody() | HottextBody():
            return sorted(printed[name] for name in names)
        case OrderBody():
            return [printed[name] for name in names]
        case MatchBody(rows=rows):
            return [printed[pairs[name]] for name in shuffled((row.id for row in rows), form, f"{item.id} rows")]
        case GridBody(rows=rows):
            return [pairs[row.reading] for row in rows]
    return names


# ---- the instructor's ---------------------------------------------------------------------


def keys_page(edition: Edition) -> Page:
    """Return the keys with their proofs: a page of the instructor's edition only."""
    return Page(name="instructor/keys", lines=tuple(_keys(edition)))


def _keys(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "instructor")])
    yield from heading(1, _("Keys to the exercises"))
    yield from paragraph(_(_KEYS))
    numbers = item_numbers(edition)
    for one in edition.sets:
        yield from heading(2, one.title, one.place)
        for item in one.items:
            yield from key_lines(item, numbers[item.id], edition)


def key_lines(item: Item, number: int, edition: Edition, form: str = PAGE) -> Iterator[Line]:
    """Yield an item's key, grade of proof, evidence, solution, mistakes and rubric."""
    proof = edition.proofs[item.id][0]
    options = [("number", str(number)), ("type", item.type.value), ("use", item.use.value)]
    levels = f"{_(item.level.value)}, DOK {item.dok}, {_(item.skill.value.replace('-', ' '))}; {in_points(item.points)}"
    body = [*prose(item.prompt), *_task(item, form), *paragraph(f"*{one_line(levels)}*")]
    if proof.key is not None:
        words = one_line(key_words(item, proof.key, form, edition))
        body += paragraph(f"**{_('Key:')}** {words} ({_(GRADES[proof.grade])})")
    else:
        body += paragraph(f"**{_('Key:')}** {_(GRADES[proof.grade])}")
    body += [Line(text=f"- {cited(step, edition)}") for step in proof.steps]
    body += [Line(text=""), *_hinted(item), *_explained(item, form, edition), *_rubric(item)]
    yield from directive("item-solution", item.id, options, body, item.place)


def in_points(points: int) -> str:
    """Return a number of points in words."""
    return _("1 point") if points == 1 else _("{count} points").format(count=points)


def _rubric(item: Item) -> Iterator[Line]:
    if not isinstance(item.body, ExtendedTextBody):
        return
    for criterion in item.body.rubric:
        yield Line(text=f"- {one_line(criterion.text)} ({criterion.points})")
    yield Line(text="")
    for sample in item.body.samples:
        scores = ", ".join(f"{name} {points}" for name, points in sample.scores.items())
        yield from paragraph(f"*{one_line(sample.level.capitalize())}* ({one_line(scores)}):")
        yield from prose(sample.text)
