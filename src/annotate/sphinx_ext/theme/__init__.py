"""The html theme `reader`, on Sphinx's `basic`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

FOLDER = Path(__file__).parent / "reader"


def _context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Keep hosted pages out of search engines unless the edition says otherwise."""
    if not app.config.annotate_index:
        context["metatags"] = context.get("metatags", "") + '<meta name="robots" content="noindex">\n'


def setup(app: Sphinx) -> None:
    """Register the theme."""
    app.add_config_value("annotate_index", False, "html", types=[bool])
    app.add_html_theme("reader", str(FOLDER))
    app.connect("html-page-context", _context)
