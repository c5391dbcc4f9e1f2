"""What the parts of the ledger share: spans found in a source."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.model import Emendation, Omission
from annotate.source import BYTE_ORDER_MARK, SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCut:
    """An omission and where it stands in the source."""

    start: int
    end: int
    omission: Omission


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChange:
    """An emendation or slip and where it stands in the source."""

    start: int
    end: int
    emendation: Emendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line's visible stretch: trimmed, omitted matter at its ends left out; blank if empty."""

    start: int
    end: int
    cut: bool

    @property
    def blank(self) -> bool:
        """True when nothing of the line is read."""
        return self.start >= self.end


def first_offset(source: SourceText) -> int:
    """Return where the text begins: 1 after a byte-order mark, else 0."""
    return 1 if source.text.startswith(BYTE_ORDER_MARK) else 0


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return [start, end) without white space at its ends."""
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip())
    return start + left, max(start + left, end - (len(stretch) - len(stretch.rstrip())))
