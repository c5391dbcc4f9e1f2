"""Figures on disk: a run that was stopped goes on where it was, as long as it measures the same code."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotate.files import write_if_changed
from tests.bench.figures import Figures, Took, Unit
from tests.bench.process import REPOSITORY

FILE = REPOSITORY / "build" / "bench.json"


def _of(runs: int) -> str:
    """Return a digest of what is measured and how often."""
    digest = hashlib.sha256(str(runs).encode())
    files = (
        *(REPOSITORY / "src").rglob("*.py"),
        Path(__file__).with_name("load.py"),
        *(REPOSITORY / "requirements").iterdir(),
    )
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def keep(figures: Figures, *, whole: bool = False) -> None:
    """Write all figures; a run that is `whole` is not gone on with."""
    units = [[size, name, asdict(unit)] for (size, name), unit in figures.units.items()]
    body = {"of": _of(figures.runs), "runs": figures.runs, "whole": whole, "units": units}
    write_if_changed(FILE, json.dumps(body, indent=0).encode() + b"\n")


def kept(runs: int) -> Figures:
    """Return what a stopped run of the same code measured; nothing when there is none."""
    told = _read()
    same = told and not told["whole"] and told["of"] == _of(runs)
    return _figures(told) if told and same else Figures(runs=runs)


def last() -> Figures:
    """Return what was measured last, whole or not."""
    told = _read()
    return _figures(told) if told else Figures(runs=0)


def _read() -> dict[str, Any] | None:
    return dict(json.loads(FILE.read_text(encoding="utf-8"))) if FILE.is_file() else None


def _figures(told: dict[str, Any]) -> Figures:
    units = {
        (size, name): Unit(
            builds={one: Took(**took) for one, took in unit["builds"].items()}, facts=unit["facts"], failed=unit["failed"]
        )
        for size, name, unit in told["units"]
    }
    return Figures(runs=told["runs"], units=units)
