"""Sphinx's part: what generated pages need, each feature in a file of its own.

The features work in any Sphinx project; the preprocessor runs only where a project has
seeds/ or docs/apparatus/.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from annotate import __version__
from annotate.sphinx_ext import (
    across,
    anchors,
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
    names,
    notes,
    origins,
    pictures,
    previews,
    search,
    textual,
    theme,
    trees,
    typst,
    unfinished,
)

FEATURES = (
    garbage,
    trees,
    hook,
    edition,
    origins,
    domain,
    anchors,
    notes,
    textual,
    cards,
    names,
    pictures,
    chronology,
    cite,
    directions,
    exercises,
    across,
    freshness,
    previews,
    search,
    theme,
    epub,
    typst,
    unfinished,
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every feature and the theme."""
    app.setup_extension("myst_parser")
    for feature in FEATURES:
        feature.setup(app)
    return {
        "version": __version__,
        "env_version": 4,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


__all__ = ["FEATURES", "setup"]
