"""Sphinx, run from the command line of the tool."""

from __future__ import annotations

import io
import re
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, cast

from sphinx.cmd.build import main as sphinx_build

from annotate.files import remove, write_if_changed
from annotate.progress import Step, silent
from annotate.which import Which

_STATUS = re.compile(r"(?:\x1b\[[0-9;]*[mK])*([a-z][a-z ,]+?)(?:\.\.\.)? ?(?:\x1b\[[0-9;]*m)*\[ *(\d+)%\]")
_CONTEXT = re.compile(r"Versions\n=+\n.*\nTraceback\n=+\n(?P<traceback>.*)", re.DOTALL)
_SAID = re.compile(r"^ {4}(?:[\w.]+\.)?\w+: (?P<message>.*)", re.DOTALL | re.MULTILINE)
_REQUESTS = ("To report this error", "Please also report this")
_BUILDERS = {"pdf": "typst", "epub": "epub"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What became of a build: 0, or 1 when Sphinx warned or failed; the path of the first page or of the book.

    `whole` says that the book at the path is of this build, warnings or not.
    """

    status: int
    path: Path
    whole: bool


def run(root: Path, which: Which, form: str, jobs: str = "1", *, step: Step = silent, verbose: bool = False) -> Run:
    """Build the reader as html, pdf or epub below build/ from the pages as they are.

    `step` is told what Sphinx is at; with `verbose` Sphinx says so itself. A book that is whole takes its
    place also when Sphinx warned.
    """
    name = "reader" if which is Which.STUDENT else "instructor"
    to = sys.stderr if verbose else _Status(step)
    if form == "html":
        folder = "html" if which is Which.STUDENT else "instructor"
        status = _run(root, which, "html", folder, jobs, to=to)
        return Run(status=status, path=root / "build" / folder / "index.html", whole=status == 0)
    builder, folder = _BUILDERS[form], f"{form}-{which.value}"
    made, book = root / "build" / folder / f"{name}.{form}", root / "build" / f"{name}.{form}"
    remove(made)
    status = _run(root, which, builder, folder, jobs, f"{builder}_basename={name}", to=to)
    whole = made.is_file()
    if whole:
        write_if_changed(book, made.read_bytes())
    return Run(status=status, path=book, whole=whole)


def hand_out(
    root: Path, readings: Sequence[str] = (), *, step: Step = silent, verbose: bool = False
) -> tuple[int, tuple[Path, ...]]:
    """Make hand-outs of readings, of all if none is named, below build/handouts/ from the pages as they are.

    Return 0, or 1 when Sphinx warned or failed, and the paths of what was made of that which is asked for. Those of
    readings that are gone are removed. They are of the student's edition, and use the doctrees of its book.
    """
    folder = root / "build" / "handouts"
    there = sorted(path.stem for path in (root / "docs" / "readings").glob("*.md"))
    names, source = readings or there, root / "build" / "handouts-source"
    for gone in {path.stem for path in source.glob("*.pdf")} - set(there):
        for path in (source / f"{gone}.pdf", source / f"{gone}.typ", folder / f"{gone}.pdf"):
            remove(path)
    made = [source / f"{name}.pdf" for name in names]
    for path in made:
        remove(path)
    doctrees = f"pdf-{Which.STUDENT.value}"
    status = _run(
        root, Which.STUDENT, "handout", "handouts-source", "1",
        f"handout_readings={','.join(readings)}", doctrees=doctrees, to=sys.stderr if verbose else _Status(step),
    )  # fmt: skip
    whole = [path for path in made if path.is_file()]
    for path in whole:
        write_if_changed(folder / path.name, path.read_bytes())
    return status, tuple(folder / path.name for path in whole)


def _run(
    root: Path, which: Which, builder: str, name: str, jobs: str, *settings: str, to: TextIO, doctrees: str = ""
) -> int:
    """Run a builder of Sphinx; doctrees stay outside the output, and its own words go to `to`."""
    arguments = [
        *("-b", builder, "-n", "-W", "--keep-going"),
        *("-j", jobs),
        *("-D", "annotate_build=0"),
        *(part for setting in settings for part in ("-D", setting)),
        *("-d", str(root / "build" / "doctrees" / (doctrees or name))),
    ]
    if which is Which.INSTRUCTOR:
        arguments += ["-t", "instructor"]
    stdout, stderr = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = to, cast(TextIO, _Plain(stderr))
    try:
        status = sphinx_build([*arguments, str(root / "docs"), str(root / "build" / name)])
    finally:
        sys.stdout, sys.stderr = stdout, stderr
    return 1 if status else 0


class _Plain:
    """A stream on which Sphinx reports an error as it stands in `conf.py`: what is wrong, without a traceback."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        """Pass on what is written, of an error's context its message alone."""
        if found := _CONTEXT.match(text):
            said = _SAID.search(found["traceback"])
            self.stream.write(textwrap.dedent(said["message"]).strip() if said else text)
        elif not text.startswith(_REQUESTS):
            self.stream.write(text)
        return len(text)


class _Status(io.StringIO):
    """Where Sphinx says what it is at: only how far it has come is passed on."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step

    def write(self, text: str) -> int:
        """Pass on what reads like "reading sources... [ 50%]"."""
        if said := _STATUS.match(text):
            self.step(f"Sphinx: {said[1]}", int(said[2]), 100)
        return len(text)
