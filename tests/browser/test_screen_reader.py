"""What a screen reader meets, read in Chromium's own accessibility tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
Node = dict[str, Any]


class Tree:
    """The accessibility tree of a page."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        nodes: list[Node] = self.session.send("Accessibility.getFullAXTree")["nodes"]
        self.all = {node["nodeId"]: node for node in nodes}

    def named(self, *roles: str) -> list[tuple[str, str]]:
        """The (role, name) of every node that has one of some roles."""
        shown = (node for node in self.all.values() if not node.get("ignored"))
        pairs = [(_role(node), node.get("name", {}).get("value", "")) for node in shown]
        return [pair for pair in pairs if pair[0] in roles]

    def below(self, selector: str) -> list[Node]:
        """The nodes of an element and of all in it, in order."""
        root = self.session.send("DOM.getDocument")["root"]["nodeId"]
        found = self.session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
        backend = self.session.send("DOM.describeNode", found)["node"]["backendNodeId"]
        top = next(node for node in self.all.values() if node.get("backendDOMNodeId") == backend)
        return list(self._walk(top))

    def _walk(self, node: Node) -> Iterator[Node]:
        if not node.get("ignored"):
            yield node
        for child in node.get("childIds", ()):
            if child in self.all:
                yield from self._walk(self.all[child])


def _role(node: Node) -> str:
    return str(node.get("role", {}).get("value", ""))


def test_every_control_has_a_name_that_says_something(visit: Visit) -> None:
    tree = Tree(visit("readings/evn.html"))
    controls = tree.named("link", "button", "searchbox", "DisclosureTriangle", "doc-noteref", "doc-backlink")
    assert len(controls) > 150
    assert [pair for pair in controls if not re.search(r"[^\W\d]{2}", pair[1])] == []
    assert ("link", "Paragraph 5") in controls
    marks = [name for role, name in controls if role == "doc-noteref"]
    assert len(marks) > 30
    assert [name for name in marks if not re.fullmatch(r"Note \d+", name)] == []
    places = tree.named("navigation", "search", "main", "banner", "contentinfo")
    assert sorted(name for role, name in places if role == "navigation") == [
        "Breadcrumb", "Contents", "Previous and next",
    ]  # fmt: skip
    assert sorted(role for role, _ in places if role != "navigation") == ["banner", "contentinfo", "main", "search"]


def test_with_the_text_alone_a_paragraph_is_nothing_but_its_words(visit: Visit) -> None:
    page = visit("readings/evn.html")
    roles = {_role(node) for node in Tree(page).below("#p5")}
    assert {"link", "doc-noteref"} <= roles
    page.keyboard.press("t")
    found = Tree(page).below("#p5")
    assert {_role(node) for node in found} <= {"paragraph", "StaticText", "InlineTextBox", "generic"}
    words = "".join(node["name"]["value"] for node in found if _role(node) == "StaticText")
    assert words.startswith("The decoupling from Russia")
    assert not re.search(r"\d", words)


def test_what_is_not_open_is_not_there(visit: Visit) -> None:
    page = visit("readings/evn.html")
    assert Tree(page).named("dialog") == []
    page.locator("#p4 .par-number").focus()
    page.keyboard.press("Enter")
    tree = Tree(page)
    assert tree.named("dialog") == [("dialog", "EVN ¶ 4")]
    buttons = [name for _, name in tree.named("button")]
    assert {"Copy link", "Copy: MLA, works cited", "Close"} <= set(buttons)
