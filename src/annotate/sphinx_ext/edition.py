"""Two editions from one folder, and never a trace of the one in the other.

The student build does not know the instructor's pages: they are excluded by path before
Sphinx looks for documents. An output folder records which edition it holds and what was
written; a build of the other edition first removes that, doctrees included.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from annotate.build import Which
from annotate.files import write_if_changed
from annotate.sphinx_ext.hook import which

RECORD = ".annotate-edition.json"
_JOIN = "\n```{toctree}\n:hidden:\n\ninstructor/index\n```\n"


def _configure(app: Sphinx, config: Config) -> None:
    """Set what the promises rest on, and leave the other edition's pages and traces out."""
    config.smartquotes = False
    config.html_copy_source = False
    config.html_show_search_summary = False  # it fetches pages, which a folder cannot serve
    config.myst_enable_extensions = {*config.myst_enable_extensions, "colon_fence"}
    excluded = ["apparatus", "_annotate"]
    if which(app) is Which.STUDENT:
        excluded.append("instructor")
    config.exclude_patterns = [*config.exclude_patterns, *excluded]
    _empty_other_edition(app)


def _empty_other_edition(app: Sphinx) -> None:
    outdir = Path(app.outdir)
    record = _read(outdir / RECORD)
    if record is None or record.get("edition") == which(app).value:
        return
    for name in record.get("files", ()):
        path = outdir / name
        if path.resolve().is_relative_to(outdir.resolve()):
            path.unlink(missing_ok=True)
    (outdir / RECORD).unlink(missing_ok=True)
    for folder in sorted((path for path in outdir.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    shutil.rmtree(app.doctreedir, ignore_errors=True)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _join_toctree(app: Sphinx, docname: str, content: list[str]) -> None:
    """Join the instructor's pages to the root document of the instructor's edition."""
    joins = which(app) is Which.INSTRUCTOR and docname == app.config.root_doc
    if joins and (Path(app.srcdir) / "instructor" / "index.md").is_file():
        content[0] += _JOIN


def _record(app: Sphinx, exception: Exception | None) -> None:
    """Write down what this folder holds, so that the other edition can clear it."""
    if exception is not None:
        return
    outdir, doctrees = Path(app.outdir), Path(app.doctreedir)
    files = sorted(
        path.relative_to(outdir).as_posix()
        for path in outdir.rglob("*")
        if path.is_file() and path.name != RECORD and not path.is_relative_to(doctrees)
    )
    body = {"edition": which(app).value, "files": files}
    write_if_changed(outdir / RECORD, json.dumps(body, indent=0, sort_keys=True) + "\n")


def setup(app: Sphinx) -> None:
    """Register the edition's rules."""
    app.connect("config-inited", _configure, priority=100)
    app.connect("source-read", _join_toctree)
    app.connect("build-finished", _record, priority=900)
