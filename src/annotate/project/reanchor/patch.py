"""Verdicts to edits of the files they are about: only the values change, nothing around them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from annotate.marked import Items, Pairs, Scalar, read_yaml
from annotate.project._base import quoted
from annotate.project.reanchor._base import Anchor, Verdict
from annotate.source import line_starts

Edit = tuple[int, int, str]


def patched(file: str, text: str, verdicts: Sequence[Verdict]) -> str:
    """Return a file's text with the changes of its verdicts; unchanged when YAML would not survive them."""
    edits = sorted({edit for verdict in verdicts for edit in _edits(text, verdict)})
    made, at = [], 0
    for start, end, words in edits:
        if start < at:
            continue  # two anchors share a value: the first change stands
        made.append(text[at:start] + words)
        at = end
    result = "".join([*made, text[at:]])
    return result if not file.endswith(".yaml") or _survives(file, text, result) else text


def _edits(text: str, verdict: Verdict) -> Iterator[Edit]:
    anchor = verdict.anchor
    if not anchor.parts:
        if anchor.end and verdict.change.get("exact"):
            yield anchor.start, anchor.end, verdict.change["exact"]
        return
    new = {}
    for key, value in verdict.change.items():
        if key in anchor.parts:
            yield _replaced(text, anchor.parts[key], value, flow=anchor.flow)
        elif value:
            new[key] = value
    if new and anchor.column:
        yield _added(text, anchor, new)


def _span(text: str, scalar: Scalar) -> tuple[int, int]:
    """Return where a value is written, white space behind a block scalar left out."""
    starts, place = line_starts(text), scalar.place
    start = starts[place.line - 1] + place.column - 1
    end = starts[place.end_line - 1] + place.end_column - 1
    return start, start + len(text[start:end].rstrip())


def _replaced(text: str, scalar: Scalar, value: str, *, flow: bool) -> Edit:
    start, end = _span(text, scalar)
    raw = text[start:end]
    if raw.startswith("'"):
        words = "'" + value.replace("'", "''") + "'"
    elif scalar.plain and _stays_plain(value, flow=flow):
        words = value
    else:
        words = quoted(value)
    return start, end, words


def _stays_plain(value: str, *, flow: bool) -> bool:
    node, found = read_yaml("", f"{{k: {value}}}" if flow else f"k: {value}")
    inner = node.pairs[0][1] if isinstance(node, Pairs) and len(node.pairs) == 1 else None
    return not found and isinstance(inner, Scalar) and inner.plain and inner.value == value


def _added(text: str, anchor: Anchor, values: Mapping[str, str]) -> Edit:
    """Return the insertion of new keys behind the exact words, as the mapping is written."""
    _, end = _span(text, anchor.parts["exact"])
    gap = ", " if anchor.flow else "\n" + " " * (anchor.column - 1)
    return end, end, "".join(f"{gap}{key}: {quoted(value)}" for key, value in values.items())


def _survives(file: str, before: str, after: str) -> bool:
    """Return whether both texts are YAML of the same make, values and new keys apart."""
    one, found_before = read_yaml(file, before)
    other, found_after = read_yaml(file, after)
    return len(found_after) <= len(found_before) and _same_make(one, other)


def _same_make(one: object, other: object) -> bool:
    if isinstance(one, Pairs) and isinstance(other, Pairs):
        there = {key.value: value for key, value in other.pairs}
        new = set(there) - {key.value for key, _ in one.pairs}
        same = all(key.value in there and _same_make(value, there[key.value]) for key, value in one.pairs)
        return same and new <= {"prefix", "suffix"}
    if isinstance(one, Items) and isinstance(other, Items):
        pairs = zip(one.items, other.items, strict=False)
        return len(one.items) == len(other.items) and all(_same_make(a, b) for a, b in pairs)
    return type(one) is type(other)


def as_diff(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return a unified diff of files by name, as `git apply` and `patch -p1` take it."""
    lines: list[str] = []
    for file, text in before.items():
        if after[file] != text:
            rows = difflib.unified_diff(
                text.splitlines(keepends=True), after[file].splitlines(keepends=True), f"a/{file}", f"b/{file}"
            )
            for row in rows:
                lines.append(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n")
    return "".join(lines)
