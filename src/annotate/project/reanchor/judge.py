"""What became of an anchor: exact, moved, ambiguous or orphan.

Only the words themselves decide. Where the old text is known, an alignment of the two tells
an unchanged place from a coincidence and finds words to propose; it never decides either.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from annotate.align import Alignment
from annotate.anchor import Anchors
from annotate.ledger import pieces
from annotate.ledger.find import Finder
from annotate.model import Reading
from annotate.project.reanchor._base import Anchor, Layer, State, Verdict, shown
from annotate.quote import Searchable, fold, matches, propose, searchable
from annotate.source import SourceText

_CONTEXT = 4
_ALIKE = 0.5


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a text: its source, and its reading under an establishment."""

    source: SourceText
    reading: Reading

    @cached_property
    def _anchors(self) -> Anchors:
        return Anchors({self.reading.id: (self.reading, self.source)})

    @cached_property
    def _raw(self) -> Searchable:
        return Finder(self.source).text

    def text(self, layer: Layer) -> Searchable:
        """Return the text that anchors of a layer are matched against."""
        match layer:
            case Layer.SOURCE:
                return self._raw
            case Layer.READING:
                return self._anchors.text(self.reading.id)
            case Layer.OMITTED:
                return self._anchors.omitted(self.reading.id)

    def is_line(self, place: tuple[int, int]) -> bool:
        """Return whether a folded place of the source is a line of it."""
        start, end = self._raw.source_span(*place)
        first, last = self.source.lines[self.source.position(start)[0] - 1]
        return fold(self.source.text[first:last]).strip("\ufeff ") == fold(self.source.text[start:end]).strip()

    def where(self, layer: Layer, place: tuple[int, int]) -> str:
        """Return a folded place in words: its line, and its paragraph in the reading."""
        line, _ = self.source.position(self.text(layer).source_span(*place)[0])
        block = self.block(layer, place)
        return f"line {line} ({shown(block)})" if block else f"line {line}"

    def block(self, layer: Layer, place: tuple[int, int]) -> str:
        """Return the id of the block in which a folded place of the reading begins; nothing for other layers."""
        if layer is not Layer.READING:
            return ""
        start, end = self.text(layer).source_span(*place)
        return next((one.id for one in self.reading.blocks if one.start < end and start < one.end), "")

    @cached_property
    def spans(self) -> Mapping[str, tuple[int, int]]:
        """Where each block stands in the folded reading."""
        folded, at = self.text(Layer.READING).folded, 0
        found = {}
        for block in self.reading.blocks:
            words = searchable(pieces(self.reading, self.source, block.start, block.end)).folded.strip()
            at = folded.index(words, at)
            found[block.id] = at, at + len(words)
        return found


class Judge:
    """Judges the anchors of one text; `old` is its former version, where that is known."""

    def __init__(self, new: Version, old: Version | None) -> None:
        self.new = new
        self.old = old
        self._alignments: dict[Layer, Alignment] = {}

    def judge(self, anchor: Anchor) -> Verdict:
        """Return what became of an anchor."""
        if anchor.key == "lines":
            return self._lines(anchor)
        former = self._former(anchor)
        places = self._places(self.new, anchor)
        if len(places) == 1:
            return self._found(anchor, places[0], former)
        if places:
            return self._ambiguous(anchor, places, former)
        bare = self._places(self.new, replace(anchor, prefix="", suffix=""))
        if len(bare) == 1 and (anchor.prefix or anchor.suffix):
            change = self._context(anchor, bare[0], [key for key in ("prefix", "suffix") if getattr(anchor, key)])
            why = "the words beside it changed"
            return self._verdict(anchor, State.MOVED, former, bare[0], why, change)
        if bare:
            return self._ambiguous(anchor, bare, former)
        return self._orphan(anchor, former)

    def number_now(self, block: str) -> str | None:
        """Return which block now has the words of a former one: None when that is not known, nothing when none has."""
        was = self.old.spans.get(block) if self.old else None
        if self.old is None or was is None:
            return None
        place = self._counterpart(Layer.READING, was)
        now = self.new.block(Layer.READING, place) if place else ""
        words = [
            version.text(Layer.READING).folded[slice(*at)]
            for version, at in ((self.old, was), (self.new, self.new.spans.get(now, (0, 0))))
        ]
        return now if _ratio(*words) >= _ALIKE else ""

    def _places(self, version: Version, anchor: Anchor) -> Sequence[tuple[int, int]]:
        text = version.text(anchor.layer)
        found = matches(text, anchor.exact, anchor.prefix, anchor.suffix)
        if anchor.key == "text":
            return [one for one in found if version.is_line(one)][:1]  # a title may be named again below it
        if anchor.behind is None:
            return found
        first = matches(text, anchor.behind.exact)
        return [one for one in found if first and one[0] >= first[0][0]]

    def _former(self, anchor: Anchor) -> tuple[int, int] | None:
        """Return where an anchor stood in the old text, if in just one place."""
        places = self._places(self.old, anchor) if self.old else ()
        return places[0] if len(places) == 1 else None

    def _counterpart(self, layer: Layer, former: tuple[int, int] | None) -> tuple[int, int] | None:
        if former is None:
            return None
        return self._aligned(layer).span(*former)

    def _aligned(self, layer: Layer) -> Alignment:
        if layer not in self._alignments:
            assert self.old is not None
            self._alignments[layer] = Alignment(self.old.text(layer).folded, self.new.text(layer).folded)
        return self._alignments[layer]

    def _found(self, anchor: Anchor, place: tuple[int, int], former: tuple[int, int] | None) -> Verdict:
        if former is None:
            return self._verdict(anchor, State.EXACT, former, place)
        assert self.old is not None
        same = self._counterpart(anchor.layer, former) == place
        blocks = self.old.block(anchor.layer, former), self.new.block(anchor.layer, place)
        if same and blocks[0] == blocks[1]:
            return self._verdict(anchor, State.EXACT, former, place)
        why = f"the words stand once, but {'in a paragraph of another number' if same else 'not where they stood'}"
        return replace(self._verdict(anchor, State.MOVED, former, place, why), renumbered=blocks if same else None)

    def _ambiguous(self, anchor: Anchor, places: Sequence[tuple[int, int]], former: tuple[int, int] | None) -> Verdict:
        there = self._counterpart(anchor.layer, former)
        lines = ", ".join(self.new.where(anchor.layer, one) for one in places[:6])
        why = f"the words stand {len(places)} times: {lines}"
        if there not in places:
            return self._verdict(anchor, State.AMBIGUOUS, former, None, why)
        assert there is not None
        change = self._context(anchor, there, ["prefix", "suffix"]) if "exact" in anchor.parts else {}
        return self._verdict(anchor, State.AMBIGUOUS, former, there, why, change)

    def _context(self, anchor: Anchor, place: tuple[int, int], keys: Sequence[str]) -> Mapping[str, str]:
        """Return the words now beside a place: as many as the anchor had, else the few that tell it apart."""
        text = self.new.text(anchor.layer).folded
        for count in range(max(_CONTEXT, *(len(getattr(anchor, key).split()) for key in keys)), 40):
            found = {
                "prefix": _last(text[: place[0]], count),
                "suffix": _first(text[place[1] :], count),
            }
            change = {key: value for key, value in found.items() if key in keys and value.strip()}
            if len(matches(self.new.text(anchor.layer), anchor.exact, **change)) == 1:
                return change
        return {}

    def _orphan(self, anchor: Anchor, former: tuple[int, int] | None) -> Verdict:
        other = {Layer.READING: Layer.OMITTED, Layer.OMITTED: Layer.READING}.get(anchor.layer)
        if other and matches(self.new.text(other), anchor.exact):
            return self._verdict(anchor, State.ORPHAN, former, None, f"the words now stand in the {other.value}")
        text = self.new.text(anchor.layer)
        place = self._counterpart(anchor.layer, former)
        near = text.folded[slice(*place)].strip() if place else ""
        if not near or len(near) > 3 * len(anchor.exact) + 40 or _ratio(near, anchor.exact) < _ALIKE:
            near = propose(text, anchor.exact)
        near = near.replace("\x00", "").strip()
        once = len(matches(text, near)) == 1 if near else False
        why = "the words do not stand there any more" + ("" if near else "; nothing like them was found")
        change = {"prefix": "", "suffix": ""} if anchor.prefix or anchor.suffix else {}
        found = matches(text, near)[:1] if near else ()
        return self._verdict(
            anchor, State.ORPHAN, former, found[0] if found else None, why,
            {**({anchor.key: near} if once else {}), **(change if once else {})},
        )  # fmt: skip

    def _lines(self, anchor: Anchor) -> Verdict:
        """Judge a range of lines: the same lines, or those same words as whole lines elsewhere, once."""
        old, new = _line_words(self.old), _line_words(self.new)
        first, _, last = anchor.lines.partition("-")
        low, high = int(first) - 1, int(last or first)
        check = fold(anchor.exact).strip()
        block, stays = old[low:high], new[low:high]
        known = check in " ".join(block)  # else the range was made for the new text
        if stays and check in " ".join(stays) and (stays == block or not known):
            return Verdict(anchor=anchor, state=State.EXACT, before=f"lines {anchor.lines}", now=f"lines {anchor.lines}")
        if not known:
            starts = [at for at, words in enumerate(new) if check in words] if low + 1 == high else []
        else:
            starts = [at for at in range(len(new) - len(block) + 1) if block and new[at : at + len(block)] == block]
        if len(starts) == 1:
            at = starts[0] + 1
            now = str(at) if low + 1 == high else f"{at}-{at + high - low - 1}"
            return Verdict(
                anchor=anchor, state=State.MOVED if known else State.ORPHAN, before=f"lines {anchor.lines}",
                now=f"lines {now}", why="the lines stand elsewhere", change={"lines": now},
            )  # fmt: skip
        state = State.AMBIGUOUS if starts else State.ORPHAN
        gone = "hold the check words, but not all that they held" if check in " ".join(stays) else "are not there"
        why = f"the lines stand {len(starts)} times" if starts else f"the lines {gone}"
        return Verdict(anchor=anchor, state=state, before=f"lines {anchor.lines}", why=why)

    def _verdict(
        self, anchor: Anchor, state: State, former: tuple[int, int] | None, place: tuple[int, int] | None,
        why: str = "", change: Mapping[str, str] | None = None,
    ) -> Verdict:  # fmt: skip
        where: Callable[[Version, tuple[int, int]], str] = lambda version, at: version.where(anchor.layer, at)  # noqa: E731
        return Verdict(
            anchor=anchor,
            state=state,
            before=where(self.old, former) if self.old and former else "",
            now=where(self.new, place) if place else "",
            why=why,
            change=change or {},
        )


def _line_words(version: Version | None) -> list[str]:
    if version is None:
        return []
    return [fold(version.source.text[start:end]).strip() for start, end in version.source.lines]


def _first(text: str, count: int) -> str:
    words = text.split(" ")
    return " ".join(words[: count + (not words[0])])


def _last(text: str, count: int) -> str:
    words = text.split(" ")
    return " ".join(words[-count - (not words[-1]) :])


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
