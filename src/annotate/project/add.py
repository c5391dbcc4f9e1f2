"""Taking a text in: its bytes to seeds/, and a draft of how it is established.

Nothing is decided silently: what looks like page furniture, verse or a list of references is
proposed in comments, each with its reason and how sure it is, for an editor to take or leave.
What a converted document says of itself, and what was dropped of it, stands in comments too.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from annotate.languages import Likely, likely
from annotate.model import BlockKind, Reading
from annotate.project._base import Draft, Laid, NotTaken, Proposal, ProposalsOf, quoted, reading_of, slug
from annotate.quantities import read_date
from annotate.quote import fold
from annotate.schema import modeline
from annotate.source import SourceText, decode

_SHOWN, _FIRST = 40, 12
_LARGEST = 20_000_000
DRAFTED = "# How this text was established: a draft. Look at every line of it."
"""The line that a draft begins with."""
_SIGLUM = 16
_UTF8 = ("utf-8", "utf8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a text beside its words: facts by key, lines of its structure, what was dropped."""

    name: str = ""
    how: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    structure: Sequence[tuple[str, str, str, int]] = ()
    """(lines, their first words, what they are, level)"""
    dropped: Sequence[str] = ()


def read(path: Path) -> bytes:
    """Return a file's bytes; raises NotTaken."""
    try:
        if path.exists() and not path.is_file():
            raise NotTaken(f"{path}: not a file")
        if (size := path.stat().st_size) > _LARGEST:
            raise NotTaken(f"{path}: the file has {size} bytes; at most {_LARGEST} are taken in, so cut it into several")
        return path.read_bytes()
    except OSError as problem:
        raise NotTaken(f"{path}: {problem.strerror or problem}") from problem


def draft_of(
    path: Path,
    data: bytes,
    *,
    encoding: str = "utf-8",
    taken: frozenset[str] = frozenset(),
    told: Told | None = None,
    propose: ProposalsOf | None = None,
    layout: Callable[[SourceText], Laid] | None = None,
) -> Draft:
    """Return what taking in these bytes makes, as if they were the file's; raises NotTaken."""
    known = told or Told()
    encoding = encoding.lower().replace("_", "-")
    if encoding not in _UTF8:
        data = _converted(path, data, encoding)
    name = slug(known.name or path.stem, taken)
    source = _decoded(path, data, name, encoding)
    laid = layout(source) if layout else None
    reading = reading_of(source, name, laid.layout if laid else None)
    proposals = list(propose(source, reading)) if propose else []
    how = known.how or (f"converted from {encoding}" if encoding not in _UTF8 else "")
    head = _Head(
        name=name, siglum=_siglum(name, taken), file=_readable(path.name), how=how, told=known, language=likely(source.text)
    )
    noticed = [f"{name}: {_structure(reading)}"]
    if "language" not in known.facts:
        noticed.append(
            f"{name}: the language is taken for {head.language.language}: {head.language.reason} (confidence {head.language.confidence:.1f})"
        )
    if laid:
        noticed.append(
            f"{name}: the layout is taken for {laid.layout.value}: {laid.reason} (confidence {laid.confidence:.1f})"
        )
    noticed += [f"{name}: {words}" for words in _briefly(proposals)]
    noticed += [f"{name}: dropped: {one[:160]}" for one in known.dropped[:_SHOWN]]
    if len(known.dropped) > _SHOWN:
        noticed.append(f"{name}: dropped: {len(known.dropped) - _SHOWN} more; all are in seeds/{name}.yaml")
    rows = list(_rows(source, reading, known))
    yaml = "".join(
        [*_head(head, source, reading, _readable(path.stem)), *_structured(laid, rows, proposals), *_omitted(proposals)]
    )
    return Draft(id=name, data=data, yaml=yaml, noticed=tuple(noticed), layout=laid.layout if laid else None)


def _siglum(name: str, taken: frozenset[str]) -> str:
    """Return a siglum made from an id: short, with its number, and another than those of the ids that are taken."""
    short = _shortened(name)
    alike = sum(_shortened(other) == short for other in taken)
    return f"{short[: _SIGLUM - 3].rstrip('-')}-{alike + 1}" if alike else short


def _shortened(name: str) -> str:
    number = re.search(r"(?:-\d{1,4})*$", name)
    tail = number.group() if number else ""
    return (name[: min(_SIGLUM - len(tail), len(name) - len(tail))].rstrip("-") + tail).upper()


def _readable(name: str) -> str:
    """Return a file's name with a question mark for each byte that is no UTF-8."""
    return name.encode("utf-8", "replace").decode()


def _briefly(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yield what proposals say, of each sort the first few."""
    for _, alike in groupby(sorted(proposals, key=lambda one: one.key), key=lambda one: one.key):
        of_key = list(alike)
        yield from (f"{one.says} (confidence {one.confidence:.1f})" for one in of_key[:_FIRST])
        if len(of_key) > _FIRST:
            yield f"{len(of_key) - _FIRST} more of this sort are in the draft"


def _decoded(path: Path, data: bytes, name: str, encoding: str) -> SourceText:
    source, faults = decode(f"seeds/{name}.txt", data)
    if source is None:
        first = faults[0]
        hint = "remove the character" if encoding in _UTF8 else "perhaps it is cp1252, of Windows: --encoding cp1252"
        if first.undecodable:
            told = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "cp1252"
            hint = f"say which encoding it has, as in --encoding {told}"
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


def _title(source: SourceText, reading: Reading, told: Told, stem: str) -> tuple[str, bool]:
    """Return the title, and whether the text prints it: its first line, if that is a heading."""
    first = reading.blocks[0]
    words = fold(re.split(r"\n[ \t]*by\s", source.text[first.start : first.end], maxsplit=1, flags=re.IGNORECASE)[0]).strip()
    line, _ = source.position(first.start)
    marked = any(lines.split("-")[0] == str(line) and kind == "heading" for lines, _, kind, _ in told.structure)
    chapter = told.facts.get("title", "") if told.name else ""
    if words.casefold() == fold(told.facts.get("title", "")).strip().casefold():
        return words, True
    if first.kind is BlockKind.HEADING or marked or (chapter and words.startswith(chapter) and len(words) <= 120):
        return words, True
    return chapter or told.facts.get("title") or fold(re.sub(r"[_-]+", " ", stem)).strip() or "Untitled", False


def _first_line(source: SourceText, reading: Reading) -> str:
    """Return the first line of a text if it is as short as titles are, or nothing."""
    start, end = next((start, end) for start, end in source.lines if source.text[start:end].strip("\ufeff \t"))
    words = fold(source.text[start:end]).strip("\ufeff ")
    return words if len(words) <= 100 and len(words.split()) <= 15 and words[-1] not in ".,;:" else ""


def _structure(reading: Reading) -> str:
    kinds: dict[str, int] = {}
    for block in reading.blocks:
        kinds[block.kind.value] = kinds.get(block.kind.value, 0) + 1
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    name: str
    siglum: str
    file: str
    how: str
    told: Told
    language: Likely


def _head(head: _Head, source: SourceText, reading: Reading, stem: str) -> Iterator[str]:
    title, printed = _title(source, reading, head.told, stem)
    yield modeline("seeds/NAME.yaml")
    yield f"{DRAFTED}\n"
    yield f"id: {head.name}\nsiglum: {quoted(head.siglum)}\n"
    yield f"title: {{text: {quoted(title)}, printed: {str(printed).lower()}}}\n"
    facts = head.told.facts
    where = "the file says so; look at it"
    if not printed and (line := _first_line(source, reading)) and line != title:
        yield f"# If its first line is the title, in place of the line above:\n# title: {{text: {quoted(line)}, printed: true}}\n"
    if "title" in facts and fold(facts["title"]).casefold() != title.casefold():
        yield f"# the file gives the title as {quoted(facts['title'])}\n"
    for key in ("author", "outlet"):
        name = quoted(facts[key]) if key in facts else "..."
        yield f"# {key}: {{name: {name}, basis: {where if key in facts else 'how it is known'}}}\n"
    yield _date(facts.get("date", ""))
    yield f"# url: {facts.get('url', 'https://...')}\n# genre: ...\n"
    yield "# rights: ...\n# public-domain: true\n"
    tag = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", facts.get("language", "").strip())
    yield _language(tag.group() if tag else "", head.language)
    yield "publish: full\n"
    how = f", {head.how}" if head.how else ""
    yield f"received: {quoted(f'Received as the file {head.file}{how}.')}\n"
    if head.told.dropped:
        yield "# What was dropped on the way to plain text:\n"
        yield from (f"#   - {quoted(one)}\n" for one in head.told.dropped)


def _language(said: str, made: Likely) -> str:
    if not said:
        return f"# proposed: {made.reason} (confidence {made.confidence:.1f})\nlanguage: {made.language}\n"
    doubt = (
        f"; but {made.reason}, which makes {made.language} likely" if made.sure and said[:2].lower() != made.language else ""
    )
    return f"# the file says so{doubt}\nlanguage: {said}\n"


def _date(words: str) -> str:
    """Return the line of the date: with the days that its words can mean, where they can be read."""
    span = read_date(words) if words else None
    first, last = (one.isoformat() for one in span) if span else ("YYYY-MM-DD", "YYYY-MM-DD")
    basis = "the file says so; look at it" if words else "how it is known"
    return f'# date: {{text: {quoted(words) if words else "..."}, earliest: "{first}", latest: "{last}", basis: {basis}}}\n'


def _rows(source: SourceText, reading: Reading, told: Told) -> Iterator[str]:
    """Yield what the document says its lines are, where plain rules do not see it."""
    starts = {source.position(block.start)[0]: block for block in reading.blocks}
    for lines, words, kind, level in told.structure:
        block = starts.get(int(lines.split("-")[0]))
        seen = block is not None and block.kind.value == kind
        if seen and (kind != "heading" or level <= 1 or block is reading.blocks[0]):
            continue
        more = f", level: {level}" if kind == "heading" and level > 1 else ""
        yield f"- {{lines: {quoted(lines)}, check: {quoted(words[:60].strip())}, as: {kind}{more}}}\n"


def _structured(laid: Laid | None, rows: Sequence[str], proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yield the structure: the layout with its reason, what the file marks, and in comments what is seen and proposed."""
    of = {key: [one for one in proposals if one.key == key] for key in ("seen", "layout", "blocks")}
    if not laid and not rows and not any(of.values()):
        return
    if of["seen"]:
        yield "# What plain rules see; to say otherwise, name the lines under blocks.\n"
        yield from (f"#   {one.says}: {one.reason} (confidence {one.confidence:.1f})\n" for one in of["seen"])
    yield f"{'' if laid or rows else '# '}structure:\n"
    if laid:
        yield f"  # proposed: {laid.reason} (confidence {laid.confidence:.1f}); the layouts are lines, wrapped, verse\n"
        yield f"  layout: {laid.layout.value}\n"
    for one in of["layout"]:
        yield f"  # in its place: {one.reason} (confidence {one.confidence:.1f})\n  # {one.yaml}\n"
    if rows:
        yield "  blocks: # as the file itself marks them\n"
        yield from (f"    {row}" for row in rows)
    elif of["blocks"]:
        yield "  # proposed; take away the # of this line and of what is right\n  # blocks:\n"
    for one in of["blocks"]:
        yield f"    # {one.reason} (confidence {one.confidence:.1f})\n    # {one.yaml}\n"


def _omitted(proposals: Sequence[Proposal]) -> Iterator[str]:
    omissions = [one for one in proposals if one.key == "omissions"]
    if omissions:
        yield "# What follows is proposed. Take away the # of what is right.\n# omissions:\n"
    for one in omissions:
        yield f"#   # {one.reason} (confidence {one.confidence:.1f})\n#   {one.yaml}\n"
