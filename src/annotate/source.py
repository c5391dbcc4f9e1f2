"""Bytes to text, and offsets to places.

A source is never edited. Offsets count code points of the file decoded as UTF-8 with no
newline translation; lines end at LF, CRLF or CR; lines and columns count from 1.
Idea of the line table: asttokens ``LineNumbers``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

_MOST_FAULTS = 100
BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x80-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFault:
    """A byte or character that no text may hold, with its place (line and column from 1)."""

    line: int
    column: int
    what: str
    undecodable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """One source: its path relative to the project, its bytes, and its text."""

    path: str
    data: bytes
    text: str
    line_starts: tuple[int, ...] = field(repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        """Return (line, column), both from 1, of a code-point offset in [0, length]."""
        return line_and_column(self.line_starts, offset)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, both from 1; the inverse of `position`.

        Raises IndexError if there is no such line.
        """
        if not 1 <= line <= len(self.line_starts):
            raise IndexError(f"no line {line}")
        return self.line_starts[line - 1] + column - 1

    @property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Each line as (start, end), without its line end, end exclusive."""
        ends = [match.start() for match in _LINE_END.finditer(self.text)]
        return tuple(zip(self.line_starts, [*ends, len(self.text)], strict=True))


def line_starts(text: str) -> tuple[int, ...]:
    """Return the offset at which each line begins; there is always a first line."""
    return (0, *(match.end() for match in _LINE_END.finditer(text)))


def line_and_column(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Return (line, column), both from 1, of an offset, given where the lines begin."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def decode(path: str, data: bytes) -> tuple[SourceText | None, tuple[SourceFault, ...]]:
    """Decode a source as UTF-8; return (text, faults), the text only when there is no fault.

    Faults are bytes that are no UTF-8, characters that XML 1.0 forbids, and the C0 and C1
    controls other than tab, LF, CR and form feed; of a file that is full of them the first hundred.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, _undecodable(data)
    starts = line_starts(text)
    source = SourceText(path=path, data=data, text=text, line_starts=starts)
    faults = tuple(
        _fault(starts, match.start(), f"U+{ord(match.group()):04X}", undecodable=False)
        for match in islice(FORBIDDEN.finditer(text), _MOST_FAULTS)
    )
    return (None if faults else source), faults


def _fault(starts: Sequence[int], offset: int, what: str, *, undecodable: bool) -> SourceFault:
    line, column = line_and_column(starts, offset)
    return SourceFault(line=line, column=column, what=what, undecodable=undecodable)


def _undecodable(data: bytes) -> tuple[SourceFault, ...]:
    """Return one fault for each run of bytes that is no UTF-8 (surrogateescape marks them)."""
    text = data.decode("utf-8", errors="surrogateescape")
    starts = line_starts(text)
    faults = []
    for match in islice(re.finditer("[\udc80-\udcff]+", text), _MOST_FAULTS):
        bad = " ".join(f"0x{ord(character) - 0xDC00:02X}" for character in match.group()[:4])
        faults.append(_fault(starts, match.start(), bad, undecodable=True))
    return tuple(faults)
