"""Quicker walks through doctrees.

Sphinx, docutils and we go through each document some sixty times to read it and twenty to print it: with
docutils' nested generators that is a quarter of a build. The walks here keep a row of their own instead.
What they find, in which order, and what they see of changes made meanwhile is the same. They stand in for
docutils' `Node.findall` in the versions that they were compared with, and in no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import docutils
from docutils import nodes
from sphinx.application import Sphinx

_COMPARED_WITH = ((0, 22),)
_of_docutils = nodes.Node.findall


def of_type(node: nodes.Node, kind: type) -> Iterator[Any]:
    """Yield the nodes of a type at and below a node."""
    if isinstance(node, kind):
        yield node
    above: list[Iterator[nodes.Node]] = []
    row = iter(node.children)
    while True:
        for child in row:
            if isinstance(child, kind):
                yield child
            if below := child.children:
                above.append(row)
                row = iter(below)
                break
        else:
            if not above:
                return
            row = above.pop()


def fulfilling(node: nodes.Node, condition: Callable[[nodes.Node], bool]) -> Iterator[Any]:
    """Yield the nodes at and below a node that fulfil a condition.

    A parent is asked anew for each of its children, because docutils does so, too.
    """
    if condition(node):
        yield node
    above: list[tuple[nodes.Node, int]] = []
    at = 0
    while True:
        children = node.children
        if at < len(children):
            child = children[at]
            at += 1
            if condition(child):
                yield child
            if child.children:
                above.append((node, at))
                node, at = child, 0
        elif above:
            node, at = above.pop()
        else:
            return


def findall(
    self: nodes.Node,
    condition: type | Callable[[nodes.Node], bool] | None = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[Any]:
    """Do what `Node.findall` of docutils does."""
    if not include_self or not descend or siblings or ascend:
        return _of_docutils(self, condition, include_self, descend, siblings, ascend)
    if condition is None:
        return of_type(self, nodes.Node)
    if isinstance(condition, type):
        return of_type(self, condition)
    return fulfilling(self, condition)


def setup(app: Sphinx) -> None:
    """Let all of Sphinx walk so."""
    if docutils.__version_info__[:2] in _COMPARED_WITH:
        nodes.Node.findall = findall  # type: ignore[method-assign, assignment]
