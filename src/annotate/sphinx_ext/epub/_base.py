"""What the files of the EPUB share: its records, and the names of its own files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

COVER, COVER_PAGE, NAVIGATION, CONTENTS, PACKAGE = (
    "cover.svg", "cover.xhtml", "nav.xhtml", "toc.ncx", "content.opf",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place in the contents; without an address it is the caption of those below it."""

    title: str
    href: str
    below: tuple[Entry, ...] = ()

    def files(self) -> Iterator[str]:
        """Yield the files that this entry and those below it lead to, in order."""
        if self.href:
            yield self.href.partition("#")[0]
        for one in self.below:
            yield from one.files()


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A part of the book by its kind, as the EPUB vocabulary names it."""

    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a page holds and asks for, read from its file."""

    properties: tuple[str, ...]
    """Of the manifest: svg, mathml."""
    resources: tuple[str, ...]
    """Files of the book that it shows, from the book's folder."""
    links: tuple[tuple[str, str], ...]
    """Places in the book that it leads to: file and id, which may be empty."""
    ids: frozenset[str]
    pictures: int
    without_words: int
    """How many of the pictures have no alternative text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the package says of the whole book."""

    title: str
    label: str
    """Which edition, and for whom; printed below the title. May be empty."""
    language: str
    identifier: str
    creator: str
    publisher: str
    rights: str
    description: str
    made: datetime
    dated: bool
    """Whether `made` was stated; if not, it only stands where a date is required."""
    conforms: str
    """What the book claims to meet; nothing is claimed unless `certified` says by whom."""
    certified: str
    cover: str
    """The file of the cover's picture."""
    pages: dict[str, Seen]
    """Every page by its file, in the order of reading."""
    resources: tuple[str, ...]
    contents: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    places: tuple[Entry, ...]
    """The paragraphs of the readings, for the page list."""
