"""A source and its establishment to a reading: every character accounted for.

The kinds of segment follow the TEI's ``surplus`` and ``gap`` (omitted), ``corr``
(emended) and ``sic`` (a reading segment with a reason).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from annotate.diagnostics import Code, Diagnostic, error
from annotate.ledger._base import FoundChange, FoundCut
from annotate.ledger.blocks import make_blocks
from annotate.ledger.find import Finder
from annotate.ledger.lines import detect_layout, visible_lines
from annotate.ledger.tiles import tile
from annotate.model import (
    Block,
    Change,
    Cut,
    Emendation,
    Establishment,
    Override,
    PlacedFigure,
    Reading,
    SegmentKind,
)
from annotate.quote import Piece, fold, matches
from annotate.source import BYTE_ORDER_MARK, SourceText

__all__ = ["as_json", "establish", "pieces", "reading_text", "reconstruct"]

_FIRST, _LONG = 50, 300  # a title is looked for among so many blocks, no longer than that


def establish(source: SourceText, by: Establishment) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Return the reading of a source under an establishment, and what does not hold.

    An omission or emendation that cannot be placed is left out and reported; the ledger of
    what remains still covers the source.
    """
    finder = Finder(source)
    cuts, changes = _found_cuts(by, finder), _found_changes(by, finder)
    cuts, changes = _without_overlaps(cuts, changes, finder)
    lines = visible_lines(source, cuts)
    layout = by.layout or detect_layout(lines)
    overrides = _found_overrides(by, finder)
    blocks = make_blocks(source.text, lines, layout, by, overrides, cuts)
    changes = _within_blocks(changes, blocks, finder)
    finder.found.extend(_unread(source, by, blocks, overrides))
    reading = Reading(
        establishment=by,
        segments=tile(len(source.text), blocks, cuts, changes),
        blocks=blocks,
        cuts=tuple(_placed_cut(cut, blocks) for cut in cuts),
        changes=tuple(_placed_change(change, blocks) for change in changes),
        figures=tuple(_placed_figures(by, finder, blocks)),
    )
    return reading, tuple(finder.found)


def _found_cuts(by: Establishment, finder: Finder) -> list[FoundCut]:
    found = [(finder.span(one.where), one) for one in by.omissions]
    cuts = [FoundCut(start=span[0], end=span[1], omission=one) for span, one in found if span]
    return sorted(cuts, key=lambda cut: (cut.start, cut.end))


def _found_changes(by: Establishment, finder: Finder) -> list[FoundChange]:
    found = [(_changed(one, finder), one) for one in by.emendations]
    changes = [FoundChange(start=span[0], end=span[1], emendation=one) for span, one in found if span]
    return sorted(changes, key=lambda change: (change.start, change.end))


def _changed(one: Emendation, finder: Finder) -> tuple[int, int] | None:
    """Return where an emendation is made; say so where the source has its replacement already."""
    span, said = finder.span(one.where), finder.found[-1:]
    made = one.replacement and len(matches(finder.text, one.replacement)) > 0
    if span is None and made and said and said[0].code is Code.NO_MATCH:
        hint = f"the source has '{one.replacement}' already: remove the emendation, if that is the place"
        finder.found[-1] = replace(said[0], hint=hint)
    return span


def _found_overrides(by: Establishment, finder: Finder) -> list[tuple[int, int, Override]]:
    found = [(finder.span(one.where), one) for one in by.overrides]
    return [(span[0], span[1], one) for span, one in found if span]


def _without_overlaps(
    cuts: list[FoundCut], changes: list[FoundChange], finder: Finder
) -> tuple[list[FoundCut], list[FoundChange]]:
    """Drop, with a finding, what claims characters that something before it claims."""
    kept_cuts: list[FoundCut] = []
    kept_changes: list[FoundChange] = []
    end = 0
    claims: list[FoundCut | FoundChange] = [*cuts, *changes]
    for one in sorted(claims, key=lambda found: (found.start, found.end)):
        place = one.omission.place if isinstance(one, FoundCut) else one.emendation.place
        if one.start < end:
            line, column = finder.source.position(one.start)
            message = "this claims characters that another omission or emendation claims"
            finder.found.append(error(Code.OVERLAP, place, message, f"they begin at {line}:{column} of the source"))
            continue
        end = one.end
        if isinstance(one, FoundCut):
            kept_cuts.append(one)
        else:
            kept_changes.append(one)
    return kept_cuts, kept_changes


def _unread(
    source: SourceText,
    by: Establishment,
    blocks: Sequence[Block],
    overrides: Sequence[tuple[int, int, Override]],
) -> Iterator[Diagnostic]:
    """Yield what the establishment says of blocks that the reading does not have."""
    if not blocks:
        message = f"nothing of '{by.source_path}' is read"
        yield error(Code.EMPTY_SOURCE, by.place, message, "omit less, or remove the text")
        return
    title = fold(by.title.text).strip()
    if by.title.printed and not any(fold(source.text[one.start : one.end]) == title for one in blocks):
        yield _no_title(source, by, blocks)
    for start, end, one in overrides:
        if blocks[_block_at(blocks, end - 1)].end <= start or end <= blocks[0].start:
            message = "the words of this block stand in matter that the edition omits"
            yield error(Code.IN_OMITTED, one.place, message, "remove the entry, or omit less")


def _no_title(source: SourceText, by: Establishment, blocks: Sequence[Block]) -> Diagnostic:
    """Return that no block is the printed title, with the line that is most like it."""
    lines = [fold(source.text[one.start : one.end]) for one in blocks[:_FIRST] if one.end - one.start < _LONG]
    folded = {line.casefold(): line for line in reversed(lines)}
    near = get_close_matches(fold(by.title.text).casefold(), folded, n=1)
    hint = f"the text has '{folded[near[0]]}'" if near else "copy the line, or say 'printed: false'"
    message = f"the printed title '{by.title.text}' is no line of the text that stands by itself"
    return error(Code.NO_MATCH, by.title.place, message, hint)


def _block_at(blocks: Sequence[Block], offset: int) -> int:
    """Return the index of the last block that begins at or before an offset, or -1."""
    return bisect_right(blocks, offset, key=lambda block: block.start) - 1


def _within_blocks(changes: list[FoundChange], blocks: Sequence[Block], finder: Finder) -> list[FoundChange]:
    kept = []
    for change in changes:
        index = _block_at(blocks, change.start)
        if index >= 0 and change.end <= blocks[index].end:
            kept.append(change)
            continue
        place = change.emendation.place
        message = "an emendation must stand within one block of the reading"
        finder.found.append(error(Code.CROSSES_BLOCKS, place, message, "make one for each block"))
    return kept


def _placed_cut(cut: FoundCut, blocks: Sequence[Block]) -> Cut:
    index = _block_at(blocks, cut.start)
    block = blocks[index] if index >= 0 else None
    return Cut(
        start=cut.start,
        end=cut.end,
        omission=cut.omission,
        after=block.id if block else "",
        inside=bool(block and cut.end <= block.end),
    )


def _placed_change(change: FoundChange, blocks: Sequence[Block]) -> Change:
    block = blocks[_block_at(blocks, change.start)]
    return Change(start=change.start, end=change.end, emendation=change.emendation, block=block.id)


def _placed_figures(by: Establishment, finder: Finder, blocks: Sequence[Block]) -> list[PlacedFigure]:
    placed = []
    for figure in by.figures:
        span = finder.span(figure.after)
        if span is None or not blocks:
            continue
        index = _block_at(blocks, span[1] - 1)
        if index < 0:
            message = "the figure stands before the first words that are read"
            hint = "give the last words of a block of the reading"
            finder.found.append(error(Code.IN_OMITTED, figure.place, message, hint))
            continue
        placed.append(PlacedFigure(figure=figure, after=blocks[index].id))
    return placed


def pieces(reading: Reading, source: SourceText, start: int = 0, end: int | None = None) -> list[Piece]:
    """Return what is read of [start, end): emendations applied, omitted matter dropped."""
    stop = len(source.text) if end is None else end
    made = []
    index = bisect_right(reading.segments, start, key=lambda one: one.start) - 1
    for at in range(max(0, index), len(reading.segments)):
        segment = reading.segments[at]
        if segment.start >= stop:
            break
        first, last = max(start, segment.start), min(stop, segment.end)
        if first >= last or segment.kind is SegmentKind.OMITTED:
            continue
        if segment.kind is SegmentKind.EMENDED:
            text = segment.replacement or ""
            made.append(Piece(text=text, start=segment.start, end=segment.end, replaced=True))
        else:
            text = source.text[first:last]
            if first == 0 and text.startswith(BYTE_ORDER_MARK):
                text, first = text[1:], 1
            made.append(Piece(text=text, start=first, end=last))
    return made


def reading_text(reading: Reading, source: SourceText) -> str:
    """Return the reading as one string, white space as it is in the source."""
    return "".join(piece.text for piece in pieces(reading, source))


def as_json(readings: Sequence[tuple[Reading, SourceText]]) -> dict[str, Any]:
    """Return the ledger of every text, as the contract's JSON has it."""
    return {
        "texts": [
            {
                "id": reading.id,
                "file": source.path,
                "sha256": hashlib.sha256(source.data).hexdigest(),
                "length": len(source.text),
                "segments": [
                    {
                        "start": segment.start,
                        "end": segment.end,
                        "kind": segment.kind.value,
                        "reason": segment.reason,
                        "replacement": segment.replacement,
                    }
                    for segment in reading.segments
                ],
            }
            for reading, source in readings
        ]
    }


def reconstruct(reading: Reading, source: SourceText) -> bytes:
    """Return the file's bytes, put together again from the segments."""
    return "".join(source.text[one.start : one.end] for one in reading.segments).encode("utf-8")
