"""Promise 2: each omission and emendation is listed, and opens where it stood."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.promises.reading_text import fold
from tests.support.projects import annotate, make_project, sphinx

TEXTS = ("evn", "mepei", "sld", "ish", "azus")


def _plain(fragment: str) -> str:
    return fold(html.unescape(re.sub(r"<[^>]+>", " ", fragment)))


@pytest.mark.parametrize("name", TEXTS)
def test_omissions_are_listed_in_full_and_open_where_they_stood(edition: Built, name: str) -> None:
    text = edition.ledger[name]
    source = (edition.root / text["file"]).read_bytes().decode("utf-8")
    note = _plain((edition.html / "note-on-the-texts.html").read_text(encoding="utf-8"))
    page = (edition.html / "readings" / f"{name}.html").read_text(encoding="utf-8")
    details = [_plain(one) for one in re.findall(r'<details class="omitted apparatus".*?</details>', page, re.S)]
    omitted = [one for one in text["segments"] if one["kind"] == "omitted"]
    assert len(details) == len(omitted)
    for segment, opened in zip(omitted, details, strict=True):
        words = fold(source[segment["start"] : segment["end"]])
        assert words in note
        assert words in opened
        assert fold(segment["reason"]) in note
        assert fold(segment["reason"]) in opened


@pytest.mark.parametrize("name", TEXTS)
def test_slips_are_listed_and_left_standing(edition: Built, name: str) -> None:
    text = edition.ledger[name]
    source = (edition.root / text["file"]).read_bytes().decode("utf-8")
    note = _plain((edition.html / "note-on-the-texts.html").read_text(encoding="utf-8"))
    for segment in text["segments"]:
        assert segment["kind"] != "emended", "no word of the shipped texts is changed"
        if segment["kind"] == "reading" and segment["reason"]:
            assert f"“{fold(source[segment['start'] : segment['end']])}”" in note
    page = (edition.html / "readings" / f"{name}.html").read_text(encoding="utf-8")
    assert "[sic]" not in page


def test_emendations_are_listed_and_shown(tmp_path: Path) -> None:
    by = (
        "id: a\nsiglum: A\ntitle: A\nemendations:\n  - {exact: teh, replacement: the, reason: transposed letters}\n"
        "omissions:\n  - {exact: ' SHARE', kind: interface-text, reason: a button}\n"
    )
    root = make_project(tmp_path / "p", {"a": "This is teh text SHARE of a page.\n", "a.yaml": by})
    assert annotate(root, "check").returncode == 0
    sphinx(root, tmp_path / "out")
    note = _plain((tmp_path / "out" / "note-on-the-texts.html").read_text(encoding="utf-8"))
    assert "“teh” is changed to “the”: transposed letters" in note
    assert "a button" in note
    page = (tmp_path / "out" / "readings" / "a.html").read_text(encoding="utf-8")
    assert 'data-source="teh"' in page
    assert 'href="#omitted-1"' in page and 'id="omitted-1"' in page
