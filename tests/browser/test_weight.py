"""A reading is light: all that its page asks for, compressed and without fonts, is 60 KB."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.conftest import Built


def _asked_for(path: Path) -> list[Path]:
    page = path.read_text(encoding="utf-8")
    found = re.findall(r'<link rel="stylesheet"[^>]* href="([^"?]+)|<script[^>]* src="([^"?]+)', page)
    return [path, *((path.parent / (style or script)).resolve() for style, script in found)]


@pytest.mark.parametrize("name", ["azus", "evn", "ish", "mepei", "sld"])
def test_a_reading_weighs_no_more_than_60_kb(edition: Built, name: str) -> None:
    files = _asked_for(edition.html / "readings" / f"{name}.html")
    assert len(files) > 8
    weights = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in files}
    assert sum(weights.values()) <= 60 * 1024, weights
