"""An extension of Python-Markdown that knows our roles and directives and does nothing with them.

With it, MkDocs builds the pages that the preprocessor writes: a role is its words, and of a directive
only what stands in it is left.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from tests.bench.words import DATA, shown

_FRAME = re.compile(r"^ *:{3,}.*\n(?: *:[\w-]+:.*\n)*", re.MULTILINE)
_ROLE = re.compile(r"\{[\w:-]+\}(`+)(.+?)\1", re.DOTALL)


class Words(Preprocessor):
    """Takes frames away and leaves the words of roles."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines that are left."""
        text = _FRAME.sub("", DATA.sub("", "\n".join(lines) + "\n"))
        return _ROLE.sub(lambda match: shown(match[2]), text).split("\n")


class Stubs(Extension):
    """The extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Come first."""
        md.preprocessors.register(Words(md), "annotate-stubs", 100)


def makeExtension(**named: Any) -> Stubs:  # noqa: N802 (the name is Python-Markdown's)
    """Return the extension."""
    return Stubs(**named)
