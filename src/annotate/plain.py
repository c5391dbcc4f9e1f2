"""An editor's Markdown as plain words, for paper and for formats that know no roles."""

from __future__ import annotations

import re

from annotate.edition import Edition
from annotate.interface import BLOCKS, _
from annotate.model import Passage, Prose
from annotate.prose import quotation, references
from annotate.quote import fold
from annotate.recall import recall

_ROLE = re.compile(r"\{(?:gloss|reading:[a-z]+)\}(`+).+?(?<!`)\1(?!`)", re.DOTALL)
_MARKS = re.compile(r"(?<![\\\w])(\*{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_NEGATIONS = frozenset({"not", "none", "never", "neither", "nor", "nobody", "cannot"})
_LINK = re.compile(r"\[([^\]]+)\]\(<?([^)>]+)>?\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_paragraphs(prose: Prose | None, edition: Edition) -> tuple[str, ...]:
    """Return prose as paragraphs of plain text: roles as their words, marks and escapes gone."""
    if prose is None:
        return ()
    if "{" not in prose.text:
        return recall(_paragraphs, prose.text)
    words = iter([_words(one.role, one.words, one.target, prose, edition) for one in references(prose)])
    return _paragraphs(_ROLE.sub(lambda _: next(words, ""), prose.text))


def _paragraphs(text: str) -> tuple[str, ...]:
    text = _LINK.sub(r"\1 (\2)", _MARKS.sub(_unmarked, text))
    paragraphs = (fold(_ESCAPE.sub(r"\1", part)).strip() for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in paragraphs if part)


def _unmarked(found: re.Match[str]) -> str:
    """Return emphasised words without their marks; an emphasised negation in capitals, as on test papers."""
    return found[2].upper() if found[2].lower() in _NEGATIONS else found[2]


def _words(role: str, words: str, target: str, prose: Prose, edition: Edition) -> str:
    match role:
        case "reading:quote":
            for one in references(prose):
                selector = quotation(one) if (one.words, one.target) == (words, target) else None
                if selector and selector in edition.passages:
                    return f"“{words}” ({place(edition.passages[selector], edition)})"
            return f"“{words}”"
        case "reading:source":
            labels = {one.id: one.label for one in edition.apparatus.sources}
            return f"[{labels.get(target, target)}]"
        case "reading:par":
            reading, _, number = target.partition(":")
            return f"{edition.siglum(reading)} ¶{number}" if reading in edition.by_id else target
    return words or target


def place(passage: Passage, edition: Edition) -> str:
    """Return where a passage stands, in words: ONE ¶5, or outside the article."""
    siglum = edition.siglum(passage.selector.reading)
    if passage.selector.omitted or not passage.first:
        return _("{siglum}, on the same web page, outside the article").format(siglum=siglum)
    letter, number = passage.first[0], passage.first[1:]
    return f"{siglum} ¶{number}" if letter == "p" else f"{siglum}, {_(BLOCKS[letter])} {number}"
