"""Two editions from one folder, and never a trace of the one in the other.

The student build does not know the instructor's pages: they are excluded by path before
Sphinx looks for documents. An output folder records which edition it holds and what was
written; a build of the other edition first removes that, doctrees included.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE

from annotate.files import plain_bytes, write_if_changed
from annotate.sphinx_ext.hook import project_root, stopped, which
from annotate.which import INSTRUCTORS, PAGES, Which

RECORD = ".annotate-edition.json"
_GONE = {f"toctree contains reference to nonexisting document '{name}'" for name in PAGES}
_JOIN = "\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"


class _Contents(logging.Filter):
    """Lets contents name a generated page that has nothing to show, and says how a page comes into them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is worth saying."""
        subtype = getattr(record, "subtype", "")
        if subtype == "not_included" and not record.args:
            record.msg = f"{record.msg}; name it in one, as in docs/index.md"
        return subtype != "not_readable" or record.getMessage() not in _GONE


def _install(app: Sphinx) -> None:
    """Look at each record before Sphinx counts it as a warning."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.filters.insert(0, _Contents())


def _configure(app: Sphinx, config: Config) -> None:
    """Set what the promises rest on, and leave the other edition's pages and traces out."""
    config.smartquotes = False
    config.html_copy_source = False
    config.epub_exclude_files = [*config.epub_exclude_files, RECORD]
    config.html_show_search_summary = False  # it fetches pages, which a folder cannot serve
    config.myst_enable_extensions = {*config.myst_enable_extensions, "colon_fence"}
    excluded = ["apparatus", "_annotate"]
    if which(app) is Which.STUDENT:
        excluded += [*_instructors(app), "instructor"]
    config.exclude_patterns = [*config.exclude_patterns, *excluded]
    _empty_other_edition(app)


def _instructors(app: Sphinx) -> tuple[str, ...]:
    """Return the folders that are the instructor's: the usual ones, if nothing in the settings can say otherwise."""
    root = project_root(app)
    try:
        settings = plain_bytes(root / "docs" / "apparatus" / "edition.yaml")
    except OSError:
        settings = b""
    if b"instructor-folders" not in settings and b"\\" not in settings:
        return INSTRUCTORS
    from annotate.gather import instructor_folders  # it loads much, seldom needed here

    return instructor_folders(root)


def _empty_other_edition(app: Sphinx) -> None:
    """Remove what a build of the other edition wrote, finished or not; say what this one is."""
    outdir = Path(app.outdir)
    if Path(app.srcdir).is_relative_to(outdir):
        raise stopped(f"annotate: the output folder {outdir} holds the documents; name another")
    record, before = _read(outdir / RECORD), _present(app)
    kept = before if record is None else before & set(record.get("kept", ()))
    if record is not None and record.get("edition") != which(app).value:
        for name in sorted(before - kept):
            _remove(outdir, outdir / name)
        shutil.rmtree(app.doctreedir, ignore_errors=True)
        record = None
    _write(app, {**(record or {}), "edition": which(app).value, "kept": sorted(kept)})


def _remove(outdir: Path, path: Path) -> None:
    """Remove a file, and the folders below the output folder that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == outdir or not folder.is_relative_to(outdir) or any(folder.iterdir()):
            return
        folder.rmdir()


def _present(app: Sphinx) -> set[str]:
    """Return the files in the output folder, without the record and the doctrees."""
    outdir, doctrees = Path(app.outdir), Path(app.doctreedir)
    return {
        path.relative_to(outdir).as_posix()
        for path in outdir.rglob("*")
        if path.is_file() and path != outdir / RECORD and not path.is_relative_to(doctrees)
    }


def _write(app: Sphinx, record: dict[str, Any]) -> None:
    write_if_changed(Path(app.outdir, RECORD), json.dumps(record, indent=0, sort_keys=True) + "\n")


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(plain_bytes(path))
        kept = found.get("kept", [])
    except (OSError, ValueError, AttributeError, RecursionError):
        return None
    return found if isinstance(kept, list) and all(isinstance(one, str) for one in kept) else None


def _join_toctree(app: Sphinx, docname: str, content: list[str]) -> None:
    """Join the instructor's pages to the root document of the instructor's edition."""
    if which(app) is not Which.INSTRUCTOR or docname != app.config.root_doc:
        return
    folders = (*_instructors(app), "instructor")
    pages = [one for folder in folders for one in _heads(app.env.found_docs, folder)]
    if pages:
        content[0] += _JOIN.format(pages="\n".join(pages))


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Read the root document again when a page has come into an instructor's folder, or gone from it."""
    folders = (*_instructors(app), "instructor")
    moved = any(one.startswith(f"{folder}/") for one in added | removed for folder in folders)
    return [app.config.root_doc] if moved and which(app) is Which.INSTRUCTOR else []


def _heads(docnames: AbstractSet[str], folder: str) -> list[str]:
    """Return the page that leads to those of a folder: its index, or without one all of them."""
    index = f"{folder}/index"
    return [index] if index in docnames else sorted(one for one in docnames if one.startswith(f"{folder}/"))


def _record(app: Sphinx, exception: Exception | None) -> None:
    """Remove the pages of documents that are gone; remember which documents this folder shows."""
    if exception is not None:
        return
    record = _read(Path(app.outdir, RECORD)) or {}
    docs = sorted(app.env.found_docs)
    for docname in set(record.get("docs", ())) - set(docs):
        Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
        if hasattr(app.builder, "get_outfilename"):
            _remove(Path(app.outdir), Path(app.builder.get_outfilename(docname)))
    _write(app, {**record, "edition": which(app).value, "docs": docs})


def setup(app: Sphinx) -> None:
    """Register the edition's rules."""
    app.connect("config-inited", _configure, priority=100)
    app.connect("builder-inited", _install, priority=50)
    app.connect("source-read", _join_toctree)
    app.connect("env-get-outdated", _outdated)
    app.connect("build-finished", _record, priority=900)
