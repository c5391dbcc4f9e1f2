"""The page of one reading: source card, text, notes, questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TypeVar

from annotate.citation import Citation, Part, citations
from annotate.edition import Edition, Footnote, Text
from annotate.interface import N_, _
from annotate.model import (
    Block,
    BlockKind,
    CrossNote,
    Cut,
    Establishment,
    Note,
    Passage,
    Place,
    PlacedFigure,
    Publish,
    Question,
)
from annotate.myst._base import (
    Line,
    Page,
    directive,
    escape,
    file_place,
    front_matter,
    heading,
    link,
    link_drawing,
    omitted_words,
    one_line,
    paragraph,
    plain,
    prose,
    question_lines,
    quote_passage,
    quoted,
    raw_target,
    role,
    sources_line,
    text_lines,
)
from annotate.recall import once
from annotate.rights import ELLIPSIS
from annotate.shelf import Shelf, key
from annotate.terms import Use
from annotate.weave import (
    CutMark,
    EmendedWords,
    NoteMark,
    Point,
    SicMark,
    TermWords,
    Withheld,
    Words,
    Woven,
    cut_id,
    points_of,
    weave,
)

_Placed = TypeVar("_Placed", Cut, PlacedFigure)
_PREFIX = {
    BlockKind.LIST_ITEM: ("- ", "  "),
    BlockKind.REFERENCE: ("- ", "  "),
    BlockKind.QUOTATION: ("> ", "> "),
}


def reading_page(text: Text, edition: Edition, shelf: Shelf | None = None) -> Page:
    """Return the document of a reading, as it stands on the shelf if it was woven from the same."""
    name = f"readings/{text.id}"
    asked = edition.questions_on(text.id)
    quoted = edition.found([selector for question in asked for selector in question.passages])

    def make() -> Page:
        if shelf and (written := shelf.take(name, _made_from(text, asked, quoted, edition))):
            return Page(name=name, written=written)
        return Page(name=name, lines=tuple(_page(text, edition)))

    return once(name, (text, asked, quoted, edition.shared), make)


def _made_from(text: Text, asked: Sequence[Question], quoted: Sequence[Passage], edition: Edition) -> str:
    """Return a digest of all that the page of a reading is made from; no teacher's note is in it.

    Reading and uses follow from the source, its establishment and the forms of terms.
    """
    by, questions = text.reading.establishment, [replace(one, teacher=None) for one in asked]
    return key(edition.shared_key, text.source.path, text.source.data, by, text.footnotes, text.shown, questions, quoted)


def _page(text: Text, edition: Edition) -> Iterator[Line]:
    by = text.reading.establishment
    has_title = bool(text.reading.blocks) and text.reading.blocks[0].is_title
    yield from front_matter(
        [
            ("reading", by.id),
            ("siglum", by.siglum),
            ("title-printed", "yes" if has_title else "no"),
            ("language", by.language),
            ("rights", _owner(by)),
        ]
    )
    if not has_title:
        yield from heading(1, by.title.text, by.place)
        yield from source_card(text, edition)
    yield from _body(text, edition)
    if text.footnotes:
        yield from heading(2, _("Notes"))
        for footnote in text.footnotes:
            yield from _footnote(footnote, edition)
    questions = edition.questions_on(text.id)
    if questions:
        yield from heading(2, _("Questions"))
        for question in questions:
            yield from question_lines(question, edition)


_PUBLIC = N_("In the public domain, as far as known.")
_FOR_STUDY = N_("Reproduced with notes for study.")
_NO_RIGHTS = N_("© the author or the outlet, as far as known.")
_RIGHTS = N_(
    "Reproduced with notes for study. No permission has been sought or given, unless stated; "
    "the author and outlet have no part in this edition."
)
_WITHHELD = {
    Publish.EXCERPT: N_(
        "Of this text only excerpts are printed: the passages that notes, terms, questions and exercises are "
        "about. […] stands for words that are not printed. The paragraphs are numbered as in the whole text."
    ),
    Publish.REFERENCE: N_(
        "This text is not printed here. Read it elsewhere, and keep it at hand: the notes and questions name its "
        "paragraphs by number, counted from its first paragraph; headings, notes and references are not counted. "
        "A passage is named by its first and last words."
    ),
}
_OWNER = N_("The author and outlet have no part in this edition.")


def source_card(text: Text, edition: Edition) -> Iterator[Line]:
    """Yield what a reader should know of a text before reading it: who, when, where, what kind."""
    by = text.reading.establishment
    body: list[Line] = [*prose(by.about)]
    rows = [
        (_("Author"), by.author.value or _("not named")),
        (_("Outlet"), by.outlet.value or _("not named")),
        (_("Date"), by.date.text or _("not known")),
        (_("Kind of text"), by.genre),
        (_("Not known"), " ".join(by.unknown)),
    ]
    for label, value in rows:
        if value:
            body.append(Line(text=f"- **{label}:** {one_line(value)}", origin=by.place))
    body.append(Line(text=""))
    body.extend(_rights(text))
    body.extend(_how_to_cite(citations(by, edition.apparatus.settings), by.place))
    yield from directive("source-card", "", [("brief", _brief(by))], body, by.place)


def _brief(by: Establishment) -> str:
    """Return who wrote a text, where and when, and what kind it is, in a line."""
    author = by.author.value or f"{_('Author')}: {_('not named')}"
    date = by.date.text or f"{_('Date')}: {_('not known')}"
    return " · ".join(" ".join(words.split()) for words in (author, by.outlet.value, date, by.genre) if words)


def _how_to_cite(cited: Sequence[Citation], origin: Place) -> Iterator[Line]:
    """Yield the citations of a text as a list; what a browser fills in is left open in them."""
    rows = []
    for one in cited:
        rows.append(Line(text=f"- **{one.style}:** ", origin=origin))
        for part in one.parts:
            if part.words == "\n":
                rows[-1] = Line(text=f"{rows[-1].text}\\", origin=origin)
                rows.append(Line(text="  ", origin=origin))
            else:
                rows[-1] = Line(text=rows[-1].text + _cited(part), origin=origin)
    yield from directive("how-to-cite", "", [], rows, origin)


def _cited(part: Part) -> str:
    if part.fill:
        return role("fill", part.fill, part.words)
    words = escape(part.words)
    return f"*{words}*" if part.italic else words


def _owner(by: Establishment) -> str:
    """Return whose a text is, in the editor's words, or what is said without them."""
    return by.rights or _(_PUBLIC if by.public_domain else _NO_RIGHTS)


def _rights(text: Text) -> Iterator[Line]:
    by = text.reading.establishment
    owner = _owner(by)
    read = f" {_('Read the original:')} {link(by.url)}." if by.url else ""
    if by.publish in _WITHHELD:
        yield from plain(_(_WITHHELD[by.publish]), by.place)
        yield from paragraph(f"{one_line(owner, at_line_start=True)} {_(_OWNER)}{read}", by.place)
        return
    yield from paragraph(
        f"{one_line(owner, at_line_start=True)} {_(_FOR_STUDY if by.public_domain else _RIGHTS)}{read}", by.place
    )


def _body(text: Text, edition: Edition) -> Iterator[Line]:
    reading = text.reading
    points = points_of(reading, text.marks)
    shares = _by_block(reading.blocks, points)
    uses: dict[str, list[Use]] = {}
    for use in text.uses:
        uses.setdefault(use.block, []).append(use)
    cuts, figures = _after(reading.cuts), _after(reading.figures)
    before = cuts.pop("", [])
    if not (reading.blocks and reading.blocks[0].is_title):
        yield from _cuts(before, text)
    for block in reading.blocks:
        woven = weave(block, reading, text.source, uses.get(block.id, ()), shares[block.id], text.shown)
        yield from _block(block, woven, text)
        if block.is_title:
            yield from source_card(text, edition)
            yield from _cuts(before, text)  # what stood above the title opens below it
        yield from _cuts(cuts.get(block.id, ()), text)
        yield from _figures(figures.get(block.id, ()), text.id, edition)


def _after(things: Sequence[_Placed]) -> dict[str, list[tuple[int, _Placed]]]:
    grouped: dict[str, list[tuple[int, _Placed]]] = {}
    for index, thing in enumerate(things, start=1):
        grouped.setdefault(thing.after, []).append((index, thing))
    return grouped


def _by_block(blocks: Sequence[Block], points: Sequence[tuple[int, Point]]) -> dict[str, list[tuple[int, Point]]]:
    """Return each block's points; a point between blocks belongs to the block before it."""
    shares: dict[str, list[tuple[int, Point]]] = {block.id: [] for block in blocks}
    at = 0
    for block, following in zip_longest(blocks, blocks[1:]):
        while at < len(points) and (following is None or points[at][0] <= following.start):
            shares[block.id].append(points[at])
            at += 1
    return shares


def _block(block: Block, woven: Sequence[Woven], text: Text) -> Iterator[Line]:
    first, rest = _PREFIX.get(block.kind, ("", ""))
    rows = _rows(woven, block.start)
    if block.kind is BlockKind.HEADING:
        first = "#" * (block.level + 1) + " "
        rows = [(block.start, " ".join(row for _, row in rows))]
    name = f"{block.id} verse" if block.kind is BlockKind.VERSE else block.id
    for index, (offset, row) in enumerate(rows):
        head = f"{first}{role('anchor', name)} " if index == 0 else rest
        tail = "\\" if block.line_breaks and index < len(rows) - 1 else ""
        line, _ = text.source.position(offset)
        yield Line(text=f"{head}{row}{tail}", origin=file_place(text.source.path, line))
    yield Line(text="")


def _rows(woven: Sequence[Woven], start: int) -> list[tuple[int, str]]:
    """Return a block's lines of MyST, each with a source offset; those that hold nothing are left out."""
    rows = [(start, "")]
    for one in woven:
        if not isinstance(one, Words):
            rows[-1] = (rows[-1][0], rows[-1][1] + _inline(one))
            continue
        (_, head), *more = text_lines(one.text)
        begun = escape(head, at_line_start=len(rows) > 1 and not rows[-1][1])
        rows[-1] = (rows[-1][0], rows[-1][1] + begun)
        rows.extend((one.start + at, escape(line, at_line_start=True)) for at, line in more)
    return [(at, row.strip(" ")) for at, row in rows if row.strip(" ")] or [(start, "")]


def _inline(one: Woven) -> str:
    match one:
        case TermWords():
            return role("gloss", one.text, one.term)
        case EmendedWords():
            return role("emended", one.text, raw_target(one.source))
        case NoteMark():
            target = f"{one.note} {one.length}" if one.length else one.note
            return role("note-mark", str(one.number), target)
        case CutMark():
            return role("cut-mark", one.cut)
        case SicMark():
            return role("sic-mark", one.reason, "sic")
        case Withheld():
            return role("withheld", ELLIPSIS)
        case _:
            raise TypeError(type(one).__name__)


def _cuts(cuts: Sequence[tuple[int, Cut]], text: Text) -> Iterator[Line]:
    for index, cut in cuts:
        body = list(_cut_body(cut, text))
        yield from directive("omitted", cut_id(index), [("kind", cut.omission.kind.value)], body)


def _cut_body(cut: Cut, text: Text) -> Iterator[Line]:
    yield from plain(cut.omission.reason, cut.omission.place)
    if text.shown is not None:
        yield from plain(_("{count} characters, which are not printed.").format(count=cut.end - cut.start))
    yield from omitted_words(cut, text)
    for mark in _marks_in(cut, text):
        yield from paragraph(mark)


def _marks_in(cut: Cut, text: Text) -> Iterator[str]:
    for footnote in text.footnotes:
        for passage in footnote.here:
            if passage.selector.omitted and cut.start <= passage.start < cut.end:
                yield f"{_('Note on these words:')} {role('note-mark', str(footnote.number), footnote.note.id)}"


def _figures(figures: Sequence[tuple[int, PlacedFigure]], reading: str, edition: Edition) -> Iterator[Line]:
    for index, placed in figures:
        body = list(plain(placed.figure.text, placed.figure.place))
        if drawn := link_drawing(reading, index, edition):
            body.extend(paragraph(f"{drawn}."))
        yield from directive("missing-figure", f"missing-{index}", [], body, placed.figure.place)


def _footnote(footnote: Footnote, edition: Edition) -> Iterator[Line]:
    note = footnote.note
    options = [("number", str(footnote.number))]
    if isinstance(note, Note):
        options.append(("kind", note.kind.value))
        body = [
            *_key(footnote, edition),
            *prose(note.text),
            *_contested(note),
            *sources_line(note.sources, edition, note.text),
        ]
        yield from directive("editor-note", note.id, options, body, note.place)
    else:
        options.append(("relation", note.relation.value))
        body = list(_cross_note(note, footnote, edition))
        yield from directive("cross-note", note.id, options, body, note.place)


def _key(footnote: Footnote, edition: Edition) -> Iterator[Line]:
    """Yield the passage that a note is on, where the text itself is not printed."""
    for passage in footnote.here:
        if edition.by_id[passage.selector.reading].reading.establishment.publish is Publish.REFERENCE:
            yield from paragraph(quote_passage(passage, edition), passage.selector.place)


def _contested(note: Note) -> Iterator[Line]:
    if note.contested and note.contested.lacking:
        yield from plain(note.contested.lacking, note.contested.place)


def _cross_note(note: CrossNote, footnote: Footnote, edition: Edition) -> Iterator[Line]:
    yield from paragraph(f"**{one_line(note.topic)}**", note.place)
    yield from _key(footnote, edition) if len(footnote.here) == 1 else ()
    own = footnote.here if len(footnote.here) > 1 else ()
    passages: tuple[Passage, ...] = (*own, *footnote.elsewhere)
    for passage in passages:
        yield from quoted([Line(text=quote_passage(passage, edition), origin=passage.selector.place)])
        yield Line(text="")
    yield from prose(note.notice)
    yield from sources_line(note.sources, edition, note.notice)
