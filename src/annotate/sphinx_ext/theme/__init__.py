"""The html theme `reader`, on Sphinx's `basic`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from annotate.sphinx_ext._base import changed_since_written, digest
from annotate.sphinx_ext.theme import contents, tables, words

FOLDER = Path(__file__).parent / "reader"
_FRAME = frozenset({".html", ".css", ".js"})
_ONLY_WITH = {
    "sphinx-design": "sd-",
    "design-tabs": "sd-",
    "pygments": 'class="highlight',
    "exercises.css": 'class="item-task"',
    "tables.css": 'data-label="',
    "pictures.css": 'class="picture ',
    "across.css": '<table role="table"',
}
"""Part of the name of a style sheet or script, and what a page holds that needs it."""
_SPHINX = frozenset({"documentation_options.js", "doctools.js", "sphinx_highlight.js"})
"""Sphinx's own scripts: they serve its search page, its indexes, and the scripts of extensions."""


def _context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Give the template the contents; keep hosted pages out of search engines unless told otherwise."""
    if not app.config.annotate_index and app.builder.name != "epub":
        context["metatags"] = context.get("metatags", "") + '<meta name="robots" content="noindex">\n'
    body = context.get("body", "")
    known = pagename in app.env.tocs
    for files in ("css_files", "script_files"):
        context[files] = [file for file in context.get(files, ()) if _is_needed(str(file.filename), body)]
    if known and all(str(file.filename).rpartition("/")[2] in _SPHINX for file in context["script_files"]):
        context["script_files"] = []
    context["contents"] = contents.contents(app.builder, pagename)
    context["headings"] = contents.headings(app.builder, pagename) if known else ()
    context["in_contents"] = known and contents.listed(app.env, pagename) and pagename != app.config.root_doc
    metadata = app.env.metadata[pagename] if known else {}
    context["reading_id"], context["siglum"] = metadata.get("reading"), metadata.get("siglum", "")
    context["_"] = words.speaker(app.config.language)
    context["instructor"] = app.tags.has("instructor")
    context["words"] = words.table(app.config.language)


def _is_needed(filename: str, body: str) -> bool:
    return all(sign in body for part, sign in _ONLY_WITH.items() if part in filename)


def _stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every page when the contents have changed, or what pages are framed with: each shows some of them."""
    now = digest([contents.digest(env), *_frame(app)])
    return sorted(env.found_docs) if changed_since_written(app, "frame", {"": now}) else []


def _frame(app: Sphinx) -> Iterator[str]:
    """Yield the settings, the templates, and the scripts and style sheets whose checksums may stand in a page.

    Sphinx sees that a template is newer than a page, but not that one was taken away or put back. It notes new settings
    before it has written a page by them, so that a build that is stopped short would hide them.
    """
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    yield f"{app.builder.build_info.config_hash}|{app.builder.build_info.tags_hash}"
    folders = [Path(app.confdir, one) for one in app.config.templates_path]
    folders += [Path(app.confdir, one) for one in app.config.html_static_path]
    folders += app.builder.theme.get_theme_dirs() if app.builder.theme else []
    for number, folder in enumerate(folders):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _FRAME and path.is_file():
                words = path.read_bytes().decode("utf-8", "surrogateescape")
                yield f"{number}|{path.relative_to(folder)}|{digest([words])}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme; it also works alone, as any html theme."""
    app.add_config_value("annotate_index", False, "html", types=[bool])
    app.add_html_theme("reader", str(FOLDER))
    app.connect("html-page-context", _context)
    tables.setup(app)
    app.connect("env-updated", contents.forget, priority=100)
    app.connect("env-updated", _stale)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
