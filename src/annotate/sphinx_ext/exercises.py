"""Exercises in the page: an item with its id, what is to be answered, and the answer of a practice item."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from annotate.interface import _
from annotate.sphinx_ext._base import BodyDirective, html_attributes, nothing

_UNCHANGED = ("number", "type", "use", "points", "minutes")


class item_block(nodes.General, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """An exercise: attributes number, type, use, label."""


class item_hint(nodes.General, nodes.Element):  # noqa: N801
    """The hint of a practice item, closed until a reader opens it."""


class item_key(nodes.General, nodes.Element):  # noqa: N801
    """The answer of a practice item, closed until a reader opens it."""


class item_task(nodes.General, nodes.Element):  # noqa: N801
    """What is to be answered: attribute controls, what the page's script makes controls of."""


class practice_data(nodes.General, nodes.Element):  # noqa: N801
    """What the page's script grades practice items by: attribute data."""


class ItemDirective(BodyDirective):
    """``{item} id``: an exercise as students see it."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = dict.fromkeys(_UNCHANGED, directives.unchanged)
    prefix = "item"

    def run(self) -> list[nodes.Node]:
        """Return the item with its id."""
        number = self.options.get("number") or ""
        words = [_("Exercise {number}").format(number=number)]
        if points := self.options.get("points"):
            words.append(_("1 point") if points == "1" else _("{count} points").format(count=points))
        if minutes := self.options.get("minutes"):
            words.append(_("about {minutes} min").format(minutes=minutes))
        if self.options.get("use") == "practice":
            words.append(_("for practice"))
        node = item_block(
            "",
            *self.body(),
            ids=[f"{self.prefix}-{self.argument}"],
            label=" · ".join(words),
            type=self.options.get("type"),
            use=self.options.get("use"),
            number=number,
        )
        self.set_source_info(node)
        return [node]


class ItemSolutionDirective(ItemDirective):
    """``{item-solution} id``: an exercise with its key, on an instructor's page."""

    prefix = "key"


class ItemHintDirective(BodyDirective):
    """``{item-hint}``: the hint of a practice item."""

    def run(self) -> list[nodes.Node]:
        """Return the closed hint."""
        node = item_hint("", *self.body())
        self.set_source_info(node)
        return [node]


class ItemKeyDirective(BodyDirective):
    """``{item-key}``: the answer of a practice item."""

    def run(self) -> list[nodes.Node]:
        """Return the closed answer."""
        node = item_key("", *self.body())
        self.set_source_info(node)
        return [node]


class ItemTaskDirective(BodyDirective):
    """``{item-task}``: what is to be answered in an item; plain words without the page's script."""

    option_spec: ClassVar[Any] = {"controls": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the task, with what its controls are made of."""
        node = item_task("", *self.body(), controls=self.options.get("controls") or "{}")
        self.set_source_info(node)
        return [node]


class PracticeDataDirective(SphinxDirective):
    """``{practice-data}``: JSON by which the page's script grades practice items; nothing is printed."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the data, written anew so that nothing in it can end its element."""
        data = json.dumps(json.loads("\n".join(self.content)), ensure_ascii=False, sort_keys=True)
        return [practice_data("", data=data.replace("<", "\\u003c"))]


def _visit_item(translator: Any, node: item_block) -> None:
    attributes = html_attributes(node, ["type", "use", "number"])
    translator.body.append(translator.starttag(node, "section", "", CLASS="item apparatus", **attributes))
    translator.body.append(f'<h3 class="card-label">{translator.encode(node["label"])}</h3>\n')


def _depart_item(translator: Any, node: item_block) -> None:
    translator.body.append("</section>\n")


def _visit_hint(translator: Any, node: item_hint) -> None:
    translator.body.append(f'<details class="item-hint"><summary>{_("Hint")}</summary>\n')


def _visit_key(translator: Any, node: item_key) -> None:
    translator.body.append(f'<details class="item-key"><summary>{_("Answer")}</summary>\n')


def _depart_key(translator: Any, node: item_key) -> None:
    translator.body.append("</details>\n")


def _visit_task(translator: Any, node: item_task) -> None:
    attributes = html_attributes(node, ["controls"])
    translator.body.append(translator.starttag(node, "div", "", CLASS="item-task", **attributes))


def _depart_task(translator: Any, node: item_task) -> None:
    translator.body.append("</div>\n")


def _visit_data(translator: Any, node: practice_data) -> None:
    translator.body.append(f'<script type="application/json" id="practice-data">{node["data"]}</script>\n')


def setup(app: Sphinx) -> None:
    """Register directives and visitors."""
    plain = (nothing, nothing)
    others: dict[str, Any] = {"text": plain, "latex": plain, "man": plain, "texinfo": plain}
    app.add_node(item_block, html=(_visit_item, _depart_item), **others)
    app.add_node(item_hint, html=(_visit_hint, _depart_key), **others)
    app.add_node(item_key, html=(_visit_key, _depart_key), **others)
    app.add_node(item_task, html=(_visit_task, _depart_task), **others)
    app.add_node(practice_data, html=(_visit_data, nothing), **others)
    app.add_directive("item", ItemDirective)
    app.add_directive("item-solution", ItemSolutionDirective)
    app.add_directive("item-hint", ItemHintDirective)
    app.add_directive("item-key", ItemKeyDirective)
    app.add_directive("item-task", ItemTaskDirective)
    app.add_directive("practice-data", PracticeDataDirective)
