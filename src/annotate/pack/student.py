"""What students may have: the books, readings as single files, worksheets, cards, lists, exercises for practice.

All of it is made from the student's edition, which was assembled without the keys of assigned items.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotate.export import FORMATS
from annotate.interface import N_, _
from annotate.pack._base import (
    File,
    Work,
    exported,
    for_platform,
    pages_to_hand_out,
    printed,
    sheet_file,
    sheets,
)
from annotate.single import Where, single, title_of

_BOOKS = {"reader.pdf": N_("The whole reader for paper"), "reader.epub": N_("The whole reader for e-readers and phones")}
_LISTS = {
    "webannotation": ("annotations.jsonld", N_("Notes, cross-notes and glosses as W3C annotations, for programs")),
    "glossary-csv": ("glossary.csv", N_("The glossary as a table")),
    "bibtex": ("citations.bib", N_("How to cite the texts, for BibTeX")),
    "csl-json": ("citations.json", N_("How to cite the texts, for Zotero and others")),
}


def files(work: Work) -> Iterator[File]:
    """Yield the files of the student's folder, without its list and its checksums."""
    for name, about in _BOOKS.items():
        if name in work.books:
            yield File(path=name, data=work.books[name].read_bytes(), about=_(about), group="The reader")
    yield from _readings(work)
    yield from _handouts(work)
    yield from _pages(work)
    yield from _sheets(work)
    yield from _cards_and_lists(work)
    yield from _practice(work)


def _handouts(work: Work) -> Iterator[File]:
    for name, path in work.handouts.items():
        about = _("The text with its notes, terms and questions on few pages, for paper")
        yield File(path=f"hand-outs/{name}.pdf", data=path.read_bytes(), about=about, group="Hand-outs", reading=name)


def _pages(work: Work) -> Iterator[File]:
    """Yield the pages that their heads say are to be handed out, as single files that lead to each other."""
    names = pages_to_hand_out(work.edition)
    beside = {name: sheet_file(name).removeprefix("pages/") for name in names}
    beside |= {f"readings/{text.id}": f"../readings/{text.id}.html" for text in work.edition.texts}
    for name in names:
        page = work.built / f"{name}.html"
        if page.is_file():
            html = single(page, work.built, Where(name=name, base_url=work.base_url, siblings=beside))
            yield File(path=sheet_file(name), data=html.encode(), about=title_of(page), group="Pages to hand out")


def _sheets(work: Work) -> Iterator[File]:
    for one in sheets(work):
        group = "Worksheets" if one.folder == "worksheets" else "Ready sets"
        for form in one.forms:
            for file, data in printed(form, "worksheet", work):
                path = f"{one.folder}/{one.name}-{file}"
                yield File(path=path, data=data, about=one.called(form), group=group, reading=one.reading)


def _readings(work: Work) -> Iterator[File]:
    for text in work.edition.texts:
        name = f"readings/{text.id}"
        page = work.built / f"{name}.html"
        if page.is_file():
            html = single(page, work.built, Where(name=name, base_url=work.base_url))
            about = _("The text with notes and cards, one file for phone and mail")
            yield File(path=f"{name}.html", data=html.encode(), about=about, group="Readings", reading=text.id)


def _cards_and_lists(work: Work) -> Iterator[File]:
    practice = [item for one in work.edition.sets for item in one.items if item.is_practice]
    _form, made = exported("anki", work, practice)
    if "" in made.files:
        about = _("Cards for Anki: the glossary, and the exercises for practice")
        yield File(path="cards.apkg", data=made.files[""], about=about, group="Cards and lists")
    for format_name, (path, about) in _LISTS.items():
        _form, made = exported(format_name, work, ())
        if "" in made.files:
            yield File(path=path, data=made.files[""], about=_(about), group="Cards and lists")


def _practice(work: Work) -> Iterator[File]:
    """Yield the exercises for practice for learning platforms: their keys are in the reader, openly."""
    practice = [item for one in work.edition.sets for item in one.items if item.is_practice]
    for form in FORMATS.values():
        if form.platform and practice:
            _form, made = exported(form.name, work, practice)
            for tag, data in made.files.items():
                about = _("Exercises for practice: {platform}").format(platform=for_platform(form))
                path = f"practice/{form.name}{tag}{form.suffix}"
                yield File(path=path, data=data, about=about, group="Practice on a platform")
