"""Words on which the texts differ: where they stand, and in whose voice.

The rules are plain, so that a reader can apply them: words in quotation marks, and all of a block
quotation, are quoted; a quotation mark that is not closed holds to the end of its paragraph. They are
looked for where the words of a reading are counted. An editor's ruling goes before the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate.across import Ruling, Voice, WordGroup
from annotate.edition import Edition, Text
from annotate.model import Block, BlockKind, Reading
from annotate.quote import Searchable
from annotate.recall import recall
from annotate.size import counted_blocks
from annotate.source import SourceText
from annotate.terms import BentLexicon, Lexicon, Lexicons

_QUOTED = frozenset({BlockKind.QUOTATION})
_CLOSE = {"“": "”", "«": "»", "„": "“”", '"': '"'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A place where a word of a group stands; `by_rule` is the voice before any ruling."""

    word: str
    block: str
    start: int
    end: int
    voice: Voice
    by_rule: Voice


def occurrences(group: WordGroup, text: Text, edition: Edition) -> tuple[Occurrence, ...]:
    """Return every place in a reading where a word of a group stands, in order."""
    rulings = [one for one in group.rulings if one.at.reading == text.id]
    by_rule = recall(_by_rule, group, text.reading, text.source)
    return tuple(_ruled(one, rulings, edition) for one in by_rule) if rulings else by_rule


def _by_rule(group: WordGroup, reading: Reading, source: SourceText) -> tuple[Occurrence, ...]:
    lexicon = recall(Lexicons, group.words).of(reading.establishment.language)
    blocks = recall(counted_blocks, reading, source)
    return tuple(one for block, words in blocks for one in _in_block(block, words, lexicon))


def _in_block(block: Block, words: Searchable, lexicon: Lexicon | BentLexicon) -> Iterator[Occurrence]:
    spans = [(0, len(words.folded))] if block.kind in _QUOTED else quoted(words.folded)
    for first, last, word in lexicon.find(words.folded):
        voice = Voice.QUOTED if any(a <= first and last <= b for a, b in spans) else Voice.OWN
        start, end = words.source_span(first, last)
        yield Occurrence(word=word, block=block.id, start=start, end=end, voice=voice, by_rule=voice)


def quoted(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a paragraph that stand in quotation marks, marks included."""
    spans, start, close = [], 0, ""
    for at, each in enumerate(text):
        if close and each in close:
            spans.append((start, at + 1))
            close = ""
        elif not close and each in _CLOSE:
            start, close = at, _CLOSE[each]
    if close:
        spans.append((start, len(text)))
    return spans


def _ruled(one: Occurrence, rulings: Sequence[Ruling], edition: Edition) -> Occurrence:
    voice = next((ruling.voice for ruling in rulings if covers(ruling, one, edition)), one.voice)
    return Occurrence(word=one.word, block=one.block, start=one.start, end=one.end, voice=voice, by_rule=one.by_rule)


def covers(ruling: Ruling, one: Occurrence, edition: Edition) -> bool:
    """Return whether a ruling is about the place of an occurrence in its reading."""
    passage = edition.passages.get(ruling.at)
    return passage is not None and passage.start <= one.start and one.end <= passage.end
