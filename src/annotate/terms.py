"""Where the surface forms of terms stand in a reading.

All forms make one trie, and its first levels one regular expression that finds where a
form may begin, so that a text is read once whatever the number of terms (trie-shaped
expressions: ``trieregex``'s idea).
The longest form wins; forms begin and end at word boundaries; a possessive stands outside
the form, a plural -s inside. Texts in other languages are looked through word by word, under
that language's rules for endings and prefixes; those without spaces between words at every
character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from annotate.languages import Bending, bending, main_part
from annotate.ledger import pieces
from annotate.model import Block, BlockKind, Form, MarkPolicy, Reading
from annotate.quote import fold, searchable
from annotate.source import SourceText

_SENTENCE_START = re.compile(r"(?:^|[.!?:…][”\"’')\]]*\s+[“\"‘(]*|^[“\"‘(]+)$")
_WORD_PARTS = ("_", "\u00ad", "\u200c", "\u200d", "\u2060")  # soft hyphen and joiners
_UNMARKED = frozenset({BlockKind.HEADING, BlockKind.BYLINE, BlockKind.REFERENCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One occurrence of a term: source offsets, its block, and whether the page marks it."""

    term: str
    start: int
    end: int
    block: str
    words: str
    marked: bool


class Formed(Protocol):
    """Anything with an id that is found by surface forms."""

    @property
    def id(self) -> str:
        """The id that occurrences are given under."""
        ...

    @property
    def forms(self) -> tuple[Form, ...]:
        """The words that are looked for."""
        ...


class Lexicon:
    """The surface forms of an edition, ready to be looked for; `joined` where no space ends a word."""

    def __init__(self, terms: Sequence[Formed], *, joined: bool = False) -> None:
        self._joined = joined
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for term in terms:
            for form in term.forms:
                words = form_key(form)
                (self._folded if form.fold else self._exact).setdefault(words, term.id)
        self._opening = {words[:1].upper() + words[1:] for words in self._exact if words[:1].islower()}
        self._trie = _trie({*self._exact, *self._folded} - {""})
        boundary = "" if joined else r"(?<!\w)"
        self._start = re.compile(rf"{boundary}{_beginnings(self._trie)}")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, term id) of the forms in a folded text, left to right, no overlaps."""
        folded, at = _fold_case(text), 0
        while self._trie and (match := self._start.search(folded, at)):
            at = match.start() + 1
            if found := self._longest(text, folded, match.start()):
                at, term = found
                yield match.start(), at, term

    def _longest(self, text: str, folded: str, start: int) -> tuple[int, str] | None:
        """Return the end and term of the longest form that begins at `start`."""
        ends = reversed(self._ends(folded, start))
        if self._joined:
            return next(((end, term) for end in ends if (term := self._term(text, start, end))), None)
        if start and _in_word(text, start - 1):
            return None
        for end in ends:
            plural = end + 1 if text.startswith("s", end) else end
            for stop in (plural, end):
                if not _in_word(text, stop) and (term := self._term(text, start, end)):
                    return stop, term
        return None

    def _ends(self, folded: str, start: int) -> list[int]:
        """Return every offset at which a form that begins at `start`, in any case, ends."""
        ends, branch = [], self._trie
        for at in range(start, len(folded)):
            below = branch.get(folded[at])
            if below is None:
                break
            branch = below
            if "" in branch:
                ends.append(at + 1)
        return ends

    def _term(self, text: str, start: int, end: int) -> str | None:
        words = text[start:end]
        if words in self._exact:
            return self._exact[words]
        if words in self._opening and _SENTENCE_START.search(text[max(0, start - 8) : start]):
            return self._exact.get(words[:1].lower() + words[1:])
        return self._folded.get(_fold_case(words))


class BentLexicon:
    """The surface forms of an edition, as the words of a language that bends them.

    Words match one by one, so that each of a form's words may have its own ending.
    """

    def __init__(self, terms: Sequence[Formed], rules: Bending) -> None:
        self._rules = rules
        self._forms: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        for term in terms:
            for form in term.forms:
                words = tuple(word for word, _, _ in _words_of(fold(form.text)))
                if words:
                    first = _fold_case(words[0])[:_KEY]
                    self._forms.setdefault(first, []).append((words, form.fold, term.id))
        for forms in self._forms.values():
            forms.sort(key=lambda one: (-len(one[0]), -len(one[0][0])))

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, term id) of the forms in a folded text, left to right, no overlaps."""
        words = list(_words_of(text))
        index = 0
        while index < len(words):
            found = self._at(words, index, text)
            if found:
                count, term = found
                yield words[index][1], words[index + count - 1][2], term
                index += count
            else:
                index += 1

    def _at(self, words: Sequence[tuple[str, int, int]], index: int, text: str) -> tuple[int, str] | None:
        word, start, _ = words[index]
        opening = bool(_SENTENCE_START.search(text[max(0, start - 8) : start]))
        for prefix in ("", *self._rules.prefixes):
            bare = word.removeprefix(prefix)
            if prefix and (bare == word or len(bare) < 2):
                continue
            folded = _fold_case(bare)
            for key in {folded[:size] for size in range(1, _KEY + 1)}:
                for form, ignore, term in self._forms.get(key, ()):
                    row = (bare, *(each for each, _, _ in words[index + 1 : index + len(form)]))
                    if len(row) == len(form) and self._fits(row, form, ignore=ignore, opening=opening):
                        return len(form), term
        return None

    def _fits(self, row: Sequence[str], form: Sequence[str], *, ignore: bool, opening: bool) -> bool:
        for at, (word, wanted) in enumerate(zip(row, form, strict=True)):
            if ignore:
                word, wanted = _fold_case(word), _fold_case(wanted)
            elif at == 0 and opening and wanted[:1].islower():
                word = word[:1].lower() + word[1:]
            if not self._bends(word, wanted):
                return False
        return True

    def _bends(self, word: str, wanted: str) -> bool:
        """Return whether a word is another one, or that with an ending."""
        if word == wanted:
            return True
        stems = [wanted]
        if len(wanted) > _KEY and wanted[-1] in self._rules.dropped:
            stems.append(wanted[:-1])
            if len(wanted) > _KEY + 1 and wanted[-2] in self._rules.dropped:
                stems.append(wanted[:-2])
        return any(word.startswith(stem) and word[len(stem) :] in self._rules.endings for stem in stems)


_KEY = 3
_WORD_RUN = re.compile(r"[\w\u00ad\u200c\u200d\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")


def _words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text with their offsets, marks and joiners inside."""
    for match in _WORD_RUN.finditer(text):
        yield match.group(), match.start(), match.end()


class Lexicons:
    """The surface forms of an edition, for texts in any language."""

    def __init__(self, terms: Sequence[Formed]) -> None:
        self._terms = terms
        self.of = cache(self._of)

    def _of(self, language: str) -> Lexicon | BentLexicon:
        rules = bending(language)
        if main_part(language or "en") == "en" or rules.joined:
            return Lexicon(self._terms, joined=rules.joined)
        return BentLexicon(self._terms, rules)


def form_key(form: Form) -> str:
    """Return what two forms have in common when they claim the same words."""
    words = fold(form.text).strip()
    return _fold_case(words) if form.fold else words


def _fold_case(text: str) -> str:
    """Fold case one character for one, so that offsets hold: no ß to ss, no İ to i and a dot."""
    folded = text.casefold()
    if len(folded) == len(text):  # folding never shortens, so no character became two
        return folded
    return "".join(next((one for one in (each.casefold(), each.lower()) if len(one) == 1), each) for each in text)


def _in_word(text: str, index: int) -> bool:
    """Return whether the character there goes on with a word: letter, digit, mark or joiner."""
    each = text[index : index + 1]
    return each.isalnum() or each in _WORD_PARTS or unicodedata.category(each or " ").startswith("M")


def _trie(forms: set[str]) -> dict[str, Any]:
    trie: dict[str, Any] = {}
    for words in forms:
        branch = trie
        for character in _fold_case(words):
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return trie


def _beginnings(trie: dict[str, Any], depth: int = 6) -> str:
    """Return a trie's first levels as a regular expression; where it matches, a form may begin."""
    if "" in trie or not depth:
        return ""
    ways = [re.escape(key) + _beginnings(below, depth - 1) for key, below in sorted(trie.items())]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def found_in(
    block: Block, reading: Reading, source: SourceText, lexicon: Lexicon | BentLexicon
) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, id, words) of the forms in a block; start and end are source offsets."""
    text = searchable(pieces(reading, source, block.start, block.end))
    for first, last, one in lexicon.find(text.folded):
        start, end = text.source_span(first, last)
        yield start, end, one, text.folded[first:last]


def find_uses(reading: Reading, source: SourceText, lexicon: Lexicon | BentLexicon, policy: MarkPolicy) -> tuple[Use, ...]:
    """Return every use of a term in a reading; `policy` says which are marked.

    A form that overlaps an emended word is left alone: the emendation is marked there.
    """
    uses = []
    seen: set[str] = set()
    for block in reading.blocks:
        if block.kind is BlockKind.HEADING and policy is MarkPolicy.SECTION:
            seen.clear()
        if block.kind in _UNMARKED:
            continue
        changed = [(one.start, one.end) for one in reading.changes if one.block == block.id and not one.emendation.sic]
        for start, end, term, words in found_in(block, reading, source, lexicon):
            free = not any(start < b and a < end for a, b in changed)
            marked = free and (policy is MarkPolicy.ALL or term not in seen)
            if marked:
                seen.add(term)
            uses.append(Use(term=term, start=start, end=end, block=block.id, words=words, marked=marked))
    return tuple(uses)
