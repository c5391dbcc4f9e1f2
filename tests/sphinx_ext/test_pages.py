"""Generated pages inside Sphinx: places of warnings, citations from elsewhere, other builders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.support.projects import annotate, make_project, run, sphinx

TEXT = (
    "A heading\n\n" + "The first paragraph speaks of a treaty at some length, so that it is one. " * 3 + "\n\nA last word.\n"
)
GLOSSARY = (
    "terms:\n  - id: treaty\n    headword: treaty\n    category: law\n    forms: [treaty]\n"
    "    basis: texts\n    definition: An agreement.\n"
)


def _note(text: str) -> str:
    return f"notes:\n  - id: n1\n    kind: textual\n    at: {{reading: a, exact: a last word}}\n    text: {text}\n".replace(
        "a last word", "A last word"
    )


def test_a_warning_points_at_the_yaml_line(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": TEXT}, notes=_note("See {nosuchrole}`x`."))
    done = sphinx(root, tmp_path / "out", check=False)
    assert done.returncode == 1
    assert re.search(r"docs/apparatus/notes\.yaml:5: WARNING: Unknown interpreted text role", done.stderr), done.stderr
    assert "readings/a.md" not in done.stderr


def test_errors_are_logged_with_place_and_slug_and_nothing_is_written(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": TEXT}, notes=_note("x").replace("last word", "lost word"))
    done = sphinx(root, tmp_path / "out", check=False)
    assert done.returncode == 2
    assert "docs/apparatus/notes.yaml:4:" in done.stderr
    assert "[annotate.no_match]" in done.stderr
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stderr)  # Sphinx colours what it says in CI
    assert said.rstrip().endswith("ERROR: annotate: 1 error, no page was written; see above [annotate]")
    assert not re.search("Traceback|issue|Versions", done.stderr)
    assert not (root / "docs" / "readings").exists()


def test_where_nothing_may_be_kept_it_builds_and_where_nothing_may_be_written_it_says_so(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": TEXT})
    (root / "build").mkdir()
    (root / "build" / ".cache").write_text("no folder", encoding="utf-8")
    sphinx(root, tmp_path / "out")
    assert annotate(root, "build").stdout == "nothing changed\n"
    data = root / "docs" / "_annotate" / "search.json"
    data.unlink()
    (data / "in the way").mkdir(parents=True)
    done = sphinx(root, tmp_path / "out", check=False)
    assert done.returncode == 2
    assert "ERROR: annotate: Is a directory: " in done.stderr and "search.json [annotate]" in done.stderr
    assert not re.search("Traceback|issue|Versions", done.stderr)


def test_contents_may_name_a_generated_page_that_is_not_made(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": TEXT})
    index = root / "docs" / "index.md"
    contents = index.read_text(encoding="utf-8")
    index.write_text(contents.replace("glossary\n", "glossary\ntimeline\ncomparison\n"), encoding="utf-8")
    sphinx(root, tmp_path / "out")
    index.write_text(contents.replace("glossary\n", "glossary\ntimelime\n").replace("readings/*\n", ""), encoding="utf-8")
    done = sphinx(root, tmp_path / "out", check=False)
    assert "toctree contains reference to nonexisting document 'timelime'" in done.stderr
    assert "isn't included in any toctree; name it in one, as in docs/index.md" in done.stderr


def test_a_broken_conf_is_told_of_without_a_traceback(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": TEXT})
    with (root / "docs" / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('extensions += ["no_such_extension"]\n')
    done = annotate(root, "html")
    assert done.returncode == 1
    assert "Could not import extension no_such_extension" in done.stderr
    assert not re.search("Traceback|issue|Versions", done.stderr)


def test_the_inventory_lets_another_course_cite_a_paragraph(edition: Built, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    conf = (
        'extensions = ["myst_parser", "sphinx.ext.intersphinx"]\nproject = "other"\n'
        f'intersphinx_mapping = {{"armenia": ("https://example.org/reader", r"{edition.html / "objects.inv"}")}}\n'
    )
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    page = "# Other\n\nSee <inv:armenia:reading:par#evn:5>.\n"
    (docs / "index.md").write_text(page, encoding="utf-8")
    sphinx(tmp_path, tmp_path / "out")
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/reader/readings/evn.html#p5"' in html
    assert "EVN ¶5" in html


@pytest.mark.parametrize(("builder", "pattern"), [("text", "index.txt"), ("latex", "*.tex"), ("dirhtml", "index.html")])
def test_other_builders_print_the_words(tmp_path: Path, builder: str, pattern: str) -> None:
    root = make_project(tmp_path / "p", {"a": TEXT}, glossary=GLOSSARY, notes=_note("About it."))
    done = run("sphinx", "-b", builder, "-q", "-W", root / "docs", tmp_path / "out", cwd=root)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "out").glob(pattern))
    printed = "".join(
        path.read_text(encoding="utf-8")
        for path in (tmp_path / "out").rglob("*")
        if path.suffix in (".txt", ".tex", ".html")
    )
    for words in ("The first paragraph speaks of a", "A last word.", "About it."):
        assert words in printed


def test_the_extension_works_without_a_project(tmp_path: Path) -> None:
    docs = tmp_path / "plain" / "docs"
    docs.mkdir(parents=True)
    conf = 'project = "plain"\nextensions = ["annotate.sphinx_ext"]\nhtml_theme = "reader"\n'
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    (docs / "index.md").write_text("# Plain\n\n{anchor}`p1` Words of a text.\n", encoding="utf-8")
    sphinx(docs.parent, tmp_path / "out")
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 'id="p1"' in html and 'class="reading-text"' in html


def test_a_reading_in_another_language_says_so(tmp_path: Path) -> None:
    by = "id: a\nsiglum: A\ntitle: Title\nlanguage: hy\n"
    root = make_project(tmp_path / "p", {"a": "Բարեւ։\n", "a.yaml": by})
    sphinx(root, tmp_path / "out")
    html = (tmp_path / "out" / "readings" / "a.html").read_text(encoding="utf-8")
    assert re.search(r'<p (?=[^>]*id="p1")[^>]*lang="hy"', html)
    assert not re.search(r'<section[^>]*lang="hy"', html)


def test_pages_are_kept_out_of_search_engines_by_default(edition: Built) -> None:
    for path in edition.html.rglob("*.html"):
        assert '<meta name="robots" content="noindex">' in path.read_text(encoding="utf-8"), path.name


def test_a_hand_written_page_is_never_overwritten(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": TEXT})
    (root / "docs" / "glossary.md").write_text("# Mine\n", encoding="utf-8")
    done = annotate(root, "build")
    assert done.returncode == 1
    assert "[annotate.not_generated]" in done.stderr
    assert (root / "docs" / "glossary.md").read_text(encoding="utf-8") == "# Mine\n"
    assert not (root / "docs" / "readings").exists()


def test_a_page_whose_source_is_gone_is_deleted_and_no_other(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": TEXT, "b": TEXT})
    assert annotate(root, "build").returncode == 0
    (root / "docs" / "readings" / "mine.md").write_text("# Mine\n", encoding="utf-8")
    for suffix in ("txt", "yaml"):
        (root / "seeds" / f"b.{suffix}").unlink()
    done = annotate(root, "build")
    assert "deleted docs/readings/b.md" in done.stdout
    assert sorted(path.name for path in (root / "docs" / "readings").iterdir()) == ["a.md", "mine.md"]
