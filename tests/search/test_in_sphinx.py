"""Search by passage takes the place of Sphinx's where there are records, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.support.projects import CONF, INDEX, make_project, sphinx

SPHINXS = {"searchindex.js", "language_data.js", "searchtools.js", "doctools.js", "sphinx_highlight.js"}


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_nothing_of_sphinxs_search_is_left(edition: Built) -> None:
    assert not SPHINXS & _names(edition.html)
    for path in edition.html.rglob("*.html"):
        scripts = set(re.findall(r'<script[^>]* src="[^"]*?([\w.-]+)"', path.read_text(encoding="utf-8")))
        assert "find.js" in scripts
        assert (
            not {"minisearch.js", "search-data.js", "spelling.js", "ranking.js", "search.js", "documentation_options.js"}
            & scripts
        )


@pytest.mark.parametrize(
    ("conf", "gone"),
    [
        (CONF, SPHINXS),
        (f"{CONF}annotate_search = False\n", {"find.js", "search-data.js", "minisearch.js", "search.css"}),
        (CONF.replace('html_theme = "reader"', 'html_theme = "basic"'), {"find.js", "search-data.js"}),
    ],
    ids=["records", "turned off", "another theme"],
)
def test_which_search_a_project_has(tmp_path: Path, conf: str, gone: set[str]) -> None:
    root = make_project(tmp_path / "p", {"one": "The ferry waits.\n"})
    (root / "docs" / "conf.py").write_text(conf, encoding="utf-8")
    sphinx(root, tmp_path / "out")
    names = _names(tmp_path / "out")
    assert not gone & names
    assert "search.html" in names
    assert ("searchindex.js" in names) is ("searchindex.js" not in gone)


def test_the_theme_alone_keeps_sphinxs_search(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "docs" / "index.md").write_text("# Home\n\nThe ferry waits.\n", encoding="utf-8")
    sphinx(tmp_path, tmp_path / "out")
    assert _names(tmp_path / "out") >= SPHINXS
    assert "find.js" not in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_script_of_others_keeps_what_it_may_use(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"one": "The ferry waits.\n"})
    (root / "docs" / "conf.py").write_text(f"{CONF}html_js_files = ['own.js']\n", encoding="utf-8")
    sphinx(root, tmp_path / "out")
    assert "doctools.js" in _names(tmp_path / "out")
    assert "searchindex.js" not in _names(tmp_path / "out")


def test_pages_written_by_hand_are_found_and_forgotten(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"one": "The ferry waits.\n"})
    extra, index = root / "docs" / "extra.md", root / "docs" / "index.md"
    extra.write_text("# More\n\nAbout *quarries*.\n\n## Stone & sand\n\nOf limestone.\n", encoding="utf-8")
    index.write_text(INDEX.replace("glossary\n", "glossary\nextra\n"), encoding="utf-8")
    sphinx(root, tmp_path / "out")
    data = tmp_path / "out" / "_static" / "search-data.js"
    assert '"About quarries."' in data.read_text(encoding="utf-8")
    assert '"stone-sand",[],"More: Stone & sand","Of limestone."' in data.read_text(encoding="utf-8")
    extra.unlink()
    index.write_text(INDEX, encoding="utf-8")
    sphinx(root, tmp_path / "out")
    assert "quarries" not in data.read_text(encoding="utf-8")
