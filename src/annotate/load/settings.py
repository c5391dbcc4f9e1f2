"""docs/apparatus/edition.yaml: the edition's own facts and choices."""

from __future__ import annotations

import re

from annotate.diagnostics import Code, Diagnostic
from annotate.load._base import Findings, ListOf, Number, OneOf, Record, Text, read
from annotate.marked import read_yaml
from annotate.model import MarkPolicy, Settings

_FOLDER = re.compile(r"[A-Za-z0-9][\w-]*(/[A-Za-z0-9][\w-]*)*", re.ASCII)

SETTINGS = Record(
    name="the edition",
    keys={
        "title": Text(about="of the edition"),
        "version": Text(about="of the edition"),
        "date": Text(about="of this version, ISO"),
        "made-by": Text(about="who made the edition, software and language models named plainly"),
        "last-check": Text(about="the last check by a human being, or that there was none"),
        "errors-to": Text(about="where to report an error"),
        "base-url": Text(about="where the reader is published, for links to it from exports"),
        "mark": OneOf(values=MarkPolicy, about="which occurrences of a term are marked"),
        "budget": Number(low=0, high=1000, decimal=True, about="terms and notes per 100 words"),
        "language": Text(about="of the reader's own words, as in de; en unless said otherwise"),
        "instructor-folders": ListOf(
            of=Text(),
            about="folders below docs/ whose pages only the instructor's edition has; [teaching] unless said otherwise",
        ),
        "sides": ListOf(of=Text(), about="sides of a dispute that sources may speak for"),
    },
)


def load(file: str, text: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Return the settings in a file, defaults where it is silent, and what is wrong with it."""
    node, problems = read_yaml(file, text)
    to = Findings(list(problems))
    entry = read(SETTINGS, node, to) if node is not None else None
    if entry is None:
        return Settings(), tuple(to.found)
    for folder in entry.get("instructor-folders", ()):
        if not _FOLDER.fullmatch(folder):
            message = f"'{folder}' is no folder below docs/"
            to.error(Code.UNKNOWN_VALUE, entry.at("instructor-folders"), message, "write teaching, or lessons/plans")
    plain = {key.replace("-", "_"): value for key, value in entry.values.items()}
    return Settings(**plain, place=entry.place), tuple(to.found)
