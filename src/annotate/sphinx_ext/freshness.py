"""After an edit, write just the pages that show what changed.

Sphinx re-reads the pages whose bytes changed. A page may also show things that other
pages define: a paragraph's citation, a source's label, the place of a quotation, the
titles in the contents. Each page's list of these is remembered, and compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

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


def _stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write again, though they need no reading."""
    domain = env.domains["reading"]
    assert isinstance(domain, ReadingDomain)
    before: dict[str, Any] = domain.data.setdefault("digests", {})
    contents = _contents(env)
    now = {docname: _digest([contents, *domain.shown_by(docname)]) for docname in env.found_docs}
    domain.data["digests"] = now
    return sorted(docname for docname, digest in now.items() if before.get(docname) not in (None, digest))


def setup(app: Sphinx) -> None:
    """Compare once all pages are read."""
    app.connect("env-updated", _stale)
