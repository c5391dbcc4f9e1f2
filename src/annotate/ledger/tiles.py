"""The partition itself: every character of a source in one segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.ledger._base import FoundChange, FoundCut
from annotate.model import Block, Segment, SegmentKind


def tile(
    length: int, blocks: Sequence[Block], cuts: Sequence[FoundCut], changes: Sequence[FoundChange]
) -> tuple[Segment, ...]:
    """Return segments that cover [0, length) once, in order, equal neighbours merged."""
    over = sorted([*_cut_segments(cuts), *_change_segments(changes)], key=lambda one: one.start)
    return tuple(_merged(_overlaid(list(_ground(length, blocks)), over)))


def _ground(length: int, blocks: Sequence[Block]) -> Iterator[Segment]:
    """Blocks are reading, all else is space."""
    at = 0
    for block in blocks:
        if at < block.start:
            yield Segment(start=at, end=block.start, kind=SegmentKind.SPACE)
        yield Segment(start=block.start, end=block.end, kind=SegmentKind.READING)
        at = block.end
    if at < length:
        yield Segment(start=at, end=length, kind=SegmentKind.SPACE)


def _cut_segments(cuts: Sequence[FoundCut]) -> Iterator[Segment]:
    for cut in cuts:
        yield Segment(start=cut.start, end=cut.end, kind=SegmentKind.OMITTED, reason=cut.omission.reason)


def _change_segments(changes: Sequence[FoundChange]) -> Iterator[Segment]:
    for change in changes:
        one = change.emendation
        yield Segment(
            start=change.start,
            end=change.end,
            kind=SegmentKind.READING if one.sic else SegmentKind.EMENDED,
            reason=one.reason,
            replacement=one.replacement,
        )


def _overlaid(ground: Sequence[Segment], over: Sequence[Segment]) -> Iterator[Segment]:
    """Lay `over` on `ground`; both in order, `over` without overlaps."""
    at, index = 0, 0
    for upper in over:
        while index < len(ground) and ground[index].end <= upper.start:
            if at < ground[index].end:
                yield _part(ground[index], at, ground[index].end)
                at = ground[index].end
            index += 1
        if at < upper.start:
            yield _part(ground[index], at, upper.start)
        yield upper
        at = upper.end
        while index < len(ground) and ground[index].end <= at:
            index += 1
    for lower in ground[index:]:
        yield _part(lower, max(at, lower.start), lower.end)


def _part(segment: Segment, start: int, end: int) -> Segment:
    return Segment(start=max(start, segment.start), end=end, kind=segment.kind)


def _merged(segments: Iterator[Segment]) -> Iterator[Segment]:
    held: Segment | None = None
    for segment in segments:
        if held and (held.kind, held.reason, held.replacement) == (segment.kind, segment.reason, None):
            held = Segment(start=held.start, end=segment.end, kind=held.kind, reason=held.reason)
            continue
        if held:
            yield held
        held = segment
    if held:
        yield held
