"""What is printed, below Sphinx: words as Typst source, the settings of paper and type, the compiler."""

from __future__ import annotations

from annotate.paper.compiler import (
    ADVICE,
    Compiled,
    NoCompilerError,
    asked,
    compile_book,
    require,
    without_glyph,
)
from annotate.paper.settings import PAPERS, Paper, paper_of
from annotate.paper.words import array, families, literal, shown, spaced

__all__ = [
    "ADVICE",
    "PAPERS",
    "Compiled",
    "NoCompilerError",
    "Paper",
    "array",
    "asked",
    "compile_book",
    "families",
    "literal",
    "paper_of",
    "require",
    "shown",
    "spaced",
    "without_glyph",
]
