"""W3C Web Annotation: notes, cross-notes and glosses as one collection, each anchored in its source twice over.

A target is the plain text of a source, UTF-8, as the edition received it: a TextQuoteSelector with
enough around the words to be the only place, and a TextPositionSelector in code points. `scope`
is the paragraph of the reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from annotate.edition import Text
from annotate.export._base import Fate, Job, Kept, Made
from annotate.model import CrossNote, Note, Selector, Term
from annotate.plain import plain_paragraphs
from annotate.rights import covers

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32


def export(job: Job) -> Made:
    """Return one collection with all annotations on its first page."""
    apparatus = job.edition.apparatus
    rows: list[tuple[dict[str, Any], Fate]] = []
    rows += [_note(note, job) for note in apparatus.notes]
    rows += [_cross_note(one, job) for one in apparatus.cross_notes]
    rows += [_gloss(term, job) for term in apparatus.terms]
    items = [annotation for annotation, fate in rows if fate.kept is not Kept.REFUSED]
    collection = {
        "@context": _CONTEXT,
        "id": f"{job.base_url}annotations.jsonld",
        "type": "AnnotationCollection",
        "label": job.title,
        "total": len(items),
        "first": {
            "id": f"{job.base_url}annotations.jsonld#page-1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    remark = "Prose is plain text here: emphasis and links within it are only in the reader."
    return Made(files={"": _escaped(collection)}, fates=tuple(fate for _, fate in rows), remarks=(remark,))


def _escaped(body: dict[str, Any]) -> bytes:
    """Return the collection as JSON."""
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _made(
    job: Job, name: str, kind: str, motivation: str, bodies: list[dict[str, Any]], targets: list[dict[str, Any]]
) -> tuple[dict[str, Any], Fate]:
    annotation = {
        "id": f"{job.base_url}annotations.jsonld#{kind}-{name}",
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": targets,
    }
    if targets:
        return annotation, Fate(id=name, type=kind, kept=Kept.CARRIED)
    return annotation, Fate(id=name, type=kind, kept=Kept.REFUSED, reasons=("it stands at no place in a text",))


def _words(paragraphs: Sequence[str], purpose: str, job: Job) -> dict[str, Any]:
    text, language = "\n\n".join(paragraphs), job.edition.apparatus.settings.language
    return {"type": "TextualBody", "value": text, "format": "text/plain", "language": language, "purpose": purpose}


def _tag(word: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": word, "purpose": "tagging"}


def _links(sources: Sequence[str], job: Job) -> Iterator[dict[str, Any]]:
    known = {one.id: one.url for one in job.edition.apparatus.sources}
    for name in sources:
        if name in known:
            yield {"type": "SpecificResource", "source": known[name], "purpose": "linking"}


def _note(note: Note, job: Job) -> tuple[dict[str, Any], Fate]:
    bodies = [_words(plain_paragraphs(note.text, job.edition), "commenting", job), _tag(note.kind.value)]
    bodies += _links(note.sources, job)
    return _made(job, note.id, "note", "commenting", bodies, list(_targets([note.at], job)))


def _cross_note(one: CrossNote, job: Job) -> tuple[dict[str, Any], Fate]:
    bodies = [_words(plain_paragraphs(one.notice, job.edition), "commenting", job), _tag(one.relation.value)]
    bodies += [*([_tag(one.topic)] if one.topic else []), *_links(one.sources, job)]
    return _made(job, one.id, "cross-note", "linking", bodies, list(_targets(one.passages, job)))


def _gloss(term: Term, job: Job) -> tuple[dict[str, Any], Fate]:
    words = (f"{term.headword}", *plain_paragraphs(term.definition, job.edition))
    bodies = [_words(words, "describing", job), _tag(term.category.value), *_links(term.sources, job)]
    targets = [
        _target(text, use.start, use.end, use.block, job)
        for text in job.edition.texts
        for use in text.uses
        if use.term == term.id
    ]
    return _made(job, term.id, "term", "describing", bodies, targets)


def _targets(selectors: Sequence[Selector], job: Job) -> Iterator[dict[str, Any]]:
    for passage in job.edition.found(selectors):
        text = job.edition.by_id[passage.selector.reading]
        yield _target(text, passage.start, passage.end, passage.first, job)


def _target(text: Text, start: int, end: int, block: str, job: Job) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": {
            "id": f"{job.base_url}{text.reading.establishment.source_path}",
            "type": "Text",
            "format": "text/plain",
            "language": text.reading.establishment.language or "en",
        },
        "scope": f"{job.base_url}readings/{text.id}.html{f'#{block}' if block else ''}",
        "selector": [*_quote(text, start, end), {"type": "TextPositionSelector", "start": start, "end": end}],
    }


def _quote(text: Text, start: int, end: int) -> Iterator[dict[str, Any]]:
    """Yield the quotation of a place with the words around it, as far as they may be printed."""
    whole = text.source.text
    spans = ((0, len(whole)),) if text.shown is None else text.shown
    low, high = next((span for span in spans if covers((span,), start, end)), (0, -1))
    if high < end:
        return
    around = _AROUND
    while around < len(whole) and whole.count(whole[max(low, start - around) : min(high, end + around)]) > 1:
        around *= 2
    yield {
        "type": "TextQuoteSelector",
        "exact": whole[start:end],
        "prefix": whole[max(low, start - around) : start],
        "suffix": whole[end : min(high, end + around)],
    }
