"""Making a project, and taking texts into one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate.model import Reading
from annotate.project._base import Draft, NotTaken, Proposal
from annotate.project.add import DRAFTED, Told, draft_of, read
from annotate.project.convert import Converted, chapter_like, convert
from annotate.project.install import requirements
from annotate.project.layout import layout_of
from annotate.project.new import project_files
from annotate.project.propose import proposals
from annotate.project.see import observed
from annotate.source import SourceText

__all__ = ["DRAFTED", "Draft", "NotTaken", "draft_of", "drafts", "project_files", "requirements"]


def drafts(path: Path, *, encoding: str, taken: frozenset[str], chapters: bool = False) -> tuple[Draft, ...]:
    """Return what taking in a file makes: one text, or those of a book; raises NotTaken."""
    return tuple(_drafts(path, read(path), encoding, taken, chapters=chapters))


def _drafts(path: Path, data: bytes, encoding: str, taken: frozenset[str], *, chapters: bool) -> Iterator[Draft]:
    texts = convert(path, data, encoding, chapters=chapters)
    if not texts:
        yield draft_of(path, data, encoding=encoding, taken=taken, propose=_proposals, layout=layout_of)
        return
    width = len(str(len(texts)))
    for number, text in enumerate(texts, start=1):
        name = f"{path.stem}-{number:0{width}}" if len(texts) > 1 else path.stem
        made = draft_of(path, text.text.encode(), taken=taken, told=_told(name, text), propose=_proposals, layout=layout_of)
        taken |= {made.id}
        yield made


def _proposals(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    if heads := chapter_like(source.text):
        shown = ", ".join(f"'{one[:40]}'" for one in heads[:3]) + (", ..." if len(heads) > 3 else "")
        says = f"{len(heads)} lines look like heads of chapters: {shown}; --chapters makes a text of each"
        yield Proposal(
            key="seen", yaml="", says=says, reason="they are named alike, and text stands behind each", confidence=0.7
        )
    yield from proposals(source, reading)
    yield from observed(source, reading)


def _told(name: str, text: Converted) -> Told:
    structure = [
        (f"{one.first}" if one.first == one.last else f"{one.first}-{one.last}", one.words, one.kind.value, one.level)
        for one in text.marks
    ]
    return Told(name=name, how=text.how, facts=text.facts, structure=structure, dropped=text.dropped)
