"""Where and how it was measured, and which tools are not beside ours."""

from __future__ import annotations

import os
import platform
from datetime import date

from tests.bench.figures import Figures
from tests.bench.others import OTHERS
from tests.bench.tables._base import LABELS


def lines(figures: Figures) -> list[str]:
    """Return sentences."""
    start = next((unit.facts for unit in figures.units.values() if "day" in unit.facts), {})
    when = f"on {date.fromordinal(int(start['day']))}, load average {start['load']:.0f}" if start else "at a time not kept"
    versions = ".".join(platform.python_version_tuple()[:2])
    times = "one run" if figures.runs == 1 else f"the median of {figures.runs} runs"
    found = [
        f"Measured {when}: {platform.system()}, {platform.machine()}, {os.cpu_count()} cores, Python {versions}; "
        f"CPU seconds, {times}."
    ]
    for other in OTHERS:
        if not figures.sizes(other.name) and (lacking := other.lacking()):
            found += ["", f"{other.label} is not beside these: it was not installed (`{lacking}`)."]
    for size, name, why in figures.failures():
        found += ["", f"{LABELS.get(name, name)}, {size} texts: not measured. {why}"]
    return found
