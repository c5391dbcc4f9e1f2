"""Sphinx, run from the command line of the tool."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx_build

from annotate.build import Which


def run_html(root: Path, which: Which, jobs: str) -> int:
    """Build the reader as HTML into build/ from the pages as they are; return 0, or 1 when Sphinx warned or failed.

    Doctrees stay outside the output. Sphinx's own words go to stderr.
    """
    name = "html" if which is Which.STUDENT else "instructor"
    arguments = [
        *("-b", "html", "-n", "-W", "--keep-going", "-q"),
        *("-j", jobs),
        *("-D", "annotate_build=0"),
        *("-d", str(root / "build" / "doctrees" / name)),
    ]
    if which is Which.INSTRUCTOR:
        arguments += ["-t", "instructor"]
    stdout, sys.stdout = sys.stdout, sys.stderr
    try:
        status = sphinx_build([*arguments, str(root / "docs"), str(root / "build" / name)])
    finally:
        sys.stdout = stdout
    return 1 if status else 0
