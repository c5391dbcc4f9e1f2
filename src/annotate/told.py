"""Every piece of an editor's prose, and what is quoted in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotate.items import Item, ItemSet, prose_in
from annotate.model import Apparatus, Prose, Reading, Selector
from annotate.prose import quotation, references
from annotate.recall import recall


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A piece of editor's prose; `public` when the student's edition prints it."""

    prose: Prose
    public: bool = True
    whole_file: bool = False

    def quoted(self) -> tuple[Selector, ...]:
        """Return the passages that it quotes by a role."""
        return quoted(self.prose, whole_file=self.whole_file)


def tell(
    apparatus: Apparatus, pages: Sequence[Prose], readings: Sequence[Reading], sets: Sequence[ItemSet]
) -> Iterator[Told]:
    """Yield every piece of editor's prose."""
    public = [
        *(reading.establishment.about for reading in readings),
        *(term.definition for term in apparatus.terms),
        *(term.naming for term in apparatus.terms),
        *(note.text for note in apparatus.notes),
        *(one.notice for one in apparatus.cross_notes),
        *(question.prompt for question in apparatus.questions),
        *(name.about for name in apparatus.names),
        *(name.naming for name in apparatus.names),
        *((apparatus.map.credit, *(one.about for one in apparatus.map.notes)) if apparatus.map else ()),
    ]
    yield from (Told(prose=prose) for prose in public if prose)
    for question in apparatus.questions:
        if question.teacher:
            yield Told(prose=question.teacher, public=False)
    for each in sets:
        yield from recall(_in_set, each)
    settings = apparatus.settings
    yield from (Told(prose=page, public=settings.are_students(page.place), whole_file=True) for page in pages)


def _in_set(one: ItemSet) -> tuple[Told, ...]:
    return tuple(told for item in one.items for told in _in_item(item))


def _in_item(item: Item) -> Iterator[Told]:
    yield Told(prose=item.prompt)
    yield from (Told(prose=prose, public=item.is_practice) for prose in (item.hint, item.solution) if prose)
    yield from (Told(prose=prose, public=False) for prose in prose_in(item.body))


def quoted(prose: Prose, *, whole_file: bool = False) -> tuple[Selector, ...]:
    """Return the passages that prose quotes by a role."""
    return recall(_quotations, prose, whole_file=whole_file) if "{reading:quote}" in prose.text else ()


def _quotations(prose: Prose, *, whole_file: bool) -> tuple[Selector, ...]:
    found = (one for one in references(prose, whole_file=whole_file) if one.role == "reading:quote")
    return tuple(selector for one in found if (selector := quotation(one)))


def quoted_openly(told: Iterable[Told]) -> Iterator[Selector]:
    """Yield what public prose quotes."""
    return (selector for one in told if one.public for selector in one.quoted())
