"""What stands before the text: title page, the rights in the texts, the date."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime

from sphinx.config import Config

from annotate.interface import N_, _
from annotate.paper import families
from annotate.sphinx_ext.typst._base import Chapter, array, literal

_EDITIONS = {True: N_("Instructor’s edition"), False: N_("Student’s edition")}
_LONGEST = 92
_ASKED = {"short_answer": 5, "extended_text": 9}
_ROOM = {"sourcing": 4, "close-reading": 5, "contextualization": 6, "corroboration": 7, "discussion": 7, "": 5}
"""Lines: a few words of a source take less room than an argument. Those below exercises are half as long."""


def moment(config: Config) -> datetime:
    """Return when the book was made: SOURCE_DATE_EPOCH, else `today` in conf.py, else the year 1980."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    try:
        day = date.fromisoformat(str(config.today or ""))
    except ValueError:
        day = date(1980, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def introduction(config: Config) -> str:
    """Return the heading of the root document's own words."""
    return _(str(config.typst_introduction))


def short_title(chapter: Chapter, book: str, front: str) -> str:
    """Return what stands at the head of a page: the siglum of a reading and as much of the title as fits."""
    siglum = str(chapter.metadata.get("siglum") or "")
    title = front if chapter.title == book else chapter.title
    if len(title) > _LONGEST:
        title = title[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
    return f"{siglum} · {title}" if siglum else title


def dressing(config: Config, chapters: Sequence[Chapter], *, instructor: bool) -> str:
    """Return the source of the book's settings, as named arguments of the template."""
    made = moment(config)
    stated = made.date().isoformat() if made.year > 1980 else ""
    rights: dict[str, list[str]] = {}
    for one in chapters:
        if one.metadata.get("siglum") and one.metadata.get("rights"):
            named = array(map(literal, (str(one.metadata["siglum"]), one.title)))
            rights.setdefault(literal(str(one.metadata["rights"])), []).append(named)
    settings = {
        "title": literal(config.project),
        "author": literal("" if config.author == "Author name not set" else config.author),
        "edition": literal(_(_EDITIONS[instructor]) if rights or instructor else ""),
        "version": literal(config.release),
        "date": literal(stated),
        "rights": array(f"({array(texts)}, {line})" for line, texts in rights.items()),
        "notices": array(map(literal, _lines(config.typst_colophon))),
        "copyright": literal(", ".join(_lines(config.copyright))),
        "contents": literal(_("Contents")),
        "version-word": literal(_("Version")),
        "lang": literal((config.language or "en").split("_")[0].split("-")[0]),
        "paper": literal(config.typst_paper),
        "fonts": families(config.typst_fonts),
        "size": f"{float(config.typst_font_size)}pt",
    }
    return ", ".join(f"{name}: {value}" for name, value in settings.items())


def room(config: Config) -> dict[str, int]:
    """Return how many ruled lines stand below a question or an exercise, by its kind; nothing where none are wanted."""
    given = config.typst_room
    if not given:
        return {}
    return _ROOM | _ASKED | ({str(kind): int(lines) for kind, lines in given.items()} if given is not True else {})


def _lines(given: object) -> list[str]:
    if isinstance(given, str):
        return [given] if given else []
    return [str(one) for one in given] if isinstance(given, list | tuple) else []


def characters(config: Config, chapters: Sequence[Chapter]) -> set[str]:
    """Return the characters of the title page and the colophon."""
    words = [config.project, config.author, config.release, *_lines(config.copyright), *_lines(config.typst_colophon)]
    words += [f"{one.title}{one.metadata.get('rights', '')}" for one in chapters]
    return set("".join(map(str, words)))
