"""The compiler: characters that no font has, and Typst source to PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

_FONTS = Path(__file__).parent / "fonts"
_LINE = re.compile(r"typ:(\d+):\d+")
ADVICE = "install it with: pip install 'typst>=0.15,<0.16'"


class NoCompilerError(Exception):
    """The package typst is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A PDF, or None when there is none, and what was found on the way, as (subtype, words)."""

    pdf: bytes | None
    found: tuple[tuple[str, str], ...] = ()


def require() -> Any:
    """Return the compiler's module; raise NoCompilerError when it is not there."""
    try:
        return import_module("typst")
    except ImportError as problem:
        raise NoCompilerError(f"the PDF needs the package typst; {ADVICE}") from problem


@cache
def _fonts(folders: tuple[str, ...]) -> Any:
    """Return the compiler's own fonts, the tool's and those in folders; never the machine's."""
    return require().Fonts(include_system_fonts=False, font_paths=[*folders, str(_FONTS)])


def without_glyph(characters: Iterable[str], folders: Sequence[str] = ()) -> frozenset[str]:
    """Return those characters that no font can show.

    Each is set on a line of its own under a standard that refuses a missing glyph; the lines
    that the compiler complains of are the answer.
    """
    asked = sorted({one for one in characters if one > "~" or one < " "} - set("\t\n\v\f\r"))
    if not asked:
        return frozenset()
    typst = require()
    head = '#set document(title: "glyphs")\n#set page(height: auto)\n'
    body = "".join(f'#par["#"\\u{{{ord(one):x}}}";]\n'.replace('"#"', '#"') for one in asked)
    try:
        typst.compile(
            (head + body).encode("utf-8", "surrogatepass"),
            format="pdf",
            font_paths=_fonts(tuple(folders)),
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as problem:
        lines = {int(found) - 3 for found in _LINE.findall(problem.diagnostic)}
        return frozenset(asked[index] for index in lines if 0 <= index < len(asked))
    return frozenset()


def asked(path: Path, query: str, *, folders: Sequence[str] = ()) -> Any:
    """Return what a book's source answers to a query, laid out; raise ValueError where it cannot be."""
    typst = require()
    around: dict[str, Any] = {"root": str(path.parent), "font_paths": _fonts(tuple(folders))}
    try:
        return json.loads(typst.query(str(path), query, field="value", one=True, **around))
    except (typst.TypstError, RuntimeError) as problem:
        raise ValueError(str(problem)) from None


def compile_book(source: Path | bytes, *, standards: Sequence[str], timestamp: int, folders: Sequence[str] = ()) -> Compiled:
    """Return the PDF of a source, a file or in memory; without a standard that it does not meet, and saying so."""
    typst = require()
    place = {"root": str(source.parent)} if isinstance(source, Path) else {}
    found: list[tuple[str, str]] = []
    for asked_for in (list(standards), []) if standards else ([],):
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(source) if isinstance(source, Path) else source,
                **place,
                format="pdf",
                font_paths=_fonts(tuple(folders)),
                pdf_standards=asked_for,
                timestamp=timestamp,
            )
        except typst.TypstError as problem:
            found.append(("standard" if asked_for else "compile", _said(problem)))
            continue
        found += [("compile", _said(one)) for one in warnings]
        return Compiled(pdf=bytes(pdf), found=tuple(found))
    return Compiled(pdf=None, found=tuple(found))


def _said(problem: Any) -> str:
    return " ".join([str(problem.message), *(f"({hint})" for hint in problem.hints)])
