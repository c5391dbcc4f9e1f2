"""Tables across readings: a row for each matter, a column for each reading.

They are ordinary tables. On a narrow window the theme shows each row as a card, with the
head of the column in every cell; the roles of a table are written out, because a browser
forgets them when its parts are no longer laid out as one.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from annotate.sphinx_ext._base import BodyDirective

_ROLES = (
    (re.compile(r"<table "), r'<table role="table" aria-label="{label}" '),
    (re.compile(r"<(thead|tbody)>"), r'<\1 role="rowgroup">'),
    (re.compile(r"<tr "), r'<tr role="row" '),
    (re.compile(r'<th class="head( stub)?'), r'<th role="columnheader" scope="col" class="head\1'),
    (re.compile(r'<th class="stub'), r'<th role="rowheader" scope="row" class="stub'),
    (re.compile(r"<td"), r'<td role="cell"'),
)


class across_table(nodes.table):  # noqa: N801 (docutils names its nodes so)
    """A table across readings: attribute label."""


class AcrossTableDirective(BodyDirective):
    """``{across-table}``: rows, each an ``{across-row}``; the first row names the columns."""

    optional_arguments = 0
    option_spec: ClassVar[Any] = dict.fromkeys(("label", "head"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return the table with its head."""
        rows = [node for node in self.body() if isinstance(node, nodes.row)]
        if not rows:
            raise self.error("a table across readings has no row")
        labels = [entry["label"] for entry in rows[0].children[1:] if isinstance(entry, nodes.entry)]
        width = max(12, 80 // max(1, len(labels)))  # of a hundred, where a builder needs it
        columns = [nodes.colspec(colwidth=20, stub=1), *(nodes.colspec(colwidth=width) for _ in labels)]
        head = nodes.row("", *(_head(words) for words in (self.options.get("head", ""), *labels)))
        group = nodes.tgroup("", *columns, nodes.thead("", head), nodes.tbody("", *rows), cols=len(columns))
        node = across_table("", group, classes=["across", "colwidths-auto"], label=self.options.get("label", ""))
        self.set_source_info(node)
        return [node]


def _head(words: str) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", words))


class AcrossRowDirective(BodyDirective):
    """``{across-row} id``: the head of the row, then an ``{across-cell}`` for each reading."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = dict.fromkeys(("differs",), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return the row."""
        body = self.body()
        cells = [node for node in body if isinstance(node, nodes.entry)]
        head = nodes.entry("", *(node for node in body if not isinstance(node, nodes.entry)))
        row = nodes.row("", head, *cells, ids=[self.argument])
        if self.options.get("differs"):
            row["classes"].append("differs")
        self.set_source_info(row)
        return [row]


class AcrossCellDirective(BodyDirective):
    """``{across-cell}``: what one reading does, under its label."""

    optional_arguments = 0
    option_spec: ClassVar[Any] = dict.fromkeys(("label", "stance", "words", "dependent"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return the cell; its stance is a word, and a class for its sign."""
        label, stance = self.options.get("label", ""), self.options.get("stance")
        body = self.body()
        first = nodes.paragraph("", "", nodes.inline(label, label, classes=["across-label"]), nodes.Text(" "))
        cell = nodes.entry("", first, label=label)
        if stance:
            words = self.options.get("words") or stance
            first += nodes.inline(words, words, classes=["stance"])
            cell["classes"].append(f"stance-{stance}")
        elif body and isinstance(body[0], nodes.paragraph):
            first += body.pop(0).children
        cell += body
        if self.options.get("dependent"):
            cell["classes"].append("dependent")
        self.set_source_info(cell)
        return [cell]


def _visit_table(translator: Any, node: across_table) -> None:
    node["from"] = len(translator.body)
    translator.visit_table(node)


def _depart_table(translator: Any, node: across_table) -> None:
    translator.depart_table(node)
    start = node["from"]
    made = "".join(translator.body[start:])
    label = translator.attval(node["label"]).replace("\\", r"\\")
    for pattern, words in _ROLES:
        made = pattern.sub(words.replace("{label}", label), made)
    translator.body[start:] = [made]


def setup(app: Sphinx) -> None:
    """Register the directives; elsewhere than in HTML the table is any table."""
    app.add_node(across_table, html=(_visit_table, _depart_table))
    app.add_directive("across-table", AcrossTableDirective)
    app.add_directive("across-row", AcrossRowDirective)
    app.add_directive("across-cell", AcrossCellDirective)
