"""docs/apparatus/sources.yaml: the pages outside the texts that notes rest on."""

from __future__ import annotations

from annotate.diagnostics import Diagnostic
from annotate.load._base import SOURCE_ID, Entry, OneOf, Record, Text, read_list
from annotate.model import OutsideSource, SourceKind

SOURCE = Record(
    name="a source",
    keys={
        "id": Text(pattern=SOURCE_ID, about="used in addresses, and to cite the source"),
        "label": Text(about="author or publisher, and title, as it is cited"),
        "url": Text(about="address of the page"),
        "kind": OneOf(values=SourceKind),
        "side": Text(about="whose official or aligned voice it is; none, if nobody's"),
        "date": Text(about="of the page: a year, month or day, ISO"),
        "language": Text(about="of the page, as in hy"),
        "remark": Text(about="what is weak about it"),
    },
    required=("id", "label", "url", "kind"),
)


def load(file: str, text: str) -> tuple[tuple[OutsideSource, ...], tuple[Diagnostic, ...]]:
    """Return the outside sources of a file, and what is wrong with it."""
    entries, to = read_list(file, text, "sources", SOURCE)
    return tuple(_source(entry) for entry in entries), tuple(to.found)


def _source(entry: Entry) -> OutsideSource:
    side = entry.get("side")
    return OutsideSource(
        id=entry.get("id"),
        label=entry.get("label"),
        url=entry.get("url"),
        kind=entry.get("kind"),
        side="" if side == "none" else side,
        date=entry.get("date"),
        language=entry.get("language"),
        remark=entry.get("remark"),
        place=entry.place,
    )
