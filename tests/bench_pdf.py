"""Times the printed reader of a project: a column for the table of `make bench`."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path


def pdf_seconds(project: Path) -> float:
    """Return the CPU seconds of `annotate pdf` in a project, pages and doctrees included."""
    before = _spent()
    command = [sys.executable, "-m", "annotate", "-C", str(project), "pdf"]
    subprocess.run(command, check=True, capture_output=True)
    return _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
