"""The reader's builds that the pack is made of: Sphinx, each build in a process of its own, two at a time."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from annotate.build import Which
from annotate.pack._base import Missing

_Build = tuple[Which, str]
_HTML: tuple[_Build, ...] = ((Which.INSTRUCTOR, "html"), (Which.STUDENT, "html"))
_PAPER: tuple[_Build, ...] = ((Which.INSTRUCTOR, "pdf"), (Which.STUDENT, "pdf"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What was built: the paths of first pages and books by (edition, form), and what could not be made.

    `failed` are the builds in which Sphinx warned or failed; it has said why.
    """

    paths: Mapping[_Build, Path]
    missing: tuple[Missing, ...]
    failed: tuple[_Build, ...]


def has_compiler() -> bool:
    """Return whether PDF can be made here."""
    return importlib.util.find_spec("typst") is not None


def make_books(root: Path) -> Books:
    """Build both editions as HTML, the student's as EPUB and both as PDF, from the pages as they are."""
    missing = () if has_compiler() else (_no_pdf("reader.pdf"), _no_pdf("instructor.pdf"))
    wanted = (*(() if missing else _PAPER), *_HTML, (Which.STUDENT, "epub"))
    workers = min(2, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, get_context("spawn"), max_tasks_per_child=1) as pool:
        done = dict(zip(wanted, pool.map(_built, [root] * len(wanted), wanted), strict=True))
    return Books(
        paths={one: path for one, (_, path) in done.items()},
        missing=missing,
        failed=tuple(one for one, (status, path) in done.items() if status or not path.is_file()),
    )


def _no_pdf(name: str) -> Missing:
    return Missing(what=name, why="the package typst is not installed here: pip install 'typst>=0.15,<0.16'")


def _built(root: Path, one: _Build) -> tuple[int, Path]:
    from annotate.sphinx_ext.run import run

    return run(root, one[0], one[1])
