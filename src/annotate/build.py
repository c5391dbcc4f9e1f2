"""From a project's files to its pages: load, establish, anchor, check, weave, write.

`build` reads top-down. Nothing is written while there is an error in what a page shows;
a source that cannot be read gets no page and the other texts are still reported on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from annotate.check import check
from annotate.diagnostics import (
    Code,
    Diagnostic,
    Severity,
    count,
    error,
    in_order,
    warning,
    whole_file,
)
from annotate.edition import Edition, assemble, prose_of
from annotate.files import MARKER, foreign, synchronise
from annotate.ledger import establish
from annotate.load import cross_notes, establishment, glossary, notes, questions, settings, sources
from annotate.model import Apparatus, Establishment, Place, Prose, Publish, Reading, Settings
from annotate.myst import Page, instructor_pages, student_pages
from annotate.prose import quotation, references
from annotate.source import SourceText, decode

__all__ = ["Built", "Which", "assemble_project", "build", "is_project"]

_T = TypeVar("_T")
_LARGEST_YAML = 20_000_000
DATA = "_annotate"


class Which(StrEnum):
    """The two editions."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


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


def is_project(root: Path) -> bool:
    """Return whether a folder looks like a project: it holds seeds/ or docs/apparatus/."""
    return (root / "seeds").is_dir() or (root / "docs" / "apparatus").is_dir()


def build(root: Path, which: Which = Which.STUDENT) -> Built:
    """Write the pages of a project below its docs/; write nothing when there is an error."""
    edition, found = assemble_project(root)
    if edition is None or count(found, Severity.ERROR):
        return Built(diagnostics=found, edition=edition)
    pages = student_pages(edition)
    files = _files(pages, edition)
    owned = ["readings/*.md", "*.md"]
    if which is Which.INSTRUCTOR:
        extra = instructor_pages(edition)
        files |= {f"{page.name}.md": page.content for page in extra}
        files[f"{DATA}/instructor-origins.json"] = _origins(extra)
        owned.append("instructor/*.md")
    docs = root / "docs"
    blocked = tuple(_not_generated(docs, files))
    if blocked:
        return Built(diagnostics=in_order((*found, *blocked)), edition=edition)
    written, deleted = synchronise(docs, files, owned=owned)
    return Built(diagnostics=found, written=written, deleted=deleted, edition=edition)


def _files(pages: Sequence[Page], edition: Edition) -> dict[str, str]:
    files = {f"{page.name}.md": page.content for page in pages}
    files[f"{DATA}/origins.json"] = _origins(pages)
    files[f"{DATA}/quotations.json"] = _quotations(edition)
    return files


def _not_generated(docs: Path, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    pages = [name for name in files if name.endswith(".md")]
    for name in foreign(docs, pages):
        message = f"docs/{name} exists and was not generated"
        yield error(Code.NOT_GENERATED, whole_file(f"docs/{name}"), message, "rename it, or remove it")


def _origins(pages: Sequence[Page]) -> str:
    """Return, for each page, [line, file, line there] wherever the origin changes."""
    origins: dict[str, list[list[Any]]] = {}
    for page in pages:
        rows: list[list[Any]] = []
        for number, line in enumerate(page.lines, start=1):
            if line.origin:
                rows.append([number, line.origin.file, line.origin.line])
        origins[page.name] = rows
    return json.dumps({"marker": MARKER, "pages": origins}, ensure_ascii=False, sort_keys=True) + "\n"


def _quotations(edition: Edition) -> str:
    """Return where each reading:quote in a page or in prose stands: reading, words, block."""
    places: dict[str, dict[str, str]] = {}
    for prose, whole in prose_of(edition.apparatus, edition.pages):
        for one in references(prose, whole_file=whole):
            selector = quotation(one) if one.role == "reading:quote" else None
            passage = edition.passages.get(selector) if selector else None
            if selector and passage:
                places.setdefault(one.target, {})[one.words] = passage.first
    body = {"marker": MARKER, "places": places}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


# ---- loading ------------------------------------------------------------------------------


def assemble_project(root: Path) -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """Return the edition in a folder, and everything that is wrong with it.

    The edition is None when there is no text to make one of.
    """
    found: list[Diagnostic] = []
    texts = list(_texts(root, found))
    apparatus = _apparatus(root, found)
    pages = tuple(_pages(root, found))
    readings: list[tuple[Reading, SourceText]] = []
    for by, source in _each_once(texts, found):
        if by.publish is not Publish.FULL:
            found.append(_not_withheld(by))
        reading, problems = establish(source, by)
        found.extend(problems)
        readings.append((reading, source))
    if not readings:
        if not found:
            found.append(_no_readings(root))
        return None, in_order(found)
    edition, problems = assemble(readings, apparatus, pages)
    return edition, in_order((*found, *problems, *check(edition)))


def _no_readings(root: Path) -> Diagnostic:
    hint = "put NAME.txt and NAME.yaml there, or go to the project's folder, or give it with -C"
    return error(Code.NO_READINGS, whole_file("seeds"), "there is no text in seeds/", hint)


def _not_withheld(by: Establishment) -> Diagnostic:
    message = f"'{by.id}' may be published as '{by.publish.value}' only, and no part can be withheld yet"
    return error(Code.NOT_WITHHELD, by.place, message, "say 'publish: full' if you may, or leave the text out")


def _each_once(
    texts: Sequence[tuple[Establishment, SourceText]], found: list[Diagnostic]
) -> Iterator[tuple[Establishment, SourceText]]:
    """Yield the texts, each id once: two readings cannot share a page."""
    first: dict[str, Establishment] = {}
    for by, source in texts:
        if by.id in first:
            message = f"two readings have the id '{by.id}'"
            found.append(error(Code.DUPLICATE_ID, by.place, message, f"the first is in {first[by.id].place.file}"))
            continue
        first[by.id] = by
        yield by, source


def _texts(root: Path, found: list[Diagnostic]) -> Iterator[tuple[Establishment, SourceText]]:
    """Yield each source that can be read, with how it is established."""
    seeds = root / "seeds"
    names = sorted({path.stem for path in seeds.glob("*.txt")} | {path.stem for path in seeds.glob("*.yaml")})
    for name in names:
        text_file, yaml_file = f"seeds/{name}.txt", f"seeds/{name}.yaml"
        missing = [file for file in (text_file, yaml_file) if not (root / file).exists()]
        if missing:
            there = yaml_file if missing[0] == text_file else text_file
            message = f"{there} has no {missing[0]} beside it"
            hint = f"write {missing[0]}" if missing[0] == yaml_file else f"put the text there, or remove {there}"
            found.append(error(Code.UNESTABLISHED, whole_file(there), message, hint))
            if missing[0] == yaml_file:
                _source(root, text_file, found)
            continue
        source = _source(root, text_file, found)
        words = _words(root, yaml_file, found)
        if words is None:
            continue
        by, problems = establishment.load(yaml_file, words, text_file)
        found.extend(problems)
        if by and source:
            yield by, source


def _bytes(root: Path, file: str, found: list[Diagnostic]) -> bytes | None:
    """Return a file's bytes, or None after a finding; never a file outside the project."""
    path = root / file
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            why = "is a link to outside the project"
        elif not path.is_file():
            why = "is not a file" if path.exists() else "is missing"
        else:
            return path.read_bytes()
    except (OSError, RuntimeError) as problem:
        why = f"cannot be read: {getattr(problem, 'strerror', None) or problem}"
    found.append(error(Code.MISSING_FILE, whole_file(file), f"{file} {why}", "put the file itself there"))
    return None


def _source(root: Path, file: str, found: list[Diagnostic]) -> SourceText | None:
    data = _bytes(root, file, found)
    if data is None:
        return None
    source, faults = decode(file, data)
    for fault in faults:
        place = Place(
            file=file, line=fault.line, column=fault.column, end_line=fault.line, end_column=fault.column + 1
        )
        if fault.undecodable:
            hint = "convert it: iconv -f NAME -t UTF-8"
            found.append(error(Code.NOT_UTF8, place, f"the bytes {fault.what} are not UTF-8", hint))
        else:
            message = f"the character {fault.what} may not stand in a text"
            found.append(error(Code.FORBIDDEN_CHARACTER, place, message, "remove it from the file"))
    return source


def _words(root: Path, file: str, found: list[Diagnostic]) -> str | None:
    """Return a YAML or Markdown file as text, or None after a finding."""
    data = _bytes(root, file, found)
    if data is None:
        return None
    if len(data) > _LARGEST_YAML:
        message = f"{file} has {len(data)} bytes"
        found.append(error(Code.YAML_UNSAFE, whole_file(file), message, f"at most {_LARGEST_YAML}"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = len(data[data.rfind(b"\n", 0, problem.start) + 1 : problem.start].decode("utf-8", "replace")) + 1
        place = Place(file=file, line=line, column=column, end_line=line, end_column=column)
        found.append(error(Code.NOT_UTF8, place, f"the byte 0x{data[problem.start]:02X} is not UTF-8"))
        return None


def _apparatus(root: Path, found: list[Diagnostic]) -> Apparatus:
    def take(name: str, loader: Callable[[str, str], tuple[_T, tuple[Diagnostic, ...]]], default: _T) -> _T:
        file = f"docs/apparatus/{name}.yaml"
        if not (root / file).exists():
            return default
        words = _words(root, file, found)
        if words is None:
            return default
        loaded, problems = loader(file, words)
        found.extend(problems)
        return loaded

    _strangers(root, found)
    return Apparatus(
        settings=take("edition", settings.load, Settings()),
        terms=take("glossary", glossary.load, ()),
        notes=take("notes", notes.load, ()),
        cross_notes=take("cross-notes", cross_notes.load, ()),
        questions=take("questions", questions.load, ()),
        sources=take("sources", sources.load, ()),
    )


_KINDS = ("edition", "glossary", "notes", "cross-notes", "questions", "sources")


def _strangers(root: Path, found: list[Diagnostic]) -> None:
    for path in sorted((root / "docs" / "apparatus").glob("*.y*ml")):
        if path.name not in {f"{kind}.yaml" for kind in _KINDS}:
            place = whole_file(f"docs/apparatus/{path.name}")
            message = f"'{path.name}' is no kind of apparatus and is not read"
            found.append(warning(Code.MISSING_FILE, place, message, f"files: {', '.join(_KINDS)} (.yaml)"))


def _pages(root: Path, found: list[Diagnostic]) -> Iterator[Prose]:
    """Yield the hand-written pages of the reader."""
    docs = root / "docs"
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs)
        if name.parts[0] in ("manual", "readings", "instructor", "apparatus") or name.parts[0].startswith(("_", ".")):
            continue
        file = f"docs/{name.as_posix()}"
        words = _words(root, file, found)
        if words is not None and MARKER not in words[:400]:
            yield Prose(text=words, place=whole_file(file))

