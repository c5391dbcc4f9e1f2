"""The command `annotate`.

Results go to stdout, progress to stderr. Exit code 0: no error; 1: errors were found;
2: the command was not understood or the project is not there. Colours and bars are for
terminals; with NO_COLOR set there are no colours. Sphinx is imported by the commands that
build with it, so that the others start fast.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from annotate import __version__
from annotate.cli import exercises, exports, pack, project, reader, serve, shell
from annotate.cli._base import FAILED, OK, Command, perhaps, usage

COMMANDS: tuple[Command, ...] = (
    *reader.COMMANDS,
    *serve.COMMANDS,
    *exercises.COMMANDS,
    *exports.COMMANDS,
    *pack.COMMANDS,
    *project.COMMANDS,
    *shell.COMMANDS,
)


_LAST_SECOND = 253402300799
"""Of the year 9999: no date lies behind it."""


class _Parser(argparse.ArgumentParser):
    """argparse with our exit code and a guess at what was meant."""

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, and leave."""
        self.print_usage(sys.stderr)
        raise SystemExit(usage(message))

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Return the options; an option that nobody knows is met with the nearest one."""
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            parser: argparse.ArgumentParser = getattr(options, "parser", self)
            meant = perhaps(unknown[0].partition("=")[0], parser._option_string_actions)
            parser.error(f"'{unknown[0]}' is not understood here. {meant}Try: {parser.prog} --help")
        return options

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            choices = [str(one) for one in action.choices]
            meant = perhaps(str(value), choices)
            raise argparse.ArgumentError(action, f"there is no '{value}'. {meant}There are: {', '.join(choices)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    _use_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser(given).parse_args(given)
    if not hasattr(options, "run"):
        _parser().print_help()
        return OK
    root = Path(options.directory)
    try:
        if not root.is_dir():
            return usage(f"there is no folder '{options.directory}'")
        if problem := _unfit_date():
            return usage(problem)
        with _stopped_kindly():
            return int(options.run(options, root.resolve()))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("annotate: interrupted; run the command again", file=sys.stderr)
        return FAILED
    except (OSError, RuntimeError) as problem:
        return _stopped_by(problem)
    except UnicodeEncodeError:  # what the shell gave has bytes that are no UTF-8
        return usage("an argument, or the name of a file, is not valid UTF-8; write or name it anew")
    except Exception as problem:
        if options.verbose:
            traceback.print_exc()
        where = traceback.extract_tb(problem.__traceback__)[-1]
        print(
            f"annotate: a fault of the tool, not of your files: {type(problem).__name__}: {problem} "
            f"({Path(where.filename).name}:{where.lineno}). Please report it, with what -v prints.",
            file=sys.stderr,
        )
        return FAILED


def _unfit_date() -> str:
    """Return what is wrong with SOURCE_DATE_EPOCH, which Sphinx and the books take as it is, or nothing."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch or (re.fullmatch("[0-9]{1,12}", epoch) and int(epoch) <= _LAST_SECOND):
        return ""
    return f"SOURCE_DATE_EPOCH is '{epoch}', and must be whole seconds since 1970, as in 1763769600"


def _stopped_by(problem: OSError | RuntimeError) -> int:
    """Say what the system refused: a full disk, a folder that may not be written, a name too long."""
    name = getattr(problem, "filename", None)
    what = getattr(problem, "strerror", None) or problem
    print(f"annotate: {what}{f': {name}' if name else ''}", file=sys.stderr)
    return FAILED


@contextmanager
def _stopped_kindly() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does, so that nothing is left half written."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser(given: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser; with `given`, the options of commands not named there are left out: some import much."""
    parser = _Parser(prog="annotate", description="Plain texts in, an annotated course reader out.")
    parser.add_argument("--version", action="version", version=f"annotate-reader {__version__}")
    _for_all(parser, directory=".", quiet=False, verbose=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for one in COMMANDS:
        command = commands.add_parser(one.name, help=one.about, description=one.about)
        command.set_defaults(run=one.run, parser=command, whole=_parser)
        if given is None or one.name in given:
            one.options(command)
            said = argparse.SUPPRESS  # before the command's name, and holds
            _for_all(command, said, said, said)
    return parser


def _for_all(parser: argparse.ArgumentParser, directory: str, quiet: bool | str, verbose: bool | str) -> None:
    """Add what every command takes, before or behind its name."""
    group = parser.add_argument_group("for every command", "before its name or behind it")
    group.add_argument("-C", dest="directory", default=directory, metavar="DIR", help="work in this folder")
    loud = group.add_mutually_exclusive_group()
    loud.add_argument("-q", "--quiet", action="store_true", default=quiet, help="say results and findings only")
    loud.add_argument("-v", "--verbose", action="store_true", default=verbose, help="say each step and how long it took")
