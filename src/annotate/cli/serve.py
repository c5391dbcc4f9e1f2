"""The command serve: the live preview."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.cli._base import FAILED, OK, Command, usage

if TYPE_CHECKING:
    from annotate.serve import Builder

_PORT = 8000


def _options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--edition", choices=("student", "instructor"), default="student", help="student, unless said otherwise"
    )
    command.add_argument(
        "--port", type=int, default=_PORT, metavar="N", help=f"of this machine; {_PORT}, unless said otherwise; 0 for any"
    )
    command.add_argument("--no-open", action="store_true", help="do not open a browser")
    command.add_argument("--fresh", action="store_true", help="build every page anew first")


def _serve(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import Which
    from annotate.serve import serve

    if not (root / "docs" / "conf.py").is_file():
        return usage("there is no project here (no docs/conf.py); name one with -C")
    if not 0 <= options.port <= 65535:
        return usage(f"--port {options.port}: a port is a number from 0 to 65535")
    which = Which(options.edition)

    def start(anew: bool) -> Builder:
        from annotate.sphinx_ext.warm import Warm

        return Warm(root, which, jobs=os.cpu_count() or 1, fresh=anew or options.fresh)

    why = serve(root, which, start, port=options.port, show=not options.no_open)
    if why:
        print(f"annotate: {why}", file=sys.stderr)
    return FAILED if why else OK


COMMANDS = (
    Command(
        name="serve",
        about="Show the reader in a browser, and build and show it again on each save.",
        run=_serve,
        options=_options,
    ),
)
