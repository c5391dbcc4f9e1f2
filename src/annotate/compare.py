"""Claims against readings: cells that dates and words decide, figures compared, readings counted.

A reading without a cell of its own gets one from its dates and its words; what an editor
says of silence and of order in time is checked against the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from annotate.across import Cell, Claim, Figure, Stance
from annotate.dates import span_in_words
from annotate.edition import Edition, Text
from annotate.interface import N_, _
from annotate.quantities import later, read_date, read_number, rounded, shown

SPEAKING = frozenset({Stance.ASSERTS, Stance.CONTRADICTS, Stance.QUALIFIES})
"""The stances that rest on quoted words."""
_SCALES = ((10**12, N_("trillion")), (10**9, N_("billion")), (10**6, N_("million")))
_WORDS = {
    Stance.ASSERTS: (N_("asserts"), N_("assert")),
    Stance.CONTRADICTS: (N_("contradicts"), N_("contradict")),
    Stance.QUALIFIES: (N_("qualifies"), N_("qualify")),
    Stance.SILENT: (N_("silent"), N_("silent")),
    Stance.WRITTEN_BEFORE: (N_("written before"), N_("written before")),
    Stance.DATE_UNKNOWN: (N_("date unknown"), N_("date unknown")),
}

Value = Fraction | tuple[date, date]


def stance_words(stance: Stance, count: int = 1) -> str:
    """Return a stance as it is printed of one reading or of several."""
    return _(_WORDS[stance][count != 1])


def by_date(claim: Claim, text: Text) -> Stance:
    """Return what the dates alone say of a reading that does not speak of a claim."""
    written = text.reading.establishment.date
    happened = read_date(claim.happened)
    if happened is None:
        return Stance.SILENT
    if later(claim.happened, written.latest):
        return Stance.WRITTEN_BEFORE
    first = read_date(written.earliest)
    return Stance.SILENT if first and happened[1] <= first[0] else Stance.DATE_UNKNOWN


def cells(claim: Claim, edition: Edition) -> tuple[Cell, ...]:
    """Return the cells of a claim in the order of the readings; those not given follow from the dates."""
    given = {cell.reading: cell for cell in claim.cells}
    return tuple(given.get(text.id) or _derived(claim, text) for text in edition.texts)


def _derived(claim: Claim, text: Text) -> Cell:
    return Cell(
        reading=text.id,
        stance=by_date(claim, text),
        quotes=(),
        absent=claim.absent,
        figure=None,
        note=None,
        dependent=None,
        place=claim.place,
    )


# ---- figures ------------------------------------------------------------------------------


def value(figure: Figure) -> Value | None:
    """Return what the words of a figure state: a number, or the first and last day of a date."""
    return read_date(figure.words) if figure.is_date else read_number(figure.words)


def printed(figure: Figure) -> str:
    """Return a figure as it is compared: its number with its unit, or its date."""
    match value(figure):
        case Fraction() as number:
            return f"{_number(number)} {figure.unit}".strip()
        case (first, last):
            return span_in_words(first, last)
    return figure.words


def happened(claim: Claim) -> str:
    """Return the date of a claim's event as it is printed, or nothing when it has none."""
    found = read_date(claim.happened)
    return span_in_words(*found) if found else ""


def _number(number: Fraction) -> str:
    for size, name in _SCALES:
        if abs(number) >= size:
            return f"{shown(_decimal(number / size))} {_(name)}"
    whole, __, rest = shown(_decimal(number)).partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")


def _decimal(number: Fraction) -> Decimal:
    return rounded(number, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Figures of a claim side by side: whether they agree, and how that is said."""

    agree: bool
    words: str


def compared(claim: Claim, edition: Edition) -> Compared | None:
    """Return the figures of a claim compared, or None when fewer than two readings have one."""
    rows = [(cell.figure, cell.reading) for cell in cells(claim, edition) if cell.figure]
    groups: dict[Value, tuple[Figure, list[str]]] = {}
    for figure, reading in rows:
        stated = value(figure)
        if stated is not None:
            groups.setdefault(stated, (figure, []))[1].append(edition.siglum(reading))
    if sum(len(sigla) for _, sigla in groups.values()) < 2:
        return None
    ordered = (group for _, group in sorted(groups.items(), key=lambda one: _order(one[0])))
    parts = [f"{printed(figure)} ({', '.join(sigla)})" for figure, sigla in ordered]
    is_date = rows[0][0].is_date
    if len(parts) == 1:
        same = _("same date: {words}") if is_date else _("same figure: {words}")
        return Compared(agree=True, words=same.format(words=parts[0]))
    if _all_meet([one for one in groups if isinstance(one, tuple)]):
        return Compared(agree=True, words=_("dates that fit each other: {words}").format(words=", ".join(parts)))
    other = _("other date: {words}") if is_date else _("other figure: {words}")
    return Compared(agree=False, words=other.format(words=_(" against ").join(parts)))


def _order(value: Value) -> tuple[int, Fraction]:
    """Return what puts numbers, and dates by their first day, in order."""
    return (0, value) if isinstance(value, Fraction) else (1, Fraction(value[0].toordinal()))


def _all_meet(spans: Sequence[tuple[date, date]]) -> bool:
    """Return whether there are spans and some day is in all of them."""
    return bool(spans) and max(first for first, _ in spans) <= min(last for _, last in spans)


# ---- readings counted ---------------------------------------------------------------------


def tally(row: Sequence[Cell]) -> dict[Stance, int]:
    """Return how many independent readings have each stance."""
    counts = {stance: sum(cell.stance is stance and not cell.dependent for cell in row) for stance in Stance}
    return {stance: count for stance, count in counts.items() if count}


def summary(row: Sequence[Cell]) -> str:
    """Return the count of a row in words."""
    parts = [f"{count} {stance_words(stance, count)}" for stance, count in tally(row).items()]
    apart = sum(1 for cell in row if cell.dependent)
    if apart:
        parts.append(_("{count} not independent, not counted").format(count=apart))
    return "; ".join(parts)
