"""The reference roles in an editor's Markdown, found without parsing all of it.

Fenced code, code spans and comments are passed over; what stands in a directive is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotate.model import Place, Prose, Selector
from annotate.quote import fold
from annotate.recall import recall
from annotate.source import line_and_column, line_starts

ROLES = frozenset(
    {
        *("gloss", "reading:quote", "reading:source", "reading:par", "reading:name"),
        *("reading:question", "reading:item"),
    }
)
_VERBATIM = frozenset({"code", "code-block", "sourcecode", "literalinclude", "raw", "math"})
_FENCE = re.compile(r"[ \t>]*(?P<bars>`{3,}|~{3,}|:{3,})(?:\{(?P<name>[^}\n]*)\})?")
_COMMENT = re.compile(r" {0,3}%")
_WITHIN_PARAGRAPH = r"(?:(?!\n[ \t>]*\n).)+?"
_SPAN = re.compile(
    rf"(?<!\\)\{{(?P<role>[\w:+-]+)\}}(?P<ticks>`+)(?P<content>{_WITHIN_PARAGRAPH})(?<!`)(?P=ticks)(?!`)"
    rf"|(?<![\\`])(?P<code>`+)(?!`){_WITHIN_PARAGRAPH}(?<!`)(?P=code)(?!`)",
    re.DOTALL,
)
_TARGET = re.compile(r"(?P<words>.*\S)\s+<(?P<target>[^<>]*)>\s*", re.DOTALL)

_LABEL = re.compile(r"^[ \t>]*(?:[-*+] +|\d+[.)] +)?\(([^()\n]+)\)=[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One reference role: its words (empty where the role has none), target and place."""

    role: str
    words: str
    target: str
    place: Place


def references(prose: Prose, *, whole_file: bool = False) -> tuple[Reference, ...]:
    """Return the reference roles of a text.

    With `whole_file` the places are exact; else every place is that of the YAML value,
    whose folded lines cannot be traced back.
    """
    return recall(_references, prose, whole_file) if "{" in prose.text else ()


def _references(prose: Prose, whole_file: bool) -> tuple[Reference, ...]:
    found = []
    starts = line_starts(prose.text)
    for match in _SPAN.finditer(_without_fences(prose.text)):
        if match["role"] not in ROLES:
            continue
        content = fold(match["content"])
        split = _TARGET.fullmatch(content)
        words, target = (split["words"], split["target"]) if split else ("", content.strip())
        place = _place(prose, starts, match) if whole_file else prose.place
        found.append(Reference(role=match["role"], words=words, target=target, place=place))
    return tuple(found)


def targets(prose: Prose) -> Iterator[str]:
    """Yield the ids that a text gives to its own paragraphs, as in ``(name)=``, as Sphinx writes them."""
    for match in _LABEL.finditer(_without_fences(prose.text)) if ")=" in prose.text else ():
        yield re.sub(r"[^a-z0-9]+", "-", match[1].lower()).strip("-")


def _place(prose: Prose, starts: tuple[int, ...], match: re.Match[str]) -> Place:
    line, column = line_and_column(starts, match.start())
    end_line, end_column = line_and_column(starts, match.end())
    return Place(file=prose.place.file, line=line, column=column, end_line=end_line, end_column=end_column)


def _without_fences(text: str) -> str:
    """Return the text, as long as it was, with fences, fenced code and comments blank."""
    kept: list[str] = []
    open_fences: list[str] = []
    verbatim = ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if verbatim:
            verbatim = "" if fence and _closes(fence, line, verbatim) else verbatim
            kept.append(" " * len(line))
        elif _COMMENT.match(line):
            kept.append(" " * len(line))
        elif fence is None or (fence["bars"][0] == "`" and "`" in line[fence.end() :] and not fence["name"]):
            kept.append(line)
        elif open_fences and _closes(fence, line, open_fences[-1]):
            open_fences.pop()
            kept.append(" " * len(line))
        elif fence["name"] in _VERBATIM or (fence["name"] is None and fence["bars"][0] != ":"):
            verbatim = fence["bars"]
            kept.append(" " * len(line))
        else:
            open_fences.append(fence["bars"])
            kept.append(" " * fence.end() + line[fence.end() :])
    return "\n".join(kept)


def _closes(fence: re.Match[str], line: str, opened: str) -> bool:
    """Return whether a fence ends the one that `opened` began: as long, and nothing behind it."""
    return fence["bars"].startswith(opened) and not line[fence.end("bars") :].strip()


def quotation(reference: Reference) -> Selector | None:
    """Return the selector of a reading:quote role, or None when it is not of its form."""
    reading, _, where = reference.target.partition(" ")
    if not reference.words or not reading or where not in ("", "omitted"):
        return None
    return Selector(reading=reading, exact=reference.words, omitted=where == "omitted", place=reference.place)
