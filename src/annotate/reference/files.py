"""The pages of the YAML files, from the shapes that the loaders check them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotate.kinds import KINDS, Kind
from annotate.load._base import (
    Flag,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Shape,
    Switch,
    Text,
    TextOr,
    Written,
)
from annotate.myst._base import one_line
from annotate.reference._base import HEAD, code, entry, first_line, joined, label, sentence

_YAML = """\
# The YAML files

Every file is UTF-8 YAML without anchors, aliases and tags. An unknown key, a value of the wrong type and
a repeated key are findings, each with its line and column. A key with no value, `null` or only blanks
counts as left out. Put a text in double quotes when it holds `: ` or ` #`, or begins with a quotation
mark, a bracket, `*`, `&`, `!`, `%` or `@`; or write it below `>-`.

"""


def yaml_page(kinds: Sequence[Kind] = KINDS) -> str:
    """Return the overview of all kinds of file."""
    rows = "".join(entry(f"{{doc}}`{kind.file} <{kind.page}>`", sentence(kind.about)) for kind in kinds)
    tree = "\n".join(kind.page for kind in kinds)
    return f"{HEAD}{_YAML}{rows}```{{toctree}}\n:hidden:\n\n{tree}\n```\n"


def yaml_pages(examples: Mapping[str, str], kinds: Sequence[Kind] = KINDS) -> dict[str, str]:
    """Return, by page name, the page of each kind; `examples` are files to include, by page name."""
    return {kind.page: "".join(_kind(kind, examples.get(kind.page, ""))) for kind in kinds}


def _kind(kind: Kind, example: str) -> Iterator[str]:
    yield f"{HEAD}# {one_line(kind.file.removeprefix('docs/apparatus/'))}\n\n"
    yield f"{code(kind.file)}: {kind.about}\n\n"
    if kind.key:
        yield f"One key, {code(kind.key)}: a list. Each item of it has these keys.\n\n"
    yield from _record(kind.record, kind.page, "")
    if example:
        yield f"## An example\n\n```{{literalinclude}} {example}\n:language: yaml\n```\n"


def _record(record: Record, page: str, path: str) -> Iterator[str]:
    """Yield the keys of a mapping, then a section for each mapping inside it."""
    if record.about:
        yield f"{sentence(one_line(record.about, at_line_start=True))}\n\n"
    for key, shape in record.keys.items():
        need = ", required" if key in record.required else ""
        yield entry(f"{code(key)}{need}", _values(shape, page, joined(path, key)), _meaning(shape))
    for key, shape in record.keys.items():
        for below, inner in _mappings(shape, joined(path, key)):
            yield f"({label(page, below)})=\n## {code(below)}\n\n"
            yield from _record(inner, page, below)


def _mappings(shape: Shape, path: str) -> Iterator[tuple[str, Record]]:
    """Yield the mappings that a value is or holds, each with its path."""
    match shape:
        case Record():
            yield path, shape
        case TextOr():
            yield path, shape.record
        case ListOf():
            yield from _mappings(shape.of, f"{path}[]")
        case MapOf():
            yield f"{path}.NAME", shape.of
        case Switch():
            yield from _cases(shape, path)
        case Text() | Flag() | Number() | OneOf() | Written():
            pass


def _cases(shape: Switch, path: str) -> Iterator[tuple[str, Record]]:
    """Yield the keys that all cases have, as one mapping, then what each has of its own."""
    first, *others = shape.cases.values()
    common = {key: value for key, value in first.keys.items() if all(one.keys.get(key) == value for one in others)}
    yield path, replace(first, keys=common)
    for value, record in shape.cases.items():
        own = {key: value for key, value in record.keys.items() if key not in common}
        yield f"{path} {shape.key}={value}", replace(record, keys=own)


def _values(shape: Shape, page: str, path: str) -> str:
    """Return what values a key takes, as a sentence."""
    match shape:
        case Record() | TextOr() | ListOf() | MapOf() | Switch():
            return _compound(shape, page, path)
        case Text(pattern=pattern) if pattern:
            return f"Text that fits {code(pattern.pattern)}."
        case Text():
            return "Text in Markdown." if shape.prose else "Text."
        case Flag():
            return "`true` or `false`."
        case Number():
            return f"A {'' if shape.decimal else 'whole '}number from {shape.low:g} to {shape.high:g}."
        case OneOf():
            return f"One of {', '.join(code(member.value) for member in shape.values)}."
        case Written():
            return "Words, a list of words, or a mapping of words."


def _compound(shape: Record | TextOr | ListOf | MapOf | Switch, page: str, path: str) -> str:
    links = [f"[{code(below)}](#{label(page, below)})" for below, _ in _mappings(shape, path)]
    match shape:
        case Record():
            return f"A mapping: {links[0]}."
        case TextOr():
            return f"Text, or a mapping: {links[0]}. Bare text is its {code(shape.bare)}."
        case ListOf():
            return f"A list. Each item: {_values(shape.of, page, f'{path}[]')}"
        case MapOf():
            return f"A mapping of names that you choose, each to a mapping: {links[0]}."
        case Switch():
            return f"A mapping: {links[0]}, and by its {code(shape.key)} {', '.join(links[1:])}."


def _meaning(shape: Shape) -> str:
    """Return what a value means: the shape's own words, else those of its enum."""
    if shape.about:
        return sentence(one_line(shape.about, at_line_start=True))
    match shape:
        case OneOf():
            return sentence(first_line(shape.values))
        case ListOf():
            return _meaning(shape.of)
        case TextOr():
            return _meaning(shape.record)
        case _:
            return ""
