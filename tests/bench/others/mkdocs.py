"""MkDocs with the theme Material, which reads Markdown by Python-Markdown."""

from __future__ import annotations

import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from tests.bench.figures import Took
from tests.bench.others._base import Other
from tests.bench.process import run
from tests.bench.words import of_html

CONFIG = """site_name: test
docs_dir: docs
site_dir: build
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [tables, tests.bench.stubs_markdown]
"""


def _lacking() -> str:
    return "" if find_spec("mkdocs") and find_spec("material") else "make compare"


def _prepare(root: Path) -> None:
    (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")


def _build(root: Path, _: bool) -> Took:
    return run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root)[0]


def _words(root: Path, name: str) -> Counter[str]:
    return of_html((root / "build" / f"{name}.html").read_text(encoding="utf-8"))


OTHERS = (Other(name="mkdocs", label="mkdocs-material", lacking=_lacking, prepare=_prepare, build=_build, words=_words),)
