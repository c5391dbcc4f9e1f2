"""What the kinds of suggestion share: an edition's paragraphs as words, and a suggestion."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from unicodedata import category

import snowballstemmer

from annotate.anchor import Anchors
from annotate.edition import Edition
from annotate.languages import bending
from annotate.ledger import pieces
from annotate.model import BlockKind
from annotate.quote import matches, searchable
from annotate.terms import Lexicon
from annotate.vocabulary import MONTH, vocabulary

GLOSSARY = "docs/apparatus/glossary.yaml"
_MARKS = "".join(map(chr, (at for at in range(0x300, 0x3200) if category(chr(at)) in ("Mn", "Mc")))) + "\u200c\u200d"
WITHOUT_MARKS = str.maketrans("", "", _MARKS)
"""A table by which text loses the marks above and below its letters, which are no words' ends."""
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*"
WORD = re.compile(rf"{_LETTERS}(?:[-’']{_LETTERS})*")
JOINTS = frozenset("of the and for de la le du des von van der al y e".split())
_TOKEN = re.compile(r"\S+")
_CLAUSE = re.compile(r"[^\s。，、；：！？]+[。，、；：！？”’」』）]*|\S")
_SHORT_IN_BRACKETS = re.compile(r"\w[”\"’]? \((?:the )?[“\"‘]?(?P<short>[^\W\d_][\w&.-]{1,9})[”\"’]?\)")
_LONG_IN_BRACKETS = re.compile(r"(?<!\w)(?P<short>[^\W\d_][\w&.-]{1,9}) \((?:the )?(?P<long>[^\W\d_][^()]{4,120})\)")
_INNER, _FAR_BEFORE = 5, 400
_END = re.compile(r"[.!?…։؟۔।]+[”\"’')\]]*\s+(?=[“\"‘(\[]?[^\W_])|[。！？]+[”’」』）]*\s*(?=\S)")
_NO_END = re.compile(r"(?:\b[A-ZА-Я]|\b(?:Mr|Mrs|Dr|St|No|vs|Jr|Nr|Hr|Fr|Bd|им|ул|гг?))\.$")
_MONTH = re.compile(MONTH)
_SKIPPED = frozenset({BlockKind.HEADING, BlockKind.BYLINE, BlockKind.REFERENCE})
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


class What(StrEnum):
    """The kinds of suggestion."""

    TERMS = "terms"
    ALIASES = "aliases"
    LINKS = "links"
    CONTRADICTIONS = "contradictions"
    GLOSSES = "glosses"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something for an editor to take or leave: how strong it is, why, and the YAML to paste into a file.

    `entry` is an item of the file's list, or the YAML of one that takes the place of an item. `key` is
    the list's name; `listed` is true when the file has that list already.
    """

    what: What
    score: float
    file: str
    key: str
    entry: Mapping[str, object] | str
    evidence: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A block of a reading in words: its folded text and its place as it is printed."""

    reading: str
    language: str
    block: str
    text: str
    where: str

    @cached_property
    def joined(self) -> bool:
        """True when no space ends its words."""
        return bending(self.language).joined

    @cached_property
    def tokens(self) -> Sequence[tuple[int, int, str]]:
        """Its words that say something, as (start, end, stem); where no space ends a word, each two characters."""
        words = (match.span() for match in WORD.finditer(self.text))
        if not self.joined:
            spans = (one for one in words if is_content(self.text[slice(*one)], self.language))
            return tuple((start, end, self.stem(self.text[start:end])) for start, end in spans)
        pairs = ((at, at + 2) for start, end in words for at in range(start, end - 1))
        empty = vocabulary(self.language).empty
        return tuple((start, end, self.text[start:end]) for start, end in pairs if empty.isdisjoint(self.text[start:end]))

    def within(self, start: int, end: int) -> Sequence[tuple[int, int, str]]:
        """Return those of its tokens that begin in [start, end)."""
        first, last = (bisect_left(self.tokens, at, key=lambda one: one[0]) for at in (start, end))
        return self.tokens[first:last]

    @cached_property
    def stems(self) -> Counter[str]:
        """How often each word stands in it, inflection and words that say nothing aside."""
        return Counter(stem for _, _, stem in self.tokens)

    def stem(self, word: str) -> str:
        """Return what the forms of a word have in common, in the paragraph's language."""
        return stem(word, self.language)


def is_capital(word: str) -> bool:
    """Return whether a word begins large."""
    return word[:1].isupper()


def is_content(word: str, language: str) -> bool:
    """Return whether a word says something by itself."""
    return len(word) > 2 and word.casefold() not in vocabulary(language).empty


@cache
def stem(word: str, language: str) -> str:
    """Return a word's stem by Snowball's rules, or the word with its case folded."""
    plain = re.sub(r"[’']s?$", "", word.casefold())
    stemmer = _stemmer(language.partition("-")[0])
    return str(stemmer.stemWord(plain)) if stemmer else plain


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    return snowballstemmer.stemmer(_STEMMERS[language]) if language in _STEMMERS else None


class Corpus:
    """An edition's paragraphs, with how telling each word is among them."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.paragraphs: Sequence[Paragraph] = tuple(_paragraphs(edition))
        self.anchors = Anchors({text.id: (text.reading, text.source) for text in edition.texts})
        spread = Counter(word for one in self.paragraphs for word in one.stems)
        count = max(2, len(self.paragraphs))
        self.weight = {word: math.log(count / number) for word, number in spread.items()}
        self.spread = spread

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """The text of each reading, white space folded."""
        return {text.id: self.anchors.text(text.id).folded for text in self.edition.texts}

    @cached_property
    def expansions(self) -> Mapping[str, str]:
        """The abbreviations that a text explains in brackets, with the words they stand for."""
        found: dict[str, str] = {}
        for one in self.paragraphs:
            for match in _SHORT_IN_BRACKETS.finditer(one.text):
                before = one.text[max(0, match.start() - _FAR_BEFORE) : match.start() + 1]
                if long := long_form(match["short"], before, one.language):
                    found.setdefault(match["short"], long)
            for match in _LONG_IN_BRACKETS.finditer(one.text):
                if long_form(match["short"], match["long"], one.language) == match["long"]:
                    found.setdefault(match["short"], match["long"])
        return found

    @cached_property
    def bracketed(self) -> frozenset[str]:
        """The words that stand in brackets behind others: what they are short for may be told there."""
        return frozenset(match["short"] for one in self.paragraphs for match in _SHORT_IN_BRACKETS.finditer(one.text))

    @cached_property
    def small(self) -> Counter[str]:
        """How often each word is written with a small letter."""
        return Counter(word for one in self.paragraphs for word in WORD.findall(one.text) if word[0].islower())

    @cached_property
    def joined(self) -> frozenset[frozenset[tuple[str, str]]]:
        """The pairs of blocks, as (reading, id), that a cross-note joins already."""
        pairs = set()
        for note in self.edition.apparatus.cross_notes:
            blocks = [(one.selector.reading, one.first) for one in self.edition.found(note.passages)]
            pairs |= {frozenset({one, other}) for one in blocks for other in blocks}
        return frozenset(pairs)

    def quotation(self, one: Paragraph, start: int, end: int) -> str:
        """Return the words of [start, end) of a paragraph, lengthened until they stand once in its reading."""
        spans = [match.span() for match in (_CLAUSE if one.joined else _TOKEN).finditer(one.text)]
        inside = [index for index, (a, b) in enumerate(spans) if a < end and start < b]
        if not inside:
            return ""
        low, high = inside[0], inside[-1]
        text = self.anchors.text(one.reading)
        while True:
            words = one.text[spans[low][0] : spans[high][1]]
            if len(matches(text, words)) == 1:
                return words
            if low == 0 and high == len(spans) - 1:
                return ""
            low, high = max(0, low - 1), min(len(spans) - 1, high + 1)

    def selector(self, one: Paragraph, start: int, end: int) -> dict[str, str]:
        """Return a selector of such words as YAML has it, or nothing when none is unique."""
        words = self.quotation(one, start, end)
        return {"reading": one.reading, "exact": words} if words else {}


def long_form(short: str, before: str, language: str) -> str:
    """Return the last words of a text whose letters spell an abbreviation, or nothing.

    Each of them gives its first letter, small words aside; a long one may give letters from
    within it too, as Bundesnachrichtendienst does to BND (after Schwartz and Hearst, 2003).
    """
    letters = "".join(letter.casefold() for letter in short if letter.isalnum())
    if sum(letter.isupper() for letter in short) < 2:
        return ""
    words = [match.span() for match in WORD.finditer(before)][-(2 * len(letters) + 3) :]
    if not words or before[words[-1][1] :].strip('”"’ '):
        return ""
    for count in range(1, len(words) + 1):
        start, end = words[-count]
        if before[start:end].casefold() in vocabulary(language).empty:
            continue
        parts = [part for a, b in words[-count:] for part in before[a:b].split("-") if part]
        if _spells(letters, parts) or _spells(letters, [before[a:b] for a, b in words[-count:]]):
            return before[start:].strip('”"’ ')
    return ""


def _spells(letters: str, words: Sequence[str]) -> bool:
    if not words or not letters:
        return not letters and not words
    word, rest = words[0].casefold(), words[1:]
    if (word in JOINTS or (words[0].islower() and len(word) < 4)) and _spells(letters, rest):
        return True
    if word[0] != letters[0]:
        return False
    inner = range(min(len(letters), 1 + len(word) // _INNER))
    return any(_within(letters[1 : 1 + more], word[1:]) and _spells(letters[1 + more :], rest) for more in inner)


def _within(letters: str, word: str) -> bool:
    """Return whether letters stand in a word in their order."""
    at = iter(word)
    return all(letter in at for letter in letters)


def known_form(words: str, known: Lexicon) -> bool:
    """Return whether words are, whole, a form of a glossary."""
    return any(start == 0 and end >= len(words) for start, end, _ in known.find(words))


def _paragraphs(edition: Edition) -> Iterator[Paragraph]:
    for text in edition.texts:
        for block in text.reading.blocks:
            if block.kind in _SKIPPED:
                continue
            words = searchable(pieces(text.reading, text.source, block.start, block.end)).folded.strip()
            number = block.id[1:] if block.id.startswith("p") else block.id
            siglum = text.reading.establishment.siglum
            yield Paragraph(
                reading=text.id,
                language=text.reading.establishment.language,
                block=block.id,
                text=words,
                where=f"{siglum} ¶{number}" if block.id.startswith("p") else f"{siglum} {number}",
            )


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as offsets: up to a full stop before a capital or a quotation mark."""
    start = 0
    for match in _END.finditer(text):
        if text[match.end() : match.end() + 2].lstrip('“"‘([')[:1].islower():
            continue
        if _NO_END.search(text[max(start, match.end() - 20) : match.end()].rstrip()) or _MONTH.match(text, match.end()):
            continue
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
