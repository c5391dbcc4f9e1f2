"""The records of what the editor adds: terms, notes, questions, outside sources, settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from annotate.model._base import Place, Prose, Selector
from annotate.which import INSTRUCTORS


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
    aliases: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms:
    """Words that a search takes for each other."""

    words: tuple[str, ...]
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


class Verdict(StrEnum):
    """What was found elsewhere about a checkable statement."""

    CONFIRMED = "confirmed"
    CONFIRMED_WITH_CAVEAT = "confirmed-with-caveat"
    CONTRADICTED = "contradicted"
    IMPRECISE = "imprecise"
    CONTESTED = "contested"
    OUTDATED = "outdated"
    INTERNAL_TENSION = "internal-tension"
    ARITHMETIC_OK = "arithmetic-ok"
    ARITHMETIC_PROBLEM = "arithmetic-problem"
    INTERPRETIVE = "interpretive"
    NOT_VERIFIED = "not-verified"


UNCONFIRMED = frozenset({Verdict.CONTRADICTED, Verdict.CONTESTED, Verdict.IMPRECISE, Verdict.NOT_VERIFIED})
"""Verdicts under which an exercise must say whose statement it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A checkable statement of a text, and what was found about it elsewhere."""

    id: str
    at: Selector
    says: str
    verdict: Verdict
    sources: tuple[str, ...]
    place: Place


class NameKind(StrEnum):
    """What sort of thing an entry of the index of names names; the index prints them in this order."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    PLACE = "place"
    EVENT = "event"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where a place lies, in degrees, and the source that says so; `label` names the point itself."""

    lat: float
    lon: float
    source: str
    label: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An entry of the index of names; without forms of its own it has those of its glossary entry."""

    id: str
    kind: NameKind
    headword: str
    forms: tuple[Form, ...]
    gloss: str
    about: Prose | None
    naming: Prose | None
    sources: tuple[str, ...]
    from_texts: bool
    exceptions: tuple[Selector, ...]
    also: tuple[Selector, ...]
    at: Point | None
    place: Place


class Side(StrEnum):
    """On which side of its point a label stands; `over` has no point: it names a stretch of land."""

    RIGHT = "right"
    LEFT = "left"
    ABOVE = "above"
    BELOW = "below"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """A label on the map: of an entry of the index by its id, or words of its own for orientation.

    `lat` and `lon` are where words of its own stand; for an entry on which no point is set they
    may move the label.
    """

    name: str
    words: str
    lat: float | None
    lon: float | None
    side: Side
    shift: float
    place: Place


class LineKind(StrEnum):
    """What a line of a map is. Land is an area; lines in dispute are dashed."""

    LAND = "land"
    COAST = "coast"
    RIVER = "river"
    BORDER = "border"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A line of a map as (longitude, latitude), in degrees, and what its data calls it."""

    kind: LineKind
    points: tuple[tuple[float, float], ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNote:
    """What a legend says of the borders of one name; without a name, of those that the data does not name."""

    name: str
    words: str
    about: Prose | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorMap:
    """The map beside the index of names: docs/apparatus/map.yaml, and the lines of its data file."""

    title: str
    west: float
    east: float
    south: float
    north: float
    as_of: str
    credit: Prose | None
    data: str
    places: tuple[MapPlace, ...]
    lines: tuple[MapLine, ...] = ()
    notes: tuple[LineNote, ...] = ()
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
    base_url: str = ""
    mark: MarkPolicy = MarkPolicy.SECTION
    budget: float = 12.0
    sides: tuple[str, ...] = ()
    language: str = "en"
    instructor_folders: tuple[str, ...] = INSTRUCTORS
    place: Place | None = None

    def are_students(self, page: Place) -> bool:
        """Return whether a hand-written page stands in no folder below docs/ that is the instructor's."""
        return not any(page.file.startswith(f"docs/{folder}/") for folder in self.instructor_folders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apparatus:
    """Everything the editor adds to the readings."""

    settings: Settings = field(default_factory=Settings)
    terms: tuple[Term, ...] = ()
    notes: tuple[Note, ...] = ()
    cross_notes: tuple[CrossNote, ...] = ()
    questions: tuple[Question, ...] = ()
    sources: tuple[OutsideSource, ...] = ()
    statements: tuple[Statement, ...] = ()
    names: tuple[Name, ...] = ()
    map: LocatorMap | None = None
    synonyms: tuple[Synonyms, ...] = ()
