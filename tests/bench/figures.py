"""What was measured: the records that builds fill and tables print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a build took: seconds by stage and in all, MB at the peak, pages read and written."""

    cpu: float
    wall: float = 0.0
    peak: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    read: int = 0
    written: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is measured in one go, and kept when it is done: builds by name, plain numbers by name.

    `failed` says why there is nothing else.
    """

    builds: dict[str, Took] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)
    failed: str = ""


@dataclass(slots=True, kw_only=True)
class Figures:
    """All units by number of texts and name, in the order in which they were measured."""

    runs: int
    units: dict[tuple[int, str], Unit] = field(default_factory=dict)

    def of(self, size: int, name: str) -> Unit | None:
        """Return a unit that was measured."""
        unit = self.units.get((size, name))
        return unit if unit and not unit.failed else None

    def sizes(self, name: str) -> list[int]:
        """Return the numbers of texts at which a unit was measured, from small to large."""
        return sorted(size for size, one in self.units if one == name and self.of(size, one))

    def failures(self) -> Iterator[tuple[int, str, str]]:
        """Yield number of texts, name and reason of each unit that failed."""
        for (size, name), unit in self.units.items():
            if unit.failed:
                yield size, name, unit.failed


class FailedError(Exception):
    """A build that did not come to its end, or made something else than was asked."""


def middle(runs: list[Took]) -> Took:
    """Return the run with the median of CPU seconds, its stages the medians of theirs."""
    one = sorted(runs, key=lambda run: run.cpu)[len(runs) // 2]
    stages = {name: median(run.stages.get(name, 0.0) for run in runs) for name in one.stages}
    return Took(cpu=one.cpu, wall=one.wall, peak=one.peak, stages=stages, read=one.read, written=one.written)
