"""A project's files, read: texts, apparatus, hand-written pages, exercises, keys.

No file outside the project is read, and none that is too large to be what it should be.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from annotate.across import Across, Figures
from annotate.diagnostics import Code, Diagnostic, did_you_mean, error, warning, whole_file
from annotate.files import MARKER
from annotate.items import ItemSet, Response
from annotate.kinds import KINDS
from annotate.load import (
    claims,
    cross_notes,
    establishment,
    events,
    exercises,
    figures,
    glossary,
    maps,
    names,
    notes,
    questions,
    settings,
    sources,
    statements,
    synonyms,
    words,
)
from annotate.locator import read_lines
from annotate.model import Apparatus, Establishment, LocatorMap, Place, Prose, Settings
from annotate.recall import recall, same
from annotate.source import FORBIDDEN, SourceText, decode, line_and_column, line_starts
from annotate.stamp import KEYS_VARIABLE

__all__ = ["KEYS_VARIABLE", "across", "apparatus", "instructor_folders", "item_sets", "pages", "texts", "written"]

_T = TypeVar("_T")
_LARGEST = 20_000_000
_FOLDERS = (
    "seeds", "docs", "docs/apparatus", "docs/readings", "docs/instructor", "docs/_annotate", "exercises", "exercises/keys", "build",
)  # fmt: skip
_LIKE_TEXTS = frozenset(f".{one}" for one in "txt yaml yml text md html htm docx doc epub pdf rtf odt".split())


def texts(root: Path, found: list[Diagnostic]) -> Iterator[tuple[Establishment, SourceText]]:
    """Yield each source that can be read, with how it is established."""
    seeds = root / "seeds"
    _folders(root, found)
    names = sorted({path.stem for suffix in ("txt", "yaml") for path in _listed(seeds, f"*.{suffix}")})
    _strays(seeds, found)
    for name in names:
        text_file, yaml_file = f"seeds/{name}.txt", f"seeds/{name}.yaml"
        missing = [file for file in (text_file, yaml_file) if not os.path.lexists(root / file)]
        if missing:
            there = yaml_file if missing[0] == text_file else text_file
            message = f"{there} has no {missing[0]} beside it"
            drafted = f"annotate add {text_file} drafts it"
            hint = drafted if missing[0] == yaml_file else f"put the text there, or remove {there}"
            found.append(error(Code.UNESTABLISHED, whole_file(there), message, hint))
            if missing[0] == yaml_file:
                _source(root, text_file, found)
            continue
        source = _source(root, text_file, found)
        words = _words(root, yaml_file, found)
        if words is None:
            continue
        by, problems = recall(establishment.load, yaml_file, words, text_file)
        found.extend(problems)
        if by and source:
            yield by, source


def _folders(root: Path, found: list[Diagnostic]) -> None:
    """Tell of what stands where a folder of the project must, and of folders that lead out of it."""
    for name in _FOLDERS:
        path = root / name
        if not os.path.lexists(path):
            continue
        if not path.resolve().is_relative_to(root.resolve()):
            why, hint = "is a link to outside the project", "put the folder itself there"
        elif not path.is_dir():
            why, hint = "is not a folder", "rename or remove it"
        else:
            continue
        found.append(error(Code.MISSING_FILE, whole_file(name), f"{name} {why}", hint))


def _listed(folder: Path, pattern: str) -> list[Path]:
    """Return the files of a folder in order, without the hidden ones that editors and systems leave."""
    return sorted(path for path in folder.glob(pattern) if not path.name.startswith("."))


def _strays(seeds: Path, found: list[Diagnostic]) -> None:
    """Tell of files in seeds/ that look like texts and are not read."""
    for path in _listed(seeds, "*"):
        if path.suffix not in (".txt", ".yaml") and path.suffix.lower() in _LIKE_TEXTS and path.stem != "README":
            place = whole_file(f"seeds/{path.name}")
            other = path.with_suffix(".yaml" if path.suffix.lower() in (".yml", ".yaml") else ".txt").name
            taken = path.suffix.lower() in (".yml", ".yaml", ".txt")
            hint = f"name it {other}" if taken else f"annotate add seeds/{path.name} takes it in; keep it elsewhere"
            found.append(warning(Code.MISSING_FILE, place, f"seeds/{path.name} is not read", hint))


def _bytes(root: Path, file: str, found: list[Diagnostic]) -> bytes | None:
    """Return a file's bytes, or None after a finding; never a file outside the project."""
    path = root / file
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            why = "is a link to outside the project"
        elif not path.is_file():
            why = "is not a file" if path.exists() else "is missing"
        elif (size := path.stat().st_size) > _LARGEST:
            why = f"has {size} bytes, and at most {_LARGEST} are read"
        else:
            return path.read_bytes()
    except (OSError, RuntimeError) as problem:
        why = f"cannot be read: {getattr(problem, 'strerror', None) or problem}"
    hint = "cut it into several" if "bytes" in why else "put the file itself there"
    found.append(error(Code.MISSING_FILE, whole_file(file), f"{file} {why}", hint))
    return None


def _source(root: Path, file: str, found: list[Diagnostic]) -> SourceText | None:
    data = _bytes(root, file, found)
    if data is None:
        return None
    source, faults = recall(decode, file, data)
    for fault in faults:
        place = Place(file=file, line=fault.line, column=fault.column, end_line=fault.line, end_column=fault.column + 1)
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
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = len(data[data.rfind(b"\n", 0, problem.start) + 1 : problem.start].decode("utf-8", "replace")) + 1
        place = Place(file=file, line=line, column=column, end_line=line, end_column=column)
        found.append(error(Code.NOT_UTF8, place, f"the byte 0x{data[problem.start]:02X} is not UTF-8"))
        return None


def instructor_folders(root: Path) -> tuple[str, ...]:
    """Return the folders below docs/ that are the instructor's; a file with mistakes is reported by the build."""
    return _optional(root, "edition", settings.load, Settings(), []).instructor_folders


def apparatus(root: Path, found: list[Diagnostic]) -> Apparatus:
    """Return what docs/apparatus holds; a kind of file that is not there is empty."""

    def take(name: str, loader: Callable[[str, str], tuple[_T, tuple[Diagnostic, ...]]], default: _T) -> _T:
        return _optional(root, name, loader, default, found)

    _strangers(root, found)
    whole = Apparatus(
        settings=take("edition", settings.load, Settings()),
        terms=take("glossary", glossary.load, ()),
        notes=take("notes", notes.load, ()),
        cross_notes=take("cross-notes", cross_notes.load, ()),
        questions=take("questions", questions.load, ()),
        sources=take("sources", sources.load, ()),
        statements=take("statements", statements.load, ()),
        synonyms=take("synonyms", synonyms.load, ()),
        names=take("names", names.load, ()),
        map=same("map", _drawn(root, take("map", maps.load, None), found)),
    )
    return same("apparatus", whole)


def _drawn(root: Path, one: LocatorMap | None, found: list[Diagnostic]) -> LocatorMap | None:
    """Return a map with the lines of its data file."""
    if one is None or not one.data:
        return one
    file = f"docs/apparatus/{one.data}"
    words = _words(root, file, found)
    if words is None:
        return one
    lines = recall(read_lines, words)
    if lines is None:
        hint = "GeoJSON features of lines and polygons, each with the property 'kind'"
        found.append(error(Code.BAD_MAP, whole_file(file), f"{file} is no data of a map", hint))
    return replace(one, lines=lines or ())


def across(root: Path, found: list[Diagnostic]) -> Across:
    """Return what the pages that look across readings are made from."""
    whole = Across(
        events=_optional(root, "events", events.load, (), found),
        figures=_optional(root, "figures", figures.load, Figures(), found),
        claims=_optional(root, "claims", claims.load, (), found),
        word_groups=_optional(root, "words", words.load, (), found),
    )
    return same("across", whole)


def _optional(
    root: Path,
    name: str,
    loader: Callable[[str, str], tuple[_T, tuple[Diagnostic, ...]]],
    default: _T,
    found: list[Diagnostic],
) -> _T:
    file = f"docs/apparatus/{name}.yaml"
    words = _words(root, file, found) if os.path.lexists(root / file) else None
    if words is None:
        return default
    loaded, problems = recall(loader, file, words)
    found.extend(problems)
    return loaded


def _strangers(root: Path, found: list[Diagnostic]) -> None:
    kinds = [kind.name for kind in KINDS if kind.is_apparatus]
    for path in _listed(root / "docs" / "apparatus", "*.y*ml"):
        if path.name.removesuffix(".yaml") not in kinds:
            place = whole_file(f"docs/apparatus/{path.name}")
            message = f"'{path.name}' is no kind of apparatus and is not read"
            found.append(warning(Code.MISSING_FILE, place, message, f"files: {', '.join(kinds)} (.yaml)"))


def written(root: Path, found: list[Diagnostic]) -> dict[str, str]:
    """Return the YAML of seeds, apparatus and exercises as it is written, by file."""
    folders = ("seeds", "docs/apparatus", "exercises")
    files = [f"{folder}/{path.name}" for folder in folders for path in _listed(root / folder, "*.yaml")]
    read = {file: _words(root, file, found) for file in files}
    return {file: words for file, words in read.items() if words is not None}


def pages(root: Path, found: list[Diagnostic], by: Settings | None = None) -> Iterator[Prose]:
    """Yield the hand-written pages of the reader; with settings `by`, the students' alone."""
    docs = root / "docs"
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs)
        if name.parts[0] in ("manual", "readings", "instructor", "apparatus") or name.parts[0].startswith(("_", ".")):
            continue
        place = whole_file(f"docs/{name.as_posix()}")
        if by is not None and not by.are_students(place):
            continue
        words = _words(root, place.file, found)
        if words is None or _forbidden(place.file, words, found):
            continue
        if not words.startswith(f"---\n{MARKER}\n"):
            yield recall(_page, place.file, words)


def _page(file: str, words: str) -> Prose:
    return Prose(text=words, place=whole_file(file))


def _forbidden(file: str, words: str, found: list[Diagnostic]) -> bool:
    """Report the first character of a page that may not stand in it."""
    bad = FORBIDDEN.search(words)
    if bad:
        line, column = line_and_column(line_starts(words), bad.start())
        place = Place(file=file, line=line, column=column, end_line=line, end_column=column + 1)
        message = f"the character U+{ord(bad.group()):04X} may not stand in a page"
        found.append(error(Code.FORBIDDEN_CHARACTER, place, message, "remove it from the file"))
    return bad is not None


def item_sets(root: Path, found: list[Diagnostic], *, assigned_keys: bool) -> tuple[ItemSet, ...]:
    """Return the exercise sets; the keys of assigned items are read only when asked for.

    Otherwise of the keys that are kept apart only those of practice items count, and what is
    wrong with a file of keys is not told: the student's edition must not depend on it.
    """
    folder = root / "exercises"
    problems_of_keys: list[Diagnostic] = []
    keys = same("keys", _keys(root, problems_of_keys))
    sets = []
    for path in _listed(folder, "*.yaml"):
        file = f"exercises/{path.name}"
        words = _words(root, file, found)
        if words is None:
            continue
        made, problems = recall(exercises.load, file, words, keys, assigned_keys=assigned_keys)
        found.extend(problems)
        if made:
            sets.append(made)
    _orphans(keys, sets, problems_of_keys)
    if assigned_keys:
        found.extend(problems_of_keys)
    return tuple(sets)


def _keys(root: Path, found: list[Diagnostic]) -> dict[str, Response]:
    """Return the keys that are kept apart: in exercises/keys/, or where ANNOTATE_KEYS points."""
    elsewhere = os.environ.get(KEYS_VARIABLE)
    folder = Path(elsewhere) if elsewhere else root / "exercises" / "keys"
    base = folder if elsewhere else root
    keys: dict[str, Response] = {}
    if elsewhere and not folder.is_dir():
        message = f"{KEYS_VARIABLE} names no folder: '{elsewhere}'"
        found.append(error(Code.MISSING_FILE, whole_file("exercises"), message, "name the folder of the keys"))
    for path in _listed(folder, "*.yaml"):
        file = path.name if elsewhere else f"exercises/keys/{path.name}"
        words = _words(base, file, found)
        if words is not None:
            some, problems = recall(exercises.load_keys, file, words)
            found.extend(problems)
            for name in sorted(set(keys) & set(some)):
                message = f"two files of keys have a key for '{name}'"
                found.append(error(Code.DUPLICATE_ID, some[name].place, message, "keep one of them"))
            keys |= some
    return keys


def _orphans(keys: dict[str, Response], sets: list[ItemSet], found: list[Diagnostic]) -> None:
    known = {item.id for one in sets for item in one.items}
    for name in sorted(set(keys) - known):
        message = f"there is no item '{name}'"
        hint = f"{did_you_mean(name, known)}remove the key, or mend its id"
        found.append(error(Code.KEY_ORPHAN, keys[name].place, message, hint))
