"""Search by passage, in place of Sphinx's search by page.

Where the preprocessor has written `_annotate/search.json` and the theme is `reader`, the
records go to the browser as a script that also works from a folder, and Sphinx's index is
not built. In any other project Sphinx's own search stays. The sections of pages written
by hand are looked through as well, and in the instructor's edition those of the instructor's
pages; the student's build never reads these, so that its records cannot hold them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from annotate.files import write_if_changed

DATA = "_annotate/search.json"
SCRIPT = "search-data.js"
PAGE = "passages.html"
_SECTIONS = "annotate_sections"
_INSTRUCTORS = "instructor/"
_LEFT_OVER = re.compile(r"\s*\([\s;,]*\)|\s+(?=[.,;])")
_OF_SPHINX = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
_ALSO_OF_SPHINX = ("language_data.js", "searchtools.js", "base-stemmer.js", "english-stemmer.js")
_NEEDS_NOTHING = ("design-tabs.js",)
_OF_OURS = ("minisearch.js", "minisearch.LICENSE.txt", "stemmer.js", "stemmer.LICENSE.txt", "find.js", "search.js")
_WITHOUT_SCRIPT = ("glossary", "index-of-names", "questions", "exercises", "note-on-the-texts")

Section = tuple[str, str, str]
"""The id, title and words of a section."""


def _is_ours(app: Sphinx) -> bool:
    """Return whether this build has search by passage."""
    builder = app.builder
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and type(builder).search
        and app.config.annotate_search
        and Path(app.srcdir, DATA).is_file()
        and any(Path(one, PAGE).is_file() for one in builder.theme.get_theme_dirs())
    )


def _take_over(app: Sphinx) -> None:
    """Turn Sphinx's index off, and its scripts unless another extension's script may use them."""
    if not _is_ours(app):
        return
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    app.builder.search = False
    if not _others(app.builder):
        scripts = app.builder._js_files
        scripts[:] = [one for one in scripts if Path(str(one.filename)).name not in _OF_SPHINX]


def _others(builder: StandaloneHTMLBuilder) -> bool:
    """Return whether a page loads scripts of others, which may use Sphinx's."""
    known = {*_OF_SPHINX, *_NEEDS_NOTHING, None}
    return any((Path(str(one.filename)).name if one.filename else None) not in known for one in builder._js_files)


# ---- pages written by hand ----------------------------------------------------------------


def _stored(env: BuildEnvironment) -> dict[str, list[Section]]:
    if not hasattr(env, _SECTIONS):
        setattr(env, _SECTIONS, {})
    found: dict[str, list[Section]] = getattr(env, _SECTIONS)
    return found


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the words of a page that has no records of its own, section by section."""
    docname = app.env.current_document.docname
    about = app.env.metadata[docname]
    if docname.startswith(_INSTRUCTORS) or ("reading" not in about and "kind" not in about):
        _stored(app.env)[docname] = list(_sections(doctree))


def _sections(doctree: nodes.document) -> Iterator[Section]:
    """Yield the sections of a page; an exercise or a question in one, with what follows it, is one of its own."""
    for section in doctree.findall(nodes.section):
        at, title, words = section["ids"][0], "", list[str]()
        for child in section:
            if isinstance(child, nodes.Element) and child.get("label") and child["ids"]:
                yield from _section(at, title, words)
                at, title, words = child["ids"][0], child["label"], []
            if isinstance(child, nodes.title):
                title = child.astext()
            elif not isinstance(child, nodes.section):
                words += _texts(child)
        yield from _section(at, title, words)


def _section(at: str, title: str, words: Iterable[str]) -> Iterator[Section]:
    if text := " ".join(" ".join(words).split()):
        yield at, title, text


def _texts(node: nodes.Node) -> Iterable[str]:
    """Return the words of the blocks in a node, without the places that only the build can name."""
    whole = node.deepcopy()
    for one in list(whole.findall(addnodes.pending_xref)):
        if not one.get("refexplicit") and one.parent is not None:
            one.parent.remove(one)
    blocks = (one for one in whole.findall(nodes.TextElement) if not isinstance(one, nodes.Inline | nodes.Invisible))
    return [text for one in blocks if (text := _LEFT_OVER.sub("", one.astext()).strip())]


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _stored(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    for docname in set(docnames) & set(_stored(other)):
        _stored(env)[docname] = _stored(other)[docname]


# ---- what the browser gets ----------------------------------------------------------------


def _data(app: Sphinx) -> str:
    """Return the script that hands the records to the browser; pages are named once, in a table."""
    found: dict[str, Any] = json.loads(Path(app.srcdir, DATA).read_text(encoding="utf-8"))
    rows: list[tuple[str, str, str, list[str], str, str]] = [
        tuple(row) for row in found["records"] if row[1] in app.env.found_docs
    ]
    for docname, sections in sorted(_stored(app.env).items()):
        if docname in app.env.found_docs:
            title = app.env.titles[docname].astext()
            rows += [
                (
                    "instructor" if docname.startswith(_INSTRUCTORS) else "page",
                    docname,
                    at,
                    [],
                    title if name == title else f"{title}: {name}",
                    words,
                )
                for at, name, words in sections
            ]
    pages = list(dict.fromkeys(row[1] for row in rows))
    place = {docname: index for index, docname in enumerate(pages)}
    body = {
        "readings": found["readings"],
        "names": found["names"],
        "synonyms": found["synonyms"],
        "pages": [app.builder.get_target_uri(docname) for docname in pages],
        "records": [[kind, place[page], *rest] for kind, page, *rest in rows],
    }
    return f"window.readerSearchData={json.dumps(body, ensure_ascii=False, separators=(',', ':'))};\n"


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page of results."""
    if _is_ours(app):
        known = [docname for docname in _WITHOUT_SCRIPT if docname in app.env.found_docs]
        links = [(docname, app.env.titles[docname].astext()) for docname in known]
        yield "search", {"without_script": links}, PAGE


def _context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    context["passage_search"] = _is_ours(app)


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the records; leave no script behind that nothing uses."""
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    static = Path(app.outdir, "_static")
    if _is_ours(app):
        write_if_changed(static / SCRIPT, _data(app))
        unused = [static / name for name in _ALSO_OF_SPHINX]
        unused.append(Path(app.outdir, "searchindex.js"))
        if not _others(app.builder):
            unused += [static / name for name in _OF_SPHINX]
    else:
        unused = [static / name for name in (*_OF_OURS, SCRIPT, "search.css")]
    for path in unused:
        path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Take over after the preprocessor has run; write the records once the pages are written."""
    app.add_config_value(
        "annotate_search", True, "html", types=[bool], description="search by passage, where there are records"
    )
    app.connect("builder-inited", _take_over, priority=200)
    app.connect("doctree-read", _collect)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("html-collect-pages", _page)
    app.connect("html-page-context", _context)
    app.connect("build-finished", _finish)
