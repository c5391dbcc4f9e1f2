"""The records that the stages hand to each other: frozen, with the place they came from.

Offsets are code points of a source, 0-based, end exclusive (as in STAM and the W3C
Web Annotation TextPositionSelector), unless a field says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where a value stands in a file: lines and columns from 1, columns in code points."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


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


class NoteKind(StrEnum):
    """Textual notes speak of the copy, explanatory ones of what it says (MLA)."""

    TEXTUAL = "textual"
    EXPLANATORY = "explanatory"


class Relation(StrEnum):
    """How the passages of a cross-note stand to each other."""

    CORROBORATES = "corroborates"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"
    REFRAMES = "reframes"
    SAME_EVENT = "same-event"
    LATER_OUTCOME = "later-outcome"
    INTERNAL_CONTRADICTION = "internal-contradiction"


class QuestionKind(StrEnum):
    """What a question asks a reader to do (Digital Inquiry Group)."""

    SOURCING = "sourcing"
    CONTEXTUALIZATION = "contextualization"
    CORROBORATION = "corroboration"
    CLOSE_READING = "close-reading"
    DISCUSSION = "discussion"


class Bloom(StrEnum):
    """Levels of the revised Bloom taxonomy."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"
    CREATE = "create"


class Category(StrEnum):
    """What sort of thing a glossary entry names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    LAW = "law"
    CONCEPT = "concept"
    READING_AID = "reading-aid"


class SourceKind(StrEnum):
    """What sort of page an outside source is."""

    OFFICIAL = "official"
    AGENCY = "agency"
    PRESS = "press"
    PARTY_OUTLET = "party-outlet"
    RE_POST = "re-post"
    ENCYCLOPAEDIA = "encyclopaedia"
    RESEARCH = "research"
    ADVOCACY = "advocacy"
    TEXT = "text"


class MarkPolicy(StrEnum):
    """Which occurrences of a term are marked."""

    SECTION = "first-in-section"
    TEXT = "first-in-text"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """An editor's Markdown with the line of its file at which it begins."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A W3C TextQuoteSelector into one reading.

    `omitted` says that the words stand in matter the edition leaves out.
    """

    reading: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    omitted: bool = False
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a source."""

    start: int
    end: int


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
    """A fact about a text, and how it is known; `value` is empty when it is not known."""

    value: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """When a text was written, as printed and as bounds (ISO dates or empty)."""

    text: str = ""
    earliest: str = ""
    latest: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A text's title; `printed` when the source itself has it."""

    text: str
    printed: bool
    basis: str
    place: Place


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
    received: str
    about: Prose | None
    unknown: tuple[str, ...]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A surface form of a term; `fold` ignores case throughout."""

    text: str
    fold: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronunciation:
    """How a name is said, and the source that says so."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A glossary entry."""

    id: str
    headword: str
    category: Category
    forms: tuple[Form, ...]
    definition: Prose
    naming: Prose | None
    pronunciation: Pronunciation | None
    language: str
    sources: tuple[str, ...]
    see: tuple[str, ...]
    from_texts: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """The sides that a note on a live dispute must hear, and what is lacking."""

    sides: tuple[str, ...]
    lacking: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An editor's note on one passage."""

    id: str
    kind: NoteKind
    at: Selector
    text: Prose
    sources: tuple[str, ...]
    contested: Contested | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossNote:
    """A note on two or more passages, usually of different readings."""

    id: str
    relation: Relation
    topic: str
    passages: tuple[Selector, ...]
    notice: Prose
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question for class; `teacher` is for the instructor's edition only."""

    id: str
    readings: tuple[str, ...]
    kind: QuestionKind
    bloom: Bloom
    dok: int
    prompt: Prose
    passages: tuple[Selector, ...]
    teacher: Prose | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSource:
    """A page outside the texts that a note rests on."""

    id: str
    label: str
    url: str
    kind: SourceKind
    side: str
    date: str
    language: str
    remark: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The edition's own facts and choices: docs/apparatus/edition.yaml."""

    title: str = "A course reader"
    version: str = ""
    date: str = ""
    made_by: str = ""
    last_check: str = ""
    errors_to: str = ""
    mark: MarkPolicy = MarkPolicy.SECTION
    budget: float = 12.0
    sides: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation in a hand-written page or in an editor's prose."""

    selector: Selector
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apparatus:
    """Everything the editor adds to the readings."""

    settings: Settings = field(default_factory=Settings)
    terms: tuple[Term, ...] = ()
    notes: tuple[Note, ...] = ()
    cross_notes: tuple[CrossNote, ...] = ()
    questions: tuple[Question, ...] = ()
    sources: tuple[OutsideSource, ...] = ()
