"""What the pages of the reference are written with."""

from __future__ import annotations

import inspect
import re

from annotate.myst._base import front_matter

HEAD = "".join(f"{line.text}\n" for line in front_matter([("kind", "reference")], html=True))
_LITERAL = re.compile(r"``(.+?)``(?!`)", re.DOTALL)
_TICKS = re.compile(r"`+")


def first_line(documented: object) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(documented) or "").partition("\n")[0]


def code(text: str) -> str:
    """Return text as a code span, its fence longer than any run of back-ticks inside."""
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    fence = "`" * (_longest(text) + 1)
    return f"{fence}{blank}{text}{blank}{fence}"


def block(text: str, language: str = "text") -> str:
    """Return text as a code block, its fence longer than any run of back-ticks inside."""
    fence = "`" * max(3, _longest(text) + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def _longest(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)


def prose(documented: object) -> str:
    """Return a docstring, or text like one, as MyST: its double back-ticks are reStructuredText's."""
    text = documented if isinstance(documented, str) else inspect.getdoc(documented) or ""
    return _LITERAL.sub(lambda match: code(match[1]), text).strip()


def sentence(text: str) -> str:
    """Return MyST with a capital and a full stop."""
    text = text.strip()
    if text and not text.startswith("`"):
        text = text[0].upper() + text[1:]
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def entry(term: str, *sentences: str) -> str:
    """Return one entry of a definition list; what is empty is left out."""
    return f"{term}\n: {_indented(' '.join(one for one in sentences if one) or 'Not described.')}\n\n"


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def label(*parts: str) -> str:
    """Return a name that can be linked to."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")


def joined(path: str, key: str) -> str:
    """Return the path of a key below another, as in omissions[].kind."""
    return f"{path}.{key}" if path else key
