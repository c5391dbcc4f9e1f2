"""The teaching pack: one folder for students, one for instructors, and a page that says what is in them.

The student's folder is made from the student's edition alone, in which no key of an assigned item
was read, and each folder has checksums of its own files only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotate.build import Built, Which, build
from annotate.diagnostics import Diagnostic
from annotate.edition import Edition
from annotate.interface import N_, speaking
from annotate.pack import index, instructor, student
from annotate.pack._base import File, Missing, Work, unprinted
from annotate.pack.books import Books, make_books
from annotate.pack.ready import lacking, ready_sets
from annotate.paper import Paper, paper_of
from annotate.single import inlined

__all__ = ["Pack", "make_pack", "work_of"]

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The files of a pack by path, what was left out, and all findings; no files where the project has errors."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    missing: tuple[Missing, ...] = ()


def make_pack(root: Path, epoch: str, say: Callable[[str], None]) -> Pack:
    """Return the pack of a project; `say` is told of each step, `epoch` is SOURCE_DATE_EPOCH.

    Both editions are built below build/ first. Where Sphinx fails there are no files.
    """
    say("writing the pages of both editions")
    ours = build(root, Which.STUDENT)
    theirs = build(root, Which.INSTRUCTOR)
    failed = next((one for one in (ours, theirs) if one.failed or one.edition is None), None)
    if failed:
        return Pack(files={}, diagnostics=failed.diagnostics)
    assert ours.edition is not None
    say("building both editions: HTML, PDF and EPUB")
    books = make_books(root, [text.id for text in ours.edition.texts])
    if books.failed:
        return Pack(files={}, diagnostics=theirs.diagnostics)
    say("putting the pack together")
    paper = None if books.missing else paper_of(root, epoch)
    works = (_work(one, books, which, paper, epoch) for one, which in ((ours, Which.STUDENT), (theirs, Which.INSTRUCTOR)))
    return _put_together(books, *works)


def _work(built: Built, books: Books, which: Which, paper: Paper | None, epoch: str) -> Work:
    assert built.edition is not None
    paths = {path.name: path for (_which, form), path in books.paths.items() if form != "html"}
    work = work_of(built.edition, built.diagnostics, books.paths[which, "html"].parent)
    return replace(work, books=paths, handouts=books.handouts, paper=paper, epoch=epoch)


def work_of(edition: Edition, found: Sequence[Diagnostic], built: Path) -> Work:
    """Return what the files of an edition are made from, without what is printed; `built` is its HTML."""
    with speaking(edition.apparatus.settings.language):
        ready = ready_sets(edition)
    return Work(edition=edition, found=found, ready=ready, built=built, books={})


def _put_together(books: Books, ours: Work, theirs: Work) -> Pack:
    """Return the pack; its pages speak the edition's language, its findings the tool's."""
    with speaking(theirs.edition.apparatus.settings.language):
        files, missing = _written(books, ours, theirs)
    found = (*theirs.found, *lacking(theirs.edition, ready_sets(theirs.edition)))
    return Pack(files=files, diagnostics=found, missing=missing)


def _written(books: Books, ours: Work, theirs: Work) -> tuple[dict[str, bytes], tuple[Missing, ...]]:
    for_students = list(student.files(ours))
    for_instructors = list(instructor.files(theirs, ours.built))
    missing = (
        *books.missing,
        *unprinted(ours, "worksheet", {one.path for one in for_students}),
        *unprinted(theirs, "key", {one.path for one in for_instructors}),
        *_not_there(ours, for_students),
    )
    contents = index.Contents(
        edition=theirs.edition, student=for_students, instructor=for_instructors, ready=theirs.ready, missing=missing
    )
    files = {"index.html": inlined(index.pack_index(contents), ours.built).encode()}
    files |= folder("student", for_students, inlined(index.student_index(ours.edition, for_students), ours.built))
    files |= folder("instructor", for_instructors)
    return files, missing


def folder(name: str, files: Sequence[File], first_page: str = "") -> dict[str, bytes]:
    """Return the files of one of the two folders, with its checksums."""
    inside = {one.path: one.data for one in files}
    if first_page:
        inside["index.html"] = first_page.encode()
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(inside.items()))
    inside[SUMS] = sums.encode()
    return {f"{name}/{path}": data for path, data in inside.items()}


def _not_there(work: Work, files: Sequence[File]) -> Iterator[Missing]:
    edition = work.edition
    if not any(one.items for one in edition.sets):
        yield Missing(what=N_("Worksheets, quizzes and files for platforms"), why=N_("the project has no exercises"))
    if not edition.apparatus.terms:
        yield Missing(what=N_("A glossary"), why=N_("the project has no terms"))
    if not work.base_url:
        why = N_("no address is known; say where the reader is published with 'base-url' in edition.yaml")
        yield Missing(what=N_("Links from single files and platforms to the reader"), why=why)
