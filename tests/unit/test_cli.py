"""The command line: results, exit codes, and no traceback for anything a user can give."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.support.projects import annotate, make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p", {"a": "One word.\n"})


@pytest.mark.parametrize("arguments", [["check"], ["build"], ["ledger"], ["ledger", "--json"], ["explain"], ["--help"], []])
def test_commands_that_succeed(project: Path, arguments: list[str]) -> None:
    done = annotate(project, *arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert done.stdout or arguments == ["check"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--format", "xml"],
        ["-C", "/no/such/folder", "check"],
        ["explain", "nosuchcode"],
        ["build", "--edition", "x"],
    ],
)
def test_what_is_not_understood_exits_with_2(project: Path, arguments: list[str]) -> None:
    done = annotate(project, *arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "ledger", "html", "build"])
def test_outside_a_project_exits_with_2(tmp_path: Path, command: str) -> None:
    done = annotate(tmp_path, command)
    assert done.returncode == 2
    assert "project" in done.stderr


def test_check_json_has_the_contracts_shape(project: Path) -> None:
    (project / "seeds" / "b.txt").write_bytes(b"one\ntwo \x07 and \xff\n")
    (project / "seeds" / "b.yaml").write_text("id: b\nsiglum: B\ntitle: B\nkolor: red\n", encoding="utf-8")
    done = annotate(project, "check", "--format", "json")
    body = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(body) == ["diagnostics", "counts", "proofs"]
    assert body["counts"] == {"error": 2, "warning": 0}
    first, second = body["diagnostics"]
    assert first["file"] == "seeds/b.txt"
    assert (first["code"], first["line"], first["column"]) == ("not_utf8", 2, 11)
    assert (second["code"], second["line"], second["column"]) == ("unknown_key", 4, 1)
    keys = {"file", "line", "column", "end_line", "end_column", "severity", "code", "message", "hint"}
    assert set(first) == keys


def test_strict_counts_warnings(project: Path) -> None:
    (project / "docs" / "apparatus" / "stray.yaml").write_text("a: b\n", encoding="utf-8")
    assert annotate(project, "check").returncode == 0
    assert annotate(project, "check", "--strict").returncode == 1


NUISANCES = {
    "binary source": ("seeds/a.txt", bytes(range(256))),
    "empty source": ("seeds/a.txt", b""),
    "spaces only": ("seeds/a.txt", b" \n\n \n"),
    "binary yaml": ("seeds/a.yaml", bytes(range(256))),
    "empty yaml": ("seeds/a.yaml", b""),
    "list for mapping": ("seeds/a.yaml", b"- a\n- b\n"),
    "tabs": ("seeds/a.yaml", b"id:\ta\n\tsiglum: b\n"),
    "half a file": ("seeds/a.yaml", b"id: a\nsiglum: 'A\n"),
    "bomb": ("docs/apparatus/notes.yaml", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
    "deep": ("docs/apparatus/notes.yaml", b"[" * 200_000),
    "duplicate keys": ("docs/apparatus/notes.yaml", b"notes: []\nnotes: []\n"),
    "python tag": ("docs/apparatus/notes.yaml", b"notes: !!python/object/apply:os.system ['true']\n"),
    "scalar for list": ("docs/apparatus/glossary.yaml", b"terms: many\n"),
    "nul": ("docs/apparatus/glossary.yaml", b"terms: [\x00]\n"),
    "latin-1 page": ("docs/other.md", b"# caf\xe9\n"),
}


@pytest.mark.parametrize("name", sorted(NUISANCES))
@pytest.mark.parametrize("command", ["check", "build"])
def test_broken_files_are_findings(project: Path, name: str, command: str) -> None:
    file, data = NUISANCES[name]
    (project / file).write_bytes(data)
    done = annotate(project, command)
    told = done.stdout + done.stderr
    assert done.returncode == 1, told
    assert "[annotate." in told
    assert "Traceback" not in told
    assert file in told or file.replace(".txt", ".yaml") in told
    assert not (project / "docs" / "readings").exists()


def test_a_link_out_of_the_project_is_not_followed(project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    (project / "seeds" / "a.txt").unlink()
    (project / "seeds" / "a.txt").symlink_to(secret)
    done = annotate(project, "build")
    assert done.returncode == 1
    assert "outside the project" in done.stderr
    assert "secret words" not in done.stderr + done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_an_unreadable_file_is_a_finding(project: Path) -> None:
    (project / "seeds" / "a.txt").chmod(0)
    assert annotate(project, "check").returncode == 1


def test_a_book_that_was_warned_of_takes_its_place_and_the_last_line_says_that_it_failed(project: Path) -> None:
    before = project / "build" / "reader.pdf"
    before.parent.mkdir(exist_ok=True)
    before.write_bytes(b"of last week")
    page = project / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nFaces \U0001f600.\n", encoding="utf-8")
    done = annotate(project, "-q", "pdf")
    assert done.returncode == 1 and done.stdout == "build/reader.pdf\n", done.stderr
    assert before.read_bytes().startswith(b"%PDF")
    assert done.stderr.splitlines()[-1].startswith("annotate: failed: build/reader.pdf is whole, but")
    page.write_text(page.read_text(encoding="utf-8") + "\n```{raw} typst\n#unclosed(\n```\n", encoding="utf-8")
    done = annotate(project, "-q", "pdf")
    assert done.returncode == 1 and not done.stdout
    assert "no new build/reader.pdf was made; the one that is there is of an earlier run" in done.stderr.splitlines()[-1]
