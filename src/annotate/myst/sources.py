"""The page of outside sources: those that the edition cites, each with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from annotate.across import sources_across
from annotate.edition import Edition
from annotate.interface import N_, _
from annotate.model import CrossNote, Name, Note, OutsideSource, SourceKind, Term
from annotate.myst._base import Line, Page, directive, front_matter, heading, link, one_line, paragraph, plain
from annotate.prose import references

KINDS = {
    SourceKind.OFFICIAL: N_("Official documents and statements"),
    SourceKind.AGENCY: N_("News agencies"),
    SourceKind.PRESS: N_("Newspapers and broadcasters"),
    SourceKind.PARTY_OUTLET: N_("Outlets close to one of the parties"),
    SourceKind.RE_POST: N_("Re-posts and copies"),
    SourceKind.ENCYCLOPAEDIA: N_("Encyclopaedias"),
    SourceKind.RESEARCH: N_("Research"),
    SourceKind.ADVOCACY: N_("Advocacy and non-governmental organisations"),
    SourceKind.TEXT: N_("Pages that carry the texts"),
}
_INTRODUCTION = N_(
    "Pages outside the texts on which notes, glosses and pages of this edition rest, by kind. "
    "The side is that whose official or aligned voice a page is, as far as it can be seen."
)

_MORE = N_("Pages that only the teacher's notes, keys and solutions rest on, by kind.")
_NO_MORE = N_("The teacher's notes, keys and solutions rest on no page that the list for students does not hold.")


def sources_page(edition: Edition) -> Page:
    """Return the outside sources that are cited, by kind, then by label."""
    return Page(name="sources", lines=tuple(_page(edition)))


def cited(edition: Edition, *, public: bool) -> frozenset[str]:
    """Return the ids of the sources that the edition cites where students see it, or elsewhere."""
    apparatus = edition.apparatus
    ids: set[str] = set()
    if public:
        entries: tuple[Term | Note | CrossNote | Name, ...]
        entries = (*apparatus.terms, *apparatus.notes, *apparatus.cross_notes, *apparatus.names)
        ids |= {one for entry in entries for one in entry.sources}
        ids |= {term.pronunciation.source for term in apparatus.terms if term.pronunciation}
        ids |= {name.at.source for name in apparatus.names if name.at}
        ids |= {one for one, _ in sources_across(edition.across)}
    for told in edition.told:
        if told.public is public:
            found = references(told.prose, whole_file=told.whole_file)
            ids |= {one.target for one in found if one.role == "reading:source"}
    return frozenset(ids)


def instructor_sources_page(edition: Edition) -> Page:
    """Return the sources that only the instructor's pages cite."""
    wanted = cited(edition, public=False) - cited(edition, public=True)
    lines = [*front_matter([("kind", "sources")]), *heading(1, _("Sources of the teacher's notes"))]
    lines += [*paragraph(_(_MORE) if wanted else _(_NO_MORE)), *_entries(edition, wanted)]
    return Page(name="instructor/sources", lines=tuple(lines))


def _page(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "sources")])
    yield from heading(1, _("Sources outside the texts"))
    yield from paragraph(_(_INTRODUCTION))
    yield from _entries(edition, cited(edition, public=True))


def _entries(edition: Edition, wanted: AbstractSet[str]) -> Iterator[Line]:
    for kind, title in KINDS.items():
        entries = [one for one in edition.apparatus.sources if one.kind is kind and one.id in wanted]
        if entries:
            yield from heading(2, _(title))
            for one in sorted(entries, key=lambda entry: (entry.label.casefold(), entry.id)):
                yield from _entry(one)


def _entry(one: OutsideSource) -> Iterator[Line]:
    parts = [link(one.url, one.label)]
    details = [
        one.date,
        _("side: {side}").format(side=one.side) if one.side else "",
        _("in: {language}").format(language=one.language) if one.language not in ("", "en") else "",
    ]
    shown = "; ".join(one_line(part) for part in details if part)
    if shown:
        parts.append(f"({shown})")
    body = list(paragraph(" ".join(parts) + "."))
    if one.remark:
        body.extend(plain(one.remark))
    yield from directive("outside-source", one.id, [("label", one.label)], body, one.place)
