"""Sphinx, run from the command line of the tool."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx_build

from annotate.build import Which
from annotate.files import write_if_changed


def run_html(root: Path, which: Which, jobs: str) -> int:
    """Build the reader as HTML into build/ from the pages as they are; return 0, or 1 when Sphinx warned or failed."""
    name = "html" if which is Which.STUDENT else "instructor"
    return _run(root, which, "html", name, jobs)


def run_pdf(root: Path, which: Which) -> tuple[int, Path]:
    """Build the reader as PDF likewise; return the status and the PDF below build/."""
    name = "reader" if which is Which.STUDENT else "instructor"
    status = _run(root, which, "typst", f"pdf-{which.value}", "1", f"typst_basename={name}")
    made, pdf = root / "build" / f"pdf-{which.value}" / f"{name}.pdf", root / "build" / f"{name}.pdf"
    if status == 0 and made.is_file():
        write_if_changed(pdf, made.read_bytes())
    return status, pdf


def run_epub(root: Path, which: Which) -> tuple[int, Path]:
    """Build the reader as EPUB likewise; return the status and the EPUB below build/."""
    name = "reader" if which is Which.STUDENT else "instructor"
    status = _run(root, which, "epub", f"epub-{which.value}", "1", f"epub_basename={name}")
    made, book = root / "build" / f"epub-{which.value}" / f"{name}.epub", root / "build" / f"{name}.epub"
    if status == 0 and made.is_file():
        write_if_changed(book, made.read_bytes())
    return status, book


def _run(root: Path, which: Which, builder: str, name: str, jobs: str, *settings: str) -> int:
    """Run a builder of Sphinx; doctrees stay outside the output, and its own words go to stderr."""
    arguments = [
        *("-b", builder, "-n", "-W", "--keep-going", "-q"),
        *("-j", jobs),
        *("-D", "annotate_build=0"),
        *(part for setting in settings for part in ("-D", setting)),
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
