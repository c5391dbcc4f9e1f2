"""Where and how it was measured, and which tools are not beside ours."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime

from tests.bench.figures import Figures
from tests.bench.others import OTHERS
from tests.bench.tables._base import LABELS


def lines(figures: Figures) -> list[str]:
    """Return sentences."""
    day = datetime.now(tz=UTC).date().isoformat()
    versions = ".".join(platform.python_version_tuple()[:2])
    times = "one run" if figures.runs == 1 else f"the median of {figures.runs} runs"
    found = [
        f"Measured on {day}: {platform.system()}, {platform.machine()}, {os.cpu_count()} cores, load average "
        f"{os.getloadavg()[2]:.0f}, Python {versions}; CPU seconds, {times}."
    ]
    for other in OTHERS:
        if not figures.sizes(other.name) and (lacking := other.lacking()):
            found += ["", f"{other.label} is not beside these: it was not installed (`{lacking}`)."]
    for size, name, why in figures.failures():
        found += ["", f"{LABELS.get(name, name)}, {size} texts: not measured. {why}"]
    return found
