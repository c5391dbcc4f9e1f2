"""Sphinx's part: what generated pages need, each feature in a file of its own.

The features work in any Sphinx project; the preprocessor runs only where a project has
seeds/ or docs/apparatus/.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from annotate import __version__
from annotate.sphinx_ext import (
    across,
    anchors,
    buildinfo,
    cards,
    chronology,
    cite,
    directions,
    domain,
    edition,
    epub,
    exercises,
    freshness,
    garbage,
    hook,
    leftovers,
    links,
    names,
    notes,
    origins,
    picture_names,
    pictures,
    previews,
    search,
    textual,
    theme,
    trees,
    typst,
    unread,
)
from annotate.sphinx_ext._base import digest, state_of
from annotate.stamp import tool

FEATURES = (
    garbage,
    trees,
    hook,
    edition,
    leftovers,
    unread,
    origins,
    domain,
    anchors,
    notes,
    textual,
    cards,
    names,
    pictures,
    picture_names,
    chronology,
    cite,
    directions,
    exercises,
    across,
    freshness,
    links,
    previews,
    search,
    theme,
    epub,
    typst,
    buildinfo,
)


_PARTS = ("sphinx", "docutils", "myst_parser", "mdit_py_plugins", "markdown_it", "jinja2", "pygments")
_FORMAT = 5
"""Of what is kept in an environment; raised when that changes."""


def made_with(app: Sphinx) -> int:
    """Return a digest of what documents are read with: what another version, or another conf.py, has read is not used.

    Of conf.py Sphinx itself knows the settings, but not what its function `setup` does.
    """
    return int(digest(_read_with(app))[:15], 16)


def _read_with(app: Sphinx) -> Iterator[str]:
    yield f"{_FORMAT}|{tool()}"
    for name in (*_PARTS, *app.config.extensions):
        yield f"{name}|{_file_of(name)}"
    files = [Path(app.confdir, "docutils.conf")]
    files += [Path(app.confdir, "conf.py")] if app.config.setup else []
    folders = [Path(app.confdir, one, app.config.language, "LC_MESSAGES") for one in app.config.locale_dirs]
    for file in (*files, *(folder / "sphinx.mo" for folder in folders)):
        yield f"{file.name}|{file.read_bytes().hex() if file.is_file() else None}"


def _file_of(name: str) -> str:
    """Return the file of a module, and its state."""
    try:
        found = sys.modules[name].__spec__ if name in sys.modules else importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return ""
    return f"{found.origin}|{state_of(found.origin)}" if found and found.origin else ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every feature and the theme."""
    app.setup_extension("myst_parser")
    for feature in FEATURES:
        feature.setup(app)
    return {
        "version": __version__,
        "env_version": made_with(app),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


__all__ = ["FEATURES", "setup"]
