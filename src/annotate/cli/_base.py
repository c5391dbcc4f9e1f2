"""What the commands share: exit codes, and how a command is described."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.diagnostics import Diagnostic, as_text, did_you_mean

if TYPE_CHECKING:
    from annotate.edition import Edition

OK, FAILED, USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: its name, a sentence on it, what it runs, and what adds its options."""

    name: str
    about: str
    run: Callable[[argparse.Namespace, Path], int]
    options: Callable[[argparse.ArgumentParser], None]


def usage(message: str) -> int:
    """Say on stderr what was not understood; return the exit code for it."""
    print(f"annotate: {message}", file=sys.stderr)
    return USAGE


def no_project() -> int:
    """Say that there is no project here; return the exit code for it."""
    return usage("there is no project here (no seeds/, no docs/apparatus/); name one with -C")


def no_compiler() -> bool:
    """Return whether the compiler of PDF is missing; say so on stderr if it is."""
    missing = importlib.util.find_spec("typst") is None
    if missing:
        print("annotate: the PDF needs the package typst: pip install 'typst>=0.15,<0.16'", file=sys.stderr)
    return missing


def report(found: Sequence[Diagnostic]) -> None:
    """Print findings on stderr."""
    sys.stderr.write(as_text(found))


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
                return f"--{option}: there is no '{name}'. {did_you_mean(name, names)}There are: {', '.join(names)}"
    return ""
