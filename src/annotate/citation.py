"""How to cite a text, and a paragraph of it, in this edition: Chicago, MLA, APA, BibTeX.

After the Chicago Manual of Style (18th ed., notes and bibliography), the MLA Handbook (9th),
the Publication Manual of the APA (7th): a web page, reprinted in an edition. APA's lists want
a title with the capitals of a sentence: no program knows the names in it, so it is the editor
who gives it (`title.sentence`); without it a title keeps its capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from annotate.model import Establishment, Settings
from annotate.quantities import read_date

_MONTHS = "January February March April May June July August September October November December".split()
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_TEX = re.compile(r"([&%$#_{}])|([\\~^])")
_TEX_NAMES = {"\\": "textbackslash", "~": "textasciitilde", "^": "textasciicircum"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some words of a citation.

    `fill` is what a browser prints instead of the words, when it knows a paragraph: in it `{n}`
    is the paragraph's number, `{mdy}`, `{dmy}` and `{iso}` are the day of access, and what
    stands in square brackets is for pages with an address, `{url}`.
    """

    words: str = ""
    italic: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One citation; a part whose words are a line end begins a new line."""

    style: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A person's name; an institution has its whole name as `family`."""

    family: str
    given: str = ""

    @property
    def straight(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def initials(self) -> str:
        letters = re.sub(r"([^\W\d_])[^\s-]*", r"\1.", self.given)
        return f"{self.family}, {letters}" if letters else self.family


@dataclass(frozen=True, slots=True, kw_only=True)
class _Date:
    """A date as precise as it is known, or the words it is given in."""

    day: date | None = None
    precision: int = 0
    words: str = ""

    def written(self, months: Sequence[str], order: str) -> str:
        """Return the date; `order` has y, m and d as a style puts them with its commas."""
        if not self.day:
            return self.words
        known = {"y": f"{self.day.year}", "m": months[self.day.month - 1], "d": f"{self.day.day}"}
        pattern = order.split("|")[self.precision - 1]
        return re.sub(r"[ymd]", lambda match: known[match[0]], pattern)

    @property
    def year(self) -> str:
        if self.day:
            return f"{self.day.year}"
        found = re.findall(r"\b\d{4}\b", self.words)
        return found[0] if len(found) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What the styles put in their orders."""

    by: Establishment
    edition: Settings
    names: tuple[_Name, ...]
    date: _Date

    @property
    def title(self) -> str:
        return self.by.title.text

    @property
    def year(self) -> str:
        return self.edition.date[:4]

    def listed(self, *, most: int) -> str:
        """Return the authors as a list of works has them: the first one inverted."""
        first, *rest = [self.names[0].inverted, *(name.straight for name in self.names[1:])]
        if len(self.names) > most:
            return f"{first}, et al."
        return f"{', '.join([first, *rest[:-1]])}, and {rest[-1]}" if rest else first

    def short(self, *, joint: str = "and") -> str:
        """Return the authors as a reference in the text has them."""
        family = [name.family for name in self.names]
        if len(family) > 2:
            return f"{family[0]} et al."
        return f" {joint} ".join(family)

    @property
    def short_title(self) -> str:
        return self.title.partition(":")[0]

    @property
    def version(self) -> str:
        return f"version {self.edition.version}" if self.edition.version else ""


def citations(by: Establishment, edition: Settings) -> tuple[Citation, ...]:
    """Return the citations of a text as it stands in an edition, and the forms used in the text."""
    work = _Work(by=by, edition=edition, names=_names(by), date=_date(by))
    styles = {
        "Chicago, note": _chicago_note,
        "Chicago, bibliography": _chicago_entry,
        "MLA, works cited": _mla_entry,
        "MLA, in the text": _mla_text,
        "APA, reference": _apa_entry,
        "APA, in the text": _apa_text,
        "BibTeX": _bibtex,
    }
    return tuple(Citation(style=style, parts=tuple(make(work))) for style, make in styles.items())


def _names(by: Establishment) -> tuple[_Name, ...]:
    if not by.author.sort:
        return (_Name(family=by.author.value),) if by.author.value else ()
    halves = (one.partition(",") for one in by.author.sort.split(";"))
    return tuple(_Name(family=family.strip(), given=given.strip()) for family, _, given in halves)


def _date(by: Establishment) -> _Date:
    """Return the printed date; the bounds count only where the printed words are not understood."""
    words = by.date.text
    if words.lower() in ("", "undated", "n.d."):
        return _Date()
    span = read_date(words)
    if span and span[0].month != span[1].month and not words.isdecimal():
        span = None  # more than a year, as in "spring 1923"
    if span is None and by.date.earliest and by.date.earliest == by.date.latest:
        span = read_date(by.date.earliest)
    if span is None:
        return _Date(words=words)
    first, last = span
    return _Date(day=first, precision=3 if first == last else 2 if first.month == last.month else 1)


def _row(*pieces: str, joint: str = ", ") -> str:
    return joint.join(piece for piece in pieces if piece)


def _stop(words: str) -> str:
    """Return words with a full stop, unless they end in a stop already."""
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


def _quoted(title: str, stop: str) -> str:
    """Return a title in quotation marks; its own become single, a stop goes inside."""
    inner = title.replace("“", "‘").replace("”", "’")
    inside = "" if stop == "." and inner.endswith((".", "?", "!")) else stop
    return f"“{inner}{inside}”"


def _chicago_note(work: _Work) -> list[Part]:
    names = [name.straight for name in work.names]
    authors = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    when = work.date.written(_MONTHS, "y|m y|m d, y")
    where = _row(work.by.outlet.value, when, work.by.url)
    head = _row(authors, _row(_quoted(work.title, ","), where, joint=" "))
    return [
        Part(words=f"{head}{',' if where else ''} reprinted in "),
        Part(words=work.edition.title, italic=True),
        Part(words=_printing(work)),
        Part(words=f", {work.by.siglum}"),
        Part(fill=" ¶ {n}, accessed {mdy}[, {url}]"),
        Part(words="."),
    ]


def _printing(work: _Work) -> str:
    year = f" ({work.year})" if work.year else ""
    return f", {work.version}{year}" if work.version else year


def _chicago_entry(work: _Work) -> list[Part]:
    when = work.date.written(_MONTHS, "y|m y|m d, y")
    authors = _stop(work.listed(most=6)) if work.names else ""
    where = _stop(_row(work.by.outlet.value, when))
    address = f"{work.by.url}." if work.by.url else ""
    version = _row(work.version.capitalize(), work.year)
    return [
        Part(words=_row(authors, _quoted(work.title, "."), where, address, "Reprinted in ", joint=" ")),
        Part(words=work.edition.title, italic=True),
        Part(words=f". {version}." if version else "."),
        Part(fill=" Accessed {mdy}.[ {url}.]"),
    ]


def _mla_entry(work: _Work) -> list[Part]:
    when = work.date.written(_MLA_MONTHS, "y|m y|d m y")
    outlet = work.by.outlet.value
    same = [name.straight for name in work.names] == [outlet]
    authors = _stop(work.listed(most=2)) if work.names and not same else ""
    rest = _row(when, work.by.url)
    return [
        Part(words=f"{_row(authors, _quoted(work.title, '.'), joint=' ')} "),
        *([Part(words=outlet, italic=True)] if outlet else []),
        Part(words=f"{', ' if outlet and rest else ''}{rest}. " if outlet or rest else ""),
        Part(words=work.edition.title, italic=True),
        Part(words=f", {version}" if (version := _row(work.version, work.year)) else ""),
        Part(fill="[, {url}]. Accessed {dmy}", words=""),
        Part(words="."),
    ]


def _mla_text(work: _Work) -> list[Part]:
    if work.names:
        return [Part(words=f"({work.short()}"), Part(fill=", par. {n}"), Part(words=")")]
    title = _quoted(work.short_title, "")
    return [Part(words=f"({title[:-1]}"), Part(words="”", fill=",” par. {n}"), Part(words=")")]


def _apa_entry(work: _Work) -> list[Part]:
    names = [name.initials for name in work.names]
    authors = f"{', '.join(names[:-1])}, & {names[-1]}" if names[1:] else "".join(names)
    year = f"({work.year or 'n.d.'})."
    title = _stop(work.by.title.sentence or work.title)
    begun = (_stop(authors), year, title) if authors else (title, year)
    when = work.date.written(_MONTHS, "y|y, m|y, m d") or "n.d."
    version = f" ({work.version.capitalize()})" if work.version else ""
    outlet = work.by.outlet.value
    return [
        Part(words=f"{_row(*begun, joint=' ')} In "),
        Part(words=work.edition.title, italic=True),
        Part(words=f"{version}."),
        Part(fill="[ Retrieved {mdy}, from {url}]"),
        Part(words=f" (Reprinted from {_quoted(work.title, ',')} {when}"),
        *([Part(words=", "), Part(words=outlet, italic=True)] if outlet else []),
        Part(words=f", {work.by.url})" if work.by.url else ")"),
    ]


def _apa_text(work: _Work) -> list[Part]:
    who = f"{work.short(joint='&')}," if work.names else _quoted(work.short_title, ",")
    years = f"{work.date.year or 'n.d.'}/{work.year or 'n.d.'}"
    return [Part(words=f"({who} {years}"), Part(fill=", para. {n}"), Part(words=")")]


def _bibtex(work: _Work) -> list[Part]:
    names = " and ".join(name.inverted if name.given else f"{{{name.family}}}" for name in work.names)
    day = work.date.day if work.date.precision > 1 else None
    rows = [
        ("author", _tex(names, braces=True)),
        ("title", f"{{{_tex(work.title)}}}"),
        ("howpublished", _tex(work.by.outlet.value)),
        ("year", work.date.year),
        ("date", f"{day:%Y-%m-%d}" if day and work.date.precision == 3 else ""),
    ]
    parts = [Part(words=f"@misc{{{work.by.id}{work.date.year},")]
    lines = [f"{key} = {{{value}}}," for key, value in rows if value]
    lines += [f"month = {day:%b},".lower()] if day else []
    for line in lines:
        parts += [Part(words="\n"), Part(words=line)]
    if work.by.url:
        parts += [Part(words="\n"), Part(words=f"url = {{{work.by.url}}},"), Part(fill=" urldate = {{iso}},")]
    note = f"Reprinted in {_tex(work.edition.title)}{_printing(work)}, {_tex(work.by.siglum)}"
    parts += [Part(words="\n"), Part(words=f"note = {{{note}"), Part(fill=" ¶ {n}[, {url}]"), Part(words="}")]
    return [*parts, Part(words="\n"), Part(words="}")]


def _tex(words: str, *, braces: bool = False) -> str:
    """Return words as TeX prints them; `braces` are kept where they hold names together."""

    def escaped(match: re.Match[str]) -> str:
        if match[2]:
            return f"\\{_TEX_NAMES[match[2]]}{{}}"
        return match[1] if braces and match[1] in "{}" else f"\\{match[1]}"

    return _TEX.sub(escaped, words)
