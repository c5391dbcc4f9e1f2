"""Promise 9 where Sphinx would not look again: a folder that is built on equals one that is built from nothing."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace, patch_docutils

from annotate import sphinx_ext
from tests.support.projects import CONF, make_project, tree

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"/>'
GLOSSARY = "terms:\n  - {id: ferry, headword: Ferry, category: concept, forms: [ferry], basis: texts, definition: A boat.}\n"
SETTINGS = """
html_static_path = ["_static"]
html_js_files = ["own.js"]
templates_path = ["_templates"]
locale_dirs = ["locale"]
"""
FILES = {
    "index.md": "# Home\n\n```{toctree}\n:maxdepth: 2\n\nreadings/a\nglossary\nquestions\nsources\nnote-on-the-texts\nhand\nmore\nlast\n```\n",
    "hand.md": "# Hand\n\n{ref}`part`, [](more.md#part), [it](more.md), [that](later.md).\n\n![A](/b/one.svg)\n",
    "more.md": "# More\n\n(part)=\n## A part\n\nWords.\n",
    "last.md": "# Last\n\nWords.\n",
    "later.md": "---\norphan: true\n---\n\n# Later\n",
    "b/one.svg": PICTURE.format(1),
    "_static/own.js": "1;",
    "_templates/layout.html": '{% extends "!layout.html" %}{% block extrahead %}<meta name="own">{% endblock %}',
    "teaching/lesson.md": "# Lesson\n\nWords.\n",
    "extra/lesson.md": "---\norphan: true\n---\n\n# Another lesson\n\nWords.\n",
}


def _project(root: Path) -> Path:
    made = make_project(
        root, {"a": "A ferry crosses here.\n\nIt takes ten minutes.\n"}, glossary=GLOSSARY, edition="budget: 1000\n"
    )
    (made / "docs" / "conf.py").write_text(CONF + SETTINGS, encoding="utf-8")
    for name, words in FILES.items():
        _write(made, name, words)
    return made


def _write(root: Path, name: str, words: str) -> None:
    path = root / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def _replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        words = (root / "docs" / name).read_text(encoding="utf-8")
        assert old in words
        _write(root, name, words.replace(old, new))

    return edit


def _gone(name: str) -> Callable[[Path], None]:
    return lambda root: (root / "docs" / name).unlink()


def _new(name: str, words: str) -> Callable[[Path], None]:
    return lambda root: _write(root, name, words)


def _put_back(root: Path) -> None:
    """Let a page be another, with the time of a year ago."""
    _replace("more.md", "Words", "Other words")(root)
    os.utime(root / "docs" / "more.md", (1_700_000_000, 1_700_000_000))


def build(root: Path, out: Path, builder: str = "html", *, trees: str = "", tags: tuple[str, ...] = ()) -> str:
    """Build in this process; return what was warned of."""
    docs, told = root / "docs", StringIO()
    _assets._file_checksum_inner.cache_clear()  # kept for one build
    with patch_docutils(docs), docutils_namespace():
        doctrees = out.with_name(trees or f"{out.name}-trees")
        app = Sphinx(docs, docs, out, doctrees, builder, status=None, warning=told, tags=tags)
        app.build()
    return told.getvalue().replace(str(root), "")


def clean(root: Path, to: Path, builder: str = "html", *, tags: tuple[str, ...] = ()) -> tuple[str, dict[str, bytes]]:
    """Build a copy of a project from nothing; return what was warned of, and the files."""
    there = shutil.copytree(
        root, to / "clean", ignore=shutil.ignore_patterns("build", "readings", "_annotate", "instructor")
    )
    return build(there, to / "clean-out", builder, tags=tags), tree(to / "clean-out")


CHANGES: dict[str, Callable[[Path], None]] = {
    "a page that contents name is gone": _gone("last.md"),
    "a page that a link leads to is gone": _gone("later.md"),
    "a heading that a link shows": _replace("more.md", "A part", "One part"),
    "where a link leads": _replace("more.md", "(part)=", "(first)=\n(part)="),
    "a file with its old time": _put_back,
    "a picture of the same name": lambda root: (
        _write(root, "a/one.svg", PICTURE.format(2)), _replace("last.md", "Words.", "![B](/a/one.svg)")(root),
    )[0],
    "a picture that no page shows any more": _replace("hand.md", "![A](/b/one.svg)", ""),
    "a text that shows a card with a picture": _replace("../seeds/a.txt", "ten", "six"),
    "a script": _new("_static/own.js", "2;"),
    "a script gone": _gone("_static/own.js"),
    "a template gone": _gone("_templates/layout.html"),
    "a setting": _replace("conf.py", 'project = "test"', 'project = "test"\nhtml_title = "T"'),
    "an index that is wanted no more": _replace("conf.py", "html_use_index = True", "html_use_index = False"),
    "what conf.py does": _replace("conf.py", "+ ''", "+ ' Added.'"),
}  # fmt: skip
BEFORE: dict[str, Callable[[Path], None]] = {
    "a text that shows a card with a picture": lambda root: (
        _replace("apparatus/glossary.yaml", "A boat.", "'A ![boat](/b/one.svg).'")(root),
        _replace("hand.md", "# Hand\n", "# Hand\n\nA {gloss}`ferry <ferry>`.\n")(root),
    )[0],
    "an index that is wanted no more": _replace("conf.py", "html_use_index = False", "html_use_index = True"),
    "what conf.py does": _replace(
        "conf.py", "nitpicky",
        "def setup(app):\n    app.connect('source-read', lambda app, name, words: words.append(words.pop() + ''))\n\nnitpicky",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_what_is_built_on_is_what_is_built_from_nothing(tmp_path: Path, change: str) -> None:
    root, out = _project(tmp_path / "p"), tmp_path / "out"
    if change in BEFORE:
        BEFORE[change](root)
    assert build(root, out) == ""
    CHANGES[change](root)
    said = build(root, out)
    assert (said, tree(out)) == clean(root, tmp_path)


def test_a_link_leads_to_a_page_that_comes_and_what_was_wrong_is_said_until_it_is_mended(tmp_path: Path) -> None:
    root, out = _project(tmp_path / "p"), tmp_path / "out"
    _gone("later.md")(root)
    said = build(root, out)
    assert "later.md" in said
    assert build(root, out) == said
    _new("later.md", FILES["later.md"])(root)
    assert (build(root, out), tree(out)) == clean(root, tmp_path)


def test_what_links_to_a_folder_is_the_instructors(tmp_path: Path) -> None:
    root, out = _project(tmp_path / "p"), tmp_path / "out"
    _new("apparatus/edition.yaml", "budget: 1000\n")(root)
    build(root, out, tags=("instructor",))
    _new("apparatus/edition.yaml", "budget: 1000\ninstructor-folders: [teaching, extra]\n")(root)
    said = build(root, out, tags=("instructor",))
    assert (said, tree(out)) == clean(root, tmp_path, tags=("instructor",))


def test_builders_that_share_doctrees_each_write_what_has_changed(tmp_path: Path) -> None:
    root, html, other = _project(tmp_path / "p"), tmp_path / "html", tmp_path / "other"
    build(root, html, trees="trees")
    build(root, other, "dirhtml", trees="trees")
    _replace("apparatus/glossary.yaml", "A boat", "A ship")(root)
    _replace("more.md", "A part", "One part")(root)
    build(root, html, trees="trees")
    build(root, other, "dirhtml", trees="trees")
    assert tree(other) == clean(root, tmp_path, "dirhtml")[1]


class _KilledError(BaseException):
    """Ends a build as a kill does: nobody hears of it."""


EDITS = {
    "apparatus/glossary.yaml": ("A boat", "A ship"),
    "hand.md": ("# Hand", "# Written by hand"),
    "more.md": ("A part", "It"),
    "conf.py": ("html_use_index = False", "html_use_index = True"),
}


@pytest.mark.parametrize("then", ["as edited", "as before"])
@pytest.mark.parametrize("where", ["reading", "between", "writing"])
def test_a_build_that_was_killed_leaves_nothing_half_done(
    tmp_path: Path, where: str, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, out = _project(tmp_path / "p"), tmp_path / "out"
    build(root, out)
    before = {root / "docs" / name: ((root / "docs" / name).read_bytes(), (root / "docs" / name).stat()) for name in EDITS}
    for name, (old, new) in EDITS.items():
        _replace(name, old, new)(root)
    dump = pickle.dump

    def stop(*given: object) -> None:
        if where != "reading" or isinstance(given[0], BuildEnvironment):
            raise _KilledError
        dump(*given)  # type: ignore[arg-type]  # a doctree

    function = {"reading": "pickle.dump", "between": "prepare_writing", "writing": "finish"}[where]
    with monkeypatch.context() as patched:
        patched.setattr(function if where == "reading" else f"sphinx.builders.html.StandaloneHTMLBuilder.{function}", stop)
        with pytest.raises(_KilledError):
            build(root, out)
    if then == "as before":
        for path, (data, state) in before.items():
            path.write_bytes(data)
            os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    build(root, out)
    assert tree(out) == clean(root, tmp_path)[1]


def test_another_version_of_the_tool_reads_all_pages_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, out = _project(tmp_path / "p"), tmp_path / "out"
    build(root, out)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.doctree")}
    build(root, out)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    monkeypatch.setattr(sphinx_ext, "tool", lambda: "another")
    build(root, out)
    assert not [path for path, time in before.items() if path.stat().st_mtime_ns == time]
