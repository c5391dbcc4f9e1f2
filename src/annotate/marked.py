"""YAML with the place of every value.

The file is read as parser events, never composed by PyYAML: nesting beyond 50 levels,
anchors, aliases, tags and duplicate keys are findings, and cannot make a small file huge
or overrun the C loader's stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml
from yaml.reader import Reader

from annotate.diagnostics import Code, Diagnostic, error, whole_file
from annotate.model import Place
from annotate.source import FORBIDDEN, line_and_column, line_starts

MAX_DEPTH = 50
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALIAS, _SCALAR, _SEQUENCE = yaml.AliasEvent, yaml.ScalarEvent, yaml.SequenceStartEvent
_SEQUENCE_END, _MAPPING_END = yaml.SequenceEndEvent, yaml.MappingEndEvent
_NO_TAG = (None, "!")
_NULL = frozenset({"", "~", "null"})
_NOT_AS_WE_COUNT = re.compile("[\x85\u2028\u2029\ufeff]")


class _Marked:
    """What stands between two of the parser's events; its place is made when somebody asks for it.

    A file has several times more values than findings and records that name a place.
    """

    __slots__ = ("_end", "_start", "_where")

    def __init__(self, where: _Where, start: Any, end: Any) -> None:
        self._where = where
        self._start = start
        self._end = end

    @property
    def place(self) -> Place:
        """Where it stands in its file."""
        return self._where.between(self._start.start_mark, self._end.end_mark)


class Scalar(_Marked):
    """A YAML scalar."""

    __slots__ = ("value",)

    def __init__(self, where: _Where, event: Any) -> None:
        self._where = where
        self._start = self._end = event
        self.value: str = event.value

    @property
    def plain(self) -> bool:
        """True when it was written without quotes or block style."""
        return self._start.style in (None, "") and bool(self._start.implicit[0])

    @property
    def is_null(self) -> bool:
        """True for an absent value: nothing, ~ or null."""
        return self.value in _NULL and self.plain


class Items(_Marked):
    """A YAML sequence."""

    __slots__ = ("items",)

    def __init__(self, where: _Where, start: Any, end: Any, items: tuple[Node, ...]) -> None:
        super().__init__(where, start, end)
        self.items = items

    def having(self, items: Iterable[Node]) -> Items:
        """Return it with other items."""
        return Items(self._where, self._start, self._end, tuple(items))


class Pairs(_Marked):
    """A YAML mapping, duplicate keys already reported and dropped."""

    __slots__ = ("pairs",)

    def __init__(self, where: _Where, start: Any, end: Any, pairs: tuple[tuple[Scalar, Node], ...]) -> None:
        super().__init__(where, start, end)
        self.pairs = pairs

    def having(self, pairs: Iterable[tuple[Scalar, Node]]) -> Pairs:
        """Return it with other pairs."""
        return Pairs(self._where, self._start, self._end, tuple(pairs))


Node = Scalar | Items | Pairs


class _RefusalError(Exception):
    """Reading cannot go on; carries the finding. Never leaves this module."""

    def __init__(self, finding: Diagnostic) -> None:
        self.finding = finding


def read_yaml(file: str, text: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the document's node (None when it is empty or cannot be read) and the findings."""
    found: list[Diagnostic] = []
    where = _Where(file, text)
    if bad := Reader.NON_PRINTABLE.search(text):
        message = f"the character U+{ord(bad.group()):04X} may not stand in YAML"
        return None, (error(Code.YAML_SYNTAX, where.place(bad.start(), bad.end()), message, "remove it"),)
    try:
        node = _Events(where, text, found).document()
    except _RefusalError as refusal:
        return None, (*found, refusal.finding)
    except yaml.YAMLError as problem:
        return None, (*found, _syntax(where, text, problem))
    return node, tuple(found)


def _syntax(where: _Where, text: str, problem: yaml.YAMLError) -> Diagnostic:
    mark, opened = (getattr(problem, name, None) for name in ("problem_mark", "context_mark"))
    if mark and opened and mark.index >= where.length:
        mark = opened  # what the file's end cut short begins there
    place = where.place(mark.index, mark.index) if mark else whole_file(where.file)
    what = getattr(problem, "problem", None) or "not YAML"
    hint = "put a text that holds ': ', ' #', a quotation mark or a bracket in double quotes"
    if mark and text[mark.index : mark.index + 1] == "\t":
        hint = "a tab stands there: indent with spaces"
    return error(Code.YAML_SYNTAX, place, f"the file is not valid YAML: {what}", hint)


class _Where:
    """Offsets of one file to places.

    The parser's own line numbers count U+2028 as a line end, and no byte-order mark; without these they are ours.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.length = len(text)
        self.starts = line_starts(text)
        self.as_parsed = _NOT_AS_WE_COUNT.search(text) is None

    def between(self, start: Any, end: Any) -> Place:
        """Return the place between two marks of the parser."""
        if not self.as_parsed or end.index >= self.length:
            return self.place(start.index, end.index)
        return Place(
            file=self.file,
            line=start.line + 1,
            column=start.column + 1,
            end_line=end.line + 1,
            end_column=end.column + 1,
        )

    def place(self, start: int, end: int) -> Place:
        line, column = line_and_column(self.starts, min(start, self.length))
        end_line, end_column = line_and_column(self.starts, min(end, self.length))
        return Place(file=self.file, line=line, column=column, end_line=end_line, end_column=end_column)


class _Events:
    """Parser events of one file, turned into nodes without recursion limits of its own."""

    def __init__(self, where: _Where, text: str, found: list[Diagnostic]) -> None:
        self.where = where
        self.found = found
        self.loader: Any = _LOADER(text)
        self.next_event: Any = self.loader.get_event
        self.may_smuggle = "\\" in text or FORBIDDEN.search(text) is not None

    def place(self, event: Any) -> Place:
        return self.where.between(event.start_mark, event.end_mark)

    def document(self) -> Node | None:
        node: Node | None = None
        documents = 0
        while self.loader.check_event():
            event = self.next_event()
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "the file holds more than one YAML document"
                    raise _RefusalError(error(Code.YAML_SYNTAX, self.place(event), message, "remove '---'"))
            elif isinstance(event, yaml.NodeEvent):
                node = self.node(event, 1)
        return None if isinstance(node, Scalar) and node.is_null else node

    def node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is _ALIAS or event.anchor or event.tag not in _NO_TAG or depth > MAX_DEPTH:
            self.refuse_unsafe(event, depth)
        if kind is _SCALAR:
            if self.may_smuggle:
                self.refuse_forbidden(event)
            return Scalar(self.where, event)
        return self.sequence(event, depth + 1) if kind is _SEQUENCE else self.mapping(event, depth + 1)

    def refuse_unsafe(self, event: Any, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            what = "an anchor or alias"
        elif getattr(event, "tag", None) not in _NO_TAG:
            what = f"the tag '{event.tag}'"
        elif depth > MAX_DEPTH:
            what = f"more than {MAX_DEPTH} levels"
        else:
            return
        hint = "write the value out where it is used"
        raise _RefusalError(error(Code.YAML_UNSAFE, self.place(event), f"the file uses {what}", hint))

    def refuse_forbidden(self, event: Any) -> None:
        """Report a character that no text may hold and that an escape has smuggled in."""
        if bad := FORBIDDEN.search(event.value):
            message = f"the character U+{ord(bad.group()):04X} may not stand in a text"
            self.found.append(error(Code.YAML_SYNTAX, self.place(event), message, "remove the escape"))

    def sequence(self, start: Any, depth: int) -> Items:
        items = []
        while type(event := self.next_event()) is not _SEQUENCE_END:
            items.append(self.node(event, depth))
        return Items(self.where, start, event, tuple(items))

    def mapping(self, start: Any, depth: int) -> Pairs:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while type(event := self.next_event()) is not _MAPPING_END:
            key = self.node(event, depth)
            value = self.node(self.next_event(), depth)
            if not isinstance(key, Scalar):
                self.found.append(error(Code.WRONG_TYPE, key.place, "a key must be a word"))
            elif key.value in pairs:
                message = f"the key '{key.value}' stands twice in one mapping"
                hint = f"the first is in line {pairs[key.value][0].place.line}; remove one"
                self.found.append(error(Code.DUPLICATE_KEY, key.place, message, hint))
            else:
                pairs[key.value] = (key, value)
        return Pairs(self.where, start, event, tuple(pairs.values()))
