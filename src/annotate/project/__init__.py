"""Making a project, and taking texts into one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate.project._base import Draft, NotTaken
from annotate.project.add import Told, draft_of, read
from annotate.project.convert import Converted, convert
from annotate.project.install import requirements
from annotate.project.new import project_files
from annotate.project.propose import proposals

__all__ = ["Draft", "NotTaken", "draft_of", "drafts", "project_files", "requirements"]


def drafts(path: Path, *, encoding: str, taken: frozenset[str], chapters: bool = False) -> tuple[Draft, ...]:
    """Return what taking in a file makes: one text, or those of a book; raises NotTaken."""
    return tuple(_drafts(path, read(path), encoding, taken, chapters=chapters))


def _drafts(path: Path, data: bytes, encoding: str, taken: frozenset[str], *, chapters: bool) -> Iterator[Draft]:
    texts = convert(path, data, encoding, chapters=chapters)
    if not texts:
        yield draft_of(path, data, encoding=encoding, taken=taken, propose=proposals)
        return
    width = len(str(len(texts)))
    for number, text in enumerate(texts, start=1):
        name = f"{path.stem}-{number:0{width}}" if len(texts) > 1 else path.stem
        made = draft_of(path, text.text.encode(), taken=taken, told=_told(name, text), propose=proposals)
        taken |= {made.id}
        yield made


def _told(name: str, text: Converted) -> Told:
    structure = [
        (f"{one.first}" if one.first == one.last else f"{one.first}-{one.last}", one.words, one.kind.value, one.level)
        for one in text.marks
    ]
    return Told(name=name, how=text.how, facts=text.facts, structure=structure, dropped=text.dropped)
