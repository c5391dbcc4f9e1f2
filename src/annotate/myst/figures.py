"""The page of figures: drawings made from a text's own words, and its numbers in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.across import Fact, FactKind, FigureTable, Position, Row, Scale, Standing
from annotate.chronology import words_of
from annotate.edition import Edition
from annotate.interface import N_, _
from annotate.model import Prose
from annotate.myst._base import (
    Line,
    Page,
    directive,
    front_matter,
    heading,
    link_note,
    one_line,
    paragraph,
    plain,
    prose,
    quote_passage,
    role,
)
from annotate.recall import once

_INTRODUCTION = N_(
    "Drawings made from a text’s own words, and numbers that the texts give. Each number is "
    "read out of the words beside it. A number is here because a text gives it, not because it is right; where the "
    "notes of this edition have something on it, the table leads to them. No number that they "
    "call in question is drawn."
)
_DRAWN = N_("A drawing by this edition, from the words of {siglum}.")
_RECONSTRUCTED = N_(
    "A reconstruction by this edition, from the words of {siglum}. What {siglum} itself showed was not seen."
)
_BELOW = N_("The table below has each position with its words.")
_MARKS = {
    Standing.HELD: N_("A full dot or bar is where the text puts it."),
    Standing.MOVED: N_("An arrow is a move."),
    Standing.SOUGHT: N_("A ring is what is sought."),
    Standing.KEPT_OUT: N_("A cross is where it is said not to be."),
}
_STANDING = {
    Standing.HELD: "{first}",
    Standing.MOVED: N_("from {first} to {last}"),
    Standing.SOUGHT: N_("sought: {first}"),
    Standing.KEPT_OUT: N_("not {last}"),
}
_FACTS = {
    FactKind.ASKED_BY: N_("Asked by"),
    FactKind.QUESTION: N_("Question"),
    FactKind.DATE: N_("Date"),
    FactKind.SAMPLE: N_("Sample"),
    FactKind.ANSWERS: N_("All answers"),
    FactKind.GIVEN_BY: N_("Given by"),
}


def figures_page(edition: Edition) -> Page:
    """Return the page of figures."""
    parts = (edition.across.figures, edition.looked_across, edition.noted)
    return once("figures", parts, lambda: Page(name="figures", lines=tuple(_page(edition))))


def _page(edition: Edition) -> Iterator[Line]:
    figures = edition.across.figures
    yield from front_matter([("kind", "figures")])
    yield from heading(1, _("Figures"))
    yield from paragraph(_(_INTRODUCTION))
    if figures.scales:
        yield from heading(2, _("Drawings from the words of a text"))
        for scale in figures.scales:
            yield from _scale(scale, edition)
    for topic in dict.fromkeys(table.topic for table in figures.tables):
        yield from heading(2, topic)
        for table in figures.tables:
            if table.topic == topic:
                yield from _table(table, edition)


def _named(name: str, title: str) -> Iterator[Line]:
    yield Line(text=f"(figure-{name})=")
    yield from heading(3, title)


def _scale(scale: Scale, edition: Edition) -> Iterator[Line]:
    yield from _named(scale.id, scale.title)
    yield from prose(scale.about)
    used = {position.standing for position in scale.positions}
    marks = " ".join(_(words) for standing, words in _MARKS.items() if standing in used)
    made = _(_RECONSTRUCTED if scale.missing else _DRAWN).format(siglum=edition.siglum(scale.reading))
    legend = f"{made} {marks} {_(_BELOW)}"
    alt = _("{title}; the table below says the same").format(title=scale.title)
    yield from directive("picture", f"drawings/scale-{scale.id}.svg", [("alt", alt)], list(plain(legend)), scale.place)
    yield Line(text=_cells([_("Position"), _("Words")]))
    yield Line(text="|---|---|")
    for position in scale.positions:
        yield Line(text=_cells(_position(scale, position, edition)), origin=position.place)
    yield Line(text="")


def _position(scale: Scale, position: Position, edition: Edition) -> list[str]:
    names = {stop.id: stop.name for stop in scale.stops}
    first, last = names.get(position.first, ""), names.get(position.last, "")
    where = _(_STANDING[position.standing]).format(first=first, last=last)
    if position.standing is Standing.HELD and position.first != position.last:
        where = _("{first} up to {last}").format(first=first, last=last)
    words = "; ".join(quote_passage(one, edition) for one in edition.found(position.passages))
    more = _more(position.remark, position.notes, edition)
    return [one_line(f"{words_of(position)}: {where}"), f"{words}.{more}"]


def _more(remark: Prose | None, notes: Sequence[str], edition: Edition) -> str:
    """Return a remark and links to notes, to stand behind other words on one line."""
    said = f" {' '.join(remark.text.split())}" if remark else ""
    see = " " + _("See {notes}.").format(notes=", ".join(link_note(one, edition) for one in notes)) if notes else ""
    return said + see


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(table: FigureTable, edition: Edition) -> Iterator[Line]:
    yield from _named(table.id, table.title)
    yield from prose(table.about)
    for fact in table.facts:
        yield Line(text=f"- **{_(_FACTS[fact.about])}:** {_fact(fact, edition)}", origin=fact.place)
    yield Line(text="")
    yield Line(text=_cells([_("What"), _("Figure"), _("Words")]))
    yield Line(text="|---|---|---|")
    for row in table.rows:
        yield Line(text=_cells(_row(row, edition)), origin=row.place)
    yield Line(text="")


def _fact(fact: Fact, edition: Edition) -> str:
    passage = edition.passages.get(fact.at) if fact.at else None
    said = f"{quote_passage(passage, edition)}." if passage else one_line(fact.lacking)
    return f"{said} {' '.join(fact.elsewhere.text.split())}" if fact.elsewhere else said


def _row(row: Row, edition: Edition) -> list[str]:
    passage = edition.passages.get(row.at) if row.at else None
    if passage:
        words = f"{quote_passage(passage, edition)}."
    else:
        words = f"{_('Not in the text.')} {' '.join(role('reading:source', one) for one in row.sources)}"
    return [one_line(row.label), one_line(row.figure), words + _more(row.remark, row.notes, edition)]
