"""Promises 5 and 9 where a build is interrupted, a text is taken out, or a folder holds other things."""

from __future__ import annotations

from pathlib import Path

from tests.support.projects import make_project, run, sphinx, tree

QUESTIONS = (
    "questions:\n  - id: q1\n    readings: [a]\n    kind: sourcing\n    bloom: analyze\n    dok: 2\n"
    "    prompt: Who speaks?\n    teacher: Zzsecret words for the instructor.\n"
)
INTERRUPT = (
    "\nimport os\n\ndef setup(app):\n    def stop(app, pagename, *rest):\n"
    "        if os.environ.get('STOP') and pagename == 'search':\n            os._exit(9)\n"
    "    app.connect('html-page-context', stop)\n"
)


def _project(root: Path) -> Path:
    return make_project(root, {"a": "One text.\n", "b": "Another text.\n"}, questions=QUESTIONS)


def test_an_interrupted_build_of_the_instructors_leaves_nothing_to_students(tmp_path: Path) -> None:
    root = _project(tmp_path / "p")
    with (root / "docs" / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(INTERRUPT)
    out = tmp_path / "out"
    sphinx(root, out)
    stopped = run("sphinx", "-b", "html", "-q", "-t", "instructor", "-d", tmp_path / "out-doctrees", root / "docs", out,
                  cwd=root, STOP="1")  # fmt: skip
    assert stopped.returncode == 9
    assert any(b"Zzsecret" in data for data in tree(out).values())
    sphinx(root, out)
    assert not any(b"Zzsecret" in data for data in {**tree(out), **tree(tmp_path / "out-doctrees")}.values())


def test_what_others_put_into_the_folder_stays(tmp_path: Path) -> None:
    root, out = _project(tmp_path / "p"), tmp_path / "out"
    (out / ".git").mkdir(parents=True)
    (out / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    (out / "CNAME").write_text("example.org", encoding="utf-8")
    for flags in ([], ["-t", "instructor"], []):
        sphinx(root, out, *flags)
    assert (out / ".git" / "HEAD").read_text(encoding="utf-8") == "ref"
    assert (out / "CNAME").is_file()
    assert not (out / "instructor").exists()


def test_a_folder_that_holds_the_documents_is_refused(tmp_path: Path) -> None:
    root = _project(tmp_path / "p")
    done = sphinx(root, root, check=False)
    assert done.returncode == 2
    assert "holds the documents" in done.stderr
    assert (root / "seeds" / "a.txt").is_file()


def test_a_text_that_is_taken_out_is_no_longer_published(tmp_path: Path) -> None:
    root, out = _project(tmp_path / "p"), tmp_path / "out"
    sphinx(root, out)
    assert (out / "readings" / "b.html").is_file()
    for suffix in ("txt", "yaml"):
        (root / "seeds" / f"b.{suffix}").unlink()
    sphinx(root, out)
    clean = make_project(tmp_path / "q", {"a": "One text.\n"}, questions=QUESTIONS)
    sphinx(clean, tmp_path / "clean")
    assert tree(out) == tree(tmp_path / "clean")
    assert not (tmp_path / "out-doctrees" / "readings" / "b.doctree").exists()


def test_html_in_prose_is_printed_as_words(tmp_path: Path) -> None:
    notes = (
        "notes:\n  - id: n1\n    kind: textual\n    at: {reading: a, exact: One}\n"
        '    text: "<!-- not closed </section> <script>alert(1)</script>"\n'
    )
    root = make_project(tmp_path / "p", {"a": "One text.\n"}, notes=notes, edition="budget: 1000\n")
    sphinx(root, tmp_path / "out")
    page = (tmp_path / "out" / "readings" / "a.html").read_text(encoding="utf-8")
    assert "&lt;!-- not closed" in page
    assert "<script>alert" not in page
