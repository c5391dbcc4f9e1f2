"""Jupyter Book 1, which wants an older Sphinx and so has a folder of its own beside the tests' packages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.bench.figures import Took
from tests.bench.others._base import Other
from tests.bench.process import REPOSITORY, run
from tests.bench.words import names, of_html

COMMAND = REPOSITORY / ".venv" / "book" / "bin" / "jupyter-book"
CONFIG = """title: test
author: test
logo: ""
execute: {execute_notebooks: "off"}
parse: {myst_enable_extensions: [colon_fence]}
sphinx: {extra_extensions: [tests.bench.stubs]}
"""


def _lacking() -> str:
    return "" if COMMAND.is_file() else "make compare"


def _prepare(root: Path) -> None:
    docs = root / "docs"
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    (docs / "_config.yml").write_text(CONFIG, encoding="utf-8")
    chapters = "".join(f"- file: {name}\n" for name in names(docs))
    (docs / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{chapters}", encoding="utf-8")


def _build(root: Path, _: bool) -> Took:
    return run([COMMAND, "build", root / "docs", "--path-output", root / "build"], cwd=root)[0]


def _words(root: Path, name: str) -> Counter[str]:
    return of_html((root / "build" / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8"))


OTHERS = (
    Other(name="jupyter-book", label="Jupyter Book 1", lacking=_lacking, prepare=_prepare, build=_build, words=_words),
)
