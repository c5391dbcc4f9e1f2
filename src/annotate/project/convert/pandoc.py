"""Word documents, EPUB books and Markdown, through pandoc's document tree."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from annotate.model import BlockKind
from annotate.project._base import NotTaken
from annotate.project.convert._base import Converted, Part, assemble
from annotate.quote import fold

FORMATS = {".docx": "docx", ".epub": "epub", ".md": "markdown-smart", ".markdown": "markdown-smart"}
_NEEDS = "this needs pandoc; install it with: pip install 'annotate-reader[convert]'"
_HEART = {".docx": "[Content_Types].xml", ".epub": "META-INF/container.xml"}
_LARGEST = 300_000_000
_PATIENCE = 60
_PICTURE = "a picture: "
_OF_WORD = {
    "word/comments.xml": ("a comment", r"<w:comment .*?</w:comment>"),
    "word/header": ("the head of a page", r"<w:hdr\b.*</w:hdr>"),
    "word/footer": ("the foot of a page", r"<w:ftr\b.*</w:ftr>"),
    "word/document.xml": ("a tracked deletion", r"<w:del [^>]*[^/]>.*?</w:del>"),
}
_STRUCK = re.compile(r"<w:delText.*?</w:delText>", re.DOTALL)
"""What stands beside the text of a Word document: parts of the file by how their names begin, what it is, a pattern."""
_FACTS = {
    "title": "title",
    "author": "author",
    "creator": "author",
    "date": "date",
    "lang": "language",
    "language": "language",
    "publisher": "outlet",
}


def from_pandoc(path: Path, data: bytes) -> list[Converted]:
    """Return the texts of a document: one, or for a book with chapters one for each; raises NotTaken."""
    tree, version = _tree(path, data)
    reader = _Reader()
    parts = list(reader.blocks(tree["blocks"]))
    facts = {
        ours: words for key, ours in _FACTS.items() if key in tree["meta"] and (words := _meta(tree["meta"][key], reader))
    }
    if path.suffix.lower() == ".epub" and "date" in facts:
        reader.told(f"the date of the file, {facts.pop('date')}: it may be that of its making")
    if path.suffix.lower() == ".docx":
        try:
            for lost in _beside(data, "".join(part.text for part in [*parts, *reader.notes_of(parts)])):
                reader.told(lost)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as problem:
            raise NotTaken(f"{path}: the file is damaged: {problem}") from problem
    how = f"converted from {path.suffix.lstrip('.')} with pandoc {version}"
    chapters = _chapters(parts) if path.suffix.lower() == ".epub" else [("", parts)]
    made: list[Converted] = []
    for name, each in chapters:
        text, marks = assemble([*each, *reader.notes_of(each)])
        if text.strip():
            dropped = () if made else tuple(reader.dropped())
            made.append(Converted(text=text, marks=marks, dropped=dropped, facts=facts, how=how, part=name))
    if not made:
        raise NotTaken(f"{path}: the file holds no text")
    return made


def _tree(path: Path, data: bytes) -> tuple[dict[str, Any], str]:
    try:
        import pypandoc
    except ImportError as problem:
        raise NotTaken(f"{path}: {_NEEDS}") from problem
    kind = FORMATS[path.suffix.lower()]
    if kind in ("docx", "epub"):
        _refuse_bombs(path, data)
    options = ["--sandbox", "--track-changes=accept"] if kind == "docx" else ["--sandbox"]
    try:
        if kind not in ("docx", "epub"):
            data = data.decode("utf-8-sig").encode()
        command = [pypandoc.get_pandoc_path(), "+RTS", "-M2g", "-RTS", f"--from={kind}", "--to=json", *options]
        done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE, check=False)
        if done.returncode:
            raise NotTaken(f"{path}: pandoc cannot read it: {fold(done.stderr.decode('utf-8', 'replace')).strip()[:300]}")
        return json.loads(done.stdout), str(pypandoc.get_pandoc_version())
    except UnicodeError as problem:
        raise NotTaken(f"{path}: the file is not UTF-8; convert it first: iconv -f NAME -t UTF-8") from problem
    except subprocess.TimeoutExpired as problem:
        raise NotTaken(
            f"{path}: pandoc came to no end with it in {_PATIENCE} seconds; copy its words into a .txt file"
        ) from problem
    except OSError as problem:  # pandoc is not there
        raise NotTaken(f"{path}: {_NEEDS}") from problem
    except (RuntimeError, RecursionError) as problem:
        raise NotTaken(f"{path}: what pandoc made of it cannot be read: {problem}") from problem


def _refuse_bombs(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
            needed = _HEART[path.suffix.lower()]
            whole = needed in packed.namelist()
    except (zipfile.BadZipFile, ValueError) as problem:
        raise NotTaken(f"{path}: the file is damaged, or is no {path.suffix.lstrip('.')}") from problem
    if not whole:
        raise NotTaken(f"{path}: the file is a zip archive, but no {path.suffix.lstrip('.')}: {needed} is not in it")
    if size > _LARGEST:
        raise NotTaken(f"{path}: unpacked it has {size} bytes; at most {_LARGEST}")


def _beside(data: bytes, kept: str) -> Iterator[str]:
    """Yield what a Word document holds that is not in the text made of it: comments, what was struck out, heads and feet."""
    bare = re.sub(r"\s|\[\d+\]", "", kept)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = sorted(name for name in packed.namelist() if name.startswith(tuple(_OF_WORD)))
        files = {name: packed.read(name).decode("utf-8", "replace") for name in names}
    for name, xml in files.items():
        for begins, (what, pattern) in _OF_WORD.items():
            for row in map(_letters, re.findall(pattern, xml, re.DOTALL) if name.startswith(begins) else ()):
                yield from (f"{what}: {row[:200]}",) if row else ()
    for row in map(
        _letters, re.findall(r"<w:p[ >].*?</w:p>", _STRUCK.sub("", files.get("word/document.xml", "")), re.DOTALL)
    ):
        if re.sub(r"\s", "", row) not in bare:
            yield f"words of the document: {row[:200]}"


def _letters(xml: str) -> str:
    words = re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", xml.replace("<w:noBreakHyphen/>", "<w:t>\u2011</w:t>"))
    return fold(unescape("".join(words))).strip()


def _meta(value: Any, reader: _Reader) -> str:
    match value:
        case {"t": "MetaInlines", "c": inlines}:
            return fold(reader.inlines(inlines)).strip()
        case {"t": "MetaString", "c": words}:
            return fold(str(words)).strip()
        case {"t": "MetaList", "c": items}:
            return ", ".join(filter(None, (_meta(item, reader) for item in items)))
        case {"t": "MetaMap", "c": fields}:
            return _meta(fields.get("text", ""), reader)
    return ""


def _chapters(parts: Sequence[Part]) -> list[tuple[str, list[Part]]]:
    """Return a book's parts by chapter: at its headings of the first level, if there are several with text."""
    starts = [at for at, part in enumerate(parts) if part.kind is BlockKind.HEADING and part.level == 1]
    spans = list(zip([0, *starts], [*starts, len(parts)], strict=True))
    full = [(a, b) for a, b in spans if any(part.kind is not BlockKind.HEADING for part in parts[a:b])]
    if len(full) < 2:
        return [("", list(parts))]
    return [(parts[a].text if parts[a].kind is BlockKind.HEADING else "front matter", list(parts[a:b])) for a, b in full]


class _Reader:
    """Pandoc's blocks as parts; counts what plain text cannot hold."""

    def __init__(self) -> None:
        self._lost: Counter[str] = Counter()
        self._told: list[str] = []
        self._notes: list[str] = []

    def blocks(self, blocks: Sequence[Any]) -> Iterator[Part]:
        """Yield the parts of blocks, in order."""
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Any) -> Iterator[Part]:
        match block:
            case {"t": "Header", "c": [level, _, inlines]}:
                yield Part(kind=BlockKind.HEADING, text=self.inlines(inlines), level=min(level, 5))
            case {"t": "Para" | "Plain", "c": inlines}:
                yield Part(kind=BlockKind.PARAGRAPH, text=self.inlines(inlines))
            case {"t": "LineBlock", "c": lines}:
                yield Part(kind=BlockKind.VERSE, text="\n".join(self.inlines(line) for line in lines))
            case {"t": "CodeBlock", "c": [_, words]}:
                yield Part(kind=BlockKind.VERSE, text=words)
            case {"t": "BlockQuote", "c": inner}:
                for part in self.blocks(inner):
                    kind = BlockKind.QUOTATION if part.kind is BlockKind.PARAGRAPH else part.kind
                    yield Part(kind=kind, text=part.text, level=part.level)
            case {"t": "BulletList", "c": items}:
                yield from self._items(items, ["•"] * len(items))
            case {"t": "OrderedList", "c": [[first, *_], items]}:
                yield from self._items(items, [f"{first + at}." for at in range(len(items))])
            case {"t": "DefinitionList", "c": entries}:
                for term, definitions in entries:
                    words = " ".join(part.text for one in definitions for part in self.blocks(one))
                    yield Part(kind=BlockKind.PARAGRAPH, text=f"{self.inlines(term)}: {words}")
            case {"t": "Div", "c": [[_, _, attributes], inner]}:
                self._told.extend(
                    f"an attribute of a block: {key}={fold(value)[:100]}"
                    for key, value in attributes
                    if key.startswith("on")
                )
                yield from self.blocks(inner)
            case {"t": "Figure", "c": [_, [_, caption], inner]}:
                yield from self.blocks(inner)
                shown = {one.removeprefix(_PICTURE) for one in self._told}
                yield from (part for part in self.blocks(caption) if fold(part.text).strip() not in shown)
            case {"t": "Table", "c": [_, [_, caption], _, head, bodies, foot]}:
                self._lost["a table, kept as rows of words"] += 1
                yield from self.blocks(caption)
                rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
                for row in rows:
                    cells = (" ".join(part.text for part in self.blocks(cell[4])) for cell in row[1])
                    yield Part(kind=BlockKind.PARAGRAPH, text=" | ".join(cells))
            case {"t": "RawBlock", "c": [_, words]}:
                self._told.append(f"raw markup: {fold(words).strip()[:200]}")
            case {"t": "HorizontalRule"}:
                self._lost["a rule between paragraphs"] += 1

    def _items(self, items: Sequence[Any], labels: Sequence[str]) -> Iterator[Part]:
        for label, item in zip(labels, items, strict=True):
            first, *rest = list(self.blocks(item)) or [Part(kind=BlockKind.PARAGRAPH, text="")]
            yield Part(kind=BlockKind.LIST_ITEM, text=f"{label} {first.text}")
            yield from rest

    def inlines(self, inlines: Sequence[Any]) -> str:
        """Return the words of inline elements."""
        return "".join(self._inline(one) for one in inlines)

    def _inline(self, one: Any) -> str:
        match one:
            case {"t": "Str", "c": words}:
                return str(words)
            case {"t": "Space" | "SoftBreak"}:
                return " "
            case {"t": "LineBreak"}:
                return "\n"
            case {
                "t": "Emph" | "Strong" | "Underline" | "Strikeout" | "SmallCaps" | "Superscript" | "Subscript" as kind,
                "c": inner,
            }:
                self._lost[f"formatting: {kind.lower()}"] += 1
                return self.inlines(inner)
            case {"t": "Quoted", "c": [{"t": kind}, inner]}:
                return f"“{self.inlines(inner)}”" if kind == "DoubleQuote" else f"‘{self.inlines(inner)}’"
            case {"t": "Link", "c": [_, inner, [address, _]]}:
                self._lost["the address of a link"] += not address.startswith("#")
                return self.inlines(inner)
            case {"t": "Image", "c": [_, inner, [address, _]]}:
                self._told.append(f"{_PICTURE}{fold(self.inlines(inner)).strip() or address}")
                return ""
            case {"t": "Span" | "Cite", "c": [_, inner]}:
                return self.inlines(inner)
            case {"t": "Code" | "Math", "c": [_, words]}:
                return str(words)
            case {"t": "Note", "c": inner}:
                self._notes.append(" ".join(part.text for part in self.blocks(inner)))
                return f"[{len(self._notes)}]"
            case {"t": "RawInline", "c": [_, words]}:
                self._told.append(f"raw markup: {fold(words).strip()[:200]}")
        return ""

    def told(self, what: str) -> None:
        """Say that something of the document is not in the text."""
        self._told.append(what)

    def notes_of(self, parts: Sequence[Part]) -> Iterator[Part]:
        """Yield the notes whose marks stand in parts, as they stand at the end of a plain text."""
        words = " ".join(part.text for part in parts)
        for number, note in enumerate(self._notes, start=1):
            if f"[{number}]" in words:
                yield Part(kind=BlockKind.ORIGINAL_NOTE, text=f"[{number}] {note}")

    def dropped(self) -> Iterator[str]:
        """Yield what plain text does not hold of the document."""
        yield from self._told
        yield from (f"{what}, {count} times" if count > 1 else what for what, count in self._lost.items() if count)
