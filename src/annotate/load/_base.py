"""The shapes that YAML values must have.

A shape is data, so that the same description checks a file, words the hint, and yields
the JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeGuard

from annotate.across import When
from annotate.dates import parse
from annotate.diagnostics import Code, Diagnostic, did_you_mean, error
from annotate.marked import Items, Node, Pairs, Scalar, read_yaml
from annotate.model import Form, Place, Prose, Selector

_WHOLE = re.compile(r"[-+]?\d{1,9}")
_DECIMAL = re.compile(r"[-+]?\d{1,9}(\.\d{1,9})?")
_FLAGS = {"true": True, "false": False}
ID = re.compile(r"[a-z][a-z0-9-]*")
SOURCE_ID = re.compile(r"[a-z][a-z0-9_-]*")
LONGEST_ID = 100
RESERVED_ID = re.compile(r"[phorb]\d+")


class Case(StrEnum):
    """How a surface form treats capitals."""

    EXACT = "exact"
    IGNORE = "ignore"


class From(StrEnum):
    """Where a passage may stand, if not in the reading."""

    OMITTED = "omitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words; `null` and blanks count as absent unless `blank`."""

    about: str = ""
    prose: bool = False
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """true or false."""

    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number between bounds, both included; whole unless `decimal`."""

    low: float
    high: float
    decimal: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """One of the values of an enum."""

    values: type[StrEnum]
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list of one shape."""

    of: Shape
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOr:
    """A mapping for which a bare text may stand, as the value of key `bare`."""

    record: Record
    bare: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """A mapping whose keys the author names, all values of one record."""

    of: Record
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A mapping whose record is decided by the value of one key."""

    key: str
    cases: Mapping[str, Record]
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Words, a list of words, or a mapping of words, as they are written: a key or a response."""

    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A mapping with known keys."""

    name: str
    keys: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    about: str = ""


Shape = Text | Flag | Number | OneOf | ListOf | MapOf | TextOr | Switch | Written | Record


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping that fits its record: values by key, absent ones left out, and what they were read from."""

    values: Mapping[str, Any]
    nodes: Mapping[str, Node]
    head: Node

    @property
    def place(self) -> Place:
        """Where the mapping begins."""
        return self.head.place

    def get(self, key: str, default: Any = "") -> Any:
        """Return a value, or `default` when the key is absent."""
        return self.values.get(key, default)

    def at(self, key: str) -> Place:
        """Return where the value of `key` stands, or the mapping itself."""
        return self.nodes.get(key, self.head).place


@dataclass(slots=True)
class Findings:
    """Where the loaders of one file put what they find."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(self, code: Code, place: Place, message: str, hint: str = "") -> None:
        """Add an error."""
        self.found.append(error(code, place, message, hint))


def read(shape: Shape, node: Node, to: Findings) -> Any:
    """Return the value of `node` as `shape` has it, or None after a finding (or for null)."""
    if type(node) is Scalar and node.is_null:
        return None
    return _READERS[type(shape)](shape, node, to)


def _text_or(shape: TextOr, node: Node, to: Findings) -> Entry | None:
    if not isinstance(node, Scalar):
        return _record(shape.record, node, to)
    value = read(shape.record.keys[shape.bare], node, to)
    if value is None:
        return None
    return Entry({shape.bare: value}, {shape.bare: node}, node)


def _map(shape: MapOf, node: Node, to: Findings) -> tuple[tuple[str, Entry], ...] | None:
    if not isinstance(node, Pairs):
        to.error(Code.WRONG_TYPE, node.place, "a mapping of names is expected here", "write 'name: ...'")
        return None
    values = ((key.value, read(shape.of, value, to)) for key, value in node.pairs)
    return tuple((name, value) for name, value in values if value is not None)


def _switched(shape: Switch, node: Node, to: Findings) -> Entry | None:
    if not isinstance(node, Pairs):
        to.error(Code.WRONG_TYPE, node.place, "a mapping is expected here", f"it begins with '{shape.key}'")
        return None
    said = next((value for key, value in node.pairs if key.value == shape.key), None)
    choices = ", ".join(shape.cases)
    if not isinstance(said, Scalar):
        to.error(Code.MISSING_KEY, _head(node).place, f"the entry lacks '{shape.key}'", f"one of: {choices}")
        return None
    if said.value not in shape.cases:
        hint = f"{did_you_mean(said.value, shape.cases)}One of: {choices}"
        to.error(Code.UNKNOWN_VALUE, said.place, f"'{said.value}' is not known here", hint)
        return None
    return _record(shape.cases[said.value], node, to)


def _written(shape: Written, node: Node, to: Findings) -> tuple[Any, Place] | None:
    """Return ((words | list | pairs), place) of a key or response."""
    match node:
        case Scalar():
            return node.value, node.place
        case Items() if all(isinstance(item, Scalar) for item in node.items):
            return tuple(item.value for item in node.items if isinstance(item, Scalar)), node.place
        case Pairs() if all(isinstance(value, Scalar) for _, value in node.pairs):
            pairs = ((key.value, value.value) for key, value in node.pairs if isinstance(value, Scalar))
            return tuple(sorted(pairs)), node.place
    to.error(Code.WRONG_TYPE, node.place, "a key or response is words, a list of words, or a mapping of words")
    return None


def _record(shape: Record, node: Node, to: Findings) -> Entry | None:
    if not isinstance(node, Pairs):
        keys = ", ".join(shape.keys)
        to.error(Code.WRONG_TYPE, node.place, f"{shape.name} must be a mapping", f"keys: {keys}")
        return None
    values: dict[str, Any] = {}
    nodes: dict[str, Node] = {}
    failed: set[str] = set()
    for key, value_node in node.pairs:
        if key.value not in shape.keys:
            hint = f"{did_you_mean(key.value, shape.keys)}Keys: {', '.join(shape.keys)}"
            message = f"{shape.name} has no key '{key.value}'"
            if isinstance(value_node, Scalar) and value_node.is_null and key.place.line == value_node.place.line:
                hint = f"a comma ends a value inside {{...}}: put the whole value in double quotes, or take one of the keys: {', '.join(shape.keys)}"
            to.error(Code.UNKNOWN_KEY, key.place, message, hint)
            continue
        before = len(to.found)
        value = read(shape.keys[key.value], value_node, to)
        if value is not None:
            values[key.value] = value
            nodes[key.value] = value_node
        elif len(to.found) > before:
            failed.add(key.value)
    missing = [name for name in shape.required if name not in values and name not in failed]
    for name in missing:
        to.error(Code.MISSING_KEY, _head(node).place, f"{shape.name} lacks '{name}'", f"add '{name}: ...'")
    if missing or failed & set(shape.required):
        return None
    return Entry(values, nodes, _head(node))


def _head(node: Pairs) -> Node:
    return node.pairs[0][0] if node.pairs else node


def _list(shape: ListOf, node: Node, to: Findings) -> tuple[Any, ...] | None:
    if not isinstance(node, Items):
        to.error(Code.WRONG_TYPE, node.place, "a list is expected here", "write '- ' before each item")
        return None
    values = []
    for item in node.items:
        before = len(to.found)
        value = read(shape.of, item, to)
        if value is not None:
            values.append(value)
        elif len(to.found) == before:
            to.error(Code.MISSING_KEY, item.place, "the list has an empty item", "fill it in, or remove it")
    return tuple(values)


def _is_single(node: Node, to: Findings) -> TypeGuard[Scalar]:
    if type(node) is Scalar:
        return True
    to.error(Code.WRONG_TYPE, node.place, "a single value is expected here")
    return False


def _text(shape: Text, node: Node, to: Findings) -> str | Prose | None:
    if not _is_single(node, to) or not node.value.strip():
        return None
    if shape.pattern and (not shape.pattern.fullmatch(node.value) or RESERVED_ID.fullmatch(node.value)):
        message = f"'{node.value}' is not an id"
        to.error(Code.BAD_ID, node.place, message, "small letters, digits and hyphens, as in 'velvet-revolution'")
        return None
    if shape.pattern and len(node.value) > LONGEST_ID:
        hint = f"at most {LONGEST_ID}: ids become names of files and addresses"
        to.error(Code.BAD_ID, node.place, f"an id has {len(node.value)} characters", hint)
        return None
    return Prose(text=node.value.strip(), place=node.place) if shape.prose else node.value


def _flag(shape: Flag, node: Node, to: Findings) -> bool | None:
    if not _is_single(node, to):
        return None
    value = _FLAGS.get(node.value) if node.plain else None
    if value is None:
        message = f"'{node.value}' is neither true nor false"
        to.error(Code.WRONG_TYPE, node.place, message, "write true or false")
    return value


def _number(shape: Number, node: Node, to: Findings) -> float | int | None:
    if not _is_single(node, to):
        return None
    pattern = _DECIMAL if shape.decimal else _WHOLE
    if node.plain and pattern.fullmatch(node.value):
        value = float(node.value) if shape.decimal else int(node.value)
        if shape.low <= value <= shape.high:
            return value
    kind = "a number" if shape.decimal else "a whole number"
    message = f"'{node.value}' is not {kind} from {shape.low:g} to {shape.high:g}"
    to.error(Code.WRONG_TYPE, node.place, message)
    return None


def _one_of(shape: OneOf, node: Node, to: Findings) -> StrEnum | None:
    if not _is_single(node, to):
        return None
    try:
        return shape.values(node.value)
    except ValueError:
        choices = [member.value for member in shape.values]
    hint = f"{did_you_mean(node.value, choices)}One of: {', '.join(choices)}"
    to.error(Code.UNKNOWN_VALUE, node.place, f"'{node.value}' is not known here", hint)
    return None


_READERS: Mapping[type, Callable[[Any, Node, Findings], Any]] = {
    Record: _record,
    ListOf: _list,
    TextOr: _text_or,
    MapOf: _map,
    Switch: _switched,
    Written: _written,
    Text: _text,
    Flag: _flag,
    Number: _number,
    OneOf: _one_of,
}


def read_list(file: str, text: str, name: str, item: Record) -> tuple[tuple[Entry, ...], Findings]:
    """Read a file whose one key `name` holds a list of `item`; return entries and findings."""
    node, problems = read_yaml(file, text)
    to = Findings(list(problems))
    if node is None:
        return (), to
    whole = Record(name="the file", keys={name: ListOf(of=item)}, required=(name,))
    entry = read(whole, node, to)
    return (entry.get(name, ()) if entry else ()), to


SELECTOR = Record(
    name="a passage",
    keys={
        "reading": Text(about="id of the reading"),
        "exact": Text(about="the words themselves"),
        "prefix": Text(about="words directly before, to tell two places apart"),
        "suffix": Text(about="words directly after"),
        "from": OneOf(values=From, about="omitted, for words the edition leaves out"),
    },
    required=("reading", "exact"),
)


def selector(entry: Entry) -> Selector:
    """Return the selector in an entry of shape SELECTOR."""
    return Selector(
        reading=entry.get("reading"),
        exact=entry.get("exact"),
        prefix=entry.get("prefix"),
        suffix=entry.get("suffix"),
        omitted=entry.get("from", None) is From.OMITTED,
        place=entry.at("exact"),
    )


def date_of(entry: Entry, to: Findings) -> When | None:
    """Return the date under `date`, or None after a finding."""
    when = parse(entry.get("date"))
    if when is None:
        hint = "write a year, month or day, or an interval: 1828, 2022-09, 2024-02-23, 1997/2021, 1993/.."
        to.error(Code.BAD_DATE, entry.at("date"), f"'{entry.get('date')}' is not a date", hint)
    return when


FORM = TextOr(
    record=Record(name="a form", keys={"text": Text(about="the words"), "case": OneOf(values=Case)}, required=("text",)),
    bare="text",
)


def form(entry: Entry) -> Form:
    """Return the surface form in an entry of shape FORM."""
    return Form(text=entry.get("text"), fold=entry.get("case") == Case.IGNORE, place=entry.place)
