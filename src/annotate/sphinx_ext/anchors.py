"""Paragraph numbers: visible, linkable, the same in every format.

A generated page begins each block with ``{anchor}`p5```; a transform gives the block that
id, prints the number of a numbered block, and sets the class ``reading-text`` on the top
section. Headings keep no other id, so that no heading's words can take the form pN.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from annotate.interface import _
from annotate.sphinx_ext._base import add_apparatus, nothing

_RESERVED = re.compile(r"[phorb]\d+")
_EDITORS = frozenset({"card", "note_body", "omitted", "item_block", "definition_list", "container"})
_CLASSES = {"b": "byline", "o": "original-note", "r": "reference"}


class block_anchor(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names its nodes so)
    """Where a block of the reading begins; gone after the transform."""


class par_number(nodes.Inline, nodes.TextElement):  # noqa: N801
    """The printed number of a paragraph, a link to itself."""


class AnchorRole(SphinxRole):
    """``{anchor}`p5``` or ``{anchor}`p5 verse```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the anchor node."""
        block, _, style = self.text.partition(" ")
        return [block_anchor(self.rawtext, "", block=block, style=style)], []


class NumberBlocks(SphinxTransform):
    """Give each block of a reading its id, number and class."""

    default_priority = 850  # after ids are assigned, before Sphinx collects titles

    def apply(self, **kwargs: Any) -> None:
        """Replace every anchor; without anchors the page is no reading and stays as it is."""
        if next(self.document.findall(block_anchor), None) is None:
            return
        self._keep_numbers_from_prose()
        anchors = list(self.document.findall(block_anchor))
        for anchor in anchors:
            self._place(anchor)
        for top in self.document.findall(nodes.section):
            top["classes"].append("reading-text")
            self._mark_apparatus(top)
            break

    def _keep_numbers_from_prose(self) -> None:
        """Take anchors, and ids of the form pN, out of the editor's own blocks."""
        for block in self.document.findall(lambda node: type(node).__name__ in _EDITORS):
            for node in list(block.findall(nodes.Element)):
                if isinstance(node, block_anchor):
                    node.parent.remove(node)
                    continue
                ids: list[str] = node.get("ids", [])
                if any(_RESERVED.fullmatch(one) for one in ids):
                    node["ids"] = [one for one in ids if not _RESERVED.fullmatch(one)]

    def _place(self, anchor: block_anchor) -> None:
        holder, block = anchor.parent, anchor["block"]
        index = holder.index(anchor)
        holder.remove(anchor)
        if index < len(holder) and isinstance(text := holder[index], nodes.Text):
            holder.replace(text, nodes.Text(text.astext().removeprefix(" ")))
        target = _owner(holder)
        target["ids"] = [block]
        target["names"] = []
        self.document.ids[block] = target
        if anchor["style"]:
            target["classes"].append(anchor["style"])
        letter = block[:1]
        if letter in _CLASSES:
            target["classes"].append(_CLASSES[letter])
        if letter == "p":
            number = block[1:]
            holder.insert(0, par_number("", "", block=block, number=number))
        if isinstance(target, nodes.section):
            target["reading_heading"] = True
        if isinstance(target.parent, nodes.bullet_list):
            _add_class(target.parent, "source-list")

    def _mark_apparatus(self, top: nodes.section) -> None:
        """Mark the editor's own sections and title: those without an anchor."""
        if not top.get("reading_heading") and isinstance(top[0], nodes.title):
            add_apparatus(top[0])
            top["ids"] = ["reading"]
        for section in top.findall(nodes.section):
            if section is not top and not section.get("reading_heading"):
                add_apparatus(section)


def _owner(holder: nodes.Element) -> nodes.Element:
    """Return the element that is the block: the section of a title, the item of a list."""
    parent = holder.parent
    if isinstance(holder, nodes.title) or isinstance(parent, nodes.list_item):
        return parent
    if isinstance(parent, nodes.block_quote) and parent.index(holder) == 0:
        return parent
    return holder


def _add_class(node: nodes.Element, name: str) -> None:
    if name not in node["classes"]:
        node["classes"].append(name)


def _say_language(app: Sphinx, doctree: nodes.document) -> None:
    """Give the blocks of a reading the language of its source; docutils prints the class as `lang`.

    The section that holds them keeps the reader's: the apparatus in it is in that.
    """
    language = app.env.metadata[app.env.current_document.docname].get("language")
    if not language or language == app.config.language:
        return
    for block in doctree.findall(nodes.Element):
        ids: list[str] = block.get("ids", [])
        if any(_RESERVED.fullmatch(one) for one in ids):
            says = next(iter(block.findall(nodes.title)), block) if isinstance(block, nodes.section) else block
            _add_class(says, f"language-{language}")


def _visit_number(translator: Any, node: par_number) -> None:
    number, label = node["number"], _("Paragraph")
    translator.body.append(f'<a class="par-number apparatus" href="#{node["block"]}" aria-label="{label} {number}">{number}')


def _depart_number(translator: Any, node: par_number) -> None:
    translator.body.append("</a> ")


def _visit_number_text(translator: Any, node: par_number) -> None:
    translator.add_text(f"¶{node['number']} ")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the role, the transform and the visitors."""
    html = (_visit_number, _depart_number)
    app.add_node(
        par_number,
        html=html,
        text=(_visit_number_text, nothing),
        latex=(nothing, nothing),
        man=(nothing, nothing),
        texinfo=(nothing, nothing),
    )
    app.add_node(block_anchor)
    app.add_role("anchor", AnchorRole())
    app.add_transform(NumberBlocks)
    app.connect("doctree-read", _say_language, priority=600)  # after metadata is collected
