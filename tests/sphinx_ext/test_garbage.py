"""Python's collector of garbage looks less often while Sphinx builds, and as before afterwards."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from annotate.sphinx_ext import garbage


@pytest.mark.parametrize(("pages", "left_out"), [(1, False), (garbage._FEW + 1, True)])
def test_the_collector_is_as_before_when_the_build_is_done(tmp_path: Path, pages: int, left_out: bool) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text('extensions = ["annotate.sphinx_ext"]\n', encoding="utf-8")
    for page in range(pages):
        (docs / ("index.md" if page == 0 else f"p{page}.md")).write_text("# Words\n", encoding="utf-8")
    before = (gc.get_threshold(), gc.get_freeze_count())
    meanwhile = []
    with docutils_namespace():
        app = Sphinx(docs, docs, tmp_path / "out", tmp_path / "doctrees", "dummy", status=None, warning=None)
        app.connect("env-updated", lambda app, env: meanwhile.append((gc.get_threshold(), gc.get_freeze_count())))
        app.build()
    threshold, frozen = meanwhile[0]
    assert threshold == (garbage._OBJECTS, *before[0][1:])
    assert (frozen > 0) is left_out
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
