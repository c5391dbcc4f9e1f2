"""What the commands share: exit codes, and how a command is described."""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from annotate.diagnostics import Diagnostic, as_text, did_you_mean
from annotate.progress import Step, at_work

if TYPE_CHECKING:
    from annotate.edition import Edition

OK, FAILED, USAGE = 0, 1, 2
_SEVERITY = re.compile(r"^(\S.*?:\d+:\d+: )(error|warning):", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: its name, a sentence on it, what it runs, and what adds its options."""

    name: str
    about: str
    run: Callable[[argparse.Namespace, Path], int]
    options: Callable[[argparse.ArgumentParser], None]


def completes(action: argparse.Action, words: Iterable[str]) -> None:
    """Say which words a shell may offer where argparse does not check them itself."""
    vars(action)["words"] = tuple(words)


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return the type of an option that takes a whole number between bounds, both included."""

    def number(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {low} to {high}")
        return int(text)

    return number


def usage(message: str) -> int:
    """Say on stderr what was not understood; return the exit code for it."""
    print(f"annotate: {message.strip()}", file=sys.stderr)
    return USAGE


def perhaps(word: str, choices: Iterable[str]) -> str:
    """Return "Did you mean 'x'? " for the nearest of `choices`, or nothing: what follows a full stop."""
    return did_you_mean(word, choices).replace("did", "Did", 1)


def no_project() -> int:
    """Say that there is no project here; return the exit code for it."""
    return usage("there is no project here (no seeds/, no docs/apparatus/); name one with -C")


def no_compiler() -> bool:
    """Return whether the compiler of PDF is missing; say so on stderr if it is."""
    missing = importlib.util.find_spec("typst") is None
    if missing:
        print("annotate: the PDF needs the package typst: pip install 'typst>=0.15,<0.16'", file=sys.stderr)
    return missing


def report(found: Sequence[Diagnostic], to: TextIO | None = None) -> None:
    """Print findings, on stderr if not said otherwise; severities in colour at a terminal."""
    stream = to or sys.stderr
    text = as_text(found)
    stream.write(_SEVERITY.sub(_coloured, text) if _takes_colour(stream) else text)


def tell(options: argparse.Namespace, message: str) -> None:
    """Say on stderr what is good to know, unless --quiet."""
    if not options.quiet:
        print(message, file=sys.stderr)


def working(options: argparse.Namespace, what: str) -> AbstractContextManager[Step]:
    """Return a context in which work is done that may take more than a second; it says what goes on."""
    return at_work(what, quiet=options.quiet, verbose=options.verbose)


def _takes_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(severity: re.Match[str]) -> str:
    colour = "31" if severity[2] == "error" else "33"
    return f"{severity[1]}\x1b[1;{colour}m{severity[2]}\x1b[0m:"


def not_there(options: argparse.Namespace, edition: Edition) -> str:
    """Return what is wrong with the sets, texts and items asked for, or nothing."""
    known = {
        "set": [one.id for one in edition.sets],
        "text": [text.id for text in edition.texts],
        "items": [item.id for one in edition.sets for item in one.items],
    }
    for option, names in known.items():
        for name in getattr(options, option):
            if name not in names:
                return f"--{option}: there is no '{name}'. {perhaps(name, names)}There are: {', '.join(names)}"
    return ""
