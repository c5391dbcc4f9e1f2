"""The data of cards: baked in, the same under any number of processes, right after an edit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.projects import make_project, sphinx, tree

GLOSSARY = """terms:
  - id: treaty
    headword: treaty
    category: law
    forms: [treaty]
    basis: texts
    definition: An agreement of states.
  - id: war
    headword: war
    category: event
    forms: [war]
    basis: texts
    definition: Armed fighting.
"""
MORE = "Beside that it has many words of no weight, which are here to make it long enough. "
TEXTS = {
    "a": f"The first text speaks of a treaty. {MORE}\n\nIts second paragraph has nothing to say </script> & more.\n",
    "b": f"The second text speaks of a war. {MORE}\n",
    "c": f"The third text speaks of both, a war and a treaty. {MORE}\n",
}
NOTES = """notes:
  - id: n1
    kind: textual
    at: {reading: b, exact: second text}
    text: 'Compare {reading:quote}`nothing to say <a>`.'
"""


def _previews(out: Path, name: str) -> dict[str, dict[str, str]]:
    page = (out / "readings" / f"{name}.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="reader-previews">(.*?)</script>', page, re.S)
    return json.loads(found[1]) if found else {}


def _shown(out: Path, name: str) -> dict[str, str]:
    return {one["title"]: re.sub("<[^>]+>", "", one["html"]) for one in _previews(out, name).values()}


def test_a_page_has_the_terms_it_shows_and_no_others(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", TEXTS, glossary=GLOSSARY)
    out = tmp_path / "out"
    sphinx(root, out)
    assert _shown(out, "a") == {"treaty": "An agreement of states."}
    assert _shown(out, "b") == {"war": "Armed fighting."}
    assert _shown(out, "c") == {"treaty": "An agreement of states.", "war": "Armed fighting."}
    assert _previews(out, "a")["../glossary.html#term-treaty"]["category"] == "law"
    assert "reader-previews" not in (out / "glossary.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_changed_definition_is_changed_on_every_page_that_shows_it(tmp_path: Path, jobs: str) -> None:
    root = make_project(tmp_path / "p", TEXTS, glossary=GLOSSARY)
    out = tmp_path / "out"
    sphinx(root, out, "-j", jobs)
    times = {name: (out / "readings" / f"{name}.html").stat().st_mtime_ns for name in TEXTS}
    changed = GLOSSARY.replace("An agreement of states.", "A *pact* of states.")
    (root / "docs" / "apparatus" / "glossary.yaml").write_text(changed, encoding="utf-8")
    sphinx(root, out, "-j", jobs)
    assert _shown(out, "a")["treaty"] == "A pact of states."
    assert _shown(out, "c")["treaty"] == "A pact of states."
    written = {name for name in TEXTS if (out / "readings" / f"{name}.html").stat().st_mtime_ns != times[name]}
    assert written == {"a", "c"}
    clean = tmp_path / "clean"
    sphinx(root, clean)
    assert tree(out / "readings") == tree(clean / "readings")


def test_a_passage_elsewhere_is_shown_safely_and_follows_its_source(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", TEXTS, notes=NOTES)
    out = tmp_path / "out"
    sphinx(root, out)
    words = "Its second paragraph has nothing to say &lt;/script&gt; &amp; more."
    assert _shown(out, "b") == {"A ¶2": words}
    source = root / "seeds" / "a.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("& more", "& less"), encoding="utf-8")
    sphinx(root, out)
    assert _shown(out, "b") == {"A ¶2": words.replace("more", "less")}


def test_a_page_does_not_grow_with_the_number_of_texts(tmp_path: Path) -> None:
    few = {f"t{number:02}": f"Text {number}.\n" for number in range(12)}
    many = {f"t{number:02}": f"Text {number}.\n" for number in range(40)}
    sizes = {}
    for name, texts in (("few", few), ("many", many)):
        root = make_project(tmp_path / name, texts)
        sphinx(root, tmp_path / f"{name}-out")
        page = (tmp_path / f"{name}-out" / "readings" / "t05.html").read_text(encoding="utf-8")
        contents = re.search(r'<nav class="contents".*?</nav>', page, re.S)
        assert contents
        sizes[name] = len(re.findall(r'href="t\d+\.html"|aria-current', contents[0]))
        if name == "many":
            assert ">The title of t04<" in contents[0] and ">The title of t06<" in contents[0]
            assert 'href="../index.html">All ' in contents[0]
    assert sizes == {"few": 12, "many": 3}


def test_the_theme_works_without_the_preprocessor(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    conf = 'project = "plain"\nextensions = ["myst_parser"]\nhtml_theme = "reader"\n'
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    (docs / "index.md").write_text("# Plain\n\nA line.[^1]\n\n[^1]: A note.\n\n```{toctree}\nmore\n```\n", encoding="utf-8")
    (docs / "more.md").write_text("# More\n\n## Below\n\nWords.\n", encoding="utf-8")
    sphinx(tmp_path, tmp_path / "out")
    page = (tmp_path / "out" / "more.html").read_text(encoding="utf-8")
    assert 'aria-current="page">More</a>' in page and 'href="#below"' in page
    for name in ("reader.css", "cards.js", "fonts/source-serif-4-latin-normal.woff2", "fonts/source-serif-4.LICENSE.txt"):
        assert (tmp_path / "out" / "_static" / name).is_file()
