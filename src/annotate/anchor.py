"""Quotations over readings: selectors to passages, or a finding with a proposal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from annotate.diagnostics import Code, Diagnostic, did_you_mean, error
from annotate.ledger import pieces
from annotate.model import Block, Passage, Reading, Selector
from annotate.quote import Piece, Searchable, fold, matches, propose, searchable
from annotate.recall import recall
from annotate.source import SourceText


def _block_id(blocks: Sequence[Block], offset: int) -> str:
    if not blocks:
        return ""
    return blocks[max(0, bisect_right(blocks, offset, key=lambda block: block.start) - 1)].id


def _searchable(reading: Reading, source: SourceText) -> Searchable:
    return searchable(pieces(reading, source))


def _passage(selector: Selector, text: Searchable, blocks: Sequence[Block], start: int, end: int) -> Passage:
    words = text.folded[start:end].strip()
    start = text.folded.index(words, start)
    first, last = text.source_span(start, start + len(words))
    head, tail = _block_id(blocks, first), _block_id(blocks, last - 1)
    return Passage(selector=selector, start=first, end=last, first=head, last=tail, words=words)


class Anchors:
    """Resolves selectors over the readings of an edition; each reading is indexed once."""

    def __init__(self, readings: Mapping[str, tuple[Reading, SourceText]]) -> None:
        self._readings = readings
        self._texts: dict[str, Searchable] = {}
        self._omitted: dict[str, Searchable] = {}

    def text(self, reading: str) -> Searchable:
        """Return the reading's text, folded."""
        if reading not in self._texts:
            self._texts[reading] = recall(_searchable, *self._readings[reading])
        return self._texts[reading]

    def omitted(self, reading: str) -> Searchable:
        """Return the omitted matter of a reading, its stretches apart."""
        if reading not in self._omitted:
            made = []
            one, source = self._readings[reading]
            for cut in one.cuts:
                made.append(Piece(text=source.text[cut.start : cut.end], start=cut.start, end=cut.end))
                made.append(Piece(text="\x00", start=cut.end, end=cut.end))  # no quotation holds it
            self._omitted[reading] = searchable(made)
        return self._omitted[reading]

    def find(self, selector: Selector) -> tuple[Passage | None, tuple[Diagnostic, ...]]:
        """Return the one passage a selector points at, or None and why not."""
        if selector.reading not in self._readings:
            return None, (self._unknown(selector),)
        text = self.omitted(selector.reading) if selector.omitted else self.text(selector.reading)
        places = recall(matches, text, selector.exact, selector.prefix, selector.suffix)
        if len(places) == 1:
            blocks = () if selector.omitted else self._readings[selector.reading][0].blocks
            return recall(_passage, selector, text, blocks, *places[0]), ()
        if places:
            return None, (self._ambiguous(selector, text, places),)
        return None, (self._absent(selector),)

    def _unknown(self, selector: Selector) -> Diagnostic:
        message = f"there is no reading '{selector.reading}'"
        hint = f"{did_you_mean(selector.reading, self._readings)}Readings: {', '.join(self._readings)}"
        return error(Code.UNKNOWN_READING, selector.place, message, hint)

    def _ambiguous(self, selector: Selector, text: Searchable, places: tuple[tuple[int, int], ...]) -> Diagnostic:
        source = self._readings[selector.reading][1]
        lines = ", ".join(str(source.position(text.source_span(*place)[0])[0]) for place in places[:8])
        start, end = places[0]
        prefix, suffix = text.folded[max(0, start - 25) : start], text.folded[end : end + 25]
        more = f'prefix: "{prefix}"' if prefix else f'suffix: "{suffix}"'
        hint = f"lines {lines} of the source; for the first, add {more}"
        message = f"'{selector.exact}' stands {len(places)} times in '{selector.reading}'"
        return error(Code.AMBIGUOUS, selector.place, message, hint)

    def _absent(self, selector: Selector) -> Diagnostic:
        place, exact, name = selector.place, selector.exact, selector.reading
        elsewhere = self.text(name) if selector.omitted else self.omitted(name)
        if matches(elsewhere, exact, selector.prefix, selector.suffix):
            if selector.omitted:
                message = f"'{exact}' stands in the reading of '{name}', not in omitted matter"
                return error(Code.NOT_IN_OMITTED, place, message, "remove 'from: omitted'")
            message = f"'{exact}' stands only in matter that '{name}' omits"
            return error(Code.IN_OMITTED, place, message, "say 'from: omitted', or quote the reading")
        reading, source = self._readings[name]
        raw = searchable([Piece(text=source.text, start=0, end=len(source.text))])
        if places := matches(raw, exact, selector.prefix, selector.suffix):
            start, end = raw.source_span(*places[0])
            form = fold("".join(piece.text for piece in pieces(reading, source, start, end)))
            message = f"'{exact}' stands in the source of '{name}', but not in its reading"
            return error(Code.SOURCE_FORM, place, message, f"the reading has '{form}'")
        return self._nowhere(selector)

    def _nowhere(self, selector: Selector) -> Diagnostic:
        text = self.omitted(selector.reading) if selector.omitted else self.text(selector.reading)
        near = propose(text, selector.exact).replace("\x00", "")
        message = f"'{selector.exact}' does not stand in '{selector.reading}'"
        if near and fold(selector.exact) == near:
            hint = "the words stand there, but not with this prefix or suffix"
        else:
            hint = f"the text has '{near}'" if near else "copy the words from the reading"
        code = Code.NOT_IN_OMITTED if selector.omitted else Code.NO_MATCH
        return error(code, selector.place, message, hint)
