"""The note on the texts: how each was established, everything cut or changed, in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotate.edition import Edition, Text
from annotate.model import Change, Cut, Publish, SegmentKind
from annotate.myst._base import (
    Line,
    Page,
    front_matter,
    heading,
    link,
    omitted_words,
    one_line,
    par,
    paragraph,
)
from annotate.rights import covers

_INTRODUCTION = (
    "Each text was received as a file and is kept, byte for byte. The reader shows all of it except "
    "what is listed here. Nothing is corrected silently: what is cut, what is changed, and each slip "
    "that was noticed and left standing, is on this page. The figures count characters; every "
    "character of a file is in just one of the columns."
)


_PRINTED = {
    Publish.EXCERPT: (
        "Only the passages that notes, terms, questions and exercises are about; the rest may not be published here, "
        "and what is cut or changed in it is listed by place, length and reason."
    ),
    Publish.REFERENCE: (
        "The text may not be published here; what is cut or changed in it is listed by place, length and reason."
    ),
}


def note_on_the_texts(edition: Edition) -> Page:
    """Return the page that the ledger writes."""
    return Page(name="note-on-the-texts", lines=tuple(_page(edition)))


def _page(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "note-on-the-texts")])
    yield from heading(1, "A note on the texts")
    yield from paragraph(_INTRODUCTION)
    yield from _table(edition)
    for text in edition.texts:
        yield from _text(text)
    yield from _making(edition)


def _table(edition: Edition) -> Iterator[Line]:
    yield Line(text="| Text | Read | Omitted | Emended | White space | All |")
    yield Line(text="|---|---:|---:|---:|---:|---:|")
    for text in edition.texts:
        sizes: Counter[SegmentKind] = Counter()
        for one in text.reading.segments:
            sizes[one.kind] += one.end - one.start
        kinds = (SegmentKind.READING, SegmentKind.OMITTED, SegmentKind.EMENDED, SegmentKind.SPACE)
        cells = [one_line(text.reading.establishment.siglum), *(f"{sizes[kind]}" for kind in kinds)]
        yield Line(text=f"| {' | '.join(cells)} | {len(text.source.text)} |")
    yield Line(text="")


def _text(text: Text) -> Iterator[Line]:
    by = text.reading.establishment
    yield from heading(2, f"{by.siglum}: {by.title.text}")
    file = one_line(text.source.path.rsplit("/", 1)[-1])
    yield Line(text=f"- **File:** {file}", origin=by.place)
    title = "printed in the text" if by.title.printed else "supplied by this edition"
    facts = [
        ("Title", _with_basis(title, by.title.basis)),
        ("Author", _with_basis(by.author.value or "not named", by.author.basis)),
        ("Outlet", _with_basis(by.outlet.value or "not named", by.outlet.basis)),
        ("Date", _with_basis(by.date.text or "not known", by.date.basis)),
        ("Received", by.received),
        ("Not known", " ".join(by.unknown)),
    ]
    for label, value in facts:
        if value:
            yield Line(text=f"- **{label}:** {one_line(value)}", origin=by.place)
    if by.url:
        yield Line(text=f"- **Original:** {link(by.url)}", origin=by.place)
    if by.publish in _PRINTED:
        printed = sum(end - start for start, end in text.shown or ())
        share = f"{printed} of {len(text.source.text)} characters. {_PRINTED[by.publish]}"
        yield Line(text=f"- **Printed:** {one_line(share)}", origin=by.place)
    yield Line(text="")
    yield from _cuts(text)
    yield from _changes(text, "Emendations", sic=False)
    yield from _changes(text, "Slips left standing", sic=True)
    yield from _figures(text)


def _with_basis(fact: str, basis: str) -> str:
    stop = "" if fact.endswith((".", "!", "?")) else "."
    return f"{fact}{stop} {basis}".strip()


def _cuts(text: Text) -> Iterator[Line]:
    siglum = text.reading.establishment.siglum
    yield from heading(3, f"Omitted from {siglum}")
    if not text.reading.cuts:
        yield from paragraph("Nothing is omitted.")
    for cut in text.reading.cuts:
        yield from _cut(cut, text)


def _cut(cut: Cut, text: Text) -> Iterator[Line]:
    line, _ = text.source.position(cut.start)
    last, _ = text.source.position(cut.end - 1)
    where = f"line {line}" if line == last else f"lines {line} to {last}"
    kind = cut.omission.kind.value.replace("-", " ")
    count = cut.end - cut.start
    head = f"**{kind.capitalize()}**, {where}, {count} characters. {one_line(cut.omission.reason)}"
    yield from paragraph(head, cut.omission.place)
    yield from omitted_words(cut, text)


def _changes(text: Text, title: str, *, sic: bool) -> Iterator[Line]:
    changes = [one for one in text.reading.changes if one.emendation.sic is sic]
    siglum = text.reading.establishment.siglum
    if changes or not sic:
        yield from heading(3, f"{title} ({siglum})")
    if not changes and not sic:
        yield from paragraph("No word of the text is changed.")
    for change in changes:
        yield Line(text=f"- {_change(change, text)}", origin=change.emendation.place)
    yield Line(text="")


def _change(change: Change, text: Text) -> str:
    words = one_line(text.source.text[change.start : change.end])
    one = change.emendation
    place = par(text.id, change.block)
    if not covers(text.shown, change.start, change.end):
        what = "a slip" if one.sic else "a change"
        return f"{place}: {what}, {change.end - change.start} characters: {one_line(one.reason)}"
    if not one.sic:
        return f"{place}: “{words}” is changed to “{one_line(one.replacement or '')}”: {one_line(one.reason)}"
    expected = f"; one expects “{one_line(one.expected)}”" if one.expected else ""
    return f"{place}: “{words}”: {one_line(one.reason)}{expected}"


def _figures(text: Text) -> Iterator[Line]:
    if not text.reading.figures:
        return
    yield from heading(3, f"Figures missing from {text.reading.establishment.siglum}")
    for placed in text.reading.figures:
        words = one_line(placed.figure.text)
        yield Line(text=f"- After {par(text.id, placed.after)}: {words}", origin=placed.figure.place)
    yield Line(text="")


def _making(edition: Edition) -> Iterator[Line]:
    settings = edition.apparatus.settings
    yield from heading(2, "How this edition was made")
    rows = [
        ("Version", settings.version),
        ("Date", settings.date),
        ("Made by", settings.made_by),
        ("Last check by a person", settings.last_check or "none yet"),
        ("Report an error", settings.errors_to),
    ]
    for label, value in rows:
        if value:
            yield Line(text=f"- **{label}:** {one_line(value)}", origin=settings.place)
    yield Line(text="")
