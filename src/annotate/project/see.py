"""What plain rules make of the lines of a text, each with its reason, and what they do not see.

Headings, lists and notes that the rules see are told, so that an editor can say otherwise;
paragraphs told by their indent, stanzas within prose, chapter headings and notes with other
marks are proposed as blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from annotate.model import Block, BlockKind, Reading
from annotate.project._base import Proposal, quoted
from annotate.quote import fold
from annotate.source import SourceText

_CHAPTER = re.compile(
    r"(?:chapter|book|part|letter|canto|section|kapitel|teil|chapitre|livre|capítulo|capitolo|глава|часть|bölüm|գլուխ)\s+[\w.]+\b.*",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"[•‣◦*+–—-]|\w{1,3}[.)]")
_STAR_NOTE = re.compile(r"(?P<mark>[*†‡]+)\s*\w")
_NUMBER_NOTE = re.compile(r"(?P<mark>\d{1,3})[.)]\s+\w")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SHORT, _STANZA = 100, range(3, 41)


def observed(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    """Yield what is seen, and what is proposed of blocks."""
    yield from _seen(source, reading)
    yield from _chapters(source, reading)
    yield from _notes(source, reading)
    yield from _stanzas(source)
    yield from _indented(source, reading)


def _seen(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    for kind, run in groupby(reading.blocks, key=lambda one: one.kind):
        blocks = list(run)
        if kind is BlockKind.LIST_ITEM:
            first, last = source.position(blocks[0].start)[0], source.position(blocks[-1].end - 1)[0]
            mark = _LIST_MARK.match(source.text, blocks[0].start)
            reason = f"neighbours begin with a mark as '{mark.group() if mark else ''}'"
            yield _told(f"lines {first}-{last}: {len(blocks)} list items", reason, 0.9 if len(blocks) > 2 else 0.7)
        for block in blocks if kind in (BlockKind.HEADING, BlockKind.ORIGINAL_NOTE) else ():
            where = f"line {source.position(block.start)[0]}: '{_words(source, block)[:60]}' is read as"
            if kind is BlockKind.ORIGINAL_NOTE:
                yield _told(f"{where} an original note", "its number stands in brackets earlier in the text", 0.9)
            else:
                numbered = _CHAPTER.fullmatch(_words(source, block))
                reason = "a short line that ends no sentence, over a longer block" + (
                    ", named as a chapter is" if numbered else ""
                )
                yield _told(f"{where} a heading", reason, 0.9 if numbered else 0.7)


def _told(says: str, reason: str, confidence: float) -> Proposal:
    return Proposal(key="seen", yaml="", says=says, reason=reason, confidence=confidence)


def _words(source: SourceText, block: Block) -> str:
    return fold(source.text[block.start : block.end]).strip()


def _block(first: int, last: int, words: str, kind: str, says: str, reason: str, confidence: float) -> Proposal:
    lines = f"{first}" if first == last else f"{first}-{last}"
    return Proposal(
        key="blocks",
        yaml=f"- {{lines: {quoted(lines)}, check: {quoted(fold(words)[:60].strip())}, as: {kind}}}",
        says=f"line{'s' * (first != last)} {lines}: {says}",
        reason=reason,
        confidence=confidence,
    )


def _chapters(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    for block in reading.blocks:
        words = _words(source, block)
        if (
            block.kind is BlockKind.PARAGRAPH
            and len(words) <= _SHORT
            and _CHAPTER.fullmatch(words)
            and words[-1] not in ",;"
        ):
            line = source.position(block.start)[0]
            yield _block(
                line,
                source.position(block.end - 1)[0],
                words,
                "heading",
                f"'{words[:60]}' looks like a heading",
                "it is named as a chapter is",
                0.8,
            )


def _notes(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    used: dict[str, int] = {}

    def stands_before(mark: str, pattern: str, at: int) -> bool:
        if mark not in used:
            found = re.search(pattern, source.text)
            used[mark] = found.start() if found else len(source.text)
        return used[mark] < at

    for block in reading.blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        words = _words(source, block)
        star, number = _STAR_NOTE.match(words), _NUMBER_NOTE.match(words)
        marked = star or number
        mark = marked["mark"] if marked else ""
        if star and stands_before(mark, rf"[\w.,;!?”\"’)]{re.escape(mark)}(?![*†‡])", block.start):
            reason, sure = f"'{mark}' stands behind a word before it", 0.8
        elif (
            number
            and (block.kind is BlockKind.PARAGRAPH or 5 * block.start > 4 * len(source.text))
            and stands_before(mark, rf"\[{mark}\]|[^\W\d][.,;]?{mark.translate(_RAISED)}", block.start)
        ):
            reason, sure = f"the number {mark} stands as a note's mark before it", 0.7
        else:
            continue
        first, last = source.position(block.start)[0], source.position(block.end - 1)[0]
        yield _block(first, last, words, "original-note", f"'{words[:60]}' looks like an original note", reason, sure)


def _rows(source: SourceText) -> list[str]:
    return [source.text[start:end].rstrip().expandtabs(4) for start, end in source.lines]


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _stanzas(source: SourceText) -> Iterator[Proposal]:
    """Propose verse within prose: a few indented short lines, each of which begins large."""
    rows = _rows(source)
    flush = sum(bool(row) and not _indent(row) for row in rows)
    at = 0
    for written, run in groupby(rows, key=lambda row: bool(row) and _indent(row) >= 2 and len(row.strip()) < 60):
        lines = list(run)
        first, at = at + 1, at + len(lines)
        if not written or len(lines) not in _STANZA or flush < len(lines) or (first > 1 and rows[first - 2]):
            continue
        bare = [line.strip() for line in lines]
        large = sum(line.lstrip("“\"‘'")[:1].isupper() for line in bare)
        if large >= 0.7 * len(bare) and not any(_LIST_MARK.match(line) or _CHAPTER.fullmatch(line) for line in bare):
            reason = f"{len(bare)} short lines are indented, and {large} begin with a capital"
            yield _block(first, at, bare[0], "verse", "they look like verse", reason, 0.7)


def _indented(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    """Propose paragraphs that an indent alone begins, where no blank lines part them."""
    rows = _rows(source)
    starts = [at for at, row in enumerate(rows) if row and 1 < _indent(row) <= 8]
    opening = [at for at in starts if at + 1 < len(rows) and rows[at + 1] and not _indent(rows[at + 1])]
    written, blank = sum(map(bool, rows)), rows.count("")
    if len(opening) < max(3, 0.8 * len(starts)) or 2 * blank > len(opening) or len(reading.blocks) > written / 2:
        return
    for first, following in zip(opening, [*opening[1:], len(rows)], strict=True):
        last = following
        while not rows[last - 1]:
            last -= 1
        reason = "its first line alone is indented"
        yield _block(first + 1, last, rows[first], "paragraph, join: true", "they look like one paragraph", reason, 0.8)
