"""Events as an ordered list, each with its date in words and as a time that programs can read."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from annotate.sphinx_ext._base import BodyDirective, nothing


class moment(nodes.Inline, nodes.TextElement):  # noqa: N801
    """The date of an event in words, with its beginning in ISO form."""


class EventDirective(BodyDirective):
    """``{event} id`` with `when` in words, `date` in ISO form and `title`: an item of a chronology."""

    required_arguments = 1
    optional_arguments = 0
    option_spec = {name: directives.unchanged for name in ("date", "when", "title")}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Return the item."""
        when = self.options.get("when", "")
        head = nodes.paragraph("", "", classes=["event-head"])
        head += moment(when, when, date=self.options.get("date", ""))
        head += nodes.Text(" ")
        title = self.options.get("title", "")
        head += nodes.strong(title, title)
        item = nodes.list_item("", head, *self.body(), ids=[f"event-{self.argument}"], classes=["event"])
        self.set_source_info(item)
        return [item]


class ChronologyDirective(BodyDirective):
    """``{chronology}``: events as an ordered list."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        items = [node for node in self.body() if isinstance(node, nodes.list_item)]
        made = nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["chronology"])
        self.set_source_info(made)
        return [made]


def _visit_moment(translator: Any, node: moment) -> None:
    if node["date"]:
        translator.body.append(translator.starttag(node, "time", "", CLASS="when", datetime=node["date"]))
    else:
        translator.body.append(translator.starttag(node, "span", "", CLASS="when"))


def _depart_moment(translator: Any, node: moment) -> None:
    translator.body.append("</time>" if node["date"] else "</span>")


def setup(app: Sphinx) -> None:
    """Register directives and visitors."""
    plain = (nothing, nothing)
    others: dict[str, Any] = {"text": plain, "latex": plain, "man": plain, "texinfo": plain}
    app.add_node(moment, html=(_visit_moment, _depart_moment), **others)
    app.add_directive("event", EventDirective)
    app.add_directive("chronology", ChronologyDirective)
