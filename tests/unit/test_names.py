"""The index of names: what it finds, what it is told, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.build import assemble_project, build
from annotate.diagnostics import Code, Severity
from annotate.edition import Edition
from annotate.ledger import pieces
from annotate.quote import fold
from tests.support.projects import REPOSITORY
from tests.unit.test_check import GOOD, found, make

NAMES, MAP, DATA = (f"docs/apparatus/{name}" for name in ("names.yaml", "map.yaml", "lines.json"))
EAST = "{id: east, kind: place, headword: East, forms: [West was], at: {lat: 1, lon: 1, source: s1}}"
NAMED = {
    **GOOD,
    "seeds/one.txt": GOOD["seeds/one.txt"] + "Nobody in the West met it.\n",
    NAMES: (
        "names:\n  - {id: alliance, kind: organisation, gloss: alliance}\n"
        "  - {id: west, kind: place, headword: West, forms: [West], about: A side., basis: texts,"
        " except: [{reading: two, exact: The West spoke}]}\n"
        f"  - {EAST}\n"
    ),
    MAP: (
        "title: T\nextent: {west: 0, east: 2, south: 0, north: 2}\nas-of: today\ndata: lines.json\n"
        "places: [{name: east}, {words: Sea, lat: 1, lon: 1}]\n"
    ),
    DATA: '{"features": []}',
}
# A file, what is changed in it (| marks where the finding stands), code, message.
BAD: list[tuple[str, str, str, Code, str]] = [
    (NAMES, "{id: west", "{|id: alliance", Code.DUPLICATE_ID, "two names have the id 'alliance'"),
    (NAMES, "{id: west,", "{|id: west, gloss: wst,", Code.UNKNOWN_TERM, "there is no term 'wst'"),
    (NAMES, "{id: east", "{|id: east, sources: [s9]", Code.UNKNOWN_SOURCE, "there is no source 's9'"),
    (NAMES, "{id: east, kind: place, headword: East, forms: [West was], at: {lat: 1, lon: 1, source: s1", "{|id: east, kind: place, headword: East, forms: [West was], at: {lat: 1, lon: 1, source: s8", Code.UNKNOWN_SOURCE, "there is no source 's8'"),
    (NAMES, "about: A side., basis: texts", "about: |A side.", Code.UNSOURCED, "the line on 'west' names no source"),
    (NAMES, "[West was]", "|[West was, alliance]", Code.SHARED_FORM, "'alliance' is a form of the names 'alliance' and 'east'"),
    (NAMES, "[West was]", "|[West was, West is]", Code.UNUSED_FORM, "the form 'West is' of 'east' stands in no reading, or only within longer forms"),
    (NAMES, "exact: The West spoke", "exact: |did not meet", Code.UNUSED_FORM, "the exception 'did not meet' holds no form of 'west'"),
    (NAMES, "exact: The West spoke", "exact: |The West slept", Code.NO_MATCH, "'The West slept' does not stand in 'two'"),
    (NAMES, "kind: organisation, gloss: alliance", "|kind: organisation", Code.MISSING_KEY, ""),
    (NAMES, "{id: east", "{|id: east, naming: 'See {gloss}`x`.'", Code.UNKNOWN_TERM, "there is no term 'x'"),
    (MAP, "{name: east}", "{|name: est}", Code.UNKNOWN_NAME, "there is no name 'est'"),
    (MAP, "{name: east}", "{|name: west}", Code.OFF_MAP, "the name 'west' has no coordinates"),
    (MAP, "{words: Sea, lat: 1", "{|words: Sea, lat: 3", Code.OFF_MAP, "'Sea' lies outside the map"),
    (MAP, "{words: Sea, lat: 1, lon: 1}", "{|words: Sea, lat: 1}", Code.MISSING_KEY, "a place on the map lacks 'lon'"),
    (MAP, "title: T\nextent: {west: 0", "|title: T\nextent: {west: 2", Code.OFF_MAP, "the extent of the map is empty"),
    (MAP, "places:", "lines: [{|name: No line}]\nplaces:", Code.OFF_MAP, "the map has no line 'No line'"),
    (DATA, '{"features": []}', '|{"features": [{"properties": {"kind": "wall"}, "geometry": {"type": "LineString", "coordinates": []}}]}', Code.BAD_MAP, f"{DATA} is no data of a map"),
    (DATA, '{"features": []}', "|[", Code.BAD_MAP, f"{DATA} is no data of a map"),
    (MAP, "data: lines.json", "data: other.json", Code.MISSING_FILE, "docs/apparatus/other.json is missing"),
]  # fmt: skip


def test_a_good_project_with_names_has_no_finding(tmp_path: Path) -> None:
    assert found(make(tmp_path, NAMED)) == []


@pytest.mark.parametrize(("file", "old", "new", "code", "message"), BAD)
def test_a_mistake_gets_its_finding(tmp_path: Path, file: str, old: str, new: str, code: Code, message: str) -> None:
    assert NAMED[file].count(old) == 1
    before, bar, after = NAMED[file].replace(old, new).partition("|")
    got = found(make(tmp_path, {**NAMED, file: before + after}))
    place = f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    assert code.slug in [one for one, _, _ in got]
    if message:
        (one,) = [each for each in got if each[0] == code.slug]
        assert one[2] == message
        assert not bar or one[1] == place or code in (Code.UNKNOWN_TERM, Code.MISSING_KEY)


def test_a_form_that_stands_nowhere_does_not_stop_the_build(tmp_path: Path) -> None:
    files = {**NAMED, NAMES: NAMED[NAMES].replace("[West was]", "[West was, West is]")}
    built = build(make(tmp_path, files))
    assert [one.severity for one in built.diagnostics] == [Severity.WARNING]
    assert "index-of-names.md" in built.written


def test_a_map_that_is_gone_takes_its_picture_along(tmp_path: Path) -> None:
    root = make(tmp_path, NAMED)
    assert "_annotate/map.svg" in build(root).written
    (root / MAP).unlink()
    (root / NAMES).unlink()
    assert set(build(root).deleted) == {"index-of-names.md", "_annotate/map.svg"}


def places(edition: Edition, name: str) -> list[tuple[str, int]]:
    return [(f"{one.reading}:{one.block}", one.times) for one in edition.mentions[name]]


def test_the_longest_name_wins_exceptions_are_left_out_and_passages_added(tmp_path: Path) -> None:
    root = make(tmp_path, NAMED)
    edition, _ = assemble_project(root)
    assert edition is not None
    assert places(edition, "east") == [("one:p2", 1)]
    assert places(edition, "west") == [("one:p3", 1)]  # not in the longer name, not where excepted
    assert places(edition, "alliance") == [("one:p1", 1), ("two:p1", 1)]
    names = NAMED[NAMES].replace("except:", "also:")
    edition, _ = assemble_project(make(tmp_path, {**NAMED, NAMES: names}))
    assert edition is not None
    assert places(edition, "west") == [("one:p3", 1), ("two:p1", 2)]


# ---- the shipped edition ------------------------------------------------------------------

_WORD = r"[A-Z][\w-]*(?:[.’][A-Z]\w*)*"
_NAME = re.compile(rf"{_WORD}(?:(?: (?:of|the|for|and)){{0,2}} {_WORD})*")
_BEFORE = re.compile(r"(?:^|[.!?:…][”’]? ?[“‘]?|^[“‘(]|[“‘]|\])$")
_NOT_NAMES = {
    "an adjective, or a noun made from a name that is indexed": (
        "Armenian Azerbaijani Russian Western European American Soviet Euro Russo Russification"
    ),
    "a month": "January February March April May June July September October December",
    "a title or office beside its name": "Prime Minister President Colonel Administration",
    "an aircraft": "F-16",
    "a point of the compass: the index excepts the passage": "East West",
}
_ALLOWED = {word for words in _NOT_NAMES.values() for word in words.split()}


def _uncovered(edition: Edition) -> Iterator[str]:
    """Yield capitalised words, not at the start of a sentence, that no name covers."""
    for text in edition.texts:
        for block in (one for one in text.reading.blocks if not one.id.startswith("h")):
            words = fold("".join(one.text for one in pieces(text.reading, text.source, block.start, block.end)))
            named = {
                part
                for mentions in edition.mentions.values()
                for one in mentions
                if (one.reading, one.block) == (text.id, block.id)
                for form in one.words
                for part in re.findall(r"\w+", form)
            }
            for match in _NAME.finditer(words):
                found = match[0].split()
                for word in found[1:] if _BEFORE.search(words[: match.start()].rstrip(" ") or "") else found:
                    parts = re.findall(r"\w+", word)
                    if word[0].isupper() and not {*parts, parts[0].removesuffix("s")} & named:
                        yield f"{text.id}:{block.id}: {word}"


@pytest.fixture(scope="module")
def shipped() -> Edition:
    edition, _ = assemble_project(REPOSITORY)
    assert edition is not None
    return edition


def test_every_name_of_the_shipped_readings_is_in_the_index(shipped: Edition) -> None:
    missing = {tuple(one.split()) for one in _uncovered(shipped)}
    assert [one for one in sorted(missing) if not {one[1], one[1].split("-")[0]} & _ALLOWED] == []
    assert {each for _, word in missing for each in (word, word.split("-")[0])} >= _ALLOWED


def test_the_test_for_missing_names_notices_one(shipped: Edition) -> None:
    less = {name: mentions for name, mentions in shipped.mentions.items() if name != "kazakhstan"}
    object.__setattr__(shipped, "mentions", less)
    assert "azus:p11: Kazakhstan" in _uncovered(shipped)
