"""Anki: a deck of glossary cards and one of practice items, as an .apkg that every Anki takes.

The collection is written here: schema 11, the one that all versions import. GUIDs follow from ids,
so a second import updates notes and never doubles them; times are the edition's date, so a note is
newer when the edition is.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotate.bodies import MatchBody, OrderBody
from annotate.export._base import (
    Asked,
    Fate,
    Job,
    Kept,
    Made,
    fate,
    html,
    html_hint,
    html_lines,
    html_paragraphs,
    refusal,
    response_words,
    zip_bytes,
)
from annotate.model import Term
from annotate.plain import plain_paragraphs
from annotate.quote import searchable
from annotate.rights import covers
from annotate.terms import Use

_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
 ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
 models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
 usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
 flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
 mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
 ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
 left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
 ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
"""
_CSS = (
    ".card { font: 20px/1.5 Georgia, serif; color: #222; background: #fdfcfa; max-width: 36em; margin: 1em auto; }\n"
    ".nightMode.card { color: #e8e6e1; background: #1c1b19; }\n"
    "blockquote { margin: .6em 0 .6em 1em; } .small { font-size: .8em; } ul { list-style: none; padding-left: 1em; }"
)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s+[A-ZÀ-Þ“])[^.!?]*)*[.!?]*[”’\"')]*\s*")
_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """A card's two sides before they are rows; `kind` names deck and note type."""

    kind: str
    id: str
    front: str
    back: str
    tags: Sequence[str]


_KINDS = {"glossary": "Glossary", "practice": "Practice"}


def export(job: Job) -> Made:
    """Return one package with both decks; assigned items are refused, for a deck goes to students."""
    notes: list[_Note] = []
    fates: list[Fate] = []
    for term in job.edition.apparatus.terms:
        notes.append(_glossary(term, job))
        fates.append(Fate(id=term.id, type="term", kept=Kept.CARRIED))
    for asked in job.asked:
        if not asked.item.is_practice:
            fates.append(refusal(asked, "its key is the instructor's, and a deck goes to students"))
            continue
        notes.append(_practice(asked))
        fates.append(fate(asked, ("a card is turned over and judged by oneself: nothing is graded",)))
    packed = {"collection.anki2": _collection(notes, job), "media": b"{}"}
    return Made(files={"": zip_bytes(packed)}, fates=tuple(fates))


def _escaped(text: str) -> str:
    """Return HTML in which nothing is a sound or formula of Anki's."""
    return text.replace("[", "&#91;").replace("{{", "&#123;&#123;").replace("\x1f", " ")


# ---- cards --------------------------------------------------------------------------------


def _glossary(term: Term, job: Job) -> _Note:
    said = f"<p><b>{html(term.headword)}</b></p>"
    if term.pronunciation:
        said += f'<p class="small">{html(term.pronunciation.text)}</p>'
    back = html_paragraphs(plain_paragraphs(term.definition, job.edition))
    back += html_paragraphs(plain_paragraphs(term.naming, job.edition))
    back += "".join(_passages(term, job)) + _link(job.page("glossary", f"term-{term.id}"), "In the glossary")
    return _Note(kind="glossary", id=term.id, front=said, back=back, tags=[term.category.value])


def _link(url: str, words: str) -> str:
    return f'<p class="small"><a href="{html(url)}">{html(words)}</a></p>' if url else ""


def _passages(term: Term, job: Job) -> Iterator[str]:
    """Yield the first passage of each reading in which a term occurs, and how many more there are."""
    shown = total = 0
    for text in job.edition.texts:
        uses = [use for use in text.uses if use.term == term.id]
        total += len(uses)
        if uses and shown < _MOST:
            shown += 1
            block = next(one for one in text.reading.blocks if one.id == uses[0].block)
            words = searchable(text.visible(block.start, block.end)).folded
            place = f"{job.edition.siglum(text.id)} {block.id.replace('p', '¶', 1)}"
            url = job.page(f"readings/{text.id}", block.id)
            link = f'<a href="{html(url)}">{html(place)}</a>' if url else html(place)
            printed = covers(text.shown, uses[0].start, uses[0].end)
            yield f"<blockquote>“{_marked(words, uses[0])}” ({link})</blockquote>" if printed else f"<p>{link}</p>"
    if total > shown:
        yield f'<p class="small">{total} places in all.</p>'


def _marked(block: str, use: Use) -> str:
    """Return the sentence of a block in which a form first stands, the form in bold."""
    found = re.search(rf"(?<!\w){re.escape(use.words)}(?!\w)", block)
    at = found.start() if found else 0
    sentence = next((one for one in _SENTENCE.finditer(block) if one.start() <= at < one.end()), None)
    first, last = sentence.span() if sentence else (0, len(block))
    end = min(at + len(use.words), last)
    return f"{html(block[first:at])}<b>{html(block[at:end])}</b>{html(block[end:last].rstrip())}"


def _practice(asked: Asked) -> _Note:
    front = html_lines(asked.lines) + _list(asked) + html_hint(asked)
    key = f"<p><b>{html(_answer(asked))}</b></p>" if asked.key is not None else ""
    wrong = [f"Not {response_words(asked, given)}: {why}" for given, why in asked.mistakes]
    rest = () if asked.key is not None else asked.grader
    back = key + html_paragraphs((*asked.solution, *rest, *wrong))
    return _Note(kind="practice", id=asked.id, front=front, back=back, tags=asked.tags)


def _answer(asked: Asked) -> str:
    words = response_words(asked, asked.key) if asked.key is not None else ""
    return words.replace("; ", ", then ") if isinstance(asked.item.body, OrderBody) else words


def _list(asked: Asked) -> str:
    rows = "".join(f"<li>{html(text)}</li>" for text in asked.rows.values())
    options = "".join(f"<li>☐ {html(text)}</li>" for text in asked.options.values())
    between = "<p>to be matched with</p>" if rows and isinstance(asked.item.body, MatchBody) else ""
    return "".join(f"<ul>{one}</ul>" if one.startswith("<li>") else one for one in (rows, between, options) if one)


# ---- the collection -----------------------------------------------------------------------


def _number(text: str, low: int, size: int) -> int:
    return low + int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % size


def _collection(notes: Sequence[_Note], job: Job) -> bytes:
    """Return the database; one of the same notes is the same to the byte."""
    base = sqlite3.connect(":memory:")
    base.executescript(_SCHEMA)
    models = {kind: _number(f"annotate note type {kind}", 1_400_000_000_000, 10**11) for kind in _KINDS}
    decks = {kind: _number(f"{job.title} {kind}", 1_400_000_000_000, 10**11) for kind in _KINDS}
    base.execute("INSERT INTO col VALUES (1,?,?,?,11,0,0,0,?,?,?,?,'{}')", _col(models, decks, job))
    for due, note in enumerate(notes, start=1):
        guid = hashlib.sha256(f"{job.title}\x1f{note.kind}\x1f{note.id}".encode()).hexdigest()[:20]
        number = _number(guid, 1_500_000_000_000, 10**11)
        fields = "\x1f".join([note.id, _escaped(note.front), _escaped(note.back)])
        tags = f" {' '.join(tag.replace(' ', '_') for tag in note.tags)} "
        check = int(hashlib.sha1(note.id.encode()).hexdigest()[:8], 16)
        row = (number, guid, models[note.kind], job.epoch, -1, tags, fields, note.id, check, 0, "")
        base.execute(f"INSERT INTO notes VALUES ({','.join('?' * 11)})", row)
        card = (number, number, decks[note.kind], 0, job.epoch, -1, 0, 0, due, *(0,) * 8, "")
        base.execute(f"INSERT INTO cards VALUES ({','.join('?' * 18)})", card)
    base.commit()
    data = base.serialize()
    base.close()
    return data


def _col(models: dict[str, int], decks: dict[str, int], job: Job) -> tuple[Any, ...]:
    when = job.epoch
    conf = {"nextPos": 1, "curDeck": 1, "activeDecks": [1], "sortType": "noteFld", "sortBackwards": False}
    return (
        when, when, when * 1000,
        json.dumps(conf),
        json.dumps({str(models[kind]): _model(models[kind], decks[kind], kind, when) for kind in _KINDS}),
        json.dumps({"1": _deck(1, "Default", when), **{
            str(decks[kind]): _deck(decks[kind], f"{job.title}::{name}", when) for kind, name in _KINDS.items()
        }}),
        json.dumps({"1": _options()}),
    )  # fmt: skip


def _model(number: int, deck: int, kind: str, when: int) -> dict[str, Any]:
    names = ("Id", "Front", "Back")
    fields = [
        {"name": name, "ord": at, "font": "Arial", "size": 20, "media": [], "rtl": False, "sticky": False}
        for at, name in enumerate(names)
    ]
    card = {
        "name": "Card", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}",
        "bqfmt": "", "bafmt": "", "did": None,
    }  # fmt: skip
    return {
        "id": number, "name": f"annotate {kind}", "type": 0, "mod": when, "usn": -1, "sortf": 0, "did": deck,
        "tmpls": [card], "flds": fields, "css": _CSS, "latexPre": "", "latexPost": "", "tags": [], "vers": [],
        "req": [[0, "all", [1]]],
    }  # fmt: skip


def _deck(number: int, name: str, when: int) -> dict[str, Any]:
    today = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
    return {
        "id": number, "name": name, "mod": when, "usn": -1, "desc": "", "dyn": 0, "collapsed": False, "conf": 1,
        "extendNew": 10, "extendRev": 50, **today,
    }  # fmt: skip


def _options() -> dict[str, Any]:
    new = {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20}
    review = {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "perDay": 100}
    lapse = {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0}
    return {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "autoplay": True, "maxTaken": 60, "replayq": True,
        "timer": 0, "new": new, "rev": review, "lapse": lapse,
    }  # fmt: skip
