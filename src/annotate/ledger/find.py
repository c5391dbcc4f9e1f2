"""Where the words of an establishment stand in its source."""

from __future__ import annotations

from annotate.diagnostics import Code, Diagnostic, error
from annotate.ledger._base import first_offset, trim
from annotate.model import LineRange, Place, QuoteRange, Selector, Where
from annotate.quote import Piece, Searchable, fold, matches, propose, searchable
from annotate.source import SourceText


class Finder:
    """Resolves quotations against one source; keeps what it could not resolve."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text: Searchable = searchable([Piece(text=source.text, start=0, end=len(source.text))])
        self.found: list[Diagnostic] = []

    def span(self, where: Where) -> tuple[int, int] | None:
        """Return the source offsets of `where`, or None after a finding."""
        match where:
            case Selector():
                return self.quotation(where)
            case QuoteRange():
                return self.range(where)
            case LineRange():
                return self.lines(where)

    def quotation(self, selector: Selector, after: int = 0) -> tuple[int, int] | None:
        """Return where a quotation stands at or after a source offset, if in just one place."""
        places = [
            self.text.source_span(*place) for place in matches(self.text, selector.exact, selector.prefix, selector.suffix)
        ]
        behind = [place for place in places if place[0] >= after]
        if len(behind) == 1:
            return behind[0]
        if behind:
            self._ambiguous(selector, behind)
        elif places:
            message = f"'{selector.exact}' stands in the source, but not behind the first words"
            self._error(Code.NO_MATCH, selector.place, message, "put 'first' and 'last' in their order")
        else:
            self._absent(selector)
        return None

    def range(self, where: QuoteRange) -> tuple[int, int] | None:
        """Return the stretch from the first words through the last words."""
        first = self.quotation(where.first)
        last = self.quotation(where.last, after=first[0]) if first else None
        return (first[0], last[1]) if first and last else None

    def lines(self, where: LineRange) -> tuple[int, int] | None:
        """Return the trimmed stretch of whole lines, if their check words stand in them."""
        lines = self.source.lines
        if not 1 <= where.first <= where.last <= len(lines):
            message = f"lines {where.first}-{where.last} are not in the file"
            self._error(Code.BAD_LINES, where.place, message, f"the file has {len(lines)} lines")
            return None
        start, end = trim(
            self.source.text,
            max(lines[where.first - 1][0], first_offset(self.source)),
            lines[where.last - 1][1],
        )
        if fold(where.check).strip() not in fold(self.source.text[start:end]):
            message = f"the check words '{where.check}' do not stand in lines {where.first}-{where.last}"
            self._error(Code.BAD_LINES, where.place, message, self._line_hint(where.check))
            return None
        return start, end

    def _line_hint(self, words: str) -> str:
        places = matches(self.text, words)
        if not places:
            return "they stand nowhere in the file"
        line, _ = self.source.position(self.text.source_span(*places[0])[0])
        return f"they stand in line {line}"

    def _ambiguous(self, selector: Selector, places: list[tuple[int, int]]) -> None:
        lines = ", ".join(str(self.source.position(start)[0]) for start, _ in places[:8])
        message = f"'{selector.exact}' stands {len(places)} times in the source"
        self._error(Code.AMBIGUOUS, selector.place, message, f"lines {lines}; lengthen it, or add prefix or suffix")

    def _absent(self, selector: Selector) -> None:
        near = propose(self.text, selector.exact)
        hint = f"the source has '{near}'" if near else "copy the words from the source"
        if near and near == fold(selector.exact):
            hint = "the words stand there, but not with this prefix or suffix"
        message = f"'{selector.exact}' does not stand in the source"
        self._error(Code.NO_MATCH, selector.place, message, hint)

    def _error(self, code: Code, place: Place, message: str, hint: str) -> None:
        self.found.append(error(code, place, message, hint))
