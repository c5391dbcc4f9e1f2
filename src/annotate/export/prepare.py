"""Items to what the formats write down; those whose key was disproved are refused here, once for all formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

from annotate.bodies import (
    ChoiceBody,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    TextEntryBody,
    TrueFalseBody,
)
from annotate.diagnostics import Diagnostic, Severity
from annotate.edition import Edition
from annotate.export._base import Asked, Fate, Job, Kept, Line, rubric
from annotate.items import Grade, Item, ItemSet
from annotate.model import Passage
from annotate.plain import place, plain_paragraphs
from annotate.prove import parse
from annotate.shuffle import PAGE, shuffled


def job(
    edition: Edition, items: Collection[Item], found: Sequence[Diagnostic] = (), base_url: str = "", epoch: str = ""
) -> Job:
    """Return what is to be exported; `found` are the findings of the check, `epoch` is SOURCE_DATE_EPOCH."""
    wanted = {item.id for item in items}
    url = f"{base_url.rstrip('/')}/" if base_url else ""
    asked: list[Asked] = []
    refused: list[Fate] = []
    number = 0
    for one in edition.sets:
        for item in one.items:
            number += 1
            if item.id not in wanted:
                continue
            if problems := _unfit(item, edition, found):
                fate = Fate(id=item.id, type=item.type.value, kept=Kept.REFUSED, reasons=tuple(problems))
                refused.append(fate)
            else:
                asked.append(_ask(item, one, number, edition, url))
    return Job(edition=edition, asked=tuple(asked), refused=tuple(refused), base_url=url, **_when(edition, epoch))


def _when(edition: Edition, epoch: str) -> dict[str, int]:
    """Return the date of what is written: as the environment says, else the edition's, else none."""
    if epoch.isdecimal():
        return {"epoch": int(epoch)}
    try:
        day = datetime.fromisoformat(edition.apparatus.settings.date)
    except ValueError:
        return {}
    return {"epoch": int(day.replace(tzinfo=UTC).timestamp())}


def of_exercises(one: Diagnostic) -> bool:
    """Return whether a finding is about exercises: it stops an item, not the export."""
    return one.message.startswith(("item '", "the key of item '", "the mistake '"))


def remarks(work: Job, *, platform: bool) -> Iterator[str]:
    """Yield what an instructor should know of an export as a whole."""
    if platform and any(not each.item.is_practice for each in work.asked):
        yield (
            "Hints, solutions and explained mistakes of assigned items stay behind: a platform may show them "
            "to whoever has answered. They are in the keys."
        )
    if work.asked and not work.base_url:
        yield "No links to the reader: say where it is published with 'base-url' in edition.yaml, or --base-url."
    here = Counter(each.item.framing for each in work.asked if each.item.framing)
    all_of_them = Counter(item.framing for one in work.edition.sets for item in one.items if item.framing)
    for name, count in sorted(here.items()):
        if count < all_of_them[name]:
            yield f"Only one side of the pair '{name}' is here; hand out both or neither."


def _unfit(item: Item, edition: Edition, found: Sequence[Diagnostic]) -> list[str]:
    """Return why an item cannot go anywhere: errors of the check, no key, nothing asked, no points."""
    names = (f"item '{item.id}'", f"of item '{item.id}'")
    said = [
        f"its key or evidence was disproved: {one.message} [annotate.{one.code.slug}]"
        for one in found
        if one.severity is Severity.ERROR and any(name in one.message for name in names)
    ]
    proof, _ = edition.proofs[item.id]
    if not said and proof.grade is not Grade.OPEN and proof.key is None:
        said.append("no key follows from its evidence")
    if not plain_paragraphs(item.prompt, edition):
        said.append("it asks nothing: the prompt is empty")
    if item.points < 1:
        said.append("it is worth no points")
    return said


def _ask(item: Item, one: ItemSet, number: int, edition: Edition, url: str) -> Asked:
    proof, _ = edition.proofs[item.id]
    options, rows = _choices(item, edition)
    given = ((parse(item, each.response), each.reason) for each in item.mistakes if item.is_practice)
    return Asked(
        item=item,
        set=one.id,
        set_title=one.title,
        number=number,
        key=proof.key,
        lines=tuple(_lines(item, edition, url)),
        options={name: options[name] for name in shuffled(options, PAGE, item.id)} if options else {},
        rows=rows,
        hint=plain_paragraphs(item.hint, edition) if item.is_practice else (),
        solution=plain_paragraphs(item.solution, edition) if item.is_practice else (),
        mistakes=tuple((key, reason) for key, reason in given if key is not None),
        grader=(*rubric(item, edition), *proof.steps, *plain_paragraphs(item.solution, edition)),
    )


def _choices(item: Item, edition: Edition) -> tuple[dict[str, str], dict[str, str]]:
    """Return (options, rows) by their ids."""
    match item.body:
        case ChoiceBody(choices=choices):
            return {one.id: one.text for one in choices}, {}
        case HottextBody(candidates=candidates):
            return {one.id: one.text for one in candidates}, {}
        case OrderBody(entries=entries):
            return {one.id: one.text for one in entries}, {}
        case MatchBody(rows=rows, choices=choices):
            texts = {row.id: row.text for row in rows}
            order = shuffled(texts, PAGE, f"{item.id} rows")
            return {one.id: one.text for one in choices}, {name: texts[name] for name in order}
        case GridBody(rows=lines, columns=columns):
            named = {one.value: one.value.replace("-", " ") for one in columns}
            return named, {row.reading: edition.siglum(row.reading) for row in lines}
    return {}, {}


def _lines(item: Item, edition: Edition, url: str) -> Iterator[Line]:
    """Yield what is asked and shown, before anything to choose from."""
    yield from (Line(text=words) for words in plain_paragraphs(item.prompt, edition))
    shown = item.passages
    if isinstance(item.body, HottextBody) and item.body.passage not in shown:
        shown = (*shown, item.body.passage)
    yield from (_quoted(one, edition, url) for one in edition.found(shown))
    match item.body:
        case TrueFalseBody(statement=words) | GridBody(statement=words):
            yield Line(text=words, quoted=True)
        case NumericBody(unit=unit) if unit:
            yield Line(text=f"Answer in: {unit}")
        case OrderBody():
            yield Line(text="Put in order, earliest first.")
        case ChoiceBody(multiple=True):
            yield Line(text="More than one may be right.")
        case TextEntryBody(cloze=cloze):
            yield Line(text=cloze, quoted=True)


def _quoted(passage: Passage, edition: Edition, url: str) -> Line:
    page = f"{url}readings/{passage.selector.reading}.html" if url else ""
    link = f"{page}#{passage.first}" if page and passage.first else page
    return Line(text=edition.printable(passage), quoted=True, where=place(passage, edition), url=link)
