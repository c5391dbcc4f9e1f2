"""Where the surface forms of terms stand in a reading.

All forms are compiled into one regular expression shaped as a trie, so that a text is
read once whatever the number of terms (trie-shaped expressions: ``trieregex``'s idea).
The longest form wins; forms begin and end at word boundaries; a possessive stands outside
the form, a plural -s inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotate.ledger import pieces
from annotate.model import BlockKind, MarkPolicy, Reading, Term
from annotate.quote import fold, searchable
from annotate.source import SourceText

_SENTENCE_START = re.compile(r"(?:^|[.!?:…][”\"’')\]]*\s+[“\"‘(]*|^[“\"‘(]+)$")
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


class Lexicon:
    """The surface forms of an edition, ready to be looked for."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for term in terms:
            for form in term.forms:
                words = fold(form.text).strip()
                if form.fold:
                    self._folded.setdefault(words.lower(), term.id)
                else:
                    self._exact.setdefault(words, term.id)
        self._opening = {words[:1].upper() + words[1:] for words in self._exact if words[:1].islower()}
        known = {*self._exact, *self._opening, *self._folded}
        self._pattern = _compile(known) if known else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, term id) of the forms in a folded text, left to right, no overlaps."""
        if not self._pattern:
            return
        at = 0
        while match := self._pattern.search(text, at):
            found = self._longest(text, match)
            if found:
                yield match.start(), found[0], found[1]
                at = found[0]
            else:
                at = match.start() + 1

    def _longest(self, text: str, match: re.Match[str]) -> tuple[int, str] | None:
        """Return the end and term of the longest form that really begins where `match` does."""
        end: int | None = match.end()
        while end is not None and self._pattern:
            words = text[match.start() : end]
            for candidate in (words, words[:-1] if words.endswith("s") else words):
                if term := self._term(text, match.start(), candidate):
                    return end, term
            shorter = self._pattern.match(text, match.start(), end - 1)
            end = shorter.end() if shorter else None
        return None

    def _term(self, text: str, start: int, words: str) -> str | None:
        if words in self._exact:
            return self._exact[words]
        if words in self._opening and _SENTENCE_START.search(text[max(0, start - 8) : start]):
            return self._exact.get(words[:1].lower() + words[1:])
        return self._folded.get(words.lower())


def _compile(forms: set[str]) -> re.Pattern[str]:
    trie: dict[str, Any] = {}
    for words in forms:
        branch = trie
        for character in words.lower():
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return re.compile(rf"(?<!\w)(?:{_branch(trie)})s?(?!\w)", re.IGNORECASE)


def _branch(trie: dict[str, Any]) -> str:
    """Return a trie as a regular expression that prefers the longest way through it."""
    ways = [re.escape(key) + _branch(below) for key, below in sorted(trie.items()) if key]
    if not ways:
        return ""
    body = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"(?:{body})?" if "" in trie else body


def find_uses(reading: Reading, source: SourceText, lexicon: Lexicon, policy: MarkPolicy) -> tuple[Use, ...]:
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
        text = searchable(pieces(reading, source, block.start, block.end))
        for first, last, term in lexicon.find(text.folded):
            start, end = text.source_span(first, last)
            free = not any(start < b and a < end for a, b in changed)
            marked = free and (policy is MarkPolicy.ALL or term not in seen)
            if marked:
                seen.add(term)
            words = text.folded[first:last]
            uses.append(Use(term=term, start=start, end=end, block=block.id, words=words, marked=marked))
    return tuple(uses)
