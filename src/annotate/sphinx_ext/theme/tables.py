"""Tables of three columns or more can be read on a phone: each cell knows the head of its column.

Where there is little room the style sheet shows each row as a block. The roles of a table are
written out, because a browser may forget them when its parts are no longer laid out as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LEAST = 3
_ROLES: dict[type[nodes.Element], str] = {
    nodes.table: "table",
    nodes.thead: "rowgroup",
    nodes.tbody: "rowgroup",
    nodes.row: "row",
    nodes.entry: "cell",
}


def labels(table: nodes.table) -> tuple[str, ...]:
    """Return the heads of a table's columns; none where its cells span several or it has no head."""
    rows = list(table.findall(nodes.row))
    heads = [row for row in rows if isinstance(row.parent, nodes.thead)]
    cells = [cell for row in rows for cell in row if isinstance(cell, nodes.entry)]
    if len(heads) != 1 or any(cell.get("morecols") or cell.get("morerows") for cell in cells):
        return ()
    found = tuple(cell.astext() for cell in heads[0])
    return found if len(found) >= LEAST else ()


def _mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give the cells of each such table their column's head, and every part its role."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    for table in doctree.findall(nodes.table):
        found = () if "across" in table["classes"] else labels(table)
        if not found:
            continue
        table["classes"].append("stacks")
        for part in table.findall(nodes.Element):
            if role := _ROLES.get(type(part)):
                part["stack"] = {"role": role}
        for row in table.findall(nodes.row):
            for cell, label in zip(row, found, strict=True):
                assert isinstance(cell, nodes.entry)
                head = isinstance(row.parent, nodes.thead)
                cell["stack"] = {"role": "columnheader"} if head else {"role": "cell", "data-label": label}


def _visitors(part: type[nodes.Element]) -> tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]:
    """Return the translator's own visitors of a part, with what was marked on it written into its tag."""

    def visit(translator: Any, node: nodes.Element) -> None:
        before = len(translator.body)
        getattr(type(translator), f"visit_{part.__name__}")(translator, node)
        for index in range(before, len(translator.body) if "stack" in node else before):
            name = re.match(r"<(table|thead|tbody|tr|td|th)\b", translator.body[index])
            if name:
                words = "".join(f' {key}="{translator.attval(value)}"' for key, value in node["stack"].items())
                translator.body[index] = name[0] + words + translator.body[index][name.end() :]
                break

    def depart(translator: Any, node: nodes.Element) -> None:
        getattr(type(translator), f"depart_{part.__name__}")(translator, node)

    return visit, depart


def setup(app: Sphinx) -> None:
    """Mark tables before they are written as HTML."""
    app.connect("doctree-resolved", _mark)
    for part in _ROLES:
        app.add_node(part, override=True, html=_visitors(part))
