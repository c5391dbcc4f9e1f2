"""The records of a text: how it was established, its ledger, its blocks, its passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotate.model._base import Place, Prose, Selector


class Publish(StrEnum):
    """How much of a text an edition may print."""

    FULL = "full"
    EXCERPT = "excerpt"
    REFERENCE = "reference"


class OmissionKind(StrEnum):
    """What sort of matter was cut from the reading."""

    PAGE_FURNITURE = "page-furniture"
    ADVERTISEMENT = "advertisement"
    TEASER = "teaser"
    INTERFACE_TEXT = "interface-text"
    PICTURE_CREDIT = "picture-credit"
    DISCLAIMER = "disclaimer"
    AUTHOR_NOTE = "author-note"
    COMMENT_FORM = "comment-form"
    OTHER = "other"


class BlockKind(StrEnum):
    """The kinds of block a reading is made of."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    VERSE = "verse"
    BYLINE = "byline"
    ORIGINAL_NOTE = "original-note"
    REFERENCE = "reference"


class Layout(StrEnum):
    """How a source breaks its lines."""

    LINES = "lines"
    WRAPPED = "wrapped"
    VERSE = "verse"


class SegmentKind(StrEnum):
    """What the ledger says of a stretch of source."""

    READING = "reading"
    OMITTED = "omitted"
    EMENDED = "emended"
    SPACE = "space"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRange:
    """Whole lines of a source, from 1, both included, with words that must stand in them."""

    first: int
    last: int
    check: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRange:
    """From the first words through the last words."""

    first: Selector
    last: Selector


Where = Selector | LineRange | QuoteRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Matter of the source that is not part of the reading."""

    where: Where
    kind: OmissionKind
    reason: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Emendation:
    """A correction of the copy, or (`sic`) a slip that is listed and left standing."""

    where: Where
    replacement: str | None
    expected: str
    reason: str
    place: Place

    @property
    def sic(self) -> bool:
        """True when the source's form stays in the reading."""
        return self.replacement is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a block is, where no plain rule can see it."""

    where: Where
    kind: BlockKind
    level: int
    join: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LostFigure:
    """A picture that stood after a block and is not in the copy."""

    after: Selector
    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A fact about a text, and how it is known; `value` is empty when it is not known.

    `sort` is a person's name as lists of works have it, empty for an institution.
    """

    value: str = ""
    basis: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """When a text was written, as printed and as bounds (ISO dates or empty)."""

    text: str = ""
    earliest: str = ""
    latest: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A text's title; `printed` when the source itself has it.

    `sentence` is the title with the capitals of a sentence, which only an editor can tell.
    """

    text: str
    printed: bool
    basis: str
    place: Place
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment:
    """How one source became a reading: the whole of seeds/NAME.yaml."""

    id: str
    siglum: str
    title: Title
    author: Stated
    outlet: Stated
    date: WrittenDate
    genre: str
    language: str
    url: str
    publish: Publish
    rights: str
    public_domain: bool = False
    received: str
    about: Prose | None
    unknown: tuple[str, ...]
    outcomes: tuple[str, ...]
    layout: Layout | None
    print_sic: bool
    omissions: tuple[Omission, ...]
    emendations: tuple[Emendation, ...]
    overrides: tuple[Override, ...]
    figures: tuple[LostFigure, ...]
    source_path: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One tile of the ledger; `reason` and `replacement` as in the ledger's JSON."""

    start: int
    end: int
    kind: SegmentKind
    reason: str | None = None
    replacement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An omission found in the source; `after` is the id of the block before it, or empty."""

    start: int
    end: int
    omission: Omission
    after: str
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An emendation or slip found in the source."""

    start: int
    end: int
    emendation: Emendation
    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of a reading: [start, end) of the source, its printed number as id (p5, h2)."""

    id: str
    kind: BlockKind
    start: int
    end: int
    level: int = 0
    is_title: bool = False
    line_breaks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFigure:
    """A lost figure and the block after which it stood."""

    figure: LostFigure
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The established text of one source."""

    establishment: Establishment
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    cuts: tuple[Cut, ...]
    changes: tuple[Change, ...]
    figures: tuple[PlacedFigure, ...]

    @property
    def id(self) -> str:
        """The id used in addresses."""
        return self.establishment.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A selector that resolved: source offsets, and the blocks of its first and last words.

    `first` and `last` are empty for a passage in omitted matter; `words` is what is quoted,
    emendations applied and white space folded.
    """

    selector: Selector
    start: int
    end: int
    first: str
    last: str
    words: str
