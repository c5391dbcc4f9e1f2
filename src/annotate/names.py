"""Where the names of the index stand in the readings.

The forms of all names are looked for together, so that the longest wins: "European Union"
within "European Union civilian mission" is the mission's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.model import Apparatus, Form, Name, Passage, Reading, Selector
from annotate.recall import recall, same
from annotate.source import SourceText
from annotate.terms import BentLexicon, Lexicon, Lexicons, found_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A block in which a name stands, how often, and in which of its forms."""

    reading: str
    block: str
    times: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forms:
    id: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    name: str
    start: int
    end: int
    block: str
    words: str


def forms_of(name: Name, apparatus: Apparatus) -> tuple[Form, ...]:
    """Return the forms by which a name is found: its own, else those of its glossary entry."""
    if name.forms:
        return name.forms
    return next((term.forms for term in apparatus.terms if term.id == name.gloss), ())


def headword(name: Name, apparatus: Apparatus) -> str:
    """Return the words that the index prints for a name."""
    glossed = (term.headword for term in apparatus.terms if term.id == name.gloss)
    return name.headword or next(glossed, name.id)


def find_names(
    apparatus: Apparatus, readings: Sequence[tuple[Reading, SourceText]], passages: Mapping[Selector, Passage]
) -> Mapping[str, tuple[Mention, ...]]:
    """Return, for each name, the blocks in which it stands, in the order of the readings."""
    if not apparatus.names:
        return {}
    forms = tuple(_Forms(id=one.id, forms=forms_of(one, apparatus)) for one in apparatus.names)
    lexicons = recall(Lexicons, same("forms of names", forms))
    found: dict[str, list[Mention]] = {name.id: [] for name in apparatus.names}
    for reading, source in readings:
        lexicon = lexicons.of(reading.establishment.language)
        uses = [*recall(_in_forms, reading, source, lexicon), *_pointed_at(apparatus.names, reading, passages)]
        kept = [one for one in uses if not _excepted(one, reading, apparatus.names, passages)]
        for block in reading.blocks:
            here = [one for one in kept if one.block == block.id]
            for name in dict.fromkeys(one.name for one in here):
                words = [one.words for one in sorted(here, key=lambda one: one.start) if one.name == name]
                found[name].append(
                    Mention(reading=reading.id, block=block.id, times=len(words), words=tuple(dict.fromkeys(words)))
                )
    return {name: tuple(mentions) for name, mentions in found.items()}


def _in_forms(reading: Reading, source: SourceText, lexicon: Lexicon | BentLexicon) -> tuple[_Use, ...]:
    return tuple(
        _Use(name=name, start=start, end=end, block=block.id, words=words)
        for block in reading.blocks
        for start, end, name, words in found_in(block, reading, source, lexicon)
    )


def _pointed_at(names: Sequence[Name], reading: Reading, passages: Mapping[Selector, Passage]) -> Iterator[_Use]:
    """Yield the passages that an editor names: they mean the name in other words."""
    for name in names:
        for one in (passages[selector] for selector in name.also if selector in passages):
            if one.selector.reading == reading.id and one.first:
                yield _Use(name=name.id, start=one.start, end=one.end, block=one.first, words=one.words)


def _excepted(use: _Use, reading: Reading, names: Sequence[Name], passages: Mapping[Selector, Passage]) -> bool:
    return any(
        one.selector.reading == reading.id and use.start < one.end and one.start < use.end
        for name in names
        if name.id == use.name
        for one in (passages[selector] for selector in name.exceptions if selector in passages)
    )
