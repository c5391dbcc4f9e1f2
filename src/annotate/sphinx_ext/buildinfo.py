"""A record of Sphinx's that cannot be read is none.

Sphinx stops at a `.buildinfo` that a killed run has half written, and with each build after it.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html._build_info import BuildInfo
from sphinx.config import Config

from annotate.files import remove


def _remove_broken(app: Sphinx, config: Config) -> None:
    record = Path(app.outdir, ".buildinfo")
    if record.is_file():
        try:
            BuildInfo.load(record)
        except (OSError, ValueError, IndexError):
            remove(record)


def setup(app: Sphinx) -> None:
    """Look at the record before Sphinx does."""
    app.connect("config-inited", _remove_broken, priority=50)
