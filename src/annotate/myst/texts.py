"""The note on the texts: how each was established, everything cut or changed, in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotate.edition import Edition, Text
from annotate.interface import N_, _
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
from annotate.recall import once
from annotate.rights import covers

_INTRODUCTION = N_(
    "Each text was received as a file and is kept, byte for byte. The reader shows all of it except "
    "what is listed here. Nothing is corrected silently: what is cut, what is changed, and each slip "
    "that was noticed and left standing, is on this page. The figures count characters; every "
    "character of a file is in just one of the columns."
)


_PRINTED = {
    Publish.EXCERPT: N_(
        "Only the passages that notes, terms, questions and exercises are about; the rest may not be published here, "
        "and what is cut or changed in it is listed by place, length and reason."
    ),
    Publish.REFERENCE: N_(
        "The text may not be published here; what is cut or changed in it is listed by place, length and reason."
    ),
}


def note_on_the_texts(edition: Edition) -> Page:
    """Return the page that the ledger writes."""
    parts = (edition.established, edition.shared)
    return once("note-on-the-texts", parts, lambda: Page(name="note-on-the-texts", lines=tuple(_page(edition))))


def _page(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "note-on-the-texts")])
    yield from heading(1, _("A note on the texts"))
    yield from paragraph(_(_INTRODUCTION))
    yield from _table(edition)
    for text in edition.texts:
        yield from _text(text)
    yield from _making(edition)


def _table(edition: Edition) -> Iterator[Line]:
    columns = (_("Text"), _("Read"), _("Omitted"), _("Emended"), _("White space"), _("All"))
    yield Line(text=f"| {' | '.join(columns)} |")
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
    yield Line(text=f"- **{_('File')}:** {file}", origin=by.place)
    title = _("printed in the text") if by.title.printed else _("supplied by this edition")
    facts = [
        (_("Title"), _with_basis(title, by.title.basis)),
        (_("Author"), _with_basis(by.author.value or _("not named"), by.author.basis)),
        (_("Outlet"), _with_basis(by.outlet.value or _("not named"), by.outlet.basis)),
        (_("Date"), _with_basis(by.date.text or _("not known"), by.date.basis)),
        (_("Received"), by.received),
        (_("Not known"), " ".join(by.unknown)),
    ]
    for label, value in facts:
        if value:
            yield Line(text=f"- **{label}:** {one_line(value)}", origin=by.place)
    if by.url:
        yield Line(text=f"- **{_('Original')}:** {link(by.url)}", origin=by.place)
    if by.publish in _PRINTED:
        printed = sum(end - start for start, end in text.shown or ())
        share = _("{printed} of {all} characters.").format(printed=printed, all=len(text.source.text))
        share = f"{share} {_(_PRINTED[by.publish])}"
        yield Line(text=f"- **{_('Printed')}:** {one_line(share)}", origin=by.place)
    yield Line(text="")
    yield from _cuts(text)
    yield from _changes(text, _("Emendations"), sic=False)
    yield from _changes(text, _("Slips left standing"), sic=True)
    yield from _figures(text)


def _with_basis(fact: str, basis: str) -> str:
    stop = "" if fact.endswith((".", "!", "?")) else "."
    return f"{fact}{stop} {basis[:1].upper()}{basis[1:]}".strip()


def _cuts(text: Text) -> Iterator[Line]:
    siglum = text.reading.establishment.siglum
    yield from heading(3, _("Omitted from {siglum}").format(siglum=siglum))
    if not text.reading.cuts:
        yield from paragraph(_("Nothing is omitted."))
    for cut in text.reading.cuts:
        yield from _cut(cut, text)


def _cut(cut: Cut, text: Text) -> Iterator[Line]:
    line, last = (text.source.position(at)[0] for at in (cut.start, cut.end - 1))
    where = _("line {line}") if line == last else _("lines {line} to {last}")
    where = where.format(line=line, last=last)
    kind = _(cut.omission.kind.value.replace("-", " "))
    count = _("{count} characters").format(count=cut.end - cut.start)
    head = f"**{kind[:1].upper() + kind[1:]}**, {where}, {count}. {one_line(cut.omission.reason)}"
    yield from paragraph(head, cut.omission.place)
    yield from omitted_words(cut, text)


def _changes(text: Text, title: str, *, sic: bool) -> Iterator[Line]:
    changes = [one for one in text.reading.changes if one.emendation.sic is sic]
    siglum = text.reading.establishment.siglum
    if changes or not sic:
        yield from heading(3, f"{title} ({siglum})")
    if not changes and not sic:
        yield from paragraph(_("No word of the text is changed."))
    for change in changes:
        yield Line(text=f"- {_change(change, text)}", origin=change.emendation.place)
    yield Line(text="")


def _change(change: Change, text: Text) -> str:
    words = one_line(text.source.text[change.start : change.end])
    one = change.emendation
    place = par(text.id, change.block)
    if not covers(text.shown, change.start, change.end):
        what = _("a slip") if one.sic else _("a change")
        count = _("{count} characters").format(count=change.end - change.start)
        return f"{place}: {what}, {count}: {one_line(one.reason)}"
    if not one.sic:
        changed = _("“{old}” is changed to “{new}”").format(old=words, new=one_line(one.replacement or ""))
        return f"{place}: {changed}: {one_line(one.reason)}"
    expected = _("; one expects “{words}”").format(words=one_line(one.expected)) if one.expected else ""
    return f"{place}: “{words}”: {one_line(one.reason)}{expected}"


def _figures(text: Text) -> Iterator[Line]:
    if not text.reading.figures:
        return
    yield from heading(3, _("Figures missing from {siglum}").format(siglum=text.reading.establishment.siglum))
    for placed in text.reading.figures:
        words = one_line(placed.figure.text)
        after = _("After {place}").format(place=par(text.id, placed.after))
        yield Line(text=f"- {after}: {words}", origin=placed.figure.place)
    yield Line(text="")


def _making(edition: Edition) -> Iterator[Line]:
    settings = edition.apparatus.settings
    yield from heading(2, _("How this edition was made"))
    rows = [
        (_("Version"), settings.version),
        (_("Date"), settings.date),
        (_("Made by"), settings.made_by),
        (_("Last check by a person"), settings.last_check or _("none yet")),
        (_("Report an error"), settings.errors_to),
    ]
    for label, value in rows:
        if value:
            yield Line(text=f"- **{label}:** {one_line(value)}", origin=settings.place)
    yield Line(text="")
