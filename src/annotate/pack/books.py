"""The reader's builds that the pack is made of: Sphinx, each build in a process of its own, two at a time."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from annotate.build import Which
from annotate.interface import N_
from annotate.pack._base import Missing
from annotate.paper import ADVICE

_Build = tuple[Which, str]
_HTML: tuple[_Build, ...] = ((Which.INSTRUCTOR, "html"), (Which.STUDENT, "html"))
_PAPER: tuple[_Build, ...] = ((Which.STUDENT, "pdf"), (Which.INSTRUCTOR, "pdf"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What was built: first pages and books by (edition, form), hand-outs by reading, what could not be made.

    `failed` is true when Sphinx warned or failed; it has said why.
    """

    paths: Mapping[_Build, Path]
    handouts: Mapping[str, Path] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    failed: bool = False


def has_compiler() -> bool:
    """Return whether PDF can be made here."""
    return importlib.util.find_spec("typst") is not None


def make_books(root: Path, readings: Sequence[str]) -> Books:
    """Build both editions as HTML, the student's as EPUB, and where it can be both as PDF, from the pages as they are.

    The hand-outs use what the student's book has read, so that they come after it.
    """
    paper = has_compiler()
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), get_context("spawn"), max_tasks_per_child=1) as pool:
        wanted = (*(_PAPER if paper else ()), *_HTML, (Which.STUDENT, "epub"))
        runs = {one: pool.submit(_built, root, one) for one in wanted}
        done = {one: run.result() for one, run in runs.items() if one in _PAPER}
        printed = pool.submit(_handed_out, root, tuple(readings)) if paper else None
        done |= {one: run.result() for one, run in runs.items()}
        status, handouts = printed.result() if printed else (0, ())
    return Books(
        paths={one: path for one, (_, path) in done.items()},
        handouts=dict(zip(readings, handouts, strict=False)),
        missing=() if paper else tuple(_no_pdf()),
        failed=bool(status) or any(wrong or not path.is_file() for wrong, path in done.values()),
    )


def _no_pdf() -> Iterator[Missing]:
    for what in (N_("reader.pdf and instructor.pdf"), N_("Hand-outs"), N_("Worksheets and keys as PDF")):
        yield Missing(what=what, why=N_("the package typst is not here"), advice=ADVICE)


def _built(root: Path, one: _Build) -> tuple[int, Path]:
    from annotate.sphinx_ext.run import run

    made = run(root, one[0], one[1])
    return made.status, made.path


def _handed_out(root: Path, readings: tuple[str, ...]) -> tuple[int, tuple[Path, ...]]:
    from annotate.sphinx_ext.run import hand_out

    return hand_out(root, readings)
