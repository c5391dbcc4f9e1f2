"""Plain Sphinx with MyST-Parser, and a theme that anyone can install."""

from __future__ import annotations

from collections import Counter
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from tests.bench.figures import Took
from tests.bench.others._base import Other
from tests.bench.process import sphinx
from tests.bench.words import of_html

CONF = """
project = "test"
extensions = ["myst_parser", "sphinx_design", "tests.bench.stubs"]
myst_enable_extensions = ["colon_fence"]
html_theme = "THEME"
"""


def _lacking(theme: str) -> str:
    return "" if find_spec(theme) else "make compare"


def _prepare(theme: str, root: Path) -> None:
    (root / "docs" / "conf.py").write_text(CONF.replace("THEME", theme), encoding="utf-8")


def _build(root: Path, stages: bool) -> Took:
    return sphinx(root, stock=True, stages=stages)


def _words(root: Path, name: str) -> Counter[str]:
    return of_html((root / "build" / "html" / f"{name}.html").read_text(encoding="utf-8"))


def _theme(theme: str) -> Other:
    return Other(
        name=theme, label=f"Sphinx + MyST + {theme}", lacking=partial(_lacking, theme),
        prepare=partial(_prepare, theme), build=_build, words=_words,
        faster=sphinx if theme == "alabaster" else None,
    )  # fmt: skip


OTHERS = (_theme("alabaster"), _theme("furo"))
