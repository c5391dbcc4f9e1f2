"""The reader's own words in its own language, through gettext.

A message is its English words; catalogues stand in `locale/LANGUAGE/LC_MESSAGES/annotate.po`,
with the compiled file beside them. The language of the texts has nothing to do with it.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "annotate"
LOCALES = Path(__file__).parent / "locale"
_current: ContextVar[Callable[[str], str]] = ContextVar("interface", default=str)


def _(message: str) -> str:
    """Return a message in the language that is spoken; the message itself where there is no other."""
    return _current.get()(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Return a message as it is: it is marked here for translators, and translated where it is used."""
    return message


def speak(language: str) -> None:
    """Speak a language from here on."""
    _current.set(_catalogue(language))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _current.set(_catalogue(language))
    try:
        yield
    finally:
        _current.reset(before)


def languages() -> tuple[str, ...]:
    """Return the languages that there is a catalogue for, beside English."""
    return tuple(sorted(path.parents[1].name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


@cache
def _catalogue(language: str) -> Callable[[str], str]:
    parts = language.replace("-", "_").split("_")
    wanted = ["_".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return gettext.translation(DOMAIN, LOCALES, languages=wanted, fallback=True).gettext


BLOCKS = {"h": N_("heading"), "o": N_("original note"), "r": N_("reference"), "b": N_("byline")}
"""What a block of a reading that is no paragraph is called, by the first letter of its id."""
