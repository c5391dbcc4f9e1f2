"""The manual's examples: each is a file, and does what the page beside it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pytest

from annotate.items import ItemType
from annotate.sphinx_ext.theme.words import WORDS
from tests.support.projects import REPOSITORY, annotate, run, sphinx

MANUAL = REPOSITORY / "docs" / "manual"
EXAMPLES = MANUAL / "examples"
THEME = REPOSITORY / "src" / "annotate" / "sphinx_ext" / "theme" / "reader"
FIRST = ("seeds/ferry.txt", "seeds/ferry.yaml", "docs/conf.py", "docs/index.md")
STEPS = ("glossary", "notes", "questions")


def _example(name: str, to: Path) -> Path:
    ignored = shutil.ignore_patterns("build", "readings", "instructor", "_annotate")
    return Path(shutil.copytree(EXAMPLES / name, to / name, ignore=ignored))


@pytest.mark.parametrize("step", range(len(STEPS) + 1))
def test_each_step_of_the_tutorial_is_clean(tmp_path: Path, step: int) -> None:
    root = _example("first-reader", tmp_path)
    for name in STEPS[step:]:
        (root / "docs" / "apparatus" / f"{name}.yaml").unlink()
    left = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert left == {*FIRST, *(f"docs/apparatus/{name}.yaml" for name in STEPS[:step])}
    checked = annotate(root, "check", "--strict")
    assert checked.returncode == 0, checked.stdout
    if step in (0, len(STEPS)):
        sphinx(root, tmp_path / "out")


def test_the_tutorials_commands_do_what_it_says(tmp_path: Path) -> None:
    root = _example("first-reader", tmp_path)
    done = annotate(root, "html", "--edition", "instructor")
    assert (done.returncode, done.stdout) == (0, "build/instructor/index.html\n"), done.stderr
    assert (root / "build" / "instructor" / "instructor" / "teaching-notes.html").is_file()
    path = root / "docs" / "apparatus" / "notes.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("in forty", "in fifty"), encoding="utf-8")
    assert path.read_bytes() == (EXAMPLES / "mistake" / "docs" / "apparatus" / "notes.yaml").read_bytes()
    checked = annotate(root, "check")
    assert checked.returncode == 1
    assert checked.stdout.count("[annotate.no_match]") == 1


def test_the_larger_example_is_clean_and_can_be_cited_from_elsewhere(tmp_path: Path) -> None:
    root = _example("two-readings", tmp_path)
    checked = annotate(root, "check", "--strict")
    assert checked.returncode == 0, checked.stdout
    sphinx(root, root / "build" / "html")
    sphinx(root, tmp_path / "instructor", "-t", "instructor")
    assert (tmp_path / "instructor" / "teaching" / "floods.html").is_file()
    other = _example("other-course", tmp_path)
    done = run("sphinx", "-n", "-W", "-q", other, tmp_path / "other", cwd=other)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "other" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/ferry/readings/council.html#p1"' in page
    assert "COUNCIL ¶1" in page


def test_the_exercises_of_each_type_are_clean_and_are_all_of_them(tmp_path: Path) -> None:
    root = _example("every-type", tmp_path)
    done = annotate(root, "check", "--strict")
    assert done.returncode == 0, done.stdout
    words = (root / "exercises" / "types.yaml").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^    type: (\w+)$", words, re.MULTILINE)) == sorted(ItemType)


def test_the_extension_alone_builds_pages_written_by_hand(tmp_path: Path) -> None:
    docs = _example("extension-only", tmp_path)
    done = run("sphinx", "-n", "-W", "-q", docs, tmp_path / "out", cwd=docs)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out" / "rhyme.html").read_text(encoding="utf-8")
    assert 'class="reading-text"' in page
    assert 'id="note-door"' in page
    assert "RHYME ¶1" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_the_example_on_paper_prints_its_own_node_on_its_own_paper(tmp_path: Path) -> None:
    docs = _example("on-paper", tmp_path)
    for builder in ("html", "typst"):
        done = run("sphinx", "-n", "-W", "-q", "-b", builder, docs, tmp_path / builder, cwd=docs)
        assert done.returncode == 0, done.stderr
    with pikepdf.open(tmp_path / "typst" / "reader.pdf") as pdf:
        page = pdf.pages[-1]
        assert [float(side) for side in page.mediabox] == [0, 0, 612, 792]
        fonts = {str(font.BaseFont).rpartition("+")[2] for font in page.Resources.Font.values()}
    assert '#align(center)[#". . .";]' in (tmp_path / "typst" / "reader.typ").read_text(encoding="utf-8")
    assert any(font.startswith("NewCM") for font in fonts), fonts
    assert "<p>. . .</p>" in (tmp_path / "html" / "index.html").read_text(encoding="utf-8")


_PARTS = {
    "cards": "cards.js",
    "cite": "cite.js",
    "progress": 'class="progress"',
    "settings": 'id="settings"',
    "text_only": 'id="text-only"',
}


def test_each_part_of_the_theme_can_be_turned_off(tmp_path: Path) -> None:
    docs = _example("extension-only", tmp_path)
    off = [flag for part in (*_PARTS, "side_notes") for flag in ("-D", f"html_theme_options.{part}=False")]
    pages = []
    for name, flags in (("on", []), ("off", off)):
        done = run("sphinx", "-n", "-W", "-q", *flags, docs, tmp_path / name, cwd=docs)
        assert done.returncode == 0, done.stderr
        pages.append((tmp_path / name / "rhyme.html").read_text(encoding="utf-8"))
    assert [part for part, sign in _PARTS.items() if sign not in pages[0]] == []
    assert [part for part, sign in _PARTS.items() if sign in pages[1]] == []
    assert ['data-notes="end"' in page for page in pages] == [False, True]
    known = re.findall(r"^(\w+) = \"True\"", (THEME / "theme.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(known) == {*_PARTS, "side_notes", "practice"}
    page = (MANUAL / "how-to" / "the-theme.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == known


def test_the_theme_alone_serves_any_project_and_can_be_restyled(tmp_path: Path) -> None:
    docs = _example("theme-alone", tmp_path)
    done = run("sphinx", "-n", "-W", "-q", docs, tmp_path / "out", cwd=docs)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 'id="settings"' not in page
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"([^>]*)>', page)
    assert styles[-2:] == [("_static/colours.css", ""), ("_static/paper.css", ' media="print"')]


def test_every_property_of_the_style_sheet_is_described() -> None:
    root = re.search(r"^:root \{(.*?)^\}", (THEME / "static" / "reader.css").read_text(encoding="utf-8"), re.S | re.M)
    assert root
    page = (MANUAL / "how-to" / "the-theme.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(--[\w-]+)` \|", page, re.M) == re.findall(r"^  (--[\w-]+):", root[1], re.M)


def test_the_words_of_the_scripts_can_be_translated(tmp_path: Path) -> None:
    scripts = [path for path in (THEME / "static").glob("*.js") if path.name not in ("minisearch.js", "stemmer.js")]
    code = "".join(path.read_text(encoding="utf-8") for path in scripts)
    used = set(re.findall(r"(?:\bt|reader\.word)\('([^']+)'", code))
    assert used <= set(WORDS) and len(used) > 80
    assert [word for word in WORDS if f"'{word}'" not in code] == [], "no script says these"
    docs = _example("theme-alone", tmp_path)
    po = docs / "locale" / "de" / "LC_MESSAGES" / "sphinx.po"
    po.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    po.write_text(head + 'msgid "Link copied"\nmsgstr "Adresse kopiert"\n', encoding="utf-8")
    more = ("-D", "language=de", "-D", "locale_dirs=locale")
    done = run("sphinx", "-q", *more, docs, tmp_path / "out", cwd=docs)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert '"Link copied":"Adresse kopiert"' in page, "the project's own word goes before ours"
    assert '"Note":"Anmerkung"' in page, "and ours before Sphinx's"
    more = ("-D", "language=xx", "-D", "locale_dirs=locale")
    assert run("sphinx", "-q", *more, docs, tmp_path / "none", cwd=docs).returncode == 0
    assert "reader-words" not in (tmp_path / "none" / "index.html").read_text(encoding="utf-8")
