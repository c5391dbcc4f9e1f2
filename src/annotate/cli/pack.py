"""The command that puts the teaching pack together."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from annotate.cli._base import FAILED, OK, Command, report, tell, usage, working


def _options(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", dest="output", metavar="DIR", help="folder to write; build/teaching-pack, if left out")


def _pack(options: argparse.Namespace, root: Path) -> int:
    from annotate.files import replace_folder
    from annotate.pack import make_pack

    if not (root / "docs" / "conf.py").is_file():
        return usage("there is no project here (no docs/conf.py); name one with -C")
    folder = Path.cwd() / options.output if options.output else root / "build" / "teaching-pack"
    with working(options, "putting the pack together") as step:
        pack = make_pack(root, os.environ.get("SOURCE_DATE_EPOCH", ""), lambda words: step(words, 0, 0))
    report(pack.diagnostics)
    if not pack.files:
        return FAILED
    replace_folder(folder, pack.files)
    for one in pack.missing:
        tell(options, f"not in the pack: {one.what}: {'; '.join(filter(None, (one.why, one.advice)))}")
    tell(options, f"{folder.name}/instructor holds keys: it is yours. Hand out {folder.name}/student.")
    print((Path(options.output) if options.output else folder.relative_to(root)).joinpath("index.html").as_posix())
    return OK


COMMANDS = (
    Command(
        name="pack",
        about="Put a teaching pack together: a folder for students, one for instructors, a page on both.",
        run=_pack,
        options=_options,
    ),
)
