"""After an edit, write just the pages that show what changed.

Sphinx re-reads the pages whose bytes changed. A page may also show things that other
pages define: a paragraph's citation, a source's label, the place of a quotation, the
titles in the contents. Each page's list of these is remembered, and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from annotate.sphinx_ext._base import changed_since_written, digest
from annotate.sphinx_ext.domain import ReadingDomain


def _contents(env: BuildEnvironment) -> str:
    """Return a digest of what every page shows of the others: titles and their order."""
    titles = (f"{docname}|{env.titles[docname].astext()}" for docname in sorted(env.titles))
    order = (f"{docname}|{below}" for docname, below in sorted(env.toctree_includes.items()))
    return digest([*titles, *order])


def _below(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterable[str]:
    """Yield the headings of the documents that a page's contents lists may show."""
    for child in env.toctree_includes.get(docname, ()):
        if child in env.tocs and child not in seen:
            seen.add(child)
            headings = env.domains["reading"].data["headings"].get(child)
            yield f"{child}|{headings}|{env.toc_secnumbers.get(child)}"
            yield from _below(env, child, seen)


def _note_contents_list(app: Sphinx, doctree: nodes.document) -> None:
    """Remember whether a page prints a contents list (a toctree that is not hidden), and its own headings as others show them."""
    docname = app.env.current_document.docname
    data = app.env.domains["reading"].data
    if any(not node.get("hidden") for node in doctree.findall(addnodes.toctree)):
        data["lists"][docname] = True
    else:
        data["lists"].pop(docname, None)
    data["headings"][docname] = digest([app.env.tocs[docname].pformat()])


def _stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write again, though they need no reading."""
    contents = _contents(env)
    now = {docname: digest([contents, *_shown(env, docname)]) for docname in env.found_docs}
    return changed_since_written(app, "others", now)


def _shown(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield what a page shows of others, and when it was read: another builder may have read it again."""
    domain = env.domains["reading"]
    assert isinstance(domain, ReadingDomain)
    yield f"{env.all_docs.get(docname)}|{env.toc_secnumbers.get(docname)}|{env.toc_fignumbers.get(docname)}"
    if domain.data["lists"].get(docname):
        yield from _below(env, docname, {docname})
    yield from domain.shown_by(docname)


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
    app.connect("doctree-read", _note_contents_list, priority=800)  # after marks are taken out of the copies of headings
    app.connect("env-updated", _stale)
    app.connect("html-collect-pages", _forget_vanished_words)
    parents = _Parents()
    app.connect("env-check-consistency", parents.hide, priority=900)
    app.connect("build-finished", parents.give_back)
