"""Words in another language than the reader's: their language and direction.

docutils prints the class ``language-ar`` as ``lang="ar"``; what is written from right to left
gets its direction beside it, so that the words read right and the apparatus around them too.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from annotate.interface import speak
from annotate.languages import direction
from annotate.sphinx_ext._base import RawRole

_LANGUAGE = re.compile(r'(<[a-z][a-z0-9]*(?: [a-z-]+="[^"<>]*")*? lang="([A-Za-z0-9-]+)")')


class SaidRole(RawRole):
    """``{said}`words <ar>```: words in that language."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words with their language."""
        words, language = self.split()
        return [nodes.inline(self.rawtext, words, classes=[f"language-{language}"])], []


def with_directions(html: str) -> str:
    """Return HTML in which every element with a language that is written from right to left says so."""

    def said(match: re.Match[str]) -> str:
        return f'{match[1]} dir="rtl"' if direction(match[2]) == "rtl" else match[1]

    return _LANGUAGE.sub(said, html) if ' lang="' in html else html


def _say_directions(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    for part in ("body", "title"):
        if isinstance(context.get(part), str):
            context[part] = with_directions(context[part])


def _speak(app: Sphinx, config: Config) -> None:
    speak(config.language)


def setup(app: Sphinx) -> None:
    """Register the role, and what is done to a page before it is written."""
    app.connect("config-inited", _speak)
    app.add_role("said", SaidRole())
    app.connect("html-page-context", _say_directions, priority=900)  # after whatever changes the page
