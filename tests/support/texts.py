"""Small texts and their establishment, made in memory for the unit tests."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotate.diagnostics import Diagnostic
from annotate.ledger import establish, pieces, reading_text
from annotate.load import establishment
from annotate.model import Block, Establishment, Place, Reading, Selector
from annotate.source import SourceText, decode

PLACE = Place(file="docs/apparatus/x.yaml", line=1, column=1, end_line=1, end_column=1)


LONG = "This is a paragraph that goes on for rather more than one hundred characters, so that a short line above it is seen as its heading."
WRAP = "This line of a wrapped paragraph is as wide as its page is,"


def source(text: str | bytes, path: str = "seeds/t.txt") -> SourceText:
    """Return a source that must decode."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    made, faults = decode(path, data)
    assert made is not None, faults
    return made


def by_yaml(extra: str = "") -> Establishment:
    """Return the establishment of a reading `t`, with more YAML behind its id, siglum and title."""
    title = "" if extra.startswith("title:") else "title: Supplied\n"
    made, found = establishment.load("seeds/t.yaml", f"id: t\nsiglum: T\n{title}{extra}", "seeds/t.txt")
    assert made is not None and not found, found
    return made


@dataclass(frozen=True)
class Established:
    """A reading, its source, and what was found on the way."""

    reading: Reading
    source: SourceText
    found: tuple[Diagnostic, ...]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Each block as (kind, words of the reading, white space folded)."""
        return [(block.kind.value, self.words(block)) for block in self.reading.blocks]

    @property
    def ids(self) -> list[str]:
        """The ids of the blocks."""
        return [block.id for block in self.reading.blocks]

    @property
    def codes(self) -> list[str]:
        """The slugs of what was found."""
        return [one.code.slug for one in self.found]

    @property
    def text(self) -> str:
        """The reading text, white space folded."""
        return " ".join(reading_text(self.reading, self.source).split())

    @property
    def segments(self) -> list[tuple[str, str]]:
        """Each segment as (kind, its stretch of the source)."""
        return [(one.kind.value, self.source.text[one.start : one.end]) for one in self.reading.segments]

    def words(self, block: Block) -> str:
        """The words of a block, white space folded."""
        read = pieces(self.reading, self.source, block.start, block.end)
        return " ".join("".join(piece.text for piece in read).split())


def established(text: str | bytes, extra: str = "") -> Established:
    """Establish a text under the YAML of `by_yaml`."""
    made = source(text)
    reading, found = establish(made, by_yaml(extra))
    return Established(reading, made, found)


def selector(exact: str, reading: str = "t", **more: object) -> Selector:
    """Return a selector into the reading `t`."""
    return replace(Selector(reading=reading, exact=exact, place=PLACE), **more)  # type: ignore[arg-type]


def omit(*entries: str) -> str:
    """The YAML of omissions, each `where` with a kind and its number as reason."""
    rows = [f"  - {{{where}, kind: other, reason: R{index}}}\n" for index, where in enumerate(entries, start=1)]
    return "omissions:\n" + "".join(rows)
