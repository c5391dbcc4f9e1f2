"""Containers: those of sphinx-design, and the edition's own."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from annotate.sphinx_ext.typst._base import Handler, Writer, array, classes

_PANELS = {"card", "dropdown", "tab-item"}
_TITLES = {"card-title", "card-header"}


def _container(writer: Writer, node: nodes.Element) -> str:
    """Write a container as what it looks like; one that looks like nothing is its content."""
    component, found = node.get("design_component", ""), classes(node)
    if "letters" in found:  # links to jump by, for a screen
        return ""
    inner = writer.anchors(node) + writer.inside(node)
    if component == "grid-row":
        cells = (f"[{writer.inside(child)}]" for child in node if isinstance(child, nodes.Element))
        return f"\n#beside{array(cells)}\n"
    if component in _PANELS:
        return f"\n#panel[{inner}]\n"
    if component in _TITLES:
        return f"\n#box-title[{inner}]\n"
    if "missing-figure" in found:
        return f"\n#aside-block[{inner}]\n"
    return inner


NODES: Mapping[str, Handler] = {"container": _container}
"""The nodes of this family by name."""
