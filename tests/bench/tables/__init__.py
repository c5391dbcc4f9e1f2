"""The tables that the bench prints, in their order."""

from collections.abc import Callable

from tests.bench.figures import Figures
from tests.bench.tables import edits, goals, live, machine, printed, stages, whole

TABLES: tuple[Callable[[Figures], list[str]], ...] = (
    machine.lines, whole.lines, stages.lines, edits.lines, live.lines, printed.lines, goals.lines,
)  # fmt: skip
