"""A Sphinx extension that knows the names of our roles and directives and does nothing with them.

With it, plain Sphinx builds the pages that the preprocessor writes: a role is its words, a
directive a container around what stands in it.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxDirective, SphinxRole

ROLES = (
    "anchor", "gloss", "note-mark", "emended", "cut-mark", "sic-mark", "withheld", "fill", "said",
)  # fmt: skip
DIRECTIVES = (
    "source-card", "how-to-cite", "question", "teacher-note", "gloss-entry", "outside-source", "picture", "omitted",
    "missing-figure", "item", "item-solution", "item-hint", "item-key", "item-task", "name-entry", "letters", "editor-note",
    "cross-note", "across-table", "across-row", "across-cell", "event", "chronology", "edition-note",
)  # fmt: skip


class Words(SphinxRole):
    """The words before a target."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return them."""
        words = self.text.rpartition(" <")[0] or self.text
        return [nodes.inline(words, words)], []


class Reading(Domain):
    """The domain of our references."""

    name = "reading"
    label = "Reading"
    roles = dict.fromkeys(("par", "quote", "source", "term", "name", "note"), Words())

    def merge_domaindata(self, docnames: object, otherdata: object) -> None:
        """Take nothing over: nothing is kept."""


class _Options(dict[str, Any]):
    """Any option, unchanged."""

    def __missing__(self, key: str) -> Any:
        return directives.unchanged

    def __contains__(self, key: object) -> bool:
        return True


class Body(SphinxDirective):
    """What stands in a directive."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = _Options(any=directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return it in a container."""
        return [nodes.container("", *self.parse_content_to_nodes(allow_section_headings=False))]


class Nothing(Body):
    """What no reader sees."""

    def run(self) -> list[nodes.Node]:
        """Return nothing."""
        return []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the names."""
    app.add_domain(Reading)
    for role in ROLES:
        app.add_role(role, Words())
    for directive in DIRECTIVES:
        app.add_directive(directive, Body)
    app.add_directive("practice-data", Nothing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
