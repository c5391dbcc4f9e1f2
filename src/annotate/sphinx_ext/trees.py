"""Quicker walks through doctrees.

Sphinx, docutils and we go through each document some sixty times to read it and twenty to print it: with
docutils' nested generators that is a quarter of a build. The walks here keep a row of their own instead, and
word no message on each node for a log that nobody asked for. What they find, in which order, and what they see of
changes made meanwhile is the same. They stand in for those of docutils in the versions that they were compared
with, and in no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import docutils
from docutils import nodes
from sphinx.application import Sphinx

_COMPARED_WITH = ((0, 22),)
_findall, _walk, _walkabout = nodes.Node.findall, nodes.Node.walk, nodes.Node.walkabout
_dispatch_visit, _dispatch_departure = nodes.NodeVisitor.dispatch_visit, nodes.NodeVisitor.dispatch_departure


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
        return _findall(self, condition, include_self, descend, siblings, ascend)
    if condition is None:
        return of_type(self, nodes.Node)
    if isinstance(condition, type):
        return of_type(self, condition)
    return fulfilling(self, condition)


def walk(self: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    """Do what `Node.walk` of docutils does."""
    if visitor.document.reporter.debug_flag:
        return _walk(self, visitor)
    try:
        try:
            visitor.dispatch_visit(self)
        except (nodes.SkipChildren, nodes.SkipNode):
            return False
        except nodes.SkipDeparture:
            pass
        return _any_stops(self, visitor, "walk")
    except nodes.StopTraversal:
        return True


def walkabout(self: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    """Do what `Node.walkabout` of docutils does."""
    if visitor.document.reporter.debug_flag:
        return _walkabout(self, visitor)
    departs, stops = True, False
    try:
        try:
            visitor.dispatch_visit(self)
        except nodes.SkipNode:
            return False
        except nodes.SkipDeparture:
            departs = False
        if self.children:
            stops = _any_stops(self, visitor, "walkabout")
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        stops = True
    if departs:
        visitor.dispatch_departure(self)
    return stops


def _any_stops(parent: nodes.Node, visitor: nodes.NodeVisitor, way: str) -> bool:
    """Walk through what was below a node; return whether that ends the whole walk."""
    try:
        for child in parent.children[:]:
            if getattr(child, way)(visitor):
                return True
    except nodes.SkipSiblings:
        pass
    return False


def dispatch_visit(self: nodes.NodeVisitor, node: nodes.Node) -> Any:
    """Do what `NodeVisitor.dispatch_visit` of docutils does."""
    if self.document.reporter.debug_flag:
        return _dispatch_visit(self, node)
    return getattr(self, f"visit_{node.__class__.__name__}", self.unknown_visit)(node)


def dispatch_departure(self: nodes.NodeVisitor, node: nodes.Node) -> Any:
    """Do what `NodeVisitor.dispatch_departure` of docutils does."""
    if self.document.reporter.debug_flag:
        return _dispatch_departure(self, node)
    return getattr(self, f"depart_{node.__class__.__name__}", self.unknown_departure)(node)


OURS = {nodes.Node: (findall, walk, walkabout), nodes.NodeVisitor: (dispatch_visit, dispatch_departure)}


def setup(app: Sphinx) -> None:
    """Let all of Sphinx walk so."""
    if docutils.__version_info__[:2] in _COMPARED_WITH:
        for owner, functions in OURS.items():
            for function in functions:
                setattr(owner, function.__name__, function)
