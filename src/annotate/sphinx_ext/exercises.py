"""Exercises in the page: an item with its id, and the answer of a practice item, closed."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from annotate.sphinx_ext._base import BodyDirective, html_attributes, nothing

_UNCHANGED = ("number", "type", "use", "points", "minutes")


class item_block(nodes.General, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """An exercise: attributes number, type, use, label."""


class item_key(nodes.General, nodes.Element):  # noqa: N801
    """The answer of a practice item, closed until a reader opens it."""


class ItemDirective(BodyDirective):
    """``{item} id``: an exercise as students see it."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = dict.fromkeys(_UNCHANGED, directives.unchanged)
    prefix = "item"

    def run(self) -> list[nodes.Node]:
        """Return the item with its id."""
        number = self.options.get("number") or ""
        words = [f"Exercise {number}"]
        if points := self.options.get("points"):
            words.append(f"{points} point" if points == "1" else f"{points} points")
        if minutes := self.options.get("minutes"):
            words.append(f"about {minutes} min")
        if self.options.get("use") == "practice":
            words.append("for practice")
        node = item_block(
            "",
            *self.body(),
            ids=[f"{self.prefix}-{self.argument}"],
            label=" · ".join(words),
            type=self.options.get("type"),
            use=self.options.get("use"),
        )
        self.set_source_info(node)
        return [node]


class ItemSolutionDirective(ItemDirective):
    """``{item-solution} id``: an exercise with its key, on an instructor's page."""

    prefix = "key"


class ItemKeyDirective(BodyDirective):
    """``{item-key}``: the answer of a practice item."""

    def run(self) -> list[nodes.Node]:
        """Return the closed answer."""
        node = item_key("", *self.body())
        self.set_source_info(node)
        return [node]


def _visit_item(translator: Any, node: item_block) -> None:
    attributes = html_attributes(node, ["type", "use"])
    translator.body.append(
        translator.starttag(node, "section", "", CLASS="item apparatus", **attributes)
    )
    translator.body.append(f'<h3 class="card-label">{translator.encode(node["label"])}</h3>\n')


def _depart_item(translator: Any, node: item_block) -> None:
    translator.body.append("</section>\n")


def _visit_key(translator: Any, node: item_key) -> None:
    translator.body.append('<details class="item-key"><summary>Answer</summary>\n')


def _depart_key(translator: Any, node: item_key) -> None:
    translator.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    """Register directives and visitors."""
    plain = (nothing, nothing)
    others: dict[str, Any] = {"text": plain, "latex": plain, "man": plain, "texinfo": plain}
    app.add_node(item_block, html=(_visit_item, _depart_item), **others)
    app.add_node(item_key, html=(_visit_key, _depart_key), **others)
    app.add_directive("item", ItemDirective)
    app.add_directive("item-solution", ItemSolutionDirective)
    app.add_directive("item-key", ItemKeyDirective)
