"""CSL-JSON: the readings and every outside page that the apparatus cites, for Zotero and the like."""

from __future__ import annotations

import json
import re
from typing import Any

from annotate.export._base import Fate, Job, Kept, Made, known_date
from annotate.model import OutsideSource, Reading


def export(job: Job) -> Made:
    """Return one list, readings first."""
    texts = [text.reading for text in job.edition.texts]
    rows = [*(_reading(reading, job) for reading in texts), *map(_source, job.edition.apparatus.sources)]
    fates = [
        *(Fate(id=reading.id, type="reading", kept=Kept.CARRIED) for reading in texts),
        *(Fate(id=one.id, type="source", kept=Kept.CARRIED) for one in job.edition.apparatus.sources),
    ]
    return Made(files={"": _escaped(rows)}, fates=tuple(fates))


def _escaped(rows: list[dict[str, Any]]) -> bytes:
    """Return records as JSON; what is empty is left out."""
    full = [{key: value for key, value in row.items() if value} for row in rows]
    return (json.dumps(full, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _issued(date: str) -> dict[str, Any]:
    parts = [int(part) for part in re.findall(r"\d+", date)[:3]]
    return {"date-parts": [parts]} if re.match(r"\d{4}", date) else {}


def _reading(reading: Reading, job: Job) -> dict[str, Any]:
    by = reading.establishment
    return {
        "id": f"text-{reading.id}",
        "type": "article",
        "title": by.title.text,
        "author": [{"literal": by.author.value}] if by.author.value else [],
        "container-title": by.outlet.value,
        "issued": _issued(known_date(by.date)),
        "URL": by.url,
        "language": by.language,
        "note": f"{by.siglum} in {job.title}{f'; {by.date.text}' if by.date.text else ''}",
    }


def _source(one: OutsideSource) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": "webpage",
        "title": one.label,
        "issued": _issued(one.date),
        "URL": one.url,
        "language": one.language,
        "keyword": ", ".join(part for part in (one.kind.value, one.side) if part),
        "note": one.remark,
    }
