"""The contents list of a page: the documents at its own level, never the whole site.

A list of more than 30 documents is shown as the current one and its two neighbours, with
a link to the page that lists them all, so that a page does not grow with the project.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link in the contents; `below` is filled on the way to the current page only."""

    title: str
    href: str
    current: bool = False
    below: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one toctree lists."""

    caption: str
    entries: tuple[Entry, ...]


def contents(builder: Builder, docname: str) -> tuple[Group, ...]:
    """Return the contents as they are shown on a page."""
    env = builder.env
    path = frozenset(_ancestors(env, docname))
    root = env.config.root_doc
    return tuple(_groups(builder, root, docname, path, frozenset({root})))


def headings(builder: Builder, docname: str) -> tuple[Entry, ...]:
    """Return links to the sections of a page."""
    found = []
    for item in _second_level(builder.env, docname):
        reference = next(item.findall(nodes.reference), None)
        if reference is not None and reference.get("anchorname"):
            found.append(Entry(title=reference.astext(), href=reference["anchorname"]))
    return tuple(found)


def listed(env: BuildEnvironment, docname: str) -> bool:
    """Return whether the contents lead to a document."""
    return docname == env.config.root_doc or env.config.root_doc in _ancestors(env, docname)


def digest(env: BuildEnvironment) -> str:
    """Return what changes when any toctree of the project does."""
    rows = (
        f"{docname}|{tree.get('caption')}|{tree['entries']}"
        for docname in sorted(env.tocs)
        for tree in env.tocs[docname].findall(addnodes.toctree)
    )
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()


def _second_level(env: BuildEnvironment, docname: str) -> Iterator[nodes.list_item]:
    for top in env.tocs[docname].children:
        for part in top.children:
            if isinstance(part, nodes.bullet_list):
                yield from (item for item in part if isinstance(item, nodes.list_item))


def _ancestors(env: BuildEnvironment, docname: str) -> list[str]:
    """Return the documents above one, nearest first; one that nothing lists has none."""
    found: list[str] = []
    while (above := _parents(env).get(docname)) is not None and above not in found:
        found.append(above)
        docname = above
    return found


_parents_of: dict[str, str] = {}


def _parents(env: BuildEnvironment) -> dict[str, str]:
    """Return the first document that lists each document; made once after every reading."""
    if not _parents_of:
        for docname in sorted(env.toctree_includes):
            for child in env.toctree_includes[docname]:
                _parents_of.setdefault(child, docname)
    return _parents_of


_Entries = list[tuple[str | None, str]]
_entries_of: dict[tuple[str, int, frozenset[str]], tuple[_Entries, dict[str, int]]] = {}


def _listed(parent: str, number: int, tree: nodes.Element, seen: frozenset[str]) -> tuple[_Entries, dict[str, int]]:
    """Return what a toctree lists beside the documents above it, and the place of each; made once."""
    key = (parent, number, seen)
    if key not in _entries_of:
        entries = [(title, name) for title, name in tree["entries"] if name not in seen]
        places: dict[str, int] = {}
        for index, (_, name) in enumerate(entries):
            places.setdefault(name, index)
        _entries_of[key] = entries, places
    return _entries_of[key]


def forget(app: Sphinx, env: BuildEnvironment) -> None:
    """Drop what an earlier build in this process knew."""
    _parents_of.clear()
    _entries_of.clear()


def _groups(builder: Builder, parent: str, docname: str, path: frozenset[str], seen: frozenset[str]) -> Iterator[Group]:
    for number, tree in enumerate(builder.env.tocs[parent].findall(addnodes.toctree)):
        entries, places = _listed(parent, number, tree, seen)
        shown = _window(entries, places, {docname, *path})
        made = tuple(
            entry for title, name in shown if (entry := _entry(builder, title, name, docname, path, seen)) is not None
        )
        if len(shown) < len(entries):
            href = builder.get_relative_uri(docname, parent)
            made = (*made, Entry(title=f"All {len(entries)}", href=href or "#"))
        if made:
            yield Group(caption=tree.get("caption") or "", entries=made)


def _window(entries: _Entries, places: dict[str, int], here: set[str]) -> _Entries:
    if len(entries) <= MOST:
        return entries
    index = min((places[name] for name in here if name in places), default=None)
    return [] if index is None else entries[max(0, index - 1) : index + 2]


def _entry(
    builder: Builder, title: str | None, name: str, docname: str, path: frozenset[str], seen: frozenset[str]
) -> Entry | None:
    env = builder.env
    if "://" in name or name.startswith("mailto:"):
        return Entry(title=title or name, href=name)
    if name not in env.titles:
        return None  # a generated index, or a page that is not there
    current = name == docname
    below = tuple(_groups(builder, name, docname, path, seen | {name})) if current or name in path else ()
    href = "#" if current else builder.get_relative_uri(docname, name)
    return Entry(title=title or env.titles[name].astext(), href=href, current=current, below=below)
