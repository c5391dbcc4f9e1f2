"""Runs a program to its end and says what it took, the processes that it started included."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Timer
from typing import Any

from tests.bench.figures import FailedError, Took, middle

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 3600.0
"""Seconds after which a build is given up."""
_OFFLINE = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "no_proxy": ""}
"""Nothing listens there: a tool that wants the network fails at once, wherever the bench is run."""


def run(command: Sequence[str | Path], cwd: Path = REPOSITORY) -> tuple[Took, str]:
    """Run a command; return what it took and what it printed. Raise FailedError with its last words if it fails."""
    path = os.pathsep.join((str(REPOSITORY / "src"), str(REPOSITORY)))
    upper = {name.upper(): value for name, value in _OFFLINE.items()}
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            env={**os.environ, **_OFFLINE, **upper, "PYTHONPATH": path, "NO_COLOR": "1"},
        )  # fmt: skip
        late = Timer(PATIENCE, process.kill)
        late.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        out.seek(0)
        said = out.read().decode("utf-8", "replace")
    if process.returncode:
        words = f"given up after {PATIENCE:.0f} seconds" if wall >= PATIENCE else (said.strip().splitlines() or ["?"])[-1]
        raise FailedError(words)
    return Took(cpu=used.ru_utime + used.ru_stime, wall=wall, peak=used.ru_maxrss / 1024), said


def sphinx(root: Path, *, jobs: int = 1, stock: bool = False, stages: bool = False) -> Took:
    """Build a project's docs/ to build/html, in a process that also tells its stages and pages."""
    command = [sys.executable, "-m", "tests.bench.measured", str(root), str(jobs)]
    took, said = run([*command, "stock" if stock else "installed", "stages" if stages else "whole"])
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return Took(
        cpu=took.cpu, wall=took.wall, peak=took.peak, stages=told["stages"], read=told.get("read", 0),
        written=told.get("written", 0),
    )  # fmt: skip


def clean(root: Path, build: Callable[[], Took], runs: int) -> Took:
    """Return the median of builds into an empty folder."""
    taken = []
    for _ in range(runs):
        for name in ("build", "_build"):
            shutil.rmtree(root / name, ignore_errors=True)
        taken.append(build())
    return middle(taken)
