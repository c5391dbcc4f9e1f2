"""The command serve, run on a project as a user runs it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import PATIENCE
from tests.support.projects import new_project


class Served:
    """A running preview."""

    def __init__(self, root: Path, *options: str, patience: float = PATIENCE) -> None:
        self.root, self.patience = root, patience
        self.process = subprocess.Popen(
            [sys.executable, "-m", "annotate", "serve", "--port", "0", "--no-open", *options],
            cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        assert self.process.stdout
        self.address = self.process.stdout.readline().split()[0]
        threading.Thread(target=self._listen, daemon=True).start()
        self.hears(" changed, ")

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self._lines.put(line)

    def hears(self, words: str) -> str:
        """Wait until a line of the terminal holds some words, and return it."""
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                continue
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"not heard: {words}\n{''.join(self.said)}")

    def save(self, file: str, old: str, new: str) -> None:
        """Change some words of a file, as an editor does that writes a new file and renames it."""
        path = self.root / file
        words = path.read_text(encoding="utf-8")
        assert old in words
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(words.replace(old, new, 1), encoding="utf-8")
        beside.replace(path)

    def get(self, name: str) -> str:
        with urllib.request.urlopen(f"{self.address}{name}", timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))

    def end(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(self.patience)
        while not self._lines.empty():
            self.said.append(self._lines.get())
        return code


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start a preview of a new project; it is ended with the test."""
    running: list[Served] = []

    def start(*options: str) -> Served:
        running.append(Served(new_project(tmp_path, "p"), *options))
        return running[-1]

    yield start
    for one in running:
        one.end()
