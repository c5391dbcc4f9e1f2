"""After an edit, write just the pages that show what changed.

Sphinx re-reads the pages whose bytes changed. A page may also show things that other
pages define: a paragraph's citation, a source's label, the place of a quotation, the
titles in the contents. Each page's list of these is remembered, and compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from annotate.sphinx_ext.domain import ReadingDomain


def _digest(rows: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()


def _contents(env: BuildEnvironment) -> str:
    """Return a digest of what every page shows of the others: titles and their order."""
    titles = (f"{docname}|{env.titles[docname].astext()}" for docname in sorted(env.titles))
    order = (f"{docname}|{below}" for docname, below in sorted(env.toctree_includes.items()))
    return _digest([*titles, *order])


def _below(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterable[str]:
    """Yield the headings of the documents that a page's contents lists may show."""
    for child in env.toctree_includes.get(docname, ()):
        if child in env.tocs and child not in seen:
            seen.add(child)
            yield f"{child}|{env.tocs[child].astext()}"
            yield from _below(env, child, seen)


def _note_contents_list(app: Sphinx, doctree: nodes.document) -> None:
    """Remember whether a page prints a contents list: a toctree that is not hidden."""
    docname = app.env.current_document.docname
    shown = app.env.domains["reading"].data["lists"]
    if any(not node.get("hidden") for node in doctree.findall(addnodes.toctree)):
        shown[docname] = True
    else:
        shown.pop(docname, None)


def _stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write again, though they need no reading."""
    domain = env.domains["reading"]
    assert isinstance(domain, ReadingDomain)
    before: dict[str, Any] = domain.data.setdefault("digests", {})
    contents = _contents(env)
    now = {}
    for docname in env.found_docs:
        below = _below(env, docname, {docname}) if domain.data["lists"].get(docname) else ()
        now[docname] = _digest([contents, *below, *domain.shown_by(docname)])
    domain.data["digests"] = now
    return sorted(docname for docname, digest in now.items() if before.get(docname) not in (None, digest))


class _Parents:
    """Keeps Sphinx from writing every page with a toctree for each change below it.

    The digests say more exactly which pages show what has changed. The table is taken away after
    Sphinx has used it to look for orphans and has stored it, and given back for the next
    build of a process that stays.
    """

    def __init__(self) -> None:
        self._table: dict[str, set[str]] = {}

    def hide(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Take the table away."""
        self._table, env.files_to_rebuild = env.files_to_rebuild, {}

    def give_back(self, app: Sphinx, exception: Exception | None) -> None:
        """Put the table back."""
        app.env.files_to_rebuild |= self._table
        self._table = {}


def _forget_vanished_words(app: Sphinx) -> Iterable[Any]:
    """Drop words that no page holds any more from Sphinx's search index, as a clean build would.

    Sphinx keeps them with an empty list of pages. This event is the last before the index is
    written; no page is added.
    """
    indexer = getattr(app.builder, "indexer", None)
    for name in ("_mapping", "_title_mapping"):
        mapping = getattr(indexer, name, {})
        for word in [word for word, pages in mapping.items() if not pages]:
            del mapping[word]
    return ()


def setup(app: Sphinx) -> None:
    """Compare once all pages are read."""
    app.connect("doctree-read", _note_contents_list)
    app.connect("env-updated", _stale)
    app.connect("html-collect-pages", _forget_vanished_words)
    parents = _Parents()
    app.connect("env-check-consistency", parents.hide, priority=900)
    app.connect("build-finished", parents.give_back)
