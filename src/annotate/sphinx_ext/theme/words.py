"""The words that the theme's scripts show, in the language of the project.

Sphinx's own catalogue knows none of them; a project translates them, with the theme's other
words, in LOCALE/LANGUAGE/LC_MESSAGES/sphinx.po below one of its `locale_dirs`.
"""

from __future__ import annotations

import json

from sphinx.locale import _

WORDS = (
    "Close",
    "Continue where you stopped:",
    "Copied",
    "Copy",
    "Copy link",
    "Go to the note",
    "Link copied",
    "Note",
    "Open in the glossary",
    "Open in the list of sources",
    "Open in the reading",
    "Select the words to copy them",
    "Text only",
    "Text with notes",
    "¶ {0} of {1}",
)


def table() -> str:
    """Return the words that have a translation, as JSON that is safe in a script element."""
    known = {word: translated for word in WORDS if (translated := str(_(word))) != word}
    if not known:
        return ""
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
