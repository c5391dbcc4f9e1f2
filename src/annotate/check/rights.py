"""No editor's words print what a text's rights withhold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from annotate.across import prose_across
from annotate.bodies import HottextBody
from annotate.diagnostics import Code, Diagnostic, error
from annotate.edition import Edition, Text
from annotate.items import selectors_in
from annotate.model import LineRange, Place, Prose, Selector
from annotate.prose import quotation, references
from annotate.rights import LONGEST_QUOTATION, RUN, Spans, covers, length, merged, runs, withheld_runs
from annotate.source import line_and_column, line_starts
from annotate.told import Told

_ROLE = re.compile(r"\{[a-z:-]+\}`+([^`]*?)(?:\s+<[^<>`]*>)?`+")
_HINT = "quote less of it, or say what it says in words of your own"


def quotations(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the quotations in prose that are longer than may be quoted of their text."""
    if not _withheld(edition):
        return
    across = (Told(prose=prose) for prose in prose_across(edition.across))
    for told in (*edition.told, *across):
        for one in references(told.prose, whole_file=told.whole_file):
            if one.role == "reading:quote" and (selector := quotation(one)):
                yield from _too_long(edition, selector)
    for name in edition.apparatus.names:
        for selector in name.also:
            yield from _too_long(edition, selector)


def evidence(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the quotations that keys rest on, and print, that are longer than may be quoted."""
    if not _withheld(edition):
        return
    for each in edition.sets:
        for item in each.items:
            shown = {item.body.passage} if isinstance(item.body, HottextBody) else set()
            for selector in selectors_in(item.body):
                if selector not in shown:
                    yield from _too_long(edition, selector)


def _withheld(edition: Edition) -> list[Text]:
    return [text for text in edition.texts if text.shown is not None]


def _too_long(edition: Edition, selector: Selector) -> Iterator[Diagnostic]:
    passage = edition.passages.get(selector)
    if passage is None or covers(edition.by_id[selector.reading].shown, passage.start, passage.end):
        return
    if (count := length(passage.words)) > LONGEST_QUOTATION:
        how = edition.by_id[selector.reading].reading.establishment.publish.value
        message = f"{count} words are quoted from '{selector.reading}', of which only '{how}' may be published"
        yield error(Code.NOT_WITHHELD, selector.place, message, f"at most {LONGEST_QUOTATION}; {_HINT}")


def editors_words(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the editor's words that hold words of a text which are withheld, without quoting them."""
    hidden = hidden_runs(edition)
    if not hidden:
        return
    establishments = [text.reading.establishment for text in edition.texts]
    written = list(_strings((edition.apparatus, edition.across, edition.sets, establishments), None))
    for words, place in dict.fromkeys(written):
        if run := next((run for _, run in runs(words) if run in hidden), None):
            yield _held(run, place)
    for page in edition.pages:
        words = _bare(page.text)
        for start, run in runs(words):
            if run in hidden:
                line, column = line_and_column(line_starts(words), start)
                file = page.place.file
                yield _held(run, Place(file=file, line=line, column=column, end_line=line, end_column=column))
                break


def _held(run: tuple[str, ...], place: Place) -> Diagnostic:
    message = f"these words stand in a text that may not be printed: '{' '.join(run)}'"
    return error(Code.NOT_WITHHELD, place, message, f"fewer than {RUN} in a row; {_HINT}")


def _bare(text: str) -> str:
    """Return Markdown, as long as it was, with roles reduced to their words."""
    return _ROLE.sub(lambda one: one[1].rjust(one.end(1) - one.start()).ljust(len(one[0])), text)


def hidden_runs(edition: Edition) -> frozenset[tuple[str, ...]]:
    """Return the runs of words that no page of an edition may hold."""
    hidden: set[tuple[str, ...]] = set()
    printed: set[tuple[str, ...]] = set()
    texts = _withheld(edition)
    for text in texts:
        ours, free = withheld_runs(text.source, _allowed(text, edition))
        hidden |= ours
        printed |= free
    for text in edition.texts if texts else ():
        if text.shown is None:
            printed.update(run for _, run in runs(text.source.text))
    return frozenset(hidden - printed)


def _allowed(text: Text, edition: Edition) -> Spans:
    """Return what is printed of a text: its passages, and short quotations."""
    mine = (one for one in edition.passages.values() if one.selector.reading == text.id)
    short = [(one.start, one.end) for one in mine if length(one.words) <= LONGEST_QUOTATION]
    return merged([*(text.shown or ()), *short])


def _strings(thing: object, place: Place | None) -> Iterator[tuple[str, Place]]:
    """Yield every piece of writing in a record, quotations left out, with the nearest place."""
    if isinstance(thing, str):
        if place:
            yield thing, place
    elif isinstance(thing, Prose):
        yield _bare(thing.text), thing.place
    elif isinstance(thing, Selector | LineRange | Place):
        return
    elif is_dataclass(thing):
        here = getattr(thing, "place", None) or place
        for each in fields(thing):
            yield from _strings(getattr(thing, each.name), here)
    elif isinstance(thing, Iterable):
        for one in thing:
            yield from _strings(one, place)
