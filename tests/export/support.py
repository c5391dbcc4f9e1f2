"""The shipped edition made ready for export, and responses in words, for readers that know no ids of ours."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from annotate.bodies import (
    ChoiceBody,
    GridBody,
    HottextBody,
    MatchBody,
    OrderBody,
    TextEntryBody,
)
from annotate.build import assemble_project
from annotate.diagnostics import Severity, count
from annotate.export import FORMATS, Job, Made, job, write_down
from annotate.export._base import Asked
from annotate.items import Response
from annotate.prove import grade, parse
from tests.exercises.support import well_formed
from tests.support.projects import REPOSITORY

BASE_URL = "https://example.org/reader"


@cache
def shipped() -> Job:
    """The shipped edition with all its items."""
    edition, found = assemble_project(REPOSITORY)
    assert edition is not None and not count(found, Severity.ERROR)
    return job(edition, [item for one in edition.sets for item in one.items], found, BASE_URL)


@cache
def exported(name: str) -> Made:
    """The shipped edition in a format."""
    return write_down(FORMATS[name], shipped())


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def responses(asked: Asked, most: int) -> Iterator[tuple[Response, float]]:
    """Yield (response, what our grader gives it): every sample of the item, then well-formed ones."""
    item = asked.item
    samples = (*item.responses.right, *item.responses.wrong, *item.responses.invalid)
    for one in (*samples, *(mistake.response for mistake in item.mistakes), *well_formed(item, most)):
        if asked.key is not None and one.written not in ((), ""):
            yield one, grade(item, asked.key, one)


def in_words(asked: Asked, response: Response) -> Any:
    """Return a response in the words of the page, or None when no page can give it (unknown ids)."""
    item, written = asked.item, response.written
    match item.body:
        case ChoiceBody() | HottextBody() | OrderBody():
            ids = (written,) if isinstance(written, str) else written
            return [asked.options[one] for one in ids] if set(ids) <= set(asked.options) else None
        case MatchBody() | GridBody():
            pairs = dict(written) if isinstance(written, tuple) and all(len(one) == 2 for one in written) else {}
            known = set(pairs) <= set(asked.rows) and set(pairs.values()) <= set(asked.options)
            return {asked.rows[row]: asked.options[one] for row, one in pairs.items()} if pairs and known else None
        case TextEntryBody(cloze=cloze) if cloze.count("____") > 1:
            words = (written,) if isinstance(written, str) else written
            return list(words) if len(words) == cloze.count("____") else None
        case _:
            return written if isinstance(written, str) else None


def readable(asked: Asked, response: Response) -> bool:
    """Return whether our grader can read a response."""
    return parse(asked.item, response) is not None
