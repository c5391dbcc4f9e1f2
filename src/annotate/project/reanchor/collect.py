"""Every anchor of a project's files, as it is written.

The files are walked as YAML, not through their loaders: a mapping with a reading and exact
words is an anchor wherever it stands, and so are exact words and `quotes` below a key that is
the id of a reading; a new kind of file needs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from annotate.marked import Items, Node, Pairs, Scalar, read_yaml
from annotate.model import Place, Prose
from annotate.project.reanchor._base import Anchor, Layer, Numbered
from annotate.prose import Reference, quotation, references
from annotate.source import line_starts

_QUOTED = ("exact", "prefix", "suffix")
_LINES = re.compile(r"\d{1,7}(-\d{1,7})?")
_IN_SEEDS = ("omissions", "emendations", "blocks", "figures")


def in_establishment(file: str, text: str, reading: str) -> Iterator[Anchor]:
    """Yield the anchors of seeds/NAME.yaml: those that cut and change its source, then those in prose."""
    node, _ = read_yaml(file, text)
    yield from _of_title(node, reading)
    for key, entry in _entries(node):
        yield from _of_entry(key, entry, reading, text)
    yield from _in_scalars(file, node, text)


def _of_title(node: Node | None, reading: str) -> Iterator[Anchor]:
    """Yield the printed title, which is a line of the source."""
    title = next((value for key, value in node.pairs if key.value == "title"), None) if isinstance(node, Pairs) else None
    said = _scalars(title) if isinstance(title, Pairs) else {}
    if "text" in said and "printed" in said and said["printed"].value == "true":
        words = said["text"]
        yield Anchor(
            reading=reading, layer=Layer.SOURCE, exact=words.value, parts={"text": words}, key="text", place=words.place
        )


def _entries(node: Node | None) -> Iterator[tuple[str, Pairs]]:
    if not isinstance(node, Pairs):
        return
    for key, value in node.pairs:
        if key.value == "structure":
            yield from _entries(value)
        elif key.value in _IN_SEEDS and isinstance(value, Items):
            yield from ((key.value, one) for one in value.items if isinstance(one, Pairs))


def _of_entry(key: str, entry: Pairs, reading: str, text: str) -> Iterator[Anchor]:
    said = _scalars(entry)
    if "exact" in said:
        yield _quoted(entry, said, reading, Layer.SOURCE, text)
    elif "first" in said and "last" in said:
        first = _end(entry, said, "first", reading, text)
        yield first
        yield _end(entry, said, "last", reading, text, first)
    elif "check" in said and _LINES.fullmatch(said["lines"].value if "lines" in said else ""):
        parts = {name: said[name] for name in ("lines", "check")}
        yield Anchor(
            reading=reading, layer=Layer.SOURCE, exact=said["check"].value, lines=said["lines"].value,
            parts=parts, key="lines", place=said["lines"].place, flow=_flow(entry, text),
        )  # fmt: skip
    elif key == "figures" and "after" in said:
        yield _end(entry, said, "after", reading, text)


def _scalars(entry: Pairs) -> dict[str, Scalar]:
    return {key.value: value for key, value in entry.pairs if isinstance(value, Scalar) and not value.is_null}


def _end(entry: Pairs, said: dict[str, Scalar], key: str, reading: str, text: str, behind: Anchor | None = None) -> Anchor:
    return Anchor(
        reading=reading, layer=Layer.SOURCE, exact=said[key].value, parts={key: said[key]}, key=key,
        behind=behind, place=said[key].place, flow=_flow(entry, text),
    )  # fmt: skip


def _quoted(entry: Pairs, said: dict[str, Scalar], reading: str, layer: Layer, text: str) -> Anchor:
    column = next(key.place.column for key, _ in entry.pairs if key.value == "exact")
    return Anchor(
        reading=reading,
        layer=layer,
        exact=said["exact"].value,
        prefix=said["prefix"].value if "prefix" in said else "",
        suffix=said["suffix"].value if "suffix" in said else "",
        parts={key: said[key] for key in _QUOTED if key in said},
        column=column,
        flow=_flow(entry, text),
        place=said["exact"].place,
    )


def _flow(entry: Pairs, text: str) -> bool:
    return text.startswith("{", offset(text, entry.place.line, entry.place.column))


def offset(text: str, line: int, column: int) -> int:
    """Return the offset of a line and column of a file, both from 1."""
    return line_starts(text)[line - 1] + column - 1


def in_apparatus(file: str, text: str, readings: Collection[str] = ()) -> Iterator[Anchor]:
    """Yield the anchors of a file of apparatus or exercises, those in prose last."""
    node, _ = read_yaml(file, text)
    yield from _below(node, "", text, readings)
    yield from _in_scalars(file, node, text)


def _below(node: Node | None, reading: str, text: str, readings: Collection[str]) -> Iterator[Anchor]:
    """Yield the anchors in a value; `reading` is the one that a key above it names."""
    if isinstance(node, Items):
        for one in node.items:
            yield from _below(one, reading, text, readings)
    if not isinstance(node, Pairs):
        return
    said = _scalars(node)
    own = said["reading"].value if "reading" in said else reading
    if "exact" in said and own:
        omitted = "from" in said and said["from"].value == "omitted"
        yield _quoted(node, said, own, Layer.OMITTED if omitted else Layer.READING, text)
    for key, value in node.pairs:
        if key.value == "quotes" and reading and isinstance(value, Items):
            yield from (_bare(one, reading) for one in value.items if isinstance(one, Scalar))
        yield from _below(value, key.value if key.value in readings else reading, text, readings)


def _bare(words: Scalar, reading: str) -> Anchor:
    """Return a quotation that is written without keys: nothing can be added to it."""
    return Anchor(
        reading=reading, layer=Layer.READING, exact=words.value, parts={"exact": words}, column=0, place=words.place
    )


def numbered_in(file: str, text: str) -> Iterator[Numbered]:
    """Yield the paragraphs that a page, or the prose in a YAML file, refers to by their numbers."""
    if file.endswith(".md"):
        place = Place(file=file, line=1, column=1, end_line=1, end_column=1)
        roles: Iterable[Reference] = references(Prose(text=text, place=place), whole_file=True)
    else:
        node, _ = read_yaml(file, text)
        roles = (role for one in _prose(node) for role in references(Prose(text=one.value, place=one.place)))
    for role in roles:
        reading, colon, block = role.target.partition(":")
        if role.role == "reading:par" and colon:
            yield Numbered(reading=reading, block=f"p{block}" if block.isdecimal() else block, place=role.place)


def _prose(node: Node | None) -> Iterator[Scalar]:
    """Yield the values of a YAML file that refer to a paragraph."""
    if isinstance(node, Scalar):
        if "{reading:par}" in node.value:
            yield node
    elif node is not None:
        inner = node.items if isinstance(node, Items) else [value for _, value in node.pairs]
        yield from (found for one in inner for found in _prose(one))


def _in_scalars(file: str, node: Node | None, text: str) -> Iterator[Anchor]:
    """Yield the quotations that are roles in the values of a YAML file."""
    if isinstance(node, Pairs):
        for _, value in node.pairs:
            yield from _in_scalars(file, value, text)
    elif isinstance(node, Items):
        for one in node.items:
            yield from _in_scalars(file, one, text)
    elif isinstance(node, Scalar) and "{reading:quote}" in node.value:
        at = node.place
        region = (offset(text, at.line, at.column), offset(text, at.end_line, at.end_column))
        for role in references(Prose(text=node.value, place=at)):
            yield from _of_role(role, text, region)


def in_page(file: str, text: str) -> Iterator[Anchor]:
    """Yield the quotations of a hand-written page; those in code are no quotations."""
    place = Place(file=file, line=1, column=1, end_line=1, end_column=1)
    for role in references(Prose(text=text, place=place), whole_file=True):
        at = role.place
        region = (offset(text, at.line, at.column), offset(text, at.end_line, at.end_column))
        yield from _of_role(role, text, region)


def _of_role(role: Reference, text: str, region: tuple[int, int]) -> Iterator[Anchor]:
    """Yield the anchor of a role; without a place for its words when they are not written once as they read."""
    selector = quotation(role) if role.role == "reading:quote" else None
    if selector is None:
        return
    words = r"\s+".join(map(re.escape, role.words.split(" ")))
    written = re.compile(rf"(?<=`)\s*({words})\s+<\s*{re.escape(role.target)}\s*>")
    found = list(written.finditer(text, *region))
    start, end = found[0].span(1) if len(found) == 1 else (0, 0)
    yield Anchor(
        reading=selector.reading,
        layer=Layer.OMITTED if selector.omitted else Layer.READING,
        exact=role.words,
        start=start,
        end=end,
        place=role.place,
    )
