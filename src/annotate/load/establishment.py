"""seeds/NAME.yaml: how a source was established."""

from __future__ import annotations

import re
from dataclasses import replace

from annotate.dates import parse
from annotate.diagnostics import Code, Diagnostic, whole_file
from annotate.load._base import (
    ID,
    Entry,
    Findings,
    Flag,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
    TextOr,
    read,
)
from annotate.marked import read_yaml
from annotate.model import (
    BlockKind,
    Emendation,
    Establishment,
    Layout,
    LineRange,
    LostFigure,
    Omission,
    OmissionKind,
    Override,
    Publish,
    QuoteRange,
    Selector,
    Stated,
    Title,
    Where,
    WrittenDate,
)

_QUOTED = {
    "exact": Text(about="the words themselves"),
    "prefix": Text(about="words directly before, to tell two places apart"),
    "suffix": Text(about="words directly after"),
}
_WHERE = {
    **_QUOTED,
    "first": Text(about="the first words of a longer stretch"),
    "last": Text(about="its last words"),
    "lines": Text(about="whole lines, as in 20-21"),
    "check": Text(about="words that must stand in those lines"),
}
_STATED = TextOr(
    record=Record(name="this", keys={"name": Text(about="as it is printed"), "basis": Text(about="how it is known")}),
    bare="name",
)
_AUTHOR = TextOr(
    record=Record(
        name="an author",
        keys={
            "name": Text(about="as it is printed"),
            "sort": Text(
                about="a person’s name as a list of works has it, as in Doe, Jane, with a semicolon between "
                "several; citations need it; left out for an institution"
            ),
            "basis": Text(about="how it is known"),
        },
    ),
    bare="name",
    about="who wrote the text; left out when it is not known",
)
_OMISSION = Record(
    name="an omission",
    keys={**_WHERE, "kind": OneOf(values=OmissionKind), "reason": Text(about="why; readers see it")},
    required=("kind", "reason"),
)
_EMENDATION = Record(
    name="an emendation",
    keys={
        **_QUOTED,
        "replacement": Text(about="what the reading has instead"),
        "sic": Flag(about="true when the slip stays in the reading"),
        "expected": Text(about="what one would expect, for a slip that stays"),
        "reason": Text(about="why; readers see it"),
    },
    required=("exact", "reason"),
)
_OVERRIDE = Record(
    name="a block",
    keys={
        **_WHERE,
        "as": OneOf(values=BlockKind),
        "level": Number(low=1, high=5, about="of a heading; 1 unless said otherwise"),
        "join": Flag(about="true when the lines are one block"),
    },
    required=("as",),
)
_FIGURE = Record(
    name="a lost figure",
    keys={
        "after": Text(about="the last words of the block before it"),
        "text": Text(about="what is printed in its place"),
    },
    required=("after", "text"),
)
ESTABLISHMENT = Record(
    name="an establishment",
    keys={
        "id": Text(pattern=ID, about="used in addresses and citations"),
        "siglum": Text(about="short name printed in citations"),
        "title": TextOr(
            record=Record(
                name="a title",
                keys={
                    "text": Text(about="the title"),
                    "sentence": Text(about="the title with capitals as in a sentence, for styles that want it so"),
                    "printed": Flag(about="true when the source has it as a line of its own"),
                    "basis": Text(about="where a title comes from that the source does not print"),
                },
                required=("text",),
            ),
            bare="text",
            about="the heading of the page",
        ),
        "author": _AUTHOR,
        "outlet": replace(_STATED, about="who published it"),
        "date": TextOr(
            record=Record(
                name="a date",
                keys={
                    "text": Text(about="as it is printed on the page"),
                    "earliest": Text(about="the first day on which it can have been written, ISO"),
                    "latest": Text(about="the last such day, ISO"),
                    "basis": Text(about="how it is known"),
                },
                required=("text",),
            ),
            bare="text",
            about="when the text was written",
        ),
        "genre": Text(about="what kind of text it is, as in public notice"),
        "language": Text(about="of the text, as in hy; en unless said otherwise"),
        "url": Text(about="address of the original"),
        "publish": OneOf(values=Publish),
        "rights": Text(about="who owns the text, as it is printed on the page"),
        "public-domain": Flag(about="true where nobody owns it, so that the page speaks of no permission"),
        "received": Text(about="how the file came to the edition, and what of the original was seen"),
        "about": Text(prose=True, about="a paragraph that readers see before the text"),
        "unknown": ListOf(of=Text(), about="what is not known of the text, a sentence each"),
        "outcomes": ListOf(
            of=Text(), about="what students can do afterwards, each to follow on “students can”; for the teaching pack"
        ),
        "print-sic": Flag(about="true prints [sic] after each slip"),
        "omissions": ListOf(of=_OMISSION, about="matter of the source that is not part of the reading"),
        "emendations": ListOf(of=_EMENDATION, about="corrections, and slips that are left standing"),
        "structure": Record(
            name="the structure",
            about="how the source is cut into blocks, where the plain rules do not see it",
            keys={
                "layout": OneOf(values=Layout),
                "blocks": ListOf(of=_OVERRIDE, about="what certain blocks are"),
                "figures": ListOf(of=_FIGURE, about="pictures that are not in the copy"),
            },
        ),
    },
    required=("id", "siglum", "title"),
)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LINES = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")


def load(file: str, text: str, source_path: str) -> tuple[Establishment | None, tuple[Diagnostic, ...]]:
    """Return the establishment in a YAML file, or None, and what is wrong with it."""
    node, problems = read_yaml(file, text)
    to = Findings(list(problems))
    if node is None:
        if not problems:
            to.error(Code.MISSING_KEY, whole_file(file), "the file is empty", "add 'id', 'siglum' and 'title'")
        return None, tuple(to.found)
    entry = read(ESTABLISHMENT, node, to)
    return (_establishment(entry, source_path, to) if entry else None), tuple(to.found)


def _establishment(entry: Entry, source_path: str, to: Findings) -> Establishment:
    name = entry.get("id")
    structure = entry.get("structure", None)
    title, date = entry.get("title"), entry.get("date", None)
    return Establishment(
        id=name,
        siglum=entry.get("siglum"),
        title=Title(
            text=title.get("text"),
            sentence=_sentence(title, to),
            printed=title.get("printed", False),
            basis=title.get("basis"),
            place=title.at("text"),
        ),
        author=_stated(entry.get("author", None)),
        outlet=_stated(entry.get("outlet", None)),
        date=_written(date, to) if date else WrittenDate(),
        genre=entry.get("genre"),
        language=_language(entry, to),
        url=entry.get("url"),
        publish=entry.get("publish", Publish.FULL),
        rights=entry.get("rights"),
        public_domain=entry.get("public-domain", False),
        received=entry.get("received"),
        about=entry.get("about", None),
        unknown=entry.get("unknown", ()),
        outcomes=entry.get("outcomes", ()),
        layout=structure.get("layout", None) if structure else None,
        print_sic=entry.get("print-sic", False),
        omissions=tuple(_omissions(entry, to)),
        emendations=tuple(_emendations(entry, to)),
        overrides=tuple(_overrides(structure, name, to)),
        figures=tuple(_figures(structure, name)),
        source_path=source_path,
        place=entry.place,
    )


def _language(entry: Entry, to: Findings) -> str:
    """Return the language of a text, after a finding where it is a word and no tag."""
    tag: str = entry.get("language", "en")
    if not _TAG.fullmatch(tag):
        message = f"'{tag}' is no language tag"
        to.error(Code.UNKNOWN_VALUE, entry.at("language"), message, "write it as in en, de, hy or az-Arab")
    return tag


def _written(date: Entry, to: Findings) -> WrittenDate:
    """Return when a text was written, after a finding where a bound is no date or the two are crossed."""
    days = {key: parse(date.get(key)) for key in ("earliest", "latest") if date.get(key)}
    for key, day in days.items():
        if day is None or "/" in day.text:
            hint = "write a year, a month or a day: 1904, 1904-03, 1904-03-17"
            to.error(Code.BAD_DATE, date.at(key), f"'{date.get(key)}' is not a date", hint)
    first, last = days.get("earliest"), days.get("latest")
    if first and last and last.last and first.first > last.last:
        to.error(Code.BAD_DATE, date.at("latest"), "the latest date is before the earliest", "exchange them, or mend one")
    return WrittenDate(**{key: date.get(key) for key in ("text", "earliest", "latest", "basis")})


def _stated(entry: Entry | None) -> Stated:
    if not entry:
        return Stated()
    return Stated(value=entry.get("name"), basis=entry.get("basis"), sort=entry.get("sort"))


def _omissions(entry: Entry, to: Findings) -> list[Omission]:
    made = []
    for one in entry.get("omissions", ()):
        where = _where(one, entry.get("id"), to)
        if where:
            made.append(Omission(where=where, kind=one.get("kind"), reason=one.get("reason"), place=one.place))
    return made


def _emendations(entry: Entry, to: Findings) -> list[Emendation]:
    made = []
    for one in entry.get("emendations", ()):
        replacement, sic = one.get("replacement", None), one.get("sic", False)
        if (replacement is None) != sic:
            message = "an emendation has either a 'replacement' or 'sic: true'"
            to.error(Code.MISSING_KEY, one.place, message, "say what the reading has, or that the slip stays")
            continue
        where = _where(one, entry.get("id"), to)
        if where:
            made.append(
                Emendation(
                    where=where,
                    replacement=replacement,
                    expected=one.get("expected"),
                    reason=one.get("reason"),
                    place=one.place,
                )
            )
    return made


def _overrides(structure: Entry | None, reading: str, to: Findings) -> list[Override]:
    made = []
    for one in structure.get("blocks", ()) if structure else ():
        where = _where(one, reading, to)
        if where:
            made.append(
                Override(
                    where=where,
                    kind=one.get("as"),
                    level=one.get("level", 1),
                    join=one.get("join", False),
                    place=one.place,
                )
            )
    return made


def _figures(structure: Entry | None, reading: str) -> list[LostFigure]:
    return [
        LostFigure(
            after=Selector(reading=reading, exact=one.get("after"), place=one.at("after")),
            text=one.get("text"),
            place=one.place,
        )
        for one in (structure.get("figures", ()) if structure else ())
    ]


def _where(entry: Entry, reading: str, to: Findings) -> Where | None:
    """Return what an entry points at: a quotation, a first and last quotation, or lines."""
    if entry.get("exact"):
        return Selector(
            reading=reading,
            exact=entry.get("exact"),
            prefix=entry.get("prefix"),
            suffix=entry.get("suffix"),
            place=entry.at("exact"),
        )
    if entry.get("first") and entry.get("last"):
        first, last = (Selector(reading=reading, exact=entry.get(key), place=entry.at(key)) for key in ("first", "last"))
        return QuoteRange(first=first, last=last)
    if entry.get("lines"):
        return _lines(entry, to)
    hint = "give 'exact', or 'first' and 'last', or 'lines' and 'check'"
    to.error(Code.MISSING_KEY, entry.place, "the entry does not say which words it is about", hint)
    return None


def _sentence(title: Entry, to: Findings) -> str:
    """Return the title with the capitals of a sentence; nothing but capitals may differ."""
    sentence: str = title.get("sentence")
    if sentence and sentence.casefold() != title.get("text").casefold():
        message = f"'{sentence}' is not the title with other capitals"
        to.error(Code.UNKNOWN_VALUE, title.at("sentence"), message, "repeat 'text' and change its capitals only")
        return ""
    return sentence


def _lines(entry: Entry, to: Findings) -> LineRange | None:
    match = _LINES.fullmatch(entry.get("lines"))
    if not match:
        message = f"'{entry.get('lines')}' is not a range of lines"
        to.error(Code.BAD_LINES, entry.at("lines"), message, "write it as 20-21")
        return None
    if not entry.get("check"):
        message = "lines need check words, so that a changed file is noticed"
        to.error(Code.MISSING_KEY, entry.at("lines"), message, "add 'check: words that stand there'")
        return None
    first = int(match[1])
    return LineRange(first=first, last=int(match[2] or first), check=entry.get("check"), place=entry.at("lines"))
