"""What the parts of reanchoring share: an anchor as it is written, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotate.marked import Scalar
from annotate.model import Place


class State(StrEnum):
    """What a changed source did to an anchor."""

    EXACT = "exact"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


class Layer(StrEnum):
    """The text that an anchor is matched against."""

    SOURCE = "source"
    READING = "reading"
    OMITTED = "omitted matter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A quotation, or a range of lines, as a file of the project has it.

    `parts` are the values that say where it stands, by key; `flow` is true inside braces.
    A quotation in prose has no parts: its words stand between `start` and `end` of the file.
    `column` is that of the key, 0 where no key can be added.
    `behind` is the anchor of the first words, for the last words of a longer stretch.
    """

    reading: str
    layer: Layer
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    lines: str = ""
    parts: Mapping[str, Scalar] = field(default_factory=dict)
    key: str = "exact"
    column: int = 1
    flow: bool = False
    start: int = 0
    end: int = 0
    behind: Anchor | None = None
    place: Place

    @property
    def words(self) -> str:
        """What it quotes; for lines the check words."""
        return self.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A paragraph that prose refers to by its number, as {reading:par} does; no words tell which one is meant."""

    reading: str
    block: str
    place: Place


def shown(block: str) -> str:
    """Return a block's name as it is printed: ¶5 of p5."""
    return f"¶{block[1:]}" if block.startswith("p") else block


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of an anchor: where it stood and stands, and the values to write instead.

    `change` gives new values by key (exact, prefix, suffix, lines); for anything but a moved
    anchor it is a proposal only. `renumbered` are the old and the new block of words that stand where they
    stood, in a paragraph of another number.
    """

    anchor: Anchor
    state: State
    before: str = ""
    now: str = ""
    why: str = ""
    change: Mapping[str, str] = field(default_factory=dict)
    renumbered: tuple[str, str] | None = None

    @property
    def sure(self) -> bool:
        """True when the change may be taken without an editor's look."""
        return self.state is State.MOVED
