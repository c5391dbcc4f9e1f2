"""The comparison: what each reading does to each claim, with its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.across import Cell, Claim
from annotate.compare import cells, compared, happened, printed, stance_words, summary
from annotate.edition import Edition
from annotate.interface import N_, _
from annotate.myst._base import (
    Line,
    Page,
    across_cell,
    directive,
    front_matter,
    heading,
    one_line,
    paragraph,
    prose,
    quote_passage,
    sources_line,
    texts_list,
)
from annotate.recall import once

_INTRODUCTION = N_(
    "Each row is a matter on which some text speaks, or all are silent, worded as a statement. The cells say what each "
    "text does to that statement, in its own words. The statement is the editors’ wording; to assert it is not to prove "
    "it, and the page does not say which text is right."
)
_STANCES = (
    (N_("asserts"), N_("the text says so.")),
    (N_("contradicts"), N_("the text says something that does not go with it.")),
    (N_("qualifies"), N_("the text says so in part, more weakly, or on a condition.")),
    (
        N_("silent"),
        N_("the text does not speak of it. A program has looked for the words that one would expect, and found none."),
    ),
    (N_("written before"), N_("the event is later than the latest date at which the text can have been written.")),
    (
        N_("date unknown"),
        N_("the text does not speak of it, and it is not known whether it was written before or after the event."),
    ),
)
_COUNTED = N_(
    "Below each statement is the number of texts with each stance. A passage that depends on another page or article is "
    "marked *not independent* and not counted: two texts that repeat one source are one witness. Where two texts give a "
    "figure or a date, the program has read both from the quoted words and compared them."
)


def comparison_page(edition: Edition) -> Page:
    """Return the comparison, topic by topic, in the order of the file."""
    parts = (edition.across.claims, edition.looked_across)
    return once("comparison", parts, lambda: Page(name="comparison", lines=tuple(_page(edition))))


def _page(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "comparison")])
    yield from heading(1, _("Comparison"))
    yield from paragraph(_(_INTRODUCTION))
    for word, meaning in _STANCES:
        yield Line(text=f"- *{_(word)}*: {_(meaning)}")
    yield Line(text="")
    yield from paragraph(_(_COUNTED))
    yield from texts_list(edition)
    for topic in dict.fromkeys(claim.topic for claim in edition.across.claims):
        yield from heading(2, topic)
        rows = [claim for claim in edition.across.claims if claim.topic == topic]
        body = [line for claim in rows for line in _row(claim, edition)]
        yield from directive("across-table", "", [("label", topic), ("head", _("Statement"))], body)


def _row(claim: Claim, edition: Edition) -> Iterator[Line]:
    row = cells(claim, edition)
    figures = compared(claim, edition)
    options = [("differs", "yes")] if figures and not figures.agree else []
    body = [*paragraph(one_line(claim.statement, at_line_start=True), claim.place)]
    body += paragraph(f"*{summary(row)}*")
    if figures:
        body += paragraph(one_line(f"{figures.words[:1].upper()}{figures.words[1:]}."))
    if date := happened(claim):
        body += paragraph(_("Event: {date}").format(date=date))
    body += [*prose(claim.note), *sources_line(claim.sources, edition, claim.note)]
    for cell in row:
        body += across_cell(edition.siglum(cell.reading), _cell(cell, edition), _options(cell), cell.place)
    yield from directive("across-row", f"claim-{claim.id}", options, body, claim.place)


def _options(cell: Cell) -> Sequence[tuple[str, str]]:
    options = [("stance", cell.stance.value), ("words", stance_words(cell.stance))]
    return [*options, ("dependent", "yes")] if cell.dependent else options


def _cell(cell: Cell, edition: Edition) -> Iterator[Line]:
    for passage in edition.found(cell.quotes):
        yield from paragraph(quote_passage(passage, edition), passage.selector.place)
    if cell.figure:
        what = _("Date") if cell.figure.is_date else _("Figure")
        yield from paragraph(one_line(f"{what}: {printed(cell.figure)}"))
    yield from prose(cell.note)
    if cell.dependent:
        first, *rest = prose(cell.dependent)
        yield Line(text=f"*{_('not independent:')}* {first.text}", origin=first.origin)
        yield from rest
