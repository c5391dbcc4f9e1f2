"""From a project's files to its pages: load, establish, anchor, check, weave, write.

`build` reads top-down. Nothing is written while there is an error in what a page shows;
a source that cannot be read gets no page and the other texts are still reported on.
"""

from __future__ import annotations

import gc
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotate import gather
from annotate.check import check
from annotate.diagnostics import (
    Code,
    Diagnostic,
    Severity,
    count,
    error,
    in_order,
    whole_file,
)
from annotate.draw import drawings
from annotate.edition import Edition, assemble
from annotate.files import MARKER, foreign, synchronise
from annotate.ledger import establish
from annotate.locator import draw
from annotate.model import Establishment, Reading
from annotate.myst import Page, instructor_pages, student_pages
from annotate.progress import Step, silent
from annotate.prose import quotation, references
from annotate.recall import once, recall, same
from annotate.review import FILE, read_lock
from annotate.search import search_data
from annotate.shelf import ORIGINS, Shelf, Written
from annotate.source import SourceText
from annotate.stamp import made_from, remember
from annotate.which import Which, is_project

__all__ = ["Built", "Which", "assemble_project", "build", "is_project"]

DATA = "_annotate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: its findings, and the names below docs/ that it wrote and deleted."""

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    edition: Edition | None = None

    @property
    def failed(self) -> bool:
        """True when there is an error, so that nothing was written."""
        return count(self.diagnostics, Severity.ERROR) > 0


def build(root: Path, which: Which = Which.STUDENT, *, step: Step = silent) -> Built:
    """Write the pages of a project below its docs/; write nothing when there is an error."""
    with _without_collecting():
        return _build(root, which, step)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no cycles meanwhile: records form none, and going through them all takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _build(root: Path, which: Which, step: Step) -> Built:
    sources = made_from(root)
    edition, found = assemble_project(root, keys=which is Which.INSTRUCTOR, step=step)
    if edition is None or count(found, Severity.ERROR):
        return Built(diagnostics=found, edition=edition)
    step("writing the pages", 0, 0)
    shelf = Shelf(root)
    pages = student_pages(edition, shelf)
    origins = _origins(pages, edition)
    files = _files(pages, edition) | {ORIGINS: _origins_file(origins)}
    owned = ["readings/*.md", "*.md", f"{DATA}/*.svg", f"{DATA}/drawings/*.svg"]
    if which is Which.INSTRUCTOR:
        extra = instructor_pages(edition)
        files |= {f"{page.name}.md": page.content for page in extra}
        files[f"{DATA}/instructor-origins.json"] = _origins_file(_origins(extra, edition))
        files[f"{DATA}/instructor-quotations.json"] = _quotations(edition, public=False)
        owned.append("instructor/*.md")
    docs = root / "docs"
    blocked = tuple(_not_generated(docs, files))
    if blocked:
        return Built(diagnostics=in_order((*found, *blocked)), edition=edition)
    written, deleted = synchronise(docs, files, owned=owned)
    shelf.keep({page.name: Written(content=files[f"{page.name}.md"], origins=origins[page.name]) for page in pages})
    remember(root, which, None if found else sources)
    return Built(diagnostics=found, written=written, deleted=deleted, edition=edition)


def _files(pages: Sequence[Page], edition: Edition) -> dict[str, str]:
    files = {f"{page.name}.md": page.content for page in pages}
    drawn = once("drawings", (edition.across, edition.looked_across), lambda: drawings(edition))
    files |= {f"{DATA}/drawings/{name}.svg": svg for name, svg in drawn.items()}
    files[f"{DATA}/quotations.json"] = _quotations(edition, public=True)
    if picture := draw(edition.apparatus):
        files[f"{DATA}/map.svg"] = picture
    files[f"{DATA}/search.json"] = search_data(edition)
    return files


def _not_generated(docs: Path, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    inside = docs.parent.resolve()
    for folder in sorted({Path(name).parent.as_posix() for name in files}):
        if not (docs / folder).resolve().is_relative_to(inside):
            where = (Path("docs") / folder).as_posix()
            message = f"{where} is a link to outside the project"
            yield error(Code.NOT_GENERATED, whole_file(where), message, "put a folder there")
    pages = [name for name in files if name.endswith(".md")]
    for name in foreign(docs, pages):
        message = f"docs/{name} exists and was not generated"
        yield error(Code.NOT_GENERATED, whole_file(f"docs/{name}"), message, "rename it, or remove it")


def _origins(pages: Sequence[Page], edition: Edition) -> dict[str, str]:
    """Return, for each page, the JSON of [line, file, line there] wherever the origin changes.

    Within a file of exercises the id of the item stands for the line: how many lines a key
    takes must not show in anything that the student's edition is made from.
    """
    starts = {(item.place.file, item.place.line): item.id for one in edition.sets for item in one.items}
    lines: dict[str, list[int]] = {}
    for file, first in sorted(starts):
        lines.setdefault(file, []).append(first)
    known = same("lines of items", (starts, lines))
    return {page.name: page.written.origins if page.written else recall(_rows, page, known) for page in pages}


def _rows(page: Page, known: tuple[Mapping[tuple[str, int], str], Mapping[str, Sequence[int]]]) -> str:
    starts, lines = known
    rows: list[list[Any]] = []
    for number, line in enumerate(page.lines, start=1):
        if line.origin is None:
            continue
        file, at = line.origin.file, line.origin.line
        if file in lines:
            index = bisect_right(lines[file], at) - 1
            rows.append([number, file, starts[file, lines[file][index]] if index >= 0 else 1])
        else:
            rows.append([number, file, at])
    return json.dumps(rows, ensure_ascii=False)


def _origins_file(origins: Mapping[str, str]) -> str:
    """Return the JSON of all pages, a page a line."""
    rows = ",\n".join(f"{json.dumps(name)}: {row}" for name, row in sorted(origins.items()))
    return f'{{"marker": {json.dumps(MARKER)}, "pages": {{\n{rows}\n}}}}\n'


def _quotations(edition: Edition, *, public: bool) -> str:
    """Return where each reading:quote in a page or in prose stands: reading, words, block."""
    places: dict[str, dict[str, str]] = {}
    for told in edition.told:
        if told.public is not public:
            continue
        for one in references(told.prose, whole_file=told.whole_file):
            selector = quotation(one) if one.role == "reading:quote" else None
            passage = edition.passages.get(selector) if selector else None
            if selector and passage:
                places.setdefault(one.target, {})[one.words] = passage.first
    body = {"marker": MARKER, "places": places}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


# ---- putting together ---------------------------------------------------------------------


def assemble_project(root: Path, *, keys: bool = True, step: Step = silent) -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """Return the edition in a folder, and everything that is wrong with it.

    The edition is None when there is no text to make one of. Without `keys` no key of an
    assigned item and no page of the instructor's is read, and no key is checked: that is how the
    student's edition is built.
    """
    found: list[Diagnostic] = []
    step("reading the files", 0, 0)
    texts = list(gather.texts(root, found))
    apparatus = gather.apparatus(root, found)
    pages = tuple(gather.pages(root, found, None if keys else apparatus.settings))
    sets = gather.item_sets(root, found, assigned_keys=keys)
    step("establishing the texts", 0, 0)
    readings: list[tuple[Reading, SourceText]] = []
    for by, source in _each_once(texts, found):
        reading, problems = recall(establish, source, by)
        found.extend(problems)
        readings.append((reading, source))
    if not readings:
        if not found:
            found.append(_no_readings())
        return None, in_order(found)
    step("finding every quotation", 0, 0)
    edition, problems = assemble(readings, apparatus, pages, sets, gather.across(root, found))
    if keys:
        seals, broken = read_lock(root / FILE)
        found.extend(broken)
        edition = replace(edition, seals=seals)
    step("checking", 0, 0)
    return edition, in_order((*found, *problems, *check(edition, keys=keys)))


def _no_readings() -> Diagnostic:
    hint = "put NAME.txt and NAME.yaml there, or go to the project's folder, or give it with -C"
    return error(Code.NO_READINGS, whole_file("seeds"), "there is no text in seeds/", hint)


def _each_once(
    texts: Sequence[tuple[Establishment, SourceText]], found: list[Diagnostic]
) -> Iterator[tuple[Establishment, SourceText]]:
    """Yield the texts, each id once: two readings cannot share a page."""
    first: dict[str, Establishment] = {}
    for by, source in texts:
        if by.id in first:
            message = f"two readings have the id '{by.id}'"
            hint = f"the first is in {first[by.id].place.file}"
            found.append(error(Code.DUPLICATE_ID, by.place, message, hint))
            continue
        first[by.id] = by
        yield by, source
