"""A build that was stopped short is not taken for done.

Sphinx writes pages and its own records in place, and judges by their times what is up to date: a page that a killed run has
half written would stay so. A mark lies beside the doctrees while a build is under way; where the next one finds it, it
forgets what was read, and reads and writes everything.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.html._build_info import BuildInfo
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from annotate.files import remove, write_if_changed

MARK = ".annotate-unfinished"
_RECORD = ".buildinfo"


def _forget(app: Sphinx, config: Config) -> None:
    """Drop what a build that was stopped short has left, and a record of Sphinx's that cannot be read."""
    record = Path(app.outdir, _RECORD)
    if Path(app.doctreedir, MARK).exists():
        remove(Path(app.doctreedir, ENV_PICKLE_FILENAME))
        remove(record)
    if record.is_file():
        try:
            BuildInfo.load(record)
        except (OSError, ValueError, IndexError):
            remove(record)


def _begin(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    write_if_changed(Path(app.doctreedir, MARK), "")


def _end(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        remove(Path(app.doctreedir, MARK))


def setup(app: Sphinx) -> None:
    """Lay the mark before anything is read, and take it away when all is written."""
    app.connect("config-inited", _forget, priority=50)
    app.connect("env-before-read-docs", _begin, priority=50)
    app.connect("build-finished", _end, priority=950)
