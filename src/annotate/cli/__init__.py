"""The command `annotate`.

Results go to stdout, progress to stderr. Exit code 0: no error; 1: errors were found;
2: the command was not understood or the project is not there. Sphinx is imported by the
commands that build with it, so that the others start fast.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from annotate import __version__
from annotate.cli import exercises, exports, pack, project, reader
from annotate.cli._base import FAILED, OK, USAGE, Command, usage

COMMANDS: tuple[Command, ...] = (*reader.COMMANDS, *exercises.COMMANDS, *exports.COMMANDS, *pack.COMMANDS, *project.COMMANDS)


class _Parser(argparse.ArgumentParser):
    """argparse with our exit code and a guess at what was meant."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        print(f"annotate: {message}", file=sys.stderr)
        raise SystemExit(USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    _use_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(given)
    options = parser.parse_args(given)
    if not hasattr(options, "run"):
        parser.print_help()
        return OK
    root = Path(options.directory)
    if not root.is_dir():
        return usage(f"there is no folder '{options.directory}'")
    try:
        return int(options.run(options, root.resolve()))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("annotate: interrupted; run the command again", file=sys.stderr)
        return FAILED
    except OSError as problem:
        where = f": {problem.filename}" if problem.filename else ""
        print(f"annotate: {problem.strerror or problem}{where}", file=sys.stderr)
        return FAILED


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser(given: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser; with `given`, the options of commands not named there are left out: some import much."""
    parser = _Parser(prog="annotate", description="Plain texts in, an annotated course reader out.")
    parser.add_argument("--version", action="version", version=f"annotate-reader {__version__}")
    parser.add_argument("-C", dest="directory", default=".", metavar="DIR", help="work in this folder")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for one in COMMANDS:
        command = commands.add_parser(one.name, help=one.about, description=one.about)
        command.set_defaults(run=one.run)
        if given is None or one.name in given:
            one.options(command)
    return parser
