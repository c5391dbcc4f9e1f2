"""The bodies of items, by type: what is asked, and what decides the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from annotate.model import Place, Prose, Selector


class Column(StrEnum):
    """What a reading does to a claim."""

    MENTIONS = "mentions"
    ASSERTS = "asserts"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"
    SILENT = "silent"
    WRITTEN_BEFORE = "written-before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that is read out of a quotation: the words `read` within it."""

    name: str
    at: Selector
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """An expression over quantities; the result is divided by `scale` and rounded."""

    quantities: tuple[Quantity, ...]
    expression: str
    scale: Decimal = Decimal(1)
    decimals: int | None = None
    tolerance: Decimal = Decimal(0)
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a choice or match item, with what decides whether it is right."""

    id: str
    text: str
    reading: str = ""
    value: Decimal | None = None
    query: tuple[str, ...] = ()
    supports: tuple[Selector, ...] = ()
    refutes: tuple[Selector, ...] = ()
    elsewhere: Selector | None = None
    absent: tuple[str, ...] = ()
    definition_of: str = ""
    within: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ByAttribution:
    """The right option is the one reading that has the words."""

    words: Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRemoval:
    """The right option is what was removed from a quotation."""

    quotation: Selector
    gap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByQuantity:
    """The right options have the computed value."""

    arithmetic: Arithmetic


@dataclass(frozen=True, slots=True, kw_only=True)
class ByQuery:
    """The right options' words stand in the readings asked about, or in none (`absent`)."""

    absent: bool


ChoiceRule = ByAttribution | ByRemoval | ByQuantity | ByQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceBody:
    """One or several of the options; without a rule the options carry their evidence."""

    choices: tuple[Choice, ...]
    multiple: bool
    rule: ChoiceRule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """The statement is the quotation, word for word: true."""

    quotation: Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """The statement is the quotation with words replaced: false."""

    quotation: Selector
    replaced: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The statement is as true as a comparison of quantities."""

    arithmetic: Arithmetic


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseBody:
    """A statement; without a rule, quotations that support or refute it."""

    statement: str
    rule: Verbatim | Substitution | Comparison | None
    supports: tuple[Selector, ...]
    refutes: tuple[Selector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntryBody:
    """A quotation with gaps: the key is what was removed."""

    quotation: Selector
    cloze: str
    accept: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericBody:
    """A number computed from quoted quantities."""

    arithmetic: Arithmetic
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEntry:
    """A happening and the quotation that dates it."""

    id: str
    text: str
    at: Selector
    read: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBody:
    """Happenings to be put in order of their quoted dates."""

    entries: tuple[OrderEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """Something to be matched with one of the choices."""

    id: str
    text: str
    quotation: Selector | None
    term: str
    supported: str
    support: Selector | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchBody:
    """Rows to be matched with choices."""

    rows: tuple[MatchRow, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase of the passage that can be picked; `pick` is the author's judgement, apart from the key."""

    id: str
    text: str
    pick: bool | None
    because: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class HottextRule:
    """Which candidates are right: those in quotation marks, shared with readings, or only here."""

    quoted: bool = False
    shared_with: tuple[str, ...] = ()
    only_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HottextBody:
    """Phrases to be picked in a passage."""

    passage: Selector
    candidates: tuple[Candidate, ...]
    rule: HottextRule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """What one reading does to the claim, and by which words."""

    reading: str
    column: Column | None
    at: Selector | None
    silent: tuple[str, ...]
    before: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class GridBody:
    """A claim against several readings; `mentions` decides by words alone."""

    statement: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point that an answer must make, the words that show it, and where it is quoted from."""

    id: str
    text: str
    patterns: tuple[str, ...]
    evidence: Selector
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Words that spoil an answer, and why."""

    pattern: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswerBody:
    """Points that must be there."""

    points: tuple[Point, ...]
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of a rubric."""

    id: str
    text: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A graded answer: its level, words and score for each criterion."""

    level: str
    text: Prose
    scores: Mapping[str, int]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendedTextBody:
    """A rubric and graded samples."""

    rubric: tuple[Criterion, ...]
    samples: tuple[Sample, ...]
    evidence: tuple[Selector, ...]


Body = (
    ChoiceBody
    | TrueFalseBody
    | TextEntryBody
    | NumericBody
    | OrderBody
    | MatchBody
    | HottextBody
    | GridBody
    | ShortAnswerBody
    | ExtendedTextBody
)
