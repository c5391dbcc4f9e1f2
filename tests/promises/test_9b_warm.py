"""Promise 9 in the live preview: what a warm process builds equals a clean build, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.build import Which
from annotate.serve import Preview
from annotate.sphinx_ext.warm import Warm
from tests.support.projects import annotate, new_project, tree

HAND = "# By hand\n\nThe text begins so: {reading:quote}`This text is here <sample>`. See {reading:par}`sample:2`.\n"
EDITS = {
    "a source": ("seeds/sample.txt", "something to show", "something to look at", {"readings/sample"}),
    "a note": ("docs/apparatus/notes.yaml", "text: A first note.", "text: A note.", {"readings/sample"}),
    "a term": ("docs/apparatus/glossary.yaml", "definition: A first", "definition: The first", {"glossary", "readings/sample"}),
    "a form": ("docs/apparatus/glossary.yaml", '"project"', '"paragraphs"', {"readings/sample"}),
    "an item": ("exercises/first.yaml", "prompt: Are these", "prompt: Now, are these", {"exercises"}),
    "a page": ("docs/hand.md", "begins so", "begins thus", {"hand"}),
    "a heading": ("docs/hand.md", "# By hand", "# Written by hand", {"hand", "glossary", "readings/sample"}),
    "another page": ("docs/more.md", "", "# More\n\nNothing yet.\n", {"more"}),
}  # fmt: skip


class Loop:
    """A project in a folder and its warm preview."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.preview = Preview(root, Which.STUDENT, lambda anew: Warm(root, Which.STUDENT, fresh=anew))

    @property
    def html(self) -> Path:
        return self.root / "build" / "html"

    def save(self, file: str, words: str) -> set[str]:
        """Save a file, build, and return the pages whose bytes changed."""
        before = tree(self.html)
        (self.root / file).write_text(words, encoding="utf-8")
        assert self.preview.build({file}) == ()
        after = tree(self.html)
        return {name[:-5] for name in after if name.endswith(".html") and before.get(name) != after[name]}

    def read(self, file: str) -> str:
        path = self.root / file
        return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    root = new_project(tmp_path_factory.mktemp("warm"), "p")
    index = root / "docs" / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("comparison\n", "hand\nmore\ncomparison\n"), encoding="utf-8")
    with (root / "docs" / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\ntemplates_path = ["_templates"]\n')
    (root / "docs" / "_templates").mkdir()
    (root / "docs" / "hand.md").write_text(HAND, encoding="utf-8")
    (root / "docs" / "more.md").write_text("# Other\n\nMore is to come.\n", encoding="utf-8")
    made = Loop(root)
    assert made.preview.build(set()) == ()
    yield made
    made.preview.close()


def clean(loop: Loop, to: Path) -> dict[str, bytes]:
    """What `annotate html` makes of the project's files in another folder."""
    shutil.copytree(loop.root, to, ignore=shutil.ignore_patterns("build", "readings", "_annotate"))
    done = annotate(to, "html", "-j", "1")
    assert done.returncode == 0, done.stderr
    return tree(to / "build" / "html")


def test_each_edit_changes_its_pages_and_all_together_equal_a_clean_build(loop: Loop, tmp_path: Path) -> None:
    first = tree(loop.html)
    before = {file: loop.read(file) for file, *_ in EDITS.values()}
    for name, (file, old, new, pages) in EDITS.items():
        words = loop.read(file)
        assert old in words, name
        changed = loop.save(file, words.replace(old, new, 1) if old else new)
        assert pages <= changed, name
        assert len(changed) < 9 or name in ("a heading", "another page"), name  # a title is in every page's contents
    assert tree(loop.html) == clean(loop, tmp_path / "clean")
    for file, words in before.items():
        loop.save(file, words)
    assert tree(loop.html) == first


def test_a_file_that_comes_and_goes_leaves_no_trace(loop: Loop) -> None:
    first = tree(loop.html)
    (loop.root / "seeds" / "second.yaml").write_text("id: second\nsiglum: TWO\ntitle: Second\n", encoding="utf-8")
    (loop.root / "seeds" / "second.txt").write_text("A project of one paragraph.\n", encoding="utf-8")
    assert loop.preview.build({"seeds/second.txt", "seeds/second.yaml"}) == ()
    assert (loop.html / "readings" / "second.html").is_file()
    assert "readings/second.html" in (loop.html / "glossary.html").read_text(encoding="utf-8")
    (loop.root / "seeds" / "second.txt").unlink()
    (loop.root / "seeds" / "second.yaml").unlink()
    assert loop.preview.build({"seeds/second.txt", "seeds/second.yaml"}) == ()
    assert tree(loop.html) == first


def test_templates_and_pictures_that_come_and_go_leave_no_trace(loop: Loop) -> None:
    first, template = tree(loop.html), loop.root / "docs" / "_templates" / "layout.html"
    template.write_text('{% extends "!layout.html" %}{% block extrahead %}<meta name="own">{% endblock %}', encoding="utf-8")
    assert loop.preview.build({"docs/_templates/layout.html"}, everywhere=True) == ()
    assert '<meta name="own">' in loop.read("build/html/hand.html")
    template.unlink()
    for folder in "ba":
        (loop.root / "docs" / folder).mkdir()
        (loop.root / "docs" / folder / "one.svg").write_text(f"<svg><!-- {folder} --></svg>", encoding="utf-8")
        page = {"b": "hand", "a": "more"}[folder]
        loop.save(f"docs/{page}.md", loop.read(f"docs/{page}.md") + f"\n![One](/{folder}/one.svg)\n")
    assert "_images/one1.svg" in loop.read("build/html/hand.html")
    loop.save("docs/more.md", "# Other\n\nMore is to come.\n")
    loop.save("docs/hand.md", HAND)
    assert loop.preview.build(set(), everywhere=True) == ()
    assert tree(loop.html) == first


def test_what_is_half_written_is_told_and_changes_no_page_until_it_is_mended(loop: Loop) -> None:
    first, file = tree(loop.html), "docs/apparatus/notes.yaml"
    words = loop.read(file)
    (loop.root / file).write_text(words + '  - id: "half\n', encoding="utf-8")
    found = loop.preview.build({file})
    place = f"{file}:{len(words.splitlines()) + 1}:9"
    assert [(one.place, one.severity, one.code) for one in found] == [(place, "error", "annotate.yaml_syntax")]
    (loop.root / "docs" / "hand.md").write_text(HAND.replace("so", "thus"), encoding="utf-8")
    assert loop.preview.build({"docs/hand.md"}) == found
    assert tree(loop.html) == first
    loop.save(file, words)
    assert "begins thus" in loop.read("build/html/hand.html")
    loop.save("docs/hand.md", HAND)
    assert tree(loop.html) == first


def test_a_warning_about_one_page_stays_while_another_is_edited(loop: Loop) -> None:
    (loop.root / "docs" / "hand.md").write_text(HAND + "\n{nosuch}`role`, [none](nowhere.md)\n", encoding="utf-8")
    found = loop.preview.build({"docs/hand.md"})
    assert {one.place for one in found} == {"docs/hand.md:5"}
    assert {one.code for one in found} >= {"myst.role_unknown", "myst.xref_missing"}
    (loop.root / "docs" / "more.md").write_text("# More\n", encoding="utf-8")
    assert loop.preview.build({"docs/more.md"}) == found
    (loop.root / "docs" / "more.md").write_text("# Other\n\nMore is to come.\n", encoding="utf-8")
    assert loop.preview.build({"docs/more.md"}) == found
    loop.save("docs/hand.md", HAND)


def test_a_cold_build_goes_on_where_the_warm_one_ended(loop: Loop) -> None:
    loop.save("docs/hand.md", HAND + "\nAnd more.\n")
    pickle = loop.root / "build" / "doctrees" / "html" / "environment.pickle"
    assert not pickle.exists()  # stopped here, the next build would begin with all of it
    loop.preview.close()
    doctrees = {path: path.stat().st_mtime_ns for path in pickle.parent.rglob("*.doctree")}
    warm = tree(loop.html)
    assert annotate(loop.root, "html", "-j", "1").returncode == 0
    assert {path: path.stat().st_mtime_ns for path in doctrees} == doctrees
    assert tree(loop.html) == warm
    loop.save("docs/hand.md", HAND)


def test_settings_that_cannot_be_read_are_told(loop: Loop) -> None:
    conf = loop.read("docs/conf.py")
    loop.preview.close()
    (loop.root / "docs" / "conf.py").write_text(conf + "\n)\n", encoding="utf-8")
    found = loop.preview.build({"docs/conf.py"})
    assert [(one.file, one.severity) for one in found] == [("docs/conf.py", "error")]
    assert "unmatched" in found[0].message
    loop.save("docs/conf.py", conf)


def test_a_folder_that_somebody_removed_is_built_anew(loop: Loop) -> None:
    first = tree(loop.html)
    shutil.rmtree(loop.root / "build")
    shutil.rmtree(loop.root / "docs" / "readings")
    assert loop.preview.build(set()) == ()
    assert tree(loop.html) == first
