"""How to cite a text: citations in which a browser fills in the paragraph and the day."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from annotate.interface import _
from annotate.sphinx_ext._base import BodyDirective, RawRole


class how_to_cite(nodes.container):  # noqa: N801 (docutils names its nodes so)
    """A list of citations, closed until a reader opens it; elsewhere than in HTML a plain list."""


class fill(nodes.inline):  # noqa: N801
    """Words that a browser replaces by others when it knows what to fill in."""


class HowToCiteDirective(BodyDirective):
    """``{how-to-cite}``: a list whose entries begin with the style in strong type."""

    optional_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        node = how_to_cite("", *self.body(), classes=["how-to-cite"])
        self.set_source_info(node)
        return [node]


class FillRole(RawRole):
    """``{fill}`template <words>```: words, and what a browser makes of `{n}` and its like."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words with the template."""
        template, words = self.split()
        return [fill(self.rawtext, words, template=template)], []


def _visit_list(translator: Any, node: how_to_cite) -> None:
    translator.body.append(translator.starttag(node, "details", CLASS="apparatus"))
    translator.body.append(f"<summary>{_('How to cite this text')}</summary>\n")


def _depart_list(translator: Any, node: how_to_cite) -> None:
    translator.body.append("</details>\n")


def _visit_fill(translator: Any, node: fill) -> None:
    translator.body.append(translator.starttag(node, "span", "", **{"data-fill": node["template"]}))


def _depart_fill(translator: Any, node: fill) -> None:
    translator.body.append("</span>")


def setup(app: Sphinx) -> None:
    """Register the directive, the role and the visitors for HTML; other formats print a list."""
    app.add_node(how_to_cite, html=(_visit_list, _depart_list))
    app.add_node(fill, html=(_visit_fill, _depart_fill))
    app.add_directive("how-to-cite", HowToCiteDirective)
    app.add_role("fill", FillRole())
