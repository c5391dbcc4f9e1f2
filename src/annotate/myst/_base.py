"""The few primitives that all generated pages are written with.

This folder alone writes and escapes MyST. Every line keeps the place it came from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotate.diagnostics import whole_file
from annotate.edition import Edition, Text
from annotate.files import MARKER
from annotate.interface import _
from annotate.languages import main_part
from annotate.model import Cut, Passage, Place, Prose, Question
from annotate.prose import references
from annotate.quote import fold
from annotate.shelf import Written

_PUNCTUATION = re.compile(r"([!#$&*+<=>@\[\\\]^_`{|}~])")
_LINE_START = re.compile(r"[!-/:-@\[-`{-~]")
_ENUMERATOR = re.compile(r"(\d+)([.)])")
_LINE_BREAKS = re.compile(r"[ \t\f]*(?:\r\n|\r|\n)[ \t\f]*")
_SEPARATORS = {"\u2028": "&#x2028;", "\u2029": "&#x2029;"}
_BLANKS = re.compile(r"[ \t\f]+")
_ASCII_SPACE = re.compile(r"[ \t\n\r\f]+")
_ADDRESS = re.compile(r"[\x00- <>\\]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NOT_IN_YAML = re.compile(r"[\x7f-\x9f\ufffe\uffff]")
_ESCAPED_TARGET = re.compile(r"\\([lg\\])")
_TICKS = re.compile(r"`+")
_COLONS = re.compile(r"\s*(?:> *)*(:{3,})")
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


class Line(NamedTuple):
    """One line of a page, without its newline, and where its words come from."""

    text: str
    origin: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A generated document: its name below docs/ without suffix, and its lines.

    `written` instead of lines is one that was made from the same before.
    """

    name: str
    lines: tuple[Line, ...] = ()
    written: Written | None = None

    @property
    def content(self) -> str:
        """The file's text."""
        return self.written.content if self.written else "".join([f"{line.text}\n" for line in self.lines])


def escape(text: str, *, at_line_start: bool = False) -> str:
    """Return one line of plain text as MyST that reads back as the same text.

    Every ASCII punctuation mark that could open markup gets a backslash; `, . ; : ? ( ) ' "
    % / -` stay bare within a line, where the round-trip test shows them harmless, and are
    escaped at its start.
    """
    escaped = _PUNCTUATION.sub(r"\\\1", text) if _PUNCTUATION.search(text) else text
    for character, entity in _SEPARATORS.items():
        escaped = escaped.replace(character, entity)
    if at_line_start and escaped:
        if match := _ENUMERATOR.match(escaped):
            return f"{match[1]}\\{escaped[match.end(1) :]}"
        if _LINE_START.match(escaped) and escaped[0] != "\\" and not escaped.startswith("&#x202"):
            return f"\\{escaped}"
    return escaped


def text_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines of a source's text, each with the offset at which its words begin.

    Blanks at line ends are dropped and runs of them are kept single.
    """
    if "\n" not in text and "\r" not in text:
        return [(0, _single_blanks(text))]
    starts = [0, *(match.end() for match in _LINE_BREAKS.finditer(text))]
    lines = _LINE_BREAKS.split(text)
    return [(at, _single_blanks(line)) for at, line in zip(starts, lines, strict=True)]


def _single_blanks(text: str) -> str:
    return _BLANKS.sub(" ", text) if "  " in text or "\t" in text or "\f" in text else text


def one_line(text: str, *, at_line_start: bool = False) -> str:
    """Return plain text as one escaped line."""
    return escape(fold(text).strip(), at_line_start=at_line_start)


def plain(text: str, origin: Place | None = None) -> Iterator[Line]:
    """Yield plain text as a paragraph of its own."""
    return paragraph(one_line(text, at_line_start=True), origin)


def role(name: str, words: str, target: str = "") -> str:
    """Return a role whose words are raw text: a role's content is not Markdown.

    The extension reads the words as everything before the last ` <`; a blank before a
    leading back-tick is dropped again there. Line ends become blanks.
    """
    content = _ASCII_SPACE.sub(" ", words)
    for character in _SEPARATORS:
        content = content.replace(character, " ")
    if content.startswith(("`", " ")):
        content = f" {content}"
    if target:
        content = f"{content} <{target}>"
    elif content.endswith("`"):
        raise ValueError(f"a role without a target cannot end in a back-tick: {content!r}")
    longest = max((len(run) for run in _TICKS.findall(content)), default=0) if "`" in content else 0
    fence = "`" * (longest + 1)
    return f"{{{name}}}{fence}{content}{fence}"


def raw_target(text: str) -> str:
    """Return text as it can stand in a role's target: without `<`, reversible."""
    return fold(text).replace("\\", "\\\\").replace("<", "\\l").replace(">", "\\g")


def from_raw_target(target: str) -> str:
    """Return the text that `raw_target` made a target of."""
    return _ESCAPED_TARGET.sub(lambda match: {"l": "<", "g": ">"}.get(match[1], "\\"), target)


def front_matter(values: Iterable[tuple[str, str]], *, html: bool = False) -> Iterator[Line]:
    """Yield the head of a page: the marker line and its metadata; prose in it is not `html`."""
    yield Line(text="---")
    yield Line(text=MARKER)
    for key, value in values:
        yield Line(text=f"{key}: {_quoted_value(value)}")
    if not html:
        yield Line(text="myst:")
        yield Line(text="  disable_syntax: [html_block, html_inline]")
    yield Line(text="---")
    yield Line(text="")


def _quoted_value(value: str) -> str:
    """Return a value as a YAML double-quoted scalar on one line."""
    written = _AS_JSON(fold(value))
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def heading(level: int, text: str, origin: Place | None = None) -> Iterator[Line]:
    """Yield an editor's heading."""
    yield Line(text=f"{'#' * level} {one_line(text)}", origin=origin)
    yield Line(text="")


def paragraph(text: str, origin: Place | None = None) -> Iterator[Line]:
    """Yield a paragraph of MyST."""
    yield Line(text=text, origin=origin)
    yield Line(text="")


def prose(text: Prose | None) -> Iterator[Line]:
    """Yield an editor's Markdown as it is."""
    if text is None:
        return
    for line in text.text.splitlines():
        yield Line(text=line.rstrip(), origin=text.place)
    yield Line(text="")


def quoted(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines as a block quotation."""
    for line in lines:
        yield Line(text=f"> {line.text}".rstrip(), origin=line.origin)


def directive(
    name: str,
    argument: str,
    options: Sequence[tuple[str, str]],
    body: Sequence[Line],
    origin: Place | None = None,
) -> Iterator[Line]:
    """Yield a directive, its fence longer than any colon fence inside."""
    runs = [len(match[0]) for line in body if ":::" in line.text and (match := _COLONS.match(line.text))]
    fence = ":" * max(3, *(run + 1 for run in runs), 3)
    yield Line(text=f"{fence}{{{name}}} {argument}".rstrip(), origin=origin)
    for key, value in options:
        yield Line(text=f":{key}: {_quoted_value(value)}", origin=origin)
    yield Line(text="")
    trimmed = list(body)
    while trimmed and not trimmed[-1].text:
        trimmed.pop()
    yield from trimmed
    yield Line(text=fence)
    yield Line(text="")


def file_place(file: str, line: int = 1) -> Place:
    """Return the place of a line of a file, for use as an origin."""
    first = whole_file(file)
    return Place(file=first.file, line=line, column=1, end_line=line, end_column=1)


def omitted_words(cut: Cut, text: Text) -> Iterator[Line]:
    """Yield what an edition omits as a block quotation, a paragraph for each line; nothing if it may not."""
    if text.shown is not None:
        return
    first, _ = text.source.position(cut.start)
    for index, (_, row) in enumerate(text_lines(text.source.text[cut.start : cut.end])):
        if row.strip():
            words = escape(row.strip(), at_line_start=True)
            yield from quoted(paragraph(words, file_place(text.source.path, first + index)))
    yield Line(text="")


def link(url: str, words: str = "") -> str:
    """Return a link to a page outside; its address is shown when there are no words."""
    address = _ADDRESS.sub(lambda match: f"%{ord(match.group()):02X}", url.strip())
    address = _ENTITY.sub(r"\\&", address)
    return f"[{one_line(words or url)}](<{address}>)"


def par(reading: str, block: str) -> str:
    """Return a link to a block of a reading; its target is one:5 for p5, one:h2 for h2."""
    return role("reading:par", f"{reading}:{block[1:] if block.startswith('p') else block}")


def cite(passage: Passage, edition: Edition) -> str:
    """Return a link to a passage, or the words that place it outside the article."""
    siglum = edition.siglum(passage.selector.reading)
    if passage.selector.omitted:
        return _("{siglum}, on the same web page, outside the article").format(siglum=one_line(siglum))
    return par(passage.selector.reading, passage.first)


_CITED = re.compile(r"(?<=\()([^()¶]+) ¶(\d+)(?=\))")


def cited(words: str, edition: Edition) -> str:
    """Return plain words as one escaped line in which each place in brackets, (ONE ¶5), is a link."""
    parts = iter(_CITED.split(fold(words).strip()))
    made = escape(next(parts))
    for siglum, number, rest in zip(parts, parts, parts, strict=True):
        name = edition.by_siglum.get(siglum)
        made += (par(name, f"p{number}") if name else escape(f"{siglum} ¶{number}")) + escape(rest)
    return made


def quote_passage(passage: Passage, edition: Edition) -> str:
    """Return a passage in quotation marks, unless it brings its own, with its place behind it.

    Of what may not be printed only the first and last words are quoted.
    """
    words = one_line(edition.printable(passage))
    language = edition.by_id[passage.selector.reading].reading.establishment.language
    if main_part(language) != main_part(edition.apparatus.settings.language):
        return f"“{role('said', edition.printable(passage), language)}” ({cite(passage, edition)})"
    own = words.startswith("“") and words.endswith("”") and words.count("“") == 1
    return f"{words if own else f'“{words}”'} ({cite(passage, edition)})"


def sources_line(ids: Sequence[str], edition: Edition, beside: Prose | None = None) -> Iterator[Line]:
    """Yield the outside sources of an entry, except those that its prose cites in place."""
    known = {one.id for one in edition.apparatus.sources}
    if beside:
        known -= {one.target for one in references(beside) if one.role == "reading:source"}
    cited = [role("reading:source", one) for one in ids if one in known]
    if cited:
        label = _("Source:") if len(cited) == 1 else _("Sources:")
        yield Line(text=f"{label} {'; '.join(cited)}")
        yield Line(text="")


def question_lines(question: Question, edition: Edition) -> Iterator[Line]:
    """Yield a question with the passages it is about; never its teacher's note."""
    options = [("kind", question.kind.value), ("bloom", question.bloom.value), ("dok", str(question.dok))]
    body = [*prose(question.prompt), *passage_list(question, edition)]
    yield from directive("question", question.id, options, body, question.place)


def passage_list(question: Question, edition: Edition) -> Iterator[Line]:
    """Yield the passages of a question as a list."""
    for passage in edition.found(question.passages):
        yield Line(text=f"- {quote_passage(passage, edition)}", origin=passage.selector.place)
    yield Line(text="")


def link_note(name: str, edition: Edition) -> str:
    """Return a link to a note, where it stands first."""
    for text in edition.texts:
        if any(one.note.id == name for one in text.footnotes):
            return role("reading:note", f"{text.id}:{name}")
    return one_line(name)


def link_drawing(reading: str, missing: int, edition: Edition) -> str:
    """Return a link to the drawing that stands for a lost figure of a reading, or nothing."""
    for scale in edition.across.figures.scales:
        if (scale.reading, scale.missing) == (reading, missing):
            return role("ref", _("A drawing by this edition, from the words of the text"), f"figure-{scale.id}")
    return ""


def texts_list(edition: Edition, more: Mapping[str, str] | None = None) -> Iterator[Line]:
    """Yield the readings as a list: siglum, title with a link, date, and what else is given of each."""
    for text in edition.texts:
        by = text.reading.establishment
        title = f"[{one_line(by.title.text)}](readings/{by.id}.md)"
        parts = [title, one_line(by.date.text), one_line((more or {}).get(by.id, ""))]
        yield Line(text=f"- {one_line(by.siglum)}: {', '.join(part for part in parts if part)}", origin=by.place)
    yield Line(text="")


def across_cell(label: str, body: Iterable[Line], options: Sequence[tuple[str, str]], origin: Place) -> Iterator[Line]:
    """Yield a cell of a table across readings; its label is the head of its column."""
    yield from directive("across-cell", "", [("label", label), *options], list(body), origin)
