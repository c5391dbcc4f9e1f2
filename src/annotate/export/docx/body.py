"""Paragraphs and tables as WordprocessingML; the order of elements is that of the schema."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from annotate.export._base import Element
from annotate.export.docx._base import TASKS, UNCOUNTED, WIDTH, Block, Paragraph, Table, w

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BORDERS = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "below": ("bottom", "insideH"),
}


class Body:
    """A document while it is written; `lists` are the lists that were begun, each with a number of its own."""

    def __init__(self) -> None:
        self.root = ElementTree.Element("w:document", {"xmlns:w": WORD})
        self.lists: list[str] = [TASKS]
        self._open: dict[str, int] = {}
        self._body = w(self.root, "body")

    def write(self, blocks: Iterable[Block]) -> None:
        """Put down what a document says, and its page."""
        last: Block | None = None
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(self._body, block)
            last = block
        if isinstance(last, Table):
            self._paragraph(self._body, Paragraph(words="", style="Small"))
        section = w(self._body, "sectPr")
        w(section, "pgSz", w="11906", h="16838")
        w(section, "pgMar", top="1134", right="1134", bottom="1134", left="1134", header="567", footer="567", gutter="0")

    def _paragraph(self, parent: Element, one: Paragraph) -> None:
        paragraph = w(parent, "p")
        if one.style or one.listed:
            shape = w(paragraph, "pPr")
            if one.style:
                w(shape, "pStyle", val=one.style)
            if one.listed:
                numbered = w(shape, "numPr")
                w(numbered, "ilvl", val="0")
                w(numbered, "numId", val=str(self._number(one)))
        if one.words:
            self._run(paragraph, one)

    def _number(self, one: Paragraph) -> int:
        """Return the number of the list that an entry belongs to; 0 is none."""
        if one.listed == UNCOUNTED:
            return 0
        if one.first or one.listed not in self._open:
            self.lists.append(one.listed)
            self._open[one.listed] = len(self.lists)
        return self._open[one.listed]

    def _run(self, paragraph: Element, one: Paragraph) -> None:
        """Add words as a run: the XML writer escapes them, and blanks at the ends and in rows are kept."""
        run = w(paragraph, "r")
        if one.strong or one.language:
            letters = w(run, "rPr")
            if one.strong:
                w(letters, "b")
            if one.language:
                w(letters, "lang", val=one.language)
        text = w(run, "t")
        text.set("xml:space", "preserve")
        text.text = one.words

    def _table(self, one: Table) -> None:
        table = w(self._body, "tbl")
        widths = [WIDTH * share // sum(one.shares) for share in one.shares]
        shape = w(table, "tblPr")
        w(shape, "tblW", w=str(sum(widths)), type="dxa")
        borders = w(shape, "tblBorders")
        for side in _BORDERS[one.lines]:
            w(borders, side, val="single", sz="4", space="0", color="808080")
        w(shape, "tblLayout", type="fixed")
        margins = w(shape, "tblCellMar")
        for side in ("top", "left", "bottom", "right"):
            w(margins, side, w="57" if side in ("top", "bottom") else "85", type="dxa")
        grid = w(table, "tblGrid")
        for width in widths:
            w(grid, "gridCol", w=str(width))
        for at, cells in enumerate(one.rows):
            row = w(table, "tr")
            shape = w(row, "trPr")
            w(shape, "cantSplit")
            if one.head and at == 0:
                w(shape, "tblHeader")
            for width, cell in zip(widths, cells, strict=True):
                self._cell(row, width, cell)

    def _cell(self, row: Element, width: int, cell: Iterable[Paragraph]) -> None:
        made = w(row, "tc")
        w(w(made, "tcPr"), "tcW", w=str(width), type="dxa")
        for one in cell:
            self._paragraph(made, one)
