"""Every command meets every bad file: a finding or a sentence, exit code 1 or 2, and nothing half done."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate import cli
from tests.support.projects import annotate, make_project, new_project, tree

TEXT, SEED = "seeds/a.txt", "seeds/a.yaml"
NOTES, SET, LOCK, PAGE = "docs/apparatus/notes.yaml", "exercises/s.yaml", "exercises/review-lock.json", "docs/other.md"
ITEM = (
    "set: s\ntitle: S\nitems:\n  - {id: s-1, type: true_false, use: practice, readings: [a], prompt: Is it so?, level: remember,\n"
    "     dok: 1, skill: close-reading, points: 1, minutes: 1, solution: It is., statement: One word here.,\n"
    "     passages: [{reading: a, exact: One word here}], derive: {verbatim: {reading: a, exact: One word here.}},\n"
    "     responses: {right: ['true'], wrong: ['false'], invalid: [perhaps]}, key: true}\n"
)
NOTE = "notes:\n  - {id: n, kind: textual, at: {reading: a, exact: second}, text: A note.}\n"
COMMANDS = {
    "check": [], "build": [], "ledger": [], "suggest": [], "reanchor": [], "mutate": [], "html": [], "pdf": [], "epub": [],
    "assign": ["-o", "out"], "export": ["gift", "-o", "out.gift"], "review": ["--by", "E", "--date", "2026-11-22"],
}  # fmt: skip
Spoil = Callable[[Path], object]


def holds(data: bytes) -> Spoil:
    return lambda path: path.write_bytes(data)


def leads_to(target: str) -> Spoil:
    return lambda path: (path.unlink(), path.symlink_to(target))


def is_huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(300_000_000)


ANY: dict[str, Spoil] = {
    "binary": holds(bytes(range(256)) * 40),
    "nul": holds(b"a: b\0\n"),
    "latin-1": holds(b"# caf\xe9: b\n"),
    "utf-16": holds("id: a\n".encode("utf-16")),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "link to nothing": leads_to("nowhere"),
    "link to itself": lambda path: (path.unlink(), path.symlink_to(path.name)),
    "link outside": leads_to("/etc/hostname"),
    "huge": is_huge,
}
YAML: dict[str, Spoil] = {
    "half": holds(b"id: a\nsiglum: 'A"),
    "bomb": holds(b"a: &a [x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 120))),
    "deep": holds(b"[" * 100_000),
    "deep mappings": holds(b"{a: " * 100_000),
    "twice": holds(b"id: a\nid: a\n"),
    "tabs": holds(b"id:\ta\n\tsiglum: b\n"),
    "scalar": holds(b"just words\n"),
    "two documents": holds(b"id: a\n---\nid: b\n"),
    "tag": holds(b"id: !!python/object/apply:os.system [true]\n"),
    "lone surrogate": holds(b'id: "\\ud800"\n'),
    "no key": holds(b"? [a, b]\n: c\n"),
    "many digits": holds(b"budget: " + b"9" * 6000 + b"\n"),
    "another folder": holds(b"id: ../../x\nsiglum: X\ntitle: X\n"),
    "long id": holds(b"id: " + b"x" * 300 + b"\nsiglum: X\ntitle: X\n"),
}
CASES = [
    *((file, name) for file in (TEXT, SEED, NOTES, SET, PAGE, LOCK) for name in ANY),
    *((file, name) for file in (SEED, NOTES, SET) for name in YAML),
]
SHAPES = {"scalar", "many digits", "another folder", "long id"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    text = "One word here.\n\nAnd a second paragraph.\n"
    root = make_project(tmp_path / "p", {"a": text}, notes=NOTE, edition="budget: 100\n")
    (root / "exercises").mkdir()
    (root / SET).write_text(ITEM, encoding="utf-8")
    (root / LOCK).write_text("{}\n", encoding="utf-8")
    (root / PAGE).write_text("# Other\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(("file", "name"), CASES)
def test_every_command_refuses_a_bad_file(project: Path, file: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (ANY | YAML)[name](project / file)
    before = names(project.parent)
    alarm = signal.signal(signal.SIGALRM, signal.default_int_handler)  # a pipe must not be waited for
    signal.alarm(60)
    try:
        for command in ("check", "review") if file == LOCK else COMMANDS:
            if (command, file in (NOTES, SET), name in SHAPES) == ("reanchor", True, True):
                continue  # it reads the quotations in a file whatever else is in it
            status = cli.main([command, *COMMANDS[command]])
            said = "".join(capsys.readouterr())
            assert (status in (1, 2), "fault of the tool" in said, "interrupted" in said) == (True, False, False), said
            assert "annotate" in said, command
            assert file in said or Path(file).with_suffix("").as_posix() in said, (command, said)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, alarm)
    assert names(project.parent) == before


@pytest.mark.parametrize("name", ["two words", "été №1", "it's $HOME `x` %s {y}", "-q", "..a", "x" * 200, "CON", "a.b.c"])
def test_files_may_have_any_name(project: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix in (".txt", ".yaml"):
        (project / "seeds" / f"a{suffix}").rename(project / "seeds" / f"{name}{suffix}")
    assert cli.main(["build"]) == (1 if name.startswith(".") else 0), capsys.readouterr()
    assert (project / "docs" / "readings" / "a.md").exists() is not name.startswith(".")


@pytest.mark.parametrize("name", ["missing", "folder", "pipe", "huge", "binary", "utf-16", "link to itself"])
@pytest.mark.parametrize("command", ["add", "new"])
def test_what_cannot_be_taken_in_changes_nothing(
    project: Path, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = project.parent / "b.txt"
    if name != "missing":
        given.write_bytes(b"words\n")
        ANY[name](given)
    before = names(project.parent)
    status = cli.main([command, *(["other"] if command == "new" else []), str(given)])
    said = capsys.readouterr().err
    assert (status, "b.txt" in said, "fault of the tool" in said) == (1, True, False), said
    assert names(project.parent) == before


@pytest.mark.parametrize("folder", ["readings", "_annotate", ""])
def test_nothing_is_written_through_a_link_out_of_the_project(
    project: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = project.parent / "outside"
    if folder:
        outside.mkdir()
    else:
        (project / "docs").rename(outside)
    (project / "docs" / folder).symlink_to(outside)
    before = names(outside)
    for command in ("build", "html"):
        assert cli.main([command]) == 1
        assert "outside the project" in capsys.readouterr().err
    assert names(outside) == before


def _killed_at(number: int, project: Path) -> None:
    """Build in a process that is killed while it renames its file of this number."""
    child = os.fork()
    if child == 0:
        left, rename = [number], Path.replace

        def replace(path: Path, target: Path) -> Path:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return rename(path, target)

        Path.replace = replace  # type: ignore[method-assign, assignment]
        cli.main(["-q", "build"])
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_a_build_that_was_killed_is_made_good_by_the_next(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build"]) == 0
    whole = tree(project)
    made = [name for name in whole if "Generated by annotate" in whole[name].decode("utf-8", "replace")[:400]]
    assert len(made) > 6
    for number in (1, 2, len(made) - 1):
        for name in made:
            (project / name).unlink()
        _killed_at(number, project)
        half = tree(project)
        assert [name for name in made if name in half and half[name] != whole[name]] == []  # whole, or not there
        assert any(name.endswith(".part") for name in half)
        assert cli.main(["build"]) == 0
        assert tree(project) == whole


def test_a_new_project_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _killed_at_new = os.fork()
    if _killed_at_new == 0:
        Path.replace = lambda path, target: os._exit(9)  # type: ignore[method-assign, assignment, misc]
        cli.main(["new", "course"])
    os.waitpid(_killed_at_new, 0)
    assert not (tmp_path / "course").exists()
    assert cli.main(["new", "course"]) == 0
    assert (tmp_path / "course" / "Makefile").is_file()


@pytest.mark.parametrize("folder", ["seeds", "docs/apparatus", "docs/readings", "exercises", "build"])
@pytest.mark.parametrize("what", ["a file", "a link out"])
def test_what_stands_in_the_place_of_a_folder_is_told_and_nothing_is_written(
    project: Path, folder: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outside, place = project.parent / "outside", project / folder
    outside.mkdir()
    if place.is_dir():
        shutil.rmtree(place)
    if what == "a link out":
        place.symlink_to(outside)
    else:
        place.write_text("no folder", encoding="utf-8")
    for command in ("check", "html"):
        assert cli.main([command]) == 1
        said = capsys.readouterr()
        assert f"{folder}:1:1: error: {folder} is " in said.out + said.err
    assert names(outside) == set()


def test_an_export_replaces_no_device_and_no_pipe(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = project.parent / "pipe"
    os.mkfifo(pipe)
    assert cli.main(["export", "glossary-csv", "-o", str(pipe)]) == 1
    assert f"is a device or a pipe, and would be replaced by a file: {pipe}" in capsys.readouterr().err
    assert pipe.is_fifo()
    for name in ("/dev/stdout", "folder/"):
        assert cli.main(["export", "glossary-csv", "-o", name]) == 2
        assert "name the file to write" in capsys.readouterr().err
    assert not (project / "folder").exists()


def test_a_pipe_among_what_is_generated_is_not_waited_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build"]) == 0
    for name in (
        "docs/readings/a.md",
        "docs/_annotate/origins.json",
        "build/.cache/woven.json",
        "build/.cache/student.stamp",
    ):
        (project / name).unlink(missing_ok=True)
        os.mkfifo(project / name)
        alarm = signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.alarm(20)
        try:
            assert cli.main(["build"]) == name.startswith("docs/")
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, alarm)
        said = capsys.readouterr().err
        assert (name.rpartition("/")[2] in said) is name.startswith("docs/") and "interrupted" not in said
        (project / name).unlink()
    assert cli.main(["build"]) == 0


def test_half_written_records_are_made_anew(tmp_path: Path) -> None:
    root = new_project(tmp_path, "p")
    assert annotate(root, "-q", "html").returncode == 0
    whole = tree(root / "docs")
    for words in ('{"pages": {"readings/sam', "[" * 100_000, '{"kept": [[1]], "tool": 1}'):
        for path in [*(root / "build" / ".cache").iterdir(), *(root / "docs" / "_annotate").glob("*.json")]:
            path.write_text(words, encoding="utf-8")
        for path in (root / "build" / "html").glob(".*"):
            path.write_text(words, encoding="utf-8")
        assert annotate(root, "-q", "html").returncode == 0
        assert tree(root / "docs") == whole


def test_a_patch_replaces_no_pipe(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = project.parent / "pipe"
    os.mkfifo(pipe)
    assert cli.main(["reanchor", "--patch", str(pipe)]) == 1
    assert f"is a device or a pipe, and would be replaced by a file: {pipe}" in capsys.readouterr().err
    assert pipe.is_fifo()


@pytest.mark.parametrize("epoch", ["²", "soon", "-1", "99999999999999999999", "1e9"])
def test_a_date_that_is_none_is_refused_at_once(
    project: Path, epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    before = names(project)
    assert cli.main(["html"]) == 2
    assert f"SOURCE_DATE_EPOCH is '{epoch}'" in capsys.readouterr().err
    assert names(project) == before


def test_words_that_are_no_utf_8_are_refused_or_replaced(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = os.fsdecode(b"caf\xe9")
    before = names(project.parent)
    for command in (
        ["new", "other", "--title", odd],
        ["new", "other", "--title", "a\x07"],
        ["review", "--by", odd, "--date", "2026-11-22"],
    ):
        assert cli.main(command) == 2
        assert "annotate: " in capsys.readouterr().err
    assert names(project.parent) == before
    (project.parent / f"{odd}.txt").write_text("Words of the text.\n", encoding="utf-8")
    assert cli.main(["add", str(project.parent / f"{odd}.txt")]) == 0
    assert "Received as the file caf?.txt." in (project / "seeds" / "caf.yaml").read_text(encoding="utf-8")
    assert cli.main(["check"]) == 0


def test_a_book_of_which_a_part_was_taken_in_is_gone_on_with(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chapters = "".join(f"\nCHAPTER {number}\n\n" + f"The words of chapter {number} go on and on.\n" * 3 for number in "123")
    book = project.parent / "a book whose name is longer than a siglum.txt"
    book.write_text(chapters, encoding="utf-8")
    take = ["add", str(book), "--chapters"]
    assert cli.main(take) == 0
    whole = names(project)
    assert cli.main(["-q", "check"]) == 0, capsys.readouterr()
    first, second, third = sorted(path.stem for path in (project / "seeds").glob("a-*.txt"))
    (project / "seeds" / f"{second}.yaml").unlink()
    for end in ("txt", "yaml"):
        (project / "seeds" / f"{third}.{end}").unlink()
    capsys.readouterr()
    assert cli.main(take) == 0
    assert names(project) == whole
    assert f"seeds/{first}.yaml: is there already, as it was drafted" in capsys.readouterr().out
    (project / "seeds" / f"{first}.yaml").write_text("id: mine\nsiglum: M\ntitle: T\n", encoding="utf-8")
    assert cli.main(take) == 0
    assert len(names(project)) == len(whole) + 6  # what somebody has written is not touched


def test_a_project_can_be_made_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert cli.main(["new", "."]) == 0
    assert Path("Makefile").is_file()  # the folder is the one that the shell stands in
    assert names(tmp_path) == {"here", *(f"here/{name}" for name in names(tmp_path / "here"))}


def test_the_log_of_anchors_may_hold_anything(project: Path) -> None:
    (project / "old.txt").write_text("One word here.\n\nAnd another paragraph.\n", encoding="utf-8")
    (project / "seeds" / "reanchor.log").write_bytes(b"caf\xe9\n")
    assert cli.main(["reanchor", "--old", "a=old.txt", "--apply"]) == 0
    assert (project / "seeds" / "reanchor.log").read_bytes().startswith(b"caf\xe9\n")
