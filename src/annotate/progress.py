"""What a command is at, said on stderr.

Nothing for the first second. Then a bar at a terminal, and plain lines where stderr is piped.
rich, which draws the bar, is imported only once there is one to draw, so that short commands
do not pay for it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds after which a command says what it is at."""

Step = Callable[[str, int, int], None]
"""Called with what is done now, how much of it is done, and of how much (0 when nobody knows)."""


def silent(what: str, done: int = 0, of: int = 0) -> None:
    """Say nothing: the step of those who do not watch."""


@contextmanager
def at_work(what: str, *, quiet: bool = False, verbose: bool = False) -> Iterator[Step]:
    """Yield the function to call at each step; `what` is the first one.

    `verbose` says each step and how long it took, at once and in plain lines.
    """
    if quiet:
        yield silent
        return
    teller = _Timed(sys.stderr) if verbose else _Patient(sys.stderr)
    before, sys.stderr = sys.stderr, teller.stream
    teller.step(what)
    try:
        yield teller.step
    finally:
        sys.stderr = before
        teller.end()


class _Timed:
    """Each step in a line of its own when it is over, with its seconds."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.what, self.since = "", time.monotonic()

    def step(self, what: str, done: int = 0, of: int = 0) -> None:
        if what != self.what:
            self.end()
            self.what = what

    def end(self) -> None:
        now = time.monotonic()
        if self.what:
            print(f"{now - self.since:7.2f} s  {self.what}", file=self.stream)
        self.what, self.since = "", now


class _Patient:
    """The step that is under way, once it is worth saying."""

    def __init__(self, stream: TextIO) -> None:
        self.raw = stream
        self.stream: Any = _Between(self)
        self.lock = threading.RLock()
        self.owner = os.getpid()
        self.state = ("", 0, 0)
        self.told = ""
        self.begun = self.over = False
        self.bar: Progress | None = None
        self.timer = threading.Timer(PATIENCE, self._begin)
        self.timer.daemon = True
        self.timer.start()

    def step(self, what: str, done: int = 0, of: int = 0) -> None:
        with self.lock:
            self.state = (what, done, of)
            if self.begun:
                self._tell()

    def end(self) -> None:
        self.timer.cancel()
        with self.lock:
            self.over = True
            if self.bar:
                self.bar.stop()
        self.raw.write(self.stream.rest)

    def write(self, text: str) -> None:
        """Write above the bar; a process that Sphinx forks has no bar, and must not wait for ours."""
        if self.bar is None or os.getpid() != self.owner:
            self.raw.write(text)
            return
        from rich.text import Text

        with self.lock:
            for line in text.splitlines():
                self.bar.console.print(Text.from_ansi(line), soft_wrap=True)

    def _begin(self) -> None:
        bar = _bar(self.raw)
        with self.lock:
            if self.over:
                return
            self.begun = True
            if bar:
                self.bar = bar
                bar.add_task("", total=None)
                bar.start()
            self._tell()

    def _tell(self) -> None:
        what, done, of = self.state
        if self.bar:
            self.bar.update(self.bar.task_ids[0], description=what, completed=done, total=of or None)
        elif what != self.told:
            print(f"annotate: {what} ...", file=self.raw)
            self.told = what


class _Between:
    """A stream that lets what others write pass above the bar."""

    def __init__(self, teller: _Patient) -> None:
        self._teller = teller
        self.rest = ""

    def write(self, text: str) -> int:
        """Pass on whole lines, so that a bar never stands in the middle of one."""
        self.rest += text
        if "\n" in self.rest:
            whole, _, self.rest = self.rest.rpartition("\n")
            self._teller.write(whole + "\n")
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._teller.raw, name)


def _bar(stream: TextIO) -> Progress | None:
    """Return a bar for a terminal that can draw one, or None."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return None
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    except ImportError:
        return None
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), TimeElapsedColumn(),
        console=Console(file=stream), transient=True, redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip
