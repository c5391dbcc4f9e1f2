"""The tutorial, followed to the letter: each file saved, each command run, what is shown compared."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.support.projects import REPOSITORY

MANUAL = REPOSITORY / "docs" / "manual"
INSTALLING = ["python3 -m venv venv", ". venv/bin/activate", "pip install path/to/the/repository"]
"""What a test does not do again: it runs in an environment that has the tool."""
STEP = re.compile(
    r"```console\n(?P<commands>.*?)```"
    r"|`(?P<file>[\w./-]+)`(?: as (?:it|that))?[^`\n]*:\n\n```\{literalinclude\} (?P<saved>examples/\S+)"
    r"|```\{literalinclude\} (?P<shown>reference/printed/\S+)"
    r"|It prints `(?P<prints>[^`]+)`"
    r"|In the first quotation in `(?P<edited>[^`]+)`, write `(?P<new>\w+)` for `(?P<old>\w+)`"
    r"|Open `(?P<opened>[^`]+)`",
    re.DOTALL,
)


class Reader:
    """Somebody who follows the tutorial in a folder; knows where they are and what was printed last."""

    def __init__(self, folder: Path) -> None:
        self.at = folder
        tool = folder / "bin" / "annotate"
        tool.parent.mkdir()
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m annotate "$@"\n', encoding="utf-8")
        tool.chmod(0o755)
        self.where = tool.parent / "where"
        path = f"{tool.parent}:{os.environ['PATH']}"
        self.environment = {**os.environ, "PATH": path, "WHERE": str(self.where), "PYTHONDONTWRITEBYTECODE": "1"}
        self.out = self.said = ""
        self.status = 0
        self.ran: list[str] = []

    def run(self, command: str) -> None:
        self.ran.append(command)
        if command in INSTALLING:
            return
        script = f'{command}\nstatus=$?\npwd > "$WHERE"\nexit $status'
        done = subprocess.run(
            ["sh", "-c", script], cwd=self.at, env=self.environment, capture_output=True, text=True, encoding="utf-8"
        )
        self.at = Path(self.where.read_text(encoding="utf-8").strip())
        self.out, self.said, self.status = done.stdout, done.stdout + done.stderr, done.returncode

    def save(self, name: str, words: str) -> None:
        path = self.at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")


def shown(name: str) -> str:
    """Return what the manual shows as printed: its conf.py runs the command on the example."""
    spec = importlib.util.spec_from_file_location("manual_conf", MANUAL / "conf.py")
    assert spec and spec.loader
    conf = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(conf)
    layers = {"ledger.txt": ("ledger", "first-reader"), "mistake.txt": ("check", "first-reader", "mistake")}
    return conf.printed(*layers[Path(name).name])


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    seen: list[str] = []
    for step in STEP.finditer((MANUAL / "tutorial.md").read_text(encoding="utf-8")):
        seen.append(next(name for name, words in step.groupdict().items() if words))
        if step["commands"]:
            commands = [line.removeprefix("$ ") for line in step["commands"].splitlines()]
            for command in commands:
                reader.run(command)
                assert reader.status == (1 if "edited" in seen else 0), (command, reader.said)
        elif step["file"]:
            reader.save(step["file"], (MANUAL / step["saved"]).read_text(encoding="utf-8"))
        elif step["shown"]:
            assert reader.out == shown(step["shown"])
        elif step["prints"]:
            assert step["prints"] in reader.said
        elif step["edited"]:
            path = reader.at / step["edited"]
            before, exact, after = path.read_text(encoding="utf-8").partition("exact:")
            reader.save(step["edited"], before + exact + after.replace(step["old"], step["new"], 1))
        else:
            assert (reader.at / step["opened"]).is_file(), step["opened"]
    assert reader.ran[:3] == INSTALLING
    assert [one for one in reader.ran if "annotate" in one] == [
        "annotate --version", "annotate check", "annotate build", "annotate html", "annotate ledger",
        "annotate html --edition instructor", "annotate check",
    ]  # fmt: skip
    assert {kind: seen.count(kind) for kind in set(seen)} == {
        "commands": 8, "file": 7, "shown": 2, "prints": 1, "edited": 1, "opened": 3,
    }  # fmt: skip
