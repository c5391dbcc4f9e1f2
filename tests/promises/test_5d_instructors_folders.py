"""Promise 5 for pages written by hand: a folder of them is the instructor's alone, in any project."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.promises.test_5_nothing_leaks import _everything
from tests.support.projects import annotate, make_project, sphinx, tree

SOURCES = (
    "sources:\n  - {id: shown, label: Shown source, url: https://a.org, kind: press}\n"
    "  - {id: kept, label: Kept source, url: https://b.org, kind: press}\n"
)
QUESTION = "questions:\n  - {id: q1, readings: [a], kind: sourcing, bloom: analyze, dok: 2, prompt: Who speaks?}\n"
PLAN = (
    "# Zzplan for one lesson\n\nZzsecret words: {reading:quote}`Two more <a>`, {reading:par}`a:1`, "
    "{reading:question}`q1`, {reading:question}`the first <q1>`, {reading:source}`kept`.\n"
)


def _project(root: Path, folder: str = "teaching", **apparatus: str) -> Path:
    """A project of an excerpt with one page for all and one plan."""
    seed = {"a": "One text.\nTwo more of it.\nAnd a third paragraph.\n"}
    seed["a.yaml"] = "id: a\nsiglum: A\ntitle: The title\npublish: excerpt\n"
    make_project(root, seed, sources=SOURCES, questions=QUESTION, **apparatus)
    plans = root / "docs" / folder
    plans.mkdir(parents=True)
    (plans / "lesson.md").write_text(PLAN, encoding="utf-8")
    page = "See {reading:quote}`One text <a>` and {reading:source}`shown`.\n"
    with (root / "docs" / "index.md").open("a", encoding="utf-8") as index:
        index.write(page)
    return root


@pytest.mark.parametrize("folder", ["teaching", "for/teachers"])
def test_a_plan_is_the_instructors_alone(tmp_path: Path, folder: str) -> None:
    apparatus = {} if folder == "teaching" else {"edition": f"instructor-folders: [{folder}, other]\n"}
    root, out = _project(tmp_path / "p", folder, **apparatus), tmp_path / "out"
    assert annotate(root, "check", "--strict").returncode == 0
    sphinx(root, out, "-t", "instructor")  # strict: the plan stands in a toctree, and its roles resolve
    plan = (out / folder / "lesson.html").read_text(encoding="utf-8")
    up = "../" * len(Path(folder).parts)
    assert f'href="{up}questions.html#question-q1"' in plan
    assert ">the first</span></a>" in plan
    assert f'href="{up}instructor/sources.html#source-kept"' in plan
    assert "Kept source" not in (out / "sources.html").read_text(encoding="utf-8")
    assert "Zzplan" in (out / "index.html").read_text(encoding="utf-8")
    sphinx(root, out)
    told = _everything(out) + _everything(tmp_path / "out-doctrees")
    assert [word for word in ("Zzsecret", "Zzplan", "Kept source", "Two more") if word in told] == []
    assert "Shown source" in told
    shutil.rmtree(root / "docs" / folder)
    sphinx(root, tmp_path / "bare")
    assert tree(tmp_path / "bare") == tree(out)


def test_what_a_plan_quotes_is_kept_from_the_students_files(tmp_path: Path) -> None:
    root = _project(tmp_path / "p")
    for edition in ("student", "instructor"):
        assert annotate(root, "build", "--edition", edition).returncode == 0
    files = {name: (root / "docs" / "_annotate" / f"{name}.json").read_text(encoding="utf-8")
             for name in ("quotations", "instructor-quotations", "search")}  # fmt: skip
    assert set(json.loads(files["quotations"])["places"]["a"]) == {"One text"}
    assert set(json.loads(files["instructor-quotations"])["places"]["a"]) == {"Two more"}
    assert "Two more" not in files["search"]


def test_a_mistake_in_a_plan_stops_the_instructor_and_not_the_student(tmp_path: Path) -> None:
    root = _project(tmp_path / "p")
    plan = root / "docs" / "teaching" / "lesson.md"
    plan.write_text(PLAN.replace("Two more <a>", "Two less <a>").replace("`q1`", "`q2`"), encoding="utf-8")
    done = annotate(root, "check")
    assert "docs/teaching/lesson.md:3:17: error: 'Two less' does not stand in 'a'" in done.stdout
    assert "there is no question 'q2' [annotate.bad_reference]" in done.stdout
    assert annotate(root, "build").returncode == 0
    assert annotate(root, "build", "--edition", "instructor").returncode == 1


def test_a_page_that_comes_or_goes_is_listed_or_not(tmp_path: Path) -> None:
    root, out = _project(tmp_path / "p"), tmp_path / "out"
    sphinx(root, out, "-t", "instructor")
    plans = root / "docs" / "teaching"
    (plans / "index.md").write_text("# Plans\n\n```{toctree}\n:glob:\n\n*\n```\n", encoding="utf-8")
    (plans / "second.md").write_text("# Another plan\n", encoding="utf-8")
    sphinx(root, out, "-t", "instructor")
    sphinx(root, tmp_path / "clean", "-t", "instructor")
    assert tree(out) == tree(tmp_path / "clean")
    (plans / "index.md").unlink()
    (plans / "second.md").unlink()
    sphinx(root, out, "-t", "instructor")
    assert "Another plan" not in (out / "index.html").read_text(encoding="utf-8")
    assert "Zzplan" in (out / "index.html").read_text(encoding="utf-8")
