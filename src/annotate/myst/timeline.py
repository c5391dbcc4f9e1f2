"""The timeline: every dated event, who tells of it in which words, and where dates differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.across import Event, EventKind, When
from annotate.chronology import Basis, Dating, Written, dates_differ, datings, periods, written
from annotate.dates import apart, in_words, parse, within
from annotate.edition import Edition
from annotate.interface import N_, _
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
    "The dated events that the readings tell of, in the order of their dates. Each has the words that tell of it. "
    "A date is read out of those words, as exactly as they state it and no more exactly; where no reading gives "
    "it, the source outside the texts is named. A date that a text gives is that text’s statement; where "
    "dates cannot all be right, the entry says so. In the list an event that is dated by its year alone stands "
    "before the others of that year."
)
_LEGEND = N_(
    "A lane for each reading. A dot is a day; a bar is a month, a year or a longer time, and a thin one has no "
    "end given. What is hollow is expected, or has its date from elsewhere. A diamond is when a text was "
    "written, with a bar where only bounds are known. Years are left out where the grey line is broken. "
    "The list below says the same in words."
)
_UNWRITTEN = N_("When the readings were written, as far as it is known. The source card of each says how it is known.")


def timeline_page(edition: Edition) -> Page:
    """Return the timeline."""
    parts = (edition.across.events, edition.looked_across, edition.noted)
    return once("timeline", parts, lambda: Page(name="timeline", lines=tuple(_page(edition))))


def _page(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "timeline")])
    yield from heading(1, _("Timeline"))
    yield from paragraph(_(_INTRODUCTION))
    alt = _("Overview of the timeline; the list below says the same")
    others = [(shape, f"drawings/timeline-{shape}.svg") for shape in ("upright", "page")]
    options = [("alt", alt), *others]
    yield from directive("picture", "drawings/timeline.svg", options, list(plain(_(_LEGEND))))
    for title, events in periods(edition.across.events):
        yield from heading(2, title)
        body = [line for event in events for line in _event(event, edition)]
        yield from directive("chronology", "", [], body)
    yield from heading(2, _("When the readings were written"))
    yield from paragraph(_(_UNWRITTEN))
    body = [line for one in written(edition) for line in _written(one)]
    yield from directive("chronology", "", [], body)


def _event(event: Event, edition: Edition) -> Iterator[Line]:
    found = datings(event, edition)
    body: list[Line] = []
    for dating in found:
        body.append(Line(text=f"- {_telling(event, dating, edition)}", origin=dating.telling.place))
    body.extend(_elsewhere(event))
    body.append(Line(text=""))
    if dates_differ(event, found):
        body.extend(paragraph(f"**{_('The dates differ.')}** {_difference(event, found, edition)}", event.place))
    body.extend(prose(event.remark))
    if event.notes:
        body.extend(paragraph(_see(event.notes, edition), event.place))
    options = [("date", event.date.text.partition("/")[0]), ("when", said(event)), ("title", event.title)]
    yield from directive("event", event.id, options, body, event.place)


def said(event: Event) -> str:
    """Return an event's date in words."""
    words = in_words(event.date)
    if event.approximate:
        words = _("about {date}").format(date=words)
    return _("expected by {date}").format(date=words) if event.kind is EventKind.EXPECTATION else words


def _telling(event: Event, dating: Dating, edition: Edition) -> str:
    quoted = f"{quote_passage(dating.passage, edition)}."
    when = dating.when
    if when is None:
        return f"{quoted} {_('No date is given.')}"
    gives = ""
    if when != event.date:
        given = _("Gives only {date}.") if within(event.date, when) else _("Gives {date}.")
        gives = " " + given.format(date=in_words(when))
    match dating.basis:
        case Basis.OTHER_WORDS if dating.by:
            by = _("Dated by {words}.").format(words=quote_passage(dating.by, edition))
            return f"{quoted} {by}{gives}"
        case Basis.YEAR_FROM_ELSEWHERE:
            by = ""
            if dating.by:
                by = " " + _("The month is from {words}.").format(words=quote_passage(dating.by, edition))
            return f"{quoted}{by} {_('No year is given.')}{gives}"
    return f"{quoted}{gives}"


def _elsewhere(event: Event) -> Iterator[Line]:
    if event.date_from:
        yield Line(text=f"- {_('The date is from {source}.').format(source=_sources(event.date_from))}", origin=event.place)
    for one in event.elsewhere:
        words = f"{in_words(one.date)} {_sources(one.sources)}"
        yield Line(text=f"- {_('Elsewhere: {date}.').format(date=words)}", origin=one.place)


def _sources(ids: Sequence[str]) -> str:
    return " ".join(role("reading:source", one) for one in ids)


def _difference(event: Event, found: Sequence[Dating], edition: Edition) -> str:
    """Return who gives which date: those first that agree with the event's."""
    told: dict[str, list[str]] = {}
    for dating in found:
        if dating.when:
            names = told.setdefault(in_words(dating.when), [])
            siglum = one_line(edition.siglum(dating.reading))
            siglum += _(", outside the article,") if dating.telling.at.omitted else ""
            names.extend([siglum] if siglum not in names else [])
    said = [_give(_(" and ").join(names), len(names), words) for words, names in told.items()]
    others = [one for one in event.elsewhere if _is_apart(one.date, event, found)]
    said += [_give(_sources(one.sources), len(one.sources), in_words(one.date)) for one in others]
    return "; ".join(said) + "."


def _give(who: str, count: int, when: str) -> str:
    return (_("{who} gives {date}") if count == 1 else _("{who} give {date}")).format(who=who, date=when)


def _is_apart(when: When, event: Event, found: Sequence[Dating]) -> bool:
    return any(apart(when, one) for one in (event.date, *(dating.when for dating in found if dating.when)))


def _see(notes: Sequence[str], edition: Edition) -> str:
    return _("See {notes}.").format(notes=", ".join(link_note(one, edition) for one in notes))


def _written(one: Written) -> Iterator[Line]:
    by = one.text.reading.establishment
    words = _bounds(by.date.earliest, by.date.latest, by.date.text)
    body = [Line(text=one_line(by.date.basis, at_line_start=True), origin=by.place)]
    title = f"{by.siglum}: {by.title.text}"
    options = [("date", one.when.text.partition("/")[0] if one.when else ""), ("when", words), ("title", title)]
    yield from directive("event", f"written-{by.id}", options, body, by.place)


def _bounds(earliest: str, latest: str, text: str) -> str:
    if not earliest and not latest:
        return text or _("not known")
    if earliest == latest:
        return _day(earliest)
    if not latest:
        return _("not before {date}").format(date=_day(earliest))
    if not earliest:
        return _("not after {date}").format(date=_day(latest))
    return _("between {first} and {last}").format(first=_day(earliest), last=_day(latest))


def _day(text: str) -> str:
    when = parse(text)
    return in_words(when) if when else text
