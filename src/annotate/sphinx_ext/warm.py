"""Sphinx in a process that stays: after an edit only what changed is read and written.

The application and its environment are kept in memory. While the environment there is ahead of the
one on disk there is none on disk: whoever is stopped short builds all of it next time, and
never takes a page for done that was half written.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from pickle import HIGHEST_PROTOCOL, dumps
from typing import Any

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder, _assets
from sphinx.environment import BuildEnvironment
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import (
    NAMESPACE,
    WarningLogRecordTranslator,
    WarningStreamHandler,
    pending_warnings,
)
from sphinx.util.parallel import SerialTasks

from annotate.build import Which
from annotate.diagnostics import Severity
from annotate.files import write_if_changed
from annotate.serve import Notice
from annotate.sphinx_ext.domain import load_quotations

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"(?P<file>.*?)(?::(?P<line>\d+))?:?(?::.*)?")
_READ, _WRITTEN, _TOGETHER = "read", "written", "together"


class Warm:
    """One edition as HTML below build/, built once as `annotate html` builds it, then again and again."""

    def __init__(self, root: Path, which: Which, *, jobs: int = 1, fresh: bool = False) -> None:
        self.root = root
        self._held = ExitStack()
        name = "html" if which is Which.STUDENT else "instructor"
        docs, early = root / "docs", StringIO()
        try:
            self._held.enter_context(patch_docutils(docs))
            self._held.enter_context(docutils_namespace())
            self.app = Sphinx(
                srcdir=docs,
                confdir=docs,
                outdir=root / "build" / name,
                doctreedir=root / "build" / "doctrees" / name,
                buildername="html",
                confoverrides={"annotate_build": "0", "nitpicky": True},
                status=None,
                warning=early,
                freshenv=fresh,
                tags=["instructor"] if which is Which.INSTRUCTOR else [],
                parallel=jobs,
            )
        except BaseException:
            self._held.close()
            raise
        self._told = _Told(self.app, root, early.getvalue())
        self._stored = True
        self._first = True
        self._fresh = fresh

    def build(self, changed: Iterable[str] = (), *, everywhere: bool = False) -> tuple[Notice, ...]:
        """Bring the folder up to date and return the warnings that hold now, old ones included.

        `changed` are files below docs/ that may be other than they were read; with `everywhere`
        every page is written again.
        """
        if self._first:
            self._first = False
            self.app.build(force_all=self._fresh)
            self.app.parallel = 1  # for a few pages, starting processes takes longer than it saves
        else:
            self._again(changed, everywhere=everywhere)
        return self._told.notices()

    def _again(self, changed: Iterable[str], *, everywhere: bool) -> None:
        """Do what `Builder.build_update` does, with what an earlier build left in memory put right."""
        app, env, builder = self.app, self.app.env, self.app.builder
        if not Path(app.outdir).is_dir():
            raise FileNotFoundError(f"the folder {app.outdir} was removed")
        self._stored = False
        Path(app.doctreedir, ENV_PICKLE_FILENAME).unlink(missing_ok=True)
        _put_right(app, changed)
        if everywhere and (known := getattr(getattr(builder, "templates", None), "environment", None)):
            known.cache.clear()  # a template that is new may stand before one that is known
        self._told.forget(_TOGETHER)
        builder.phase = BuildPhase.READING
        outdated = env.found_docs if everywhere else builder.get_outdated_docs()
        asked = set(() if isinstance(outdated, str) else outdated)
        with pending_warnings():
            read = set(builder.read())
        read.update(env.check_dependents(app, read))
        builder.phase = BuildPhase.CONSISTENCY_CHECK
        env.check_consistency()
        builder.phase = BuildPhase.RESOLVING
        builder.parallel_ok = False
        builder.finish_tasks = SerialTasks()
        builder.write(asked & env.found_docs, read, "update")
        builder.finish()
        builder.finish_tasks.join()
        app.events.emit("build-finished", None)
        builder.cleanup()

    def close(self, *, keep: bool = True) -> None:
        """Store the environment, unless something went wrong with it, and let go of docutils."""
        if keep and not self._stored:
            write_if_changed(Path(self.app.doctreedir, ENV_PICKLE_FILENAME), dumps(self.app.env, HIGHEST_PROTOCOL))
        self._held.close()


def _put_right(app: Sphinx, changed: Iterable[str]) -> None:
    """Forget what Sphinx keeps on the assumption that a process builds once."""
    env = app.env
    load_quotations(app)
    files = {Path(app.srcdir, name) for name in changed}
    read = {str(env.path2doc(file)) for file in files} | {
        name for name, held in env.dependencies.items() if not files.isdisjoint(held)
    }
    for docname in read & env.all_docs.keys():
        env.all_docs[docname] = 0  # a file that was saved while it was read is newer than its time says
    env._pickled_doctree_cache.clear()
    env._write_doc_doctree_cache.clear()
    env.__dict__.pop("master_doctree", None)
    _assets._file_checksum_inner.cache_clear()
    app.builder.images.clear()
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder._css_files[:] = app.builder._orig_css_files
        app.builder._js_files[:] = app.builder._orig_js_files


class _Told(logging.Handler):
    """Sphinx's warnings, kept by the page they are about until it is read or written again."""

    def __init__(self, app: Sphinx, root: Path, early: str) -> None:
        super().__init__(logging.WARNING)
        self._app = app
        self._root = root
        self._kept: dict[tuple[str, str], list[Notice]] = {}
        self._early = [_early(line) for line in early.splitlines() if line.strip()]
        self._take_over()
        app.connect("env-purge-doc", self._purge)
        app.connect("doctree-resolved", self._resolved)

    def _take_over(self) -> None:
        """Stand in for the handler that prints, behind the filters that it has."""
        logger = logging.getLogger(NAMESPACE)
        for handler in [one for one in logger.handlers if isinstance(one, WarningStreamHandler)]:
            logger.removeHandler(handler)
            kinds = [isinstance(one, WarningLogRecordTranslator) for one in handler.filters]
            at = kinds.index(True) + 1
            self.filters = [*handler.filters[:at], self._note_page, *handler.filters[at:]]
        logger.addHandler(self)

    def _note_page(self, record: logging.LogRecord) -> bool:
        """Remember the page of a record before its place is turned into that of the source."""
        record.page = self._page(str(getattr(record, "location", None) or ""))
        return True

    def _page(self, location: str) -> str:
        match = _PLACE.fullmatch(location)
        path = Path(match["file"]) if match else Path()
        return str(self._app.env.path2doc(path) or "") if path.is_relative_to(self._app.srcdir) else ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        page, phase = getattr(record, "page", ""), self._app.builder.phase
        when = {BuildPhase.READING: _READ, BuildPhase.CONSISTENCY_CHECK: _TOGETHER}.get(phase, _WRITTEN)
        self._kept.setdefault((page, when if page else _TOGETHER), []).append(self._notice(record))

    def _notice(self, record: logging.LogRecord) -> Notice:
        location = str(getattr(record, "location", None) or "")
        match = _PLACE.fullmatch(location)
        path = Path(match["file"]) if match and match["file"] else self._root / "docs"
        kind = ".".join(str(part) for name in ("type", "subtype") if (part := getattr(record, name, "")))
        message = logging.LogRecord.getMessage(record).removesuffix(f" [{kind}]")
        return Notice(
            file=path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path),
            line=int(match["line"] or 1) if match else 1,
            severity=(Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING).value,
            message=_COLOURS.sub("", message),
            code=kind,
        )

    def forget(self, when: str) -> None:
        """Drop what was said in one part of the build."""
        for key in [key for key in self._kept if key[1] == when]:
            del self._kept[key]

    def _purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        self._kept.pop((docname, _READ), None)
        self._kept.pop((docname, _WRITTEN), None)

    def _resolved(self, app: Sphinx, doctree: Any, docname: str) -> None:
        self._kept.pop((docname, _WRITTEN), None)

    def notices(self) -> tuple[Notice, ...]:
        """Return what holds now, in order, each once."""
        return tuple(sorted({*self._early, *(one for some in self._kept.values() for one in some)}))


def _early(line: str) -> Notice:
    """Return a warning about the settings, which Sphinx gives before there is a page."""
    message = _COLOURS.sub("", line).removeprefix("WARNING: ")
    return Notice(file="docs/conf.py", line=1, severity=Severity.WARNING.value, message=message)
