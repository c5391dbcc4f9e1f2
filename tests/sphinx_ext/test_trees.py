"""Our walks through doctrees find what docutils' own find, also in trees that change meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from docutils import nodes, utils
from hypothesis import given
from hypothesis import strategies as st

from annotate.sphinx_ext import trees

KINDS = (nodes.container, nodes.inline, nodes.paragraph, nodes.image)
STOPS = (nodes.SkipChildren, nodes.SkipNode, nodes.SkipDeparture, nodes.SkipSiblings, nodes.StopTraversal)
TREE = st.recursive(
    st.integers(0, 4), lambda below: st.tuples(st.integers(0, 3), st.lists(below, max_size=4)), max_leaves=25
)
CONDITIONS: tuple[Any, ...] = (
    None, nodes.Text, nodes.Element, nodes.image, nodes.TextElement, lambda node: len(node.children) % 2 == 0,
)  # fmt: skip
CHANGES = st.lists(st.sampled_from(["", "", "", "remove", "replace", "append", "empty", "before"]), max_size=30)


def grown(spec: Any) -> nodes.document:
    """A document as a specification says it."""
    document = utils.new_document("tree")
    names = iter(range(10_000))

    def grow(spec: Any) -> nodes.Node:
        name = str(next(names))
        if isinstance(spec, tuple):
            return KINDS[spec[0]]("", *(grow(one) for one in spec[1]), name=name)
        return KINDS[spec]("", name=name) if spec < len(KINDS) else nodes.Text(name)

    document.append(grow(spec))
    return document


def change(node: nodes.Node, how: str) -> None:
    """Change the tree where a walk has come to."""
    parent = node.parent
    if how == "append" and isinstance(node, nodes.Element):
        node += nodes.image("", name="appended")
    elif how == "empty" and isinstance(node, nodes.Element):
        node.clear()
    elif isinstance(parent, nodes.Element) and node in parent.children:
        if how == "remove":
            parent.remove(node)
        elif how == "replace":
            parent.replace(node, [nodes.image("", name="one"), nodes.Text("other")])
        elif how == "before":
            parent.insert(parent.index(node), nodes.inline("", name="before"))


def named(node: nodes.Node) -> str:
    return str(node) if isinstance(node, nodes.Text) else f"{type(node).__name__} {node.get('name')}"


def seen(find: Callable[..., Iterator[nodes.Node]], spec: Any, condition: Any, changes: list[str]) -> tuple[list[str], str]:
    """What a walk finds in a tree that is changed at each step, and what becomes of the tree."""
    document = grown(spec)
    found = []
    for at, node in enumerate(find(document, condition)):
        found.append(named(node))
        if at < len(changes):
            change(node, changes[at])
        if at > 200:
            break
    return found, document.pformat()


@pytest.fixture(autouse=True)
def docutils_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """docutils as it is without us."""
    for owner, functions in trees.OURS.items():
        for function in functions:
            monkeypatch.setattr(owner, function.__name__, getattr(trees, f"_{function.__name__}"))


@given(spec=TREE, condition=st.sampled_from(CONDITIONS), changes=CHANGES)
def test_the_same_nodes_are_found(spec: Any, condition: Any, changes: list[str]) -> None:
    assert seen(trees.findall, spec, condition, changes) == seen(trees._findall, spec, condition, changes)


class Visitor(nodes.NodeVisitor):
    """Goes through a tree, does as it is told at each step, and writes down where it has been."""

    def __init__(self, document: nodes.document, told: list[Any]) -> None:
        super().__init__(document)
        self.been: list[str] = []
        self.told = told

    def visit_image(self, node: nodes.Node) -> None:
        """Note that it was found by its name."""
        self.been.append("an image")

    def unknown_visit(self, node: nodes.Node) -> None:
        """Note the node, then change it or stop."""
        what = self.told[len(self.been)] if len(self.been) < len(self.told) else ""
        self.been.append(named(node))
        if isinstance(what, str):
            change(node, what)
        else:
            raise what

    def unknown_departure(self, node: nodes.Node) -> None:
        """Note that the node is left."""
        self.been.append(f"/{named(node)}")


def went(way: Callable[..., bool], spec: Any, told: list[Any]) -> tuple[list[str], object]:
    """Where a visitor has been, and how that ended."""
    document = grown(spec)
    visitor = Visitor(document, told)
    ended: object
    try:
        ended = way(document, visitor)
    except nodes.TreePruningException as stop:
        ended = type(stop)
    return visitor.been, ended


@pytest.mark.parametrize("name", ["walk", "walkabout"])
@given(spec=TREE, told=st.lists(st.sampled_from(["", "", "", "remove", "replace", "append", *STOPS]), max_size=40))
def test_visitors_go_the_same_way(name: str, spec: Any, told: list[Any]) -> None:
    theirs = went(getattr(trees, f"_{name}"), spec, told)
    with pytest.MonkeyPatch.context() as patch:
        for owner, functions in trees.OURS.items():
            for function in functions:
                patch.setattr(owner, function.__name__, function)
        ours = went(getattr(trees, name), spec, told)
    assert ours == theirs
