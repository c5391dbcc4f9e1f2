"""Taking a text in: its bytes to seeds/, and a draft of how it is established.

Nothing is decided silently: what looks like page furniture is proposed in comments, each
with its reason, for an editor to take or leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from annotate.model import BlockKind, Reading
from annotate.project._base import Draft, furniture, quoted, reading_of, slug
from annotate.quote import fold
from annotate.source import SourceText, decode


class NotTaken(ValueError):  # noqa: N818 (it says what happened)
    """A file that cannot be taken in; the message says why and what to do."""


def draft(path: Path, *, encoding: str, taken: frozenset[str]) -> Draft:
    """Return what taking in a file makes; raises NotTaken."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise NotTaken(f"{path}: {problem.strerror or problem}") from problem
    return draft_of(path, data, encoding=encoding, taken=taken)


def draft_of(
    path: Path, data: bytes, *, encoding: str = "utf-8", taken: frozenset[str] = frozenset()
) -> Draft:
    """Return what taking in these bytes makes, as if they were the file's; raises NotTaken."""
    if encoding.lower().replace("_", "-") not in ("utf-8", "utf8"):
        data = _converted(path, data, encoding)
    name = slug(path.stem, taken)
    source = _decoded(path, data, name)
    reading = reading_of(source, name)
    title, printed = _title(source, reading, path.stem)
    suspects = list(_suspects(source, reading))
    noticed = [f"{name}: {_structure(reading)}"]
    noticed += [f"{name}: line {line}: '{words[:60]}' {why}" for line, words, why in suspects]
    yaml = "".join(
        _yaml(name, title, printed=printed, source=path.name, encoding=encoding, suspects=suspects)
    )
    return Draft(id=name, data=data, yaml=yaml, noticed=tuple(noticed))


def _decoded(path: Path, data: bytes, name: str) -> SourceText:
    source, faults = decode(f"seeds/{name}.txt", data)
    if source is None:
        first = faults[0]
        hint = "say which encoding it has: --encoding NAME" if first.undecodable else "remove the character"
        raise NotTaken(f"{path}:{first.line}:{first.column}: {first.what} cannot stand in a text; {hint}")
    if not source.text.strip("\ufeff").strip():
        raise NotTaken(f"{path}: the file holds no text")
    return source


def _converted(path: Path, data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode("utf-8")
    except LookupError as problem:
        raise NotTaken(f"{path}: there is no encoding '{encoding}'") from problem
    except UnicodeError as problem:
        raise NotTaken(f"{path}: the file is not {encoding}; try another --encoding") from problem


def _title(source: SourceText, reading: Reading, stem: str) -> tuple[str, bool]:
    """Return the title, and whether the text prints it: its first line, if that is a heading."""
    first = reading.blocks[0]
    words = fold(source.text[first.start : first.end])
    if first.kind is BlockKind.HEADING:
        return words, True
    return fold(re.sub(r"[_-]+", " ", stem)).strip() or "Untitled", False


def _structure(reading: Reading) -> str:
    kinds: dict[str, int] = {}
    for block in reading.blocks:
        kinds[block.kind.value] = kinds.get(block.kind.value, 0) + 1
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items())


def _suspects(source: SourceText, reading: Reading) -> Iterator[tuple[int, str, str]]:
    """Yield (line, words, why) of blocks that look like page furniture."""
    for block in reading.blocks:
        words = fold(source.text[block.start : block.end])
        if why := furniture(words):
            yield source.position(block.start)[0], words, why


def _yaml(
    name: str, title: str, *, printed: bool, source: str, encoding: str, suspects: list[tuple[int, str, str]]
) -> Iterator[str]:
    yield "# How this text was established: a draft. Look at every line of it.\n"
    yield f"id: {name}\nsiglum: {quoted(name.upper()[:12])}\n"
    yield f"title: {{text: {quoted(title)}, printed: {str(printed).lower()}}}\n"
    yield "# author: {name: ..., basis: how it is known}\n# outlet: {name: ..., basis: ...}\n"
    yield '# date: {text: ..., earliest: "2024-01-01", latest: "2024-12-31", basis: ...}\n'
    yield "# url: https://...\n# genre: ...\nlanguage: en\npublish: full\n"
    note = f", converted from {encoding}" if encoding.lower() not in ("utf-8", "utf8") else ""
    yield f"received: {quoted(f'Received as the file {source}{note}.')}\n"
    if suspects:
        yield "# These lines look like page furniture. Take away the # of those that are not the author's.\n"
        yield "# omissions:\n"
        for line, words, why in suspects:
            yield f"#   # {why}\n"
            yield f'#   - {{lines: "{line}", check: {quoted(words[:60])}, kind: page-furniture, reason: ...}}\n'
