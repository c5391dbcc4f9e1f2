"""The index of names: its entries, and the letters to jump to."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from annotate.sphinx_ext._base import BodyDirective
from annotate.sphinx_ext.domain import ReadingDomain


class NameEntryDirective(BodyDirective):
    """``{name-entry} id`` with headword; the body says who or what it is and where it stands."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = {"headword": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the entry as a definition list of one item."""
        headword = self.options.get("headword", self.argument)
        anchor = f"name-{self.argument}"
        term = nodes.term("", "", nodes.inline(headword, headword, classes=["headword"]), ids=[anchor])
        item = nodes.definition_list_item("", term, nodes.definition("", *self.body()))
        entry = nodes.definition_list("", item, classes=["names"])
        self.set_source_info(entry)
        domain = self.env.domains["reading"]
        assert isinstance(domain, ReadingDomain)
        domain.note_object("name", self.argument, self.env.current_document.docname, anchor, headword)
        return [entry]


class LettersDirective(BodyDirective):
    """``{letters}``: links to the first entry of each letter."""

    def run(self) -> list[nodes.Node]:
        """Return the links in a container of their own."""
        return [nodes.container("", *self.body(), classes=["letters"])]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("name-entry", NameEntryDirective)
    app.add_directive("letters", LettersDirective)
