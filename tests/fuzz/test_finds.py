"""What fuzzing has found, and where it begins: no target breaks on any of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

FINDS = Path(__file__).parent / "finds"


@pytest.mark.parametrize("name", TARGETS)
def test_no_target_breaks_on_what_was_found_or_on_its_seeds(name: str) -> None:
    inputs = [*seeds(name), *(path.read_bytes() for path in sorted((FINDS / name).glob("*")))]
    assert inputs
    for data in inputs:
        TARGETS[name](data)
