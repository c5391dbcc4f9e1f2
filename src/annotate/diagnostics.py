"""What is wrong, where, and what to type instead.

The docstring under each code is its entry in the manual. The idea of one enum of
documented warnings is MyST-Parser's; the printed form is that of compilers, so that an
editor jumps to the place.
"""

from __future__ import annotations

import ast
import difflib
import inspect
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotate.model import Place

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Severity(StrEnum):
    """An error fails the check; a warning does so under --strict only."""

    ERROR = "error"
    WARNING = "warning"


class Code(Enum):
    """Every finding the tool can report: its slug."""

    MISSING_FILE = "missing_file"
    """A file that the project must have is not there, cannot be read, has more than 20 million bytes, or is no regular file inside the project; or a file is there that nothing reads."""
    NOT_UTF8 = "not_utf8"
    """A file holds bytes that are not UTF-8. Convert it, for instance with `iconv -f NAME -t UTF-8`."""
    FORBIDDEN_CHARACTER = "forbidden_character"
    """A source or a page written by hand holds a character that XML 1.0 forbids or a control character other than tab, LF, CR and form feed. The text gets no page until the character is gone."""
    EMPTY_SOURCE = "empty_source"
    """A source holds no text at all, or every character of it is omitted."""
    YAML_SYNTAX = "yaml_syntax"
    """A YAML file cannot be parsed."""
    YAML_UNSAFE = "yaml_unsafe"
    """A YAML file uses anchors, aliases or tags, or nests deeper than 50 levels. None is needed here, and each can make a small file huge."""
    DUPLICATE_KEY = "duplicate_key"
    """A YAML mapping has the same key twice; only one of the values could count."""
    WRONG_TYPE = "wrong_type"
    """A value is of another type than its key takes: text, whole number, yes or no, list or mapping."""
    UNKNOWN_KEY = "unknown_key"
    """A mapping has a key that means nothing there."""
    MISSING_KEY = "missing_key"
    """A mapping lacks a key that it must have, or the value is empty; or a list has an empty item."""
    UNKNOWN_VALUE = "unknown_value"
    """A value is none of those that its key takes."""
    BAD_ID = "bad_id"
    """An id must begin with a small letter and go on with small letters, digits and hyphens; it becomes part of addresses, and has at most 100 characters. The forms p1, h1, o1, r1, b1 are the reader's own; a target in prose, `(name)=`, takes neither these nor the id of a note, term or other entry, as in note-ID."""
    DUPLICATE_ID = "duplicate_id"
    """Two things of one kind have the same id or siglum."""
    UNKNOWN_READING = "unknown_reading"
    """A selector, question or item names a reading that no file in seeds/ establishes."""
    UNKNOWN_TERM = "unknown_term"
    """A reference names a glossary entry that does not exist."""
    UNKNOWN_SOURCE = "unknown_source"
    """A reference names an outside source that docs/apparatus/sources.yaml does not hold."""
    NO_MATCH = "no_match"
    """A quotation stands nowhere in the text it is taken from. White space is folded; nothing else is: a straight quotation mark is not a curly one. A title that is said to be printed must be a line of the text."""
    AMBIGUOUS = "ambiguous"
    """A quotation stands in its text more than once. Lengthen it, or say what stands before it (`prefix`) or after it (`suffix`)."""
    IN_OMITTED = "in_omitted"
    """A quotation stands only in matter that the edition omits. Say `from: omitted`, so that it is never printed as the author's words; or quote the reading. In an establishment: the words of a block or of a figure are not read."""
    NOT_IN_OMITTED = "not_in_omitted"
    """A selector says `from: omitted`, but the words stand in the reading, or nowhere."""
    SOURCE_FORM = "source_form"
    """A quotation fits the source but not the reading, because an emendation changed it. Quote the reading's form."""
    BAD_LINES = "bad_lines"
    """A range of lines is not FIRST-LAST within the file, or its check words do not stand in those lines."""
    OVERLAP = "overlap"
    """Two omissions or emendations claim the same characters."""
    CROSSES_BLOCKS = "crosses_blocks"
    """An emendation reaches over the end of a block; make one for each block."""
    UNUSED_TERM = "unused_term"
    """None of a term's surface forms stands in any reading."""
    IDLE_SYNONYMS = "idle_synonyms"
    """A group of synonyms has fewer than two words, or none that stands in a reading or its apparatus: a search is not helped by it."""
    SHARED_FORM = "shared_form"
    """Two terms, or two names, claim the same surface form."""
    UNUSED_FORM = "unused_form"
    """A surface form of a name stands in no reading, or an exception leaves nothing out of the index."""
    UNKNOWN_NAME = "unknown_name"
    """The map or a reference in prose names an entry that docs/apparatus/names.yaml does not hold."""
    OFF_MAP = "off_map"
    """A place on the map has no coordinates, or lies outside the map's extent; the extent is empty; or a line that is explained is not drawn."""
    BAD_MAP = "bad_map"
    """The data file of the map is not GeoJSON whose features are lines or polygons with a `kind`."""
    LONG_GLOSS = "long_gloss"
    """A gloss opens with a sentence of more than 30 words. Say what the thing is first, plainly."""
    UNSOURCED = "unsourced"
    """A gloss has neither `sources` nor `basis: texts`, or an explanatory note has neither sources nor a quotation to rest on."""
    UNWRITTEN = "unwritten"
    """An editor's prose, or the reason of an omission or emendation, is still a placeholder: it begins with TODO, or is only three dots."""
    ONE_SIDED = "one_sided"
    """A note on a contested matter cites no source of one of its sides and does not say under `lacking` which is missing."""
    ONE_READING = "one_reading"
    """A cross-note must join at least two passages; `internal-contradiction` joins passages of one reading, every other relation may join passages of one or more."""
    BUDGET = "budget"
    """A reading carries more terms and notes for each hundred words than docs/apparatus/edition.yaml allows (`budget`)."""
    UNKNOWN_SIDE = "unknown_side"
    """A source or a contested note names a side that docs/apparatus/edition.yaml does not list under `sides`."""
    MINUTES = "minutes"
    """The head of a page states `minutes:`, and the columns headed Minutes in its tables do not add up to them."""
    BAD_ADDRESS = "bad_address"
    """The address of an outside page does not begin with http:// or https://, or holds white space."""
    BAD_REFERENCE = "bad_reference"
    """A reference role in an editor's prose is not of its form, or names a paragraph, question or exercise that does not exist."""
    NO_READINGS = "no_readings"
    """The project has no source: seeds/ holds no NAME.txt with a NAME.yaml beside it."""
    UNESTABLISHED = "unestablished"
    """A source in seeds/ has no YAML file beside it, or a YAML file has no source."""
    NO_PROOF = "no_proof"
    """An item says how its key follows, but it does not: a quantity cannot be read, dates overlap, words stand in several readings, a cloze is not its quotation."""
    NO_EVIDENCE = "no_evidence"
    """A scored item, or one of its options, rests on nothing, or on words that say otherwise."""
    KEY_MISSING = "key_missing"
    """A scored item has no key, neither in its set nor in a file of keys."""
    KEY_INVALID = "key_invalid"
    """A key is not of the form that its item takes."""
    KEY_DISAGREES = "key_disagrees"
    """The key that the author wrote and the key that follows from the quotations differ. One of them is wrong."""
    KEY_ORPHAN = "key_orphan"
    """A file of keys names an item that no set has."""
    UNPINNED = "unpinned"
    """A pattern of a short answer changes no sample's score, so nobody would notice if it were wrong."""
    RUBRIC = "rubric"
    """A rubric does not sum to six points, or its samples do not fit it."""
    RESPONSE = "response"
    """A sample response is not graded as its item says: a right one is refused, a wrong one taken, an invalid one read; or an item has no samples."""
    CAUTION = "caution"
    """An item rests on a statement that is contradicted, contested, imprecise or not verified, and does not say whose statement it is, or its solution does not say so."""
    GIVEAWAY = "giveaway"
    """The right answers of a set show by their position or length; a prompt, a shown passage, a note or a gloss holds a key; or the options of an item tell the right one from the others without the text."""
    LEXICAL = "lexical"
    """An item prints a name, a figure or a negation that none of the words it rests on has. No program can judge wording: look, then mend it, or waive it in the item with a reason (`waive: [{finding: lexical, reason: ...}]`)."""
    IDLE_WAIVER = "idle_waiver"
    """An item waives a finding that the check does not have, or on words none of which a finding is about: the wording has changed, or the words are not those that the finding names. Remove the waiver, so that it does not hide the next one."""
    REVIEW = "review"
    """Nobody has looked at an item since its wording, options, key or evidence changed. Look at it, then seal it: `annotate review --by NAME --date DATE ITEM`."""
    UNPAIRED = "unpaired"
    """A framing item has no mirrored partner of the same level and points."""
    BAD_DATE = "bad_date"
    """A date is not of the form that dates take here: a year, a month, a day, or an interval of them, in ISO form."""
    DATE_DISAGREES = "date_disagrees"
    """A date that is written down is not the one that its quotation states, the quotation states none, or it states one where none is said to be."""
    DATES_DIFFER = "dates_differ"
    """Two of the dates given for an event cannot both be right and it does not say `disputed: true`; or it says so and they can."""
    FIGURE_DISAGREES = "figure_disagrees"
    """A figure that is written down is not the number in its quotation, or one of the two is no single number."""
    INCOMPLETE = "incomplete"
    """A figure rests on nothing, or does not say what is lacking: a poll must say, or say that the text does not say, who asked, what, when and whom, and what all the answers were."""
    NO_CELL = "no_cell"
    """A claim has no cell for a reading and no words by whose absence the reading is known to be silent; or a cell lacks what its stance rests on, or has what its stance does not take. Who asserts, contradicts or qualifies is quoted; who is silent holds none of the words `absent`."""
    BAD_STANCE = "bad_stance"
    """The dates or the words of a reading say otherwise than its cell: an event is not later than the latest date of a text that is said to be written before it, a text is called silent on what it could not know, or words that it is said not to hold stand there."""
    BAD_VALUE = "bad_value"
    """The value of a cell cannot be read out of its quotations, states no single number or date, or is of another unit or kind than the values of the claim's other cells."""
    BAD_RULING = "bad_ruling"
    """A ruling on whose words a passage is changes nothing: no word of its group stands in the passage, or the plain rule says the same."""
    NOT_WITHHELD = "not_withheld"
    """An editor's words hold eight or more words in a row of a text that says `publish: excerpt` or `publish: reference` and that are not printed; or quote more than 30 words of it in one piece."""
    NOT_GENERATED = "not_generated"
    """A page that would be generated exists already and does not bear the marker line, so it is left alone: rename it. Or the folder it would go to is a link to outside the project."""
    NO_READY_SET = "no_ready_set"
    """The exercises on one reading alone do not make a quiz, a homework or an essay task for the teaching pack. The pack is made without it, and says so; the check does not look for this."""

    @property
    def slug(self) -> str:
        """The name printed in brackets."""
        return str(self.value)

    @property
    def explanation(self) -> str:
        """The manual's entry: the docstring under the member."""
        return _explanations()[self.name]


@cache
def _explanations() -> dict[str, str]:
    tree = ast.parse(inspect.getsource(Code))
    body = tree.body[0].body  # type: ignore[attr-defined]
    found = {}
    for assignment, doc in pairwise(body):
        if isinstance(assignment, ast.Assign) and isinstance(doc, ast.Expr):
            found[assignment.targets[0].id] = doc.value.value  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: a sentence about a place, and what to type instead."""

    code: Code
    message: str
    place: Place
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Files that were not read first, as much may follow from them; then by place, code and message."""
        return (self.code not in _UNREAD, self.place, self.code.slug, self.message)


_UNREAD = frozenset({Code.YAML_SYNTAX, Code.UNESTABLISHED})


def error(code: Code, place: Place, message: str, hint: str = "") -> Diagnostic:
    """Return a finding that fails the check."""
    return Diagnostic(code=code, place=place, message=message, hint=hint)


def warning(code: Code, place: Place, message: str, hint: str = "") -> Diagnostic:
    """Return a finding that fails the check under --strict only."""
    return Diagnostic(code=code, place=place, message=message, hint=hint, severity=Severity.WARNING)


def whole_file(file: str) -> Place:
    """Return the place for a finding about a file as such."""
    from annotate.model import Place  # its records take a while to make, and `--help` needs none

    return Place(file=file, line=1, column=1, end_line=1, end_column=1)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return "did you mean 'x'? " for the nearest of `choices`, or nothing."""
    near = difflib.get_close_matches(word, sorted(choices), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'? " if near else ""


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings sorted by place, each once."""
    return tuple(sorted(set(found), key=lambda one: one.sort_key))


def count(found: Iterable[Diagnostic], severity: Severity) -> int:
    """Return how many findings have a severity."""
    return sum(1 for one in found if one.severity is severity)


def as_text(found: Sequence[Diagnostic]) -> str:
    """Return the findings as a compiler prints them, one or two lines each."""
    lines = []
    for one in found:
        at = f"{one.place.file}:{one.place.line}:{one.place.column}"
        lines.append(f"{at}: {one.severity.value}: {one.message} [annotate.{one.code.slug}]")
        if one.hint:
            lines.append(f"    hint: {one.hint}")
    return "".join(visible(line) + "\n" for line in lines)


def visible(text: str) -> str:
    """Return `text` with control characters written out: a quoted value may neither break a line nor command a terminal."""
    return _CONTROL.sub(lambda match: ascii(match.group())[1:-1], text)


def as_json(found: Sequence[Diagnostic], proofs: Sequence[dict[str, Any]] = ()) -> str:
    """Return the findings as the JSON of the contract, indented, with a final newline."""
    body = {
        "diagnostics": [
            {
                "file": one.place.file,
                "line": one.place.line,
                "column": one.place.column,
                "end_line": one.place.end_line,
                "end_column": one.place.end_column,
                "severity": one.severity.value,
                "code": one.code.slug,
                "message": one.message,
                "hint": one.hint,
            }
            for one in found
        ],
        "counts": {
            "error": count(found, Severity.ERROR),
            "warning": count(found, Severity.WARNING),
        },
        "proofs": list(proofs),
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def as_github(found: Sequence[Diagnostic]) -> str:
    """Return the findings as GitHub workflow commands, one a line."""
    lines = []
    for one in found:
        place = one.place
        where = (
            f"file={_property(place.file)},line={place.line},col={place.column},"
            f"endLine={place.end_line},endColumn={place.end_column},title=annotate.{one.code.slug}"
        )
        text = f"{one.message} {one.hint}".strip()
        lines.append(f"::{one.severity.value} {where}::{_data(text)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
