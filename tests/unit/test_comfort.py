"""What makes the command kind: guesses, silence and speech when asked, colours, completion, progress."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest

from annotate import progress
from tests.support.projects import annotate, make_project, run

BROKEN = "notes:\n  - {id: n, kind: textual, at: {reading: a, exact: nowhere}, text: A note.}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("p") / "p", {"a": "One word.\n"}, notes=BROKEN)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("chek", "'check'"), ("check --strikt", "'--strict'"), ("html --edition studnet", "'student'"),
        ("explain no_mach", "'no_match'"), ("schema glosary", "'glossary'"), ("export gitf -o x", "'gift'"),
        ("suggest termz", "'terms'"), ("ledger --jsn", "'--json'"),
    ],
)  # fmt: skip
def test_what_is_mistyped_is_guessed(project: Path, wrong: str, meant: str) -> None:
    done = annotate(project, *wrong.split())
    assert (done.returncode, f". Did you mean {meant}?" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("html -j many", "'many' is not a whole number from 1 to 1000"), ("suggest --limit -5", "'-5' is not a whole number"),
        ("assign --forms 30 -o x", "'30' is not a whole number from 1 to 26"),
        ("assign --minutes 0 -o x", "'0' is not a whole number from 1"), ("assign --points -5 -o x", "'-5' is not a whole number from 1"),
        ("review --by E --date 2026-02-30", "'2026-02-30' is no day"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_met_with_what_can(project: Path, wrong: str, said: str) -> None:
    done = annotate(project, *wrong.split())
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_quiet_and_verbose_go_before_the_command_or_behind_it(project: Path) -> None:
    plain = annotate(project, "check")
    assert "1 error" in plain.stderr
    for arguments in (["-q", "check"], ["check", "--quiet"], ["-C", ".", "check", "-q"]):
        done = annotate(project, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (1, plain.stdout, "")
    for arguments in (["-v", "check"], ["check", "--verbose"]):
        done = annotate(project, *arguments)
        assert done.stdout == plain.stdout
        assert [line.split(maxsplit=2)[2] for line in done.stderr.splitlines() if " s  " in line][:2] == [
            "checking", "reading the files",
        ]  # fmt: skip


def _in_terminal(*arguments: str, cwd: Path, **environment: str) -> str:
    """Return what a command prints on a terminal."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=cwd, stdin=child, stdout=child, stderr=child,
        env={key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"} | environment,
    )  # fmt: skip
    os.close(child)
    printed = b""
    while True:
        try:
            part = os.read(parent, 65536)
        except OSError:
            break
        if not part:
            break
        printed += part
    process.wait()
    os.close(parent)
    return printed.decode("utf-8", "replace")


def test_colour_is_for_terminals_and_not_where_it_is_unwanted(project: Path) -> None:
    assert "\x1b[1;31merror\x1b[0m:" in _in_terminal("-m", "annotate", "check", cwd=project)
    for unwanted in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in _in_terminal("-m", "annotate", "check", cwd=project, **unwanted)
    assert "\x1b" not in annotate(project, "check").stdout


LONG = """
import sys, time
from annotate import progress
progress.PATIENCE = 0.05
with progress.at_work("counting sheep") as step:
    for number in range(4):
        step("counting sheep", number, 4)
        time.sleep(0.2)
    print("a warning", file=sys.stderr)
    time.sleep(0.2)
print("the result")
"""


def test_what_takes_long_has_a_bar_at_a_terminal(tmp_path: Path) -> None:
    pytest.importorskip("rich")
    shown = _in_terminal("-c", LONG, cwd=tmp_path)
    assert "counting sheep" in shown and "━" in shown
    last = shown.rpartition("a warning")[2]
    assert "the result" in last and shown.endswith("the result\r\n")
    assert "\x1b[?25h" in last  # the cursor is back
    plain = _in_terminal("-c", LONG, cwd=tmp_path, TERM="dumb").replace("\r", "")
    assert plain == "annotate: counting sheep ...\na warning\nthe result\n"


def test_what_takes_long_says_so_in_plain_lines_when_piped(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LONG], capture_output=True, text=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("the result\n", "annotate: counting sheep ...\na warning\n")


def test_what_is_short_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", StringIO())
    with progress.at_work("little") as step:
        step("less", 0, 0)
    time.sleep(0.01)
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_help_needs_neither_sphinx_nor_rich_nor_an_edition(project: Path) -> None:
    program = (
        "import sys\nfrom annotate import cli\ntry:\n cli.main(['--help'])\nexcept SystemExit:\n pass\n"
        "print([name for name in ('sphinx', 'rich', 'docutils', 'annotate.edition') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=project)
    assert done.stderr.strip() == "[]"


EMPTY = ' ""'
TYPED = {
    "annotate ch": {"check"},
    "annotate check --f": {"--format"},
    "annotate check --format ": {"text", "json", "github"},
    "annotate explain no_m": {"no_match"},
    "annotate -q completion ": {"bash", "zsh", "fish"},
    "annotate html --edition in": {"instructor"},
    "annotate add se": {"seeds"},
}


def test_bash_completes(project: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    script = annotate(project, "completion", "bash").stdout
    asks = "".join(
        f"COMP_WORDS=({line.rstrip()}{EMPTY if line.endswith(' ') else ''}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
        'COMPREPLY=(); _annotate 2>/dev/null; echo "${COMPREPLY[@]}"\n'
        for line in TYPED
    )
    done = subprocess.run(["bash", "-c", script + asks], capture_output=True, text=True, cwd=project)
    assert [set(line.split()) for line in done.stdout.splitlines()] == list(TYPED.values()), done.stderr


def test_fish_completes(project: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("there is no fish")
    script = annotate(project, "completion", "fish").stdout
    asks = "".join(f'complete -C "{line}"; echo =\n' for line in TYPED)
    done = subprocess.run(["fish", "-c", script + asks], capture_output=True, text=True, cwd=project)
    found = [{row.split("\t")[0].rstrip("/") for row in part.split("\n") if row} for part in done.stdout.split("=\n")]
    assert found[:-1] == list(TYPED.values()), done.stderr


def test_zsh_reads_its_script(project: Path) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("there is no zsh")
    script = annotate(project, "completion", "zsh").stdout
    done = subprocess.run(["zsh", "-f", "-n"], input=script, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_module_can_be_run_without_a_terminal_of_any_kind(project: Path) -> None:
    done = run("annotate", "check", cwd=project, TERM="", COLUMNS="20")
    assert done.returncode == 1
