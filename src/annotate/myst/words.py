"""The page of words on which the texts differ: counted, and whose voice they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.across import Rival, Voice, WordGroup
from annotate.edition import Edition, Text
from annotate.interface import N_, _
from annotate.myst._base import (
    Line,
    Page,
    across_cell,
    directive,
    front_matter,
    heading,
    one_line,
    paragraph,
    prose,
    role,
    texts_list,
)
from annotate.recall import once
from annotate.rivals import Occurrence, occurrences
from annotate.size import size

_INTRODUCTION = N_(
    "A choice of words can show a side, or a habit, or nothing. This page counts some words for which the texts, or the "
    "parties, have rival ones. It does not say which is right."
)
_RULES = (
    N_(
        "*Where.* The words are counted in the readings: paragraphs, lists and section headings. Titles, bylines, original "
        "notes and lists of works are left out, and so is what the edition omits. Where two words of a table overlap, the "
        "longer one is counted; a plural *-s* is counted with its word. A count does not tell senses apart: follow the links."
    ),
    N_(
        "*How often.* Each count also stands as a rate for 1,000 words of the text, so that long and short texts can be "
        "compared. A word is whatever stands between blanks and holds a letter or a digit. A short text makes rates jump: "
        "look at the count first."
    ),
    N_(
        "*In whose voice.* What stands in quotation marks, or in a block quotation, is counted as *quoted*; all else is the "
        "text’s *own voice*. A quotation mark that is not closed holds to the end of its paragraph; single quotation "
        "marks are not looked at, because an apostrophe looks the same. The rule cannot tell a quotation from a word "
        "held at a distance, as in “peacekeepers”, nor see what is reported without marks. Where the editors decide "
        "otherwise, the decision stands below the table."
    ),
)


def words_page(edition: Edition) -> Page:
    """Return the groups of words in the order of their file."""
    parts = (edition.across.word_groups, edition.looked_across)
    return once("words", parts, lambda: Page(name="words", lines=tuple(_page(edition))))


def _page(edition: Edition) -> Iterator[Line]:
    yield from front_matter([("kind", "words")])
    yield from heading(1, _("Words on which the texts differ"))
    yield from paragraph(_(_INTRODUCTION))
    for rule in _RULES:
        yield from paragraph(_(rule))
    sizes = {text.id: size(text) for text in edition.texts}
    yield from texts_list(edition, {name: _("{count} words").format(count=f"{count:,}") for name, count in sizes.items()})
    for group in edition.across.word_groups:
        yield from _group(group, edition, sizes)


def _group(group: WordGroup, edition: Edition, sizes: dict[str, int]) -> Iterator[Line]:
    yield Line(text=f"(words-{group.id})=", origin=group.place)
    yield from heading(2, group.title, group.place)
    yield from prose(group.comment)
    found = {text.id: occurrences(group, text, edition) for text in edition.texts}
    body: list[Line] = []
    for number, word in enumerate(group.words, start=1):
        row = list(paragraph(one_line(word.id, at_line_start=True), word.place))
        row += _others(word)
        for text in edition.texts:
            here = [one for one in found[text.id] if one.word == word.id]
            row += across_cell(edition.siglum(text.id), _cell(here, text, sizes[text.id]), (), word.place)
        body += directive("across-row", f"words-{group.id}-{number}", [], row, word.place)
    yield from directive("across-table", "", [("label", group.title), ("head", _("Word"))], body, group.place)
    yield from _rulings(group, edition)


def _others(word: Rival) -> Iterator[Line]:
    forms = [form.text for form in word.forms if form.text != word.id]
    if forms:
        yield from paragraph(f"*{one_line(', '.join(forms))}*")


def _cell(here: Sequence[Occurrence], text: Text, words: int) -> Iterator[Line]:
    if not here:
        yield from paragraph("0")
        return
    rate = 1000 * len(here) / words if words else 0
    yield from paragraph(f"**{len(here)}** ({_('{rate} per 1,000').format(rate=f'{rate:.1f}')})")
    for voice, name in ((Voice.OWN, _("own voice")), (Voice.QUOTED, _("quoted"))):
        said = [one for one in here if one.voice is voice]
        if said:
            yield from paragraph(f"{name} {len(said)}: {', '.join(_places(said, text))}")


def _places(said: Sequence[Occurrence], text: Text) -> Iterator[str]:
    """Yield a link for each block, with the number of occurrences in it where there are several."""
    for block in dict.fromkeys(one.block for one in said):
        times = sum(one.block == block for one in said)
        number = block[1:]
        target, shown = (
            (number, f"¶{number}") if block.startswith("p") else (block, _("heading {number}").format(number=number))
        )
        yield role("reading:par", shown, f"{text.id}:{target}") + (f" ({times})" if times > 1 else "")


def _rulings(group: WordGroup, edition: Edition) -> Iterator[Line]:
    for ruling in group.rulings:
        for passage in edition.found([ruling.at]):
            counted = _("“{words}” ({siglum}) is counted as the text’s own voice")
            if ruling.voice is not Voice.OWN:
                counted = _("“{words}” ({siglum}) is counted as quoted")
            words = counted.format(words=one_line(edition.printable(passage)), siglum=edition.siglum(ruling.at.reading))
            yield Line(text=f"- {words}: {one_line(ruling.reason)}", origin=ruling.place)
    yield Line(text="")
