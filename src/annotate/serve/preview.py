"""One edition built again and again: the preprocessor with a memory, then what writes the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from pathlib import Path
from typing import Protocol

from annotate.build import Which, build
from annotate.recall import Memory
from annotate.serve._base import Notice, noticed

_SETTINGS = "docs/conf.py"


class Builder(Protocol):
    """What writes the HTML: Sphinx, warm."""

    def build(self, changed: Iterable[str] = (), *, everywhere: bool = False) -> tuple[Notice, ...]:
        """Bring the folder up to date; return the warnings that hold."""
        ...

    def close(self, *, keep: bool = True) -> None:
        """End it; with `keep` so that the next process can go on from here."""
        ...


class Preview:
    """One edition, built again after each change; never raises for what an editor wrote."""

    def __init__(self, root: Path, which: Which, start: Callable[[bool], Builder]) -> None:
        self._root = root
        self._which = which
        self._start = start
        self._memory = Memory()
        self._builder: Builder | None = None
        self._broken = False
        self._waiting: set[str] = set()
        self._everywhere = False

    def build(self, files: Set[str], *, everywhere: bool = False) -> tuple[Notice, ...]:
        """Build what depends on the changed files; return all that is wrong now.

        With an error in the project's files nothing is written, and what waits is done with the next
        build. With `everywhere` every page is written again.
        """
        with self._memory:
            built = build(self._root, self._which)
        found = tuple(noticed(one) for one in built.diagnostics)
        by_hand = {name.removeprefix("docs/") for name in files if name.startswith("docs/")}
        self._waiting |= by_hand | set(built.written)
        self._everywhere |= everywhere
        if built.failed:
            return found
        return (*found, *self._pages())

    def _pages(self) -> tuple[Notice, ...]:
        """Build the pages; when that fails in a process that had built before, once more from nothing."""
        used = self._builder is not None
        try:
            if self._builder is None:
                self._builder = self._start(self._broken)
            notices = self._builder.build(self._waiting, everywhere=self._everywhere)
        except Exception as problem:  # of Sphinx, of an extension, of conf.py; or the folder was removed
            self.close(keep=False)
            self._broken = True
            return self._pages() if used else (_failed(problem),)
        self._waiting, self._everywhere, self._broken = set(), False, False
        return notices

    def close(self, *, keep: bool = True) -> None:
        """Let go of the builder."""
        if self._builder is not None:
            self._builder.close(keep=keep)
        self._builder = None


def _failed(problem: Exception) -> Notice:
    words = " ".join(str(problem).split()) or "no reason given"
    known = type(problem).__module__.startswith("sphinx.")
    message = words if known else f"{type(problem).__name__}: {words}"
    return Notice(file=_SETTINGS, line=1, severity="error", message=message)
