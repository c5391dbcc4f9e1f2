"""Which pages are read again, beside those that Sphinx sees to be newer than when it read them.

Those whose files are others than they were, newer or not; those that list a page that is gone; those that were being
read when a build was stopped short; and those that something was wrong with, so that it is said again.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE

from annotate.files import plain_bytes, remove, write_if_changed
from annotate.sphinx_ext._base import state_of

FILE = "read-again.json"
_STATES = "annotate_states"
_LOCATION = re.compile(r"(?P<path>.+?)(?::\d+)?:?(?::.*)?")
State = tuple[int, ...]


class _Again(logging.Filter):
    """Keeps a list of pages beside the doctrees; sees what is warned of."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.path = Path(app.doctreedir, FILE)
        self.srcdir = Path(app.srcdir)
        self.env = app.env
        self.waiting = self._listed()
        self.reading: set[str] = set()
        self.warned: set[str] = set()

    def _listed(self) -> set[str]:
        try:
            return {str(one) for one in json.loads(plain_bytes(self.path))}
        except (OSError, ValueError, TypeError, RecursionError):
            return set()

    def keep(self) -> None:
        """Write the list: what is being read, and what was warned of."""
        if listed := sorted(self.reading | self.warned):
            write_if_changed(self.path, json.dumps(listed))
        else:
            remove(self.path)

    def filter(self, record: logging.LogRecord) -> bool:
        """Remember the page that a warning is about; every record passes."""
        match = _LOCATION.fullmatch(str(getattr(record, "location", None) or ""))
        if match and Path(match["path"]).is_relative_to(self.srcdir):
            docname = self.env.path2doc(match["path"])
            self.warned |= {docname} & self.env.found_docs if docname else set()
        return True


class _Reading:
    """What one application knows of the pages that it reads."""

    def __init__(self) -> None:
        self._again: _Again | None = None

    def begin(self, app: Sphinx) -> None:
        """Look at every warning, behind Sphinx's own filters."""
        self._again = _Again(app)
        for handler in logging.getLogger(NAMESPACE).handlers:
            if handler.level >= logging.WARNING:
                handler.addFilter(self._again)

    @property
    def again(self) -> _Again:
        """The list; there is one once the builder is there."""
        assert self._again is not None
        return self._again

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Return the pages to read again; what a list from an earlier process names, once."""
        waiting, self.again.waiting = self.again.waiting, set()
        states = _states(env)
        listing = {name for name, below in env.toctree_includes.items() if not removed.isdisjoint(below)}
        other = {name for name in env.found_docs & states.keys() if states[name] != _now(env, name)}
        return sorted((waiting | listing | other) & env.found_docs)

    def before(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Note what is about to be read, and how the files are: what is saved meanwhile is newer."""
        self.again.reading = set(docnames)
        _states(env).update({name: {env.doc2path(name): state_of(env.doc2path(name))} for name in docnames})
        self.again.keep()

    def purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        self.again.warned.discard(docname)
        if docname not in self.again.reading:
            _states(env).pop(docname, None)

    def updated(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Note how the files are that the pages have taken in."""
        for name in self.again.reading & env.found_docs:
            _states(env)[name] |= {path: state_of(path) for path in env.dependencies.get(name, ())}

    def stored(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Note that the environment on disk is that of the doctrees."""
        self.again.reading = set()
        self.again.keep()

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep what was warned of for the next build; of one that failed while reading, what it was reading, too."""
        if self._again is not None:
            self._again.keep()


def _states(env: BuildEnvironment) -> dict[str, dict[Path, State]]:
    return vars(env).setdefault(_STATES, {})  # type: ignore[no-any-return]


def _now(env: BuildEnvironment, docname: str) -> dict[Path, State]:
    return {path: state_of(path) for path in _states(env)[docname]}


def setup(app: Sphinx) -> None:
    """Watch over what is read."""
    reading = _Reading()
    app.connect("builder-inited", reading.begin, priority=50)
    app.connect("env-get-outdated", reading.outdated)
    app.connect("env-before-read-docs", reading.before)
    app.connect("env-purge-doc", reading.purge)
    app.connect("env-updated", reading.updated)
    app.connect("env-check-consistency", reading.stored, priority=950)
    app.connect("build-finished", reading.end)
