"""Two editions from one folder, and never a trace of the one in the other.

The student build does not know the instructor's pages: they are excluded by path before
Sphinx looks for documents. An output folder records which edition it holds and what was
written; a build of the other edition first removes that, doctrees included.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Set as AbstractSet
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE

from annotate.files import plain_bytes
from annotate.sphinx_ext._base import RECORD, read_record, remove_output, write_record
from annotate.sphinx_ext.hook import project_root, stopped, which
from annotate.which import INSTRUCTORS, PAGES, Which

_GONE = {f"toctree contains reference to nonexisting document '{name}'" for name in PAGES}
_PAGES = "annotate_joined"
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
    record, before = read_record(app), _present(app)
    kept = before if record is None else before & set(record.get("kept", ()))
    if record is not None and record.get("edition") != which(app).value:
        for name in sorted(before - kept):
            remove_output(app, outdir / name)
        shutil.rmtree(app.doctreedir, ignore_errors=True)
        record = None
    write_record(app, {**(record or {}), "edition": which(app).value, "kept": sorted(kept)})


def _present(app: Sphinx) -> set[str]:
    """Return the files in the output folder, without the record and the doctrees."""
    outdir, doctrees = Path(app.outdir), Path(app.doctreedir)
    return {
        path.relative_to(outdir).as_posix()
        for path in outdir.rglob("*")
        if path.is_file() and path != outdir / RECORD and not path.is_relative_to(doctrees)
    }


def _join_toctree(app: Sphinx, docname: str, content: list[str]) -> None:
    """Join the instructor's pages to the root document of the instructor's edition."""
    if which(app) is not Which.INSTRUCTOR or docname != app.config.root_doc:
        return
    if pages := _joined(app):
        content[0] += _JOIN.format(pages="\n".join(pages))


def _joined(app: Sphinx) -> list[str]:
    folders = (*_instructors(app), "instructor")
    return [one for folder in folders for one in _heads(app.env.found_docs, folder)]


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Read the root document again when others of the instructor's pages are to be joined to it."""
    if which(app) is not Which.INSTRUCTOR:
        return []
    before, now = getattr(env, _PAGES, None), _joined(app)
    setattr(env, _PAGES, now)
    return [app.config.root_doc] if now != before else []


def _heads(docnames: AbstractSet[str], folder: str) -> list[str]:
    """Return the page that leads to those of a folder: its index, or without one all of them."""
    index = f"{folder}/index"
    return [index] if index in docnames else sorted(one for one in docnames if one.startswith(f"{folder}/"))


def _record(app: Sphinx, exception: Exception | None) -> None:
    """Remove the pages of documents that are gone; remember which documents this folder shows."""
    if exception is not None:
        return
    record = read_record(app) or {}
    docs = sorted(app.env.found_docs)
    for docname in set(record.get("docs", ())) - set(docs):
        Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
        if hasattr(app.builder, "get_outfilename"):
            remove_output(app, Path(app.builder.get_outfilename(docname)))
    write_record(app, {**record, "edition": which(app).value, "docs": docs})


def setup(app: Sphinx) -> None:
    """Register the edition's rules."""
    app.connect("config-inited", _configure, priority=100)
    app.connect("builder-inited", _install, priority=50)
    app.connect("source-read", _join_toctree)
    app.connect("env-get-outdated", _outdated)
    app.connect("build-finished", _record, priority=900)
