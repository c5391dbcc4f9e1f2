"""Visible lines to the blocks of a reading, by plain rules and the editor's overrides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotate.ledger._base import FoundCut, Line
from annotate.model import Block, BlockKind, Establishment, Layout, Override
from annotate.quote import fold

_MARKER = re.compile(r"(?:(?P<bullet>[•‣◦*+–—-])|(?P<number>\d{1,3})(?P<after>[.)])|\(?(?P<letter>[a-z])\))\s")
_NOTE_MARK = re.compile(r"\[(\d{1,3})\]\s")
_BRACKETED = re.compile(r"\[(\d{1,3})\]")
_LONE = (BlockKind.HEADING, BlockKind.BYLINE)
_HEADING_LENGTH, _HEADING_WORDS = 100, 15
_UNFINISHED = ".,;:!…”\"’'-–—/"
_LETTERS = {
    BlockKind.HEADING: "h",
    BlockKind.BYLINE: "b",
    BlockKind.ORIGINAL_NOTE: "o",
    BlockKind.REFERENCE: "r",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block before it has its number; `override` is the editor's word on it."""

    start: int
    end: int
    kind: BlockKind | None = None
    level: int = 1
    is_title: bool = False
    line_breaks: bool = False


def make_blocks(
    text: str,
    lines: Sequence[Line],
    layout: Layout,
    establishment: Establishment,
    overrides: Sequence[tuple[int, int, Override]],
    cuts: Sequence[FoundCut] = (),
) -> tuple[Block, ...]:
    """Return the blocks in order, each with its kind, level and printed number.

    `overrides` are (start, end, override) in source offsets.
    """
    groups = [
        _Group(start=start, end=end, verse=one.kind is BlockKind.VERSE)
        for start, end, one in overrides
        if one.join or one.kind is BlockKind.VERSE
    ]
    if layout is not Layout.LINES:
        groups += _lone_lines(text, lines, establishment, overrides)
    drafts = [_overridden(draft, overrides) for draft in _grouped(text, lines, layout, groups, cuts)]
    if establishment.title.printed:
        drafts = _with_title(text, drafts, establishment.title.text)
    kinds = _kinds(text, drafts)
    return tuple(_numbered(drafts, kinds))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Lines that are one block, apart from the lines around them; verse still ends at a blank line."""

    start: int
    end: int
    verse: bool


def _lone_lines(
    text: str,
    lines: Sequence[Line],
    establishment: Establishment,
    overrides: Sequence[tuple[int, int, Override]],
) -> Iterator[_Group]:
    """Yield what stands apart though no blank line parts it: the printed title, headings and bylines."""
    title = fold(establishment.title.text).strip() if establishment.title.printed else ""
    heads = [(start, end) for start, end, one in overrides if one.kind in _LONE]
    run: list[Line] = []
    run_head: tuple[int, int] | None = None
    for line in lines:
        head = next(((start, end) for start, end in heads if start <= line.start and line.end <= end), None)
        if run and (line.blank or head != run_head):
            yield _Group(start=run[0].start, end=run[-1].end, verse=False)
            run = []
        if line.blank:
            continue
        if title and fold(text[line.start : line.end]) == title:
            yield _Group(start=line.start, end=line.end, verse=False)
            title = ""
        elif head:
            run, run_head = [*run, line], head
    if run:
        yield _Group(start=run[0].start, end=run[-1].end, verse=False)


def _grouped(
    text: str,
    lines: Sequence[Line],
    layout: Layout,
    groups: Sequence[_Group],
    cuts: Sequence[FoundCut],
) -> Iterator[Draft]:
    """Yield the stretches that are one block each."""
    openers = _openers(text, lines) if layout is Layout.WRAPPED else frozenset()
    resumes = {cut.start: cut.end for cut in cuts}
    held: Draft | None = None
    held_group: _Group | None = None
    for line in lines:
        group = _group_at(groups, line)
        if line.blank:
            bridged = line.cut or (group is not None and group is held_group and not group.verse)
            if held and not bridged:
                yield held
                held = None
            continue
        goes_on = group or (layout is not Layout.LINES and line.start not in openers)
        glued = held is not None and _behind(held.end, resumes) == line.start != held.end
        if held and (glued or (group is held_group and goes_on)):
            held = replace(held, end=line.end)
            continue
        if held:
            yield held
        verse = group.verse if group else layout is Layout.VERSE
        held, held_group = Draft(start=line.start, end=line.end, line_breaks=verse), group
    if held:
        yield held


def _behind(offset: int, resumes: Mapping[int, int]) -> int:
    """Return where the reading goes on behind the omissions that begin at an offset."""
    while offset in resumes:
        offset = resumes[offset]
    return offset


def _group_at(groups: Sequence[_Group], line: Line) -> _Group | None:
    end = max(line.end, line.start + 1)
    return next((one for one in groups if one.start < end and line.start < one.end), None)


def _openers(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Return where those lines of wrapped text begin that open a block without a blank line.

    They are list items, two of a kind in one run of lines, and notes whose mark stands earlier.
    """
    opening: set[int] = set()
    first: dict[str, int] = {}
    for match in _BRACKETED.finditer(text):
        first.setdefault(match[1], match.start())
    run: dict[str, list[int]] = {}
    for line in lines:
        if line.blank and not line.cut:
            run = {}
        elif family := _family(text, line.start, line.end):
            run.setdefault(family, []).append(line.start)
            if len(run[family]) > 1:
                opening.update(run[family])
        elif (note := _NOTE_MARK.match(text, line.start, line.end)) and first[note[1]] < line.start:
            opening.add(line.start)
    return frozenset(opening)


def _overridden(draft: Draft, overrides: Sequence[tuple[int, int, Override]]) -> Draft:
    for start, end, one in overrides:
        if draft.start < end and start < draft.end:
            breaks = draft.line_breaks and one.kind is BlockKind.VERSE
            return replace(draft, kind=one.kind, level=one.level, line_breaks=breaks)
    return draft


def _with_title(text: str, drafts: list[Draft], title: str) -> list[Draft]:
    """Mark the first block that reads as the printed title: the page's, if nothing stands before it."""
    wanted = fold(title).strip()
    for index, draft in enumerate(drafts):
        if fold(text[draft.start : draft.end]) == wanted:
            drafts[index] = replace(draft, kind=BlockKind.HEADING, level=1, is_title=index == 0, line_breaks=False)
            break
    return drafts


def _kinds(text: str, drafts: Sequence[Draft]) -> list[BlockKind]:
    """Return the kind of each block: the editor's, else what a plain rule sees."""
    markers = [_family(text, draft.start, draft.end) for draft in drafts]
    marks = _note_marks(text, drafts)
    kinds = []
    for index, draft in enumerate(drafts):
        neighbours = markers[max(0, index - 1) : index] + markers[index + 1 : index + 2]
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        if draft.kind:
            kinds.append(draft.kind)
        elif draft.line_breaks:
            kinds.append(BlockKind.VERSE)
        elif markers[index] and markers[index] in neighbours:
            kinds.append(BlockKind.LIST_ITEM)
        elif (note := _NOTE_MARK.match(text, draft.start)) and marks.get(note[1], draft.start) < draft.start:
            kinds.append(BlockKind.ORIGINAL_NOTE)
        elif not markers[index] and _is_heading(text, draft, following):
            kinds.append(BlockKind.HEADING)
        else:
            kinds.append(BlockKind.PARAGRAPH)
    return kinds


def _family(text: str, start: int, end: int) -> str:
    """Return what sort of list marker [start, end) begins with, or nothing."""
    match = _MARKER.match(text, start, end)
    if not match:
        return ""
    if match["bullet"]:
        return match["bullet"]
    return f"1{match['after']}" if match["number"] else "a)"


def _note_marks(text: str, drafts: Sequence[Draft]) -> dict[str, int]:
    """Return where each [n] first stands in the text, other than at the head of a block."""
    heads = {draft.start for draft in drafts}
    found: dict[str, int] = {}
    for match in _BRACKETED.finditer(text):
        if match.start() not in heads:
            found.setdefault(match[1], match.start())
    return found


def _is_heading(text: str, draft: Draft, following: Draft | None) -> bool:
    """A short line that begins large, does not end a sentence, and stands over a longer block."""
    words = text[draft.start : draft.end]
    if following is None or len(words) > _HEADING_LENGTH or len(words.split()) > _HEADING_WORDS:
        return False
    if not (words[0].isupper() or words[0].isdigit()) or words[-1] in _UNFINISHED:
        return False
    return any(c.isalpha() for c in words) and following.end - following.start > max(2 * len(words), 100)


def _numbered(drafts: Sequence[Draft], kinds: Sequence[BlockKind]) -> Iterator[Block]:
    counts: dict[str, int] = {}
    depth = 0
    for draft, kind in zip(drafts, kinds, strict=True):
        letter = _LETTERS.get(kind, "p")
        counts[letter] = counts.get(letter, 0) + 1
        level = 0
        if kind is BlockKind.HEADING and not draft.is_title:
            level = depth = min(draft.level, depth + 1)
        yield Block(
            id=f"{letter}{counts[letter]}",
            kind=kind,
            start=draft.start,
            end=draft.end,
            level=level,
            is_title=draft.is_title,
            line_breaks=draft.line_breaks,
        )
