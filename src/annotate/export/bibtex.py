"""BibTeX: the readings and every outside page that the apparatus cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from annotate.export._base import Fate, Job, Kept, Made, known_date
from annotate.model import OutsideSource, Reading

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_EACH = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


def export(job: Job) -> Made:
    """Return one file, UTF-8, readings first."""
    texts = [text.reading for text in job.edition.texts]
    entries = [*(_reading(reading, job) for reading in texts), *map(_source, job.edition.apparatus.sources)]
    fates = [
        *(Fate(id=reading.id, type="reading", kept=Kept.CARRIED) for reading in texts),
        *(Fate(id=one.id, type="source", kept=Kept.CARRIED) for one in job.edition.apparatus.sources),
    ]
    return Made(files={"": "\n".join(entries).encode("utf-8")}, fates=tuple(fates))


def _escaped(text: str) -> str:
    """Return words as BibTeX takes them, on one line."""
    return _EACH.sub(lambda match: _SPECIAL[match[0]], " ".join(text.split()))


def _entry(key: str, fields: Mapping[str, str]) -> str:
    """Return an entry. An address is kept as it is, and a title keeps its capitals."""
    shown = {name: words if name == "url" else _escaped(words) for name, words in fields.items() if words}
    if "title" in shown:
        shown["title"] = f"{{{shown['title']}}}"
    rows = [f"  {name} = {{{words}}}" for name, words in shown.items()]
    return f"@misc{{{key},\n" + ",\n".join(rows) + "\n}\n"


def _dated(date: str) -> Iterator[tuple[str, str]]:
    if re.match(r"\d{4}", date):
        yield "year", date[:4]
        yield "date", date


def _reading(reading: Reading, job: Job) -> str:
    by = reading.establishment
    return _entry(f"text-{reading.id}", {
        "author": by.author.value,
        "title": by.title.text,
        "howpublished": by.outlet.value,
        **dict(_dated(known_date(by.date))),
        "url": by.url,
        "language": by.language,
        "note": f"{by.siglum} in {job.title}{f'; {by.date.text}' if by.date.text else ''}",
    })  # fmt: skip


def _source(one: OutsideSource) -> str:
    return _entry(one.id, {
        "title": one.label,
        **dict(_dated(one.date)),
        "url": one.url,
        "language": one.language,
        "keywords": f"{one.kind.value}, {one.side}" if one.side else one.kind.value,
        "note": one.remark,
    })  # fmt: skip
