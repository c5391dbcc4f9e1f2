"""Links of pages written by hand: what they lead to, and what they show of it.

How a link to another page is read hangs on whether that page is there, and its words may be a heading of that
page. Sphinx looks neither again when only the other page has changed.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from annotate.sphinx_ext._base import changed_since_written, digest

_LINKS = "annotate_links"
Link = tuple[str, str, str]
"""The kind of a reference, what it leads to, and the place there."""


def _kept(env: BuildEnvironment) -> dict[str, tuple[Link, ...]]:
    return vars(env).setdefault(_LINKS, {})  # type: ignore[no-any-return]


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the references of a page that are not into readings."""
    found = dict.fromkeys(
        (f"{node.get('refdomain')}:{node.get('reftype')}", str(node.get("reftarget")), str(node.get("reftargetid") or ""))
        for node in doctree.findall(pending_xref)
        if node.get("refdomain") != "reading"
    )
    if found:
        _kept(app.env)[app.env.current_document.docname] = tuple(found)


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _kept(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: BuildEnvironment) -> None:
    _kept(env).update({docname: links for docname, links in _kept(other).items() if docname in docnames})


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Return the pages to read again: one that they link to is gone, or one that was not there has come."""
    return [
        docname
        for docname, links in _kept(env).items()
        if docname not in removed and any(_came_or_went(env, docname, link, removed) for link in links)
    ]


def _came_or_went(env: BuildEnvironment, docname: str, link: Link, removed: AbstractSet[str]) -> bool:
    kind, target, _ = link
    if kind == "doc:myst":
        return target in removed
    name = target.partition("#")[0]
    return kind == "None:myst" and bool(name) and Path(env.relfn2path(name, docname)[1]).is_file()


def _stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages whose links show something else than when they were written."""
    kept, labels = _kept(env), _Labels(env)
    now = {docname: digest(labels.shown(link) for link in kept.get(docname, ())) for docname in env.found_docs}
    return changed_since_written(app, "links", now)


class _Labels:
    """What can be referred to beside the readings, by name and by page."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        std, math = env.domaindata["std"], env.domaindata["math"]
        self._by_name: dict[str, list[Any]] = {}
        self._by_page: dict[tuple[str, str], list[Any]] = {}
        for store in (std["labels"], std["anonlabels"]):
            for name, found in store.items():
                self._by_name.setdefault(name, []).append(found)
                for place in {name, found[1]}:
                    self._by_page.setdefault((found[0], place), []).append(found)
        for (kind, name), found in std["objects"].items():
            self._by_name.setdefault(name.lower(), []).append((kind, found))
        for name, found in math["objects"].items():
            self._by_name.setdefault(name.lower(), []).append(found)

    def shown(self, link: Link) -> str:
        """Return all that a link may show."""
        kind, target, place = link
        if kind == "doc:myst":
            slug = self._env.metadata.get(target, {}).get("myst_slugs", {}).get(place) if place else None
            return f"{link}|{slug and slug[1:]}|{self._by_page.get((target, place)) if place else ''}"
        found = self._by_name.get(target.lower(), [])
        numbers = [self._numbers(one[0]) for one in found if kind.endswith(":numref")]
        return f"{link}|{found}|{numbers}"

    def _numbers(self, docname: str) -> str:
        return f"{self._env.toc_fignumbers.get(docname)}|{self._env.toc_secnumbers.get(docname)}"


def setup(app: Sphinx) -> None:
    """Collect while reading, look again before it and after it."""
    app.connect("doctree-read", _collect)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _stale)
