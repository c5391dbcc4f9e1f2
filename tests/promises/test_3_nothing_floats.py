"""Promise 3: every quotation is verbatim at its stated place, read here without the tool's own code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Built
from tests.promises.reading_text import fold, ledger_text
from tests.support.projects import annotate, make_project

KINDS = ("notes", "cross-notes", "questions")


def _selectors(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if {"reading", "exact"} <= value.keys():
            yield value
        for below in value.values():
            yield from _selectors(below)
    elif isinstance(value, list):
        for below in value:
            yield from _selectors(below)


def _omitted(edition: Built, name: str) -> str:
    text = edition.ledger[name]
    source = (edition.root / text["file"]).read_bytes().decode("utf-8")
    parts = (source[s["start"] : s["end"]] for s in text["segments"] if s["kind"] == "omitted")
    return fold(" ".join(parts))


def _read(edition: Built, name: str) -> str:
    text = edition.ledger[name]
    return ledger_text(text, (edition.root / text["file"]).read_bytes().decode("utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_anchor_stands_once_where_it_says(edition: Built, kind: str) -> None:
    data = yaml.safe_load((edition.root / "docs" / "apparatus" / f"{kind}.yaml").read_text(encoding="utf-8"))
    found = 0
    for one in _selectors(data):
        where = _omitted if one.get("from") == "omitted" else _read
        whole = one.get("prefix", "") + one["exact"] + one.get("suffix", "")
        assert where(edition, one["reading"]).count(fold(whole)) == 1, one
        found += 1
    assert found >= 40


def test_every_printed_quotation_is_verbatim_at_its_paragraph(edition: Built) -> None:
    """Each “words” (SIGLUM ¶n) on any page stands in that reading, beginning in that paragraph."""
    pattern = re.compile(r'“([^“”]*(?:“[^“”]*”[^“”]*)*)”(?:</span>)? \((?:<span>)?<a [^>]*href="[^"]*?(\w+)\.html#p(\d+)"')
    inside = re.compile(r'“([^“”]*(?:“[^“”]*”[^“”]*)*)”(?:</span>)? \(<a [^>]*href="#p(\d+)"')
    checked = 0
    for path in sorted(edition.html.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        found = [(words, name, number) for words, name, number in pattern.findall(page)]
        found += [(words, path.stem, number) for words, number in inside.findall(page)]
        for words, name, number in found:
            plain = fold(html.unescape(re.sub(r"<[^>]+>", "", words)))
            assert plain in _read(edition, name), (path.name, plain)
            assert plain.split()[0] in _paragraph(edition, name, number), (path.name, plain, number)
            checked += 1
    assert checked > 300


def _paragraph(edition: Built, name: str, number: str) -> str:
    page = (edition.html / "readings" / f"{name}.html").read_text(encoding="utf-8")
    match = re.search(rf'<(p|li|blockquote)[^>]* id="p{number}".*?</\1>', page, re.S)
    assert match, (name, number)
    return fold(html.unescape(re.sub(r"<sup.*?</sup>|<[^>]+>", "", match.group())))


BAD = {
    "no_match": "at: {reading: a, exact: the words that stand nowhere}",
    "ambiguous": "at: {reading: a, exact: twice}",
    "in_omitted": "at: {reading: a, exact: furniture}",
    "not_in_omitted": "at: {reading: a, exact: stands here, from: omitted}",
    "unknown_reading": "at: {reading: b, exact: stands here}",
    "source_form": "at: {reading: a, exact: teh slip}",
}


@pytest.mark.parametrize("code", sorted(BAD))
def test_a_quotation_that_does_not_stand_there_is_an_error(tmp_path: Path, code: str) -> None:
    by = (
        "id: a\nsiglum: A\ntitle: A\nomissions:\n  - {exact: furniture, kind: page-furniture, reason: a label}\n"
        "emendations:\n  - {exact: teh, replacement: the, reason: slip}\n"
    )
    text = "It stands here twice, or twice.\n\nfurniture\n\nAnd teh slip.\n"
    note = f"notes:\n  - id: n1\n    kind: textual\n    text: Words.\n    {BAD[code]}\n"
    root = make_project(tmp_path / "p", {"a": text, "a.yaml": by}, notes=note)
    done = annotate(root, "check")
    assert done.returncode == 1
    assert re.search(rf"^docs/apparatus/notes\.yaml:5:\d+: error: .*\[annotate\.{code}\]$", done.stdout, re.M), done.stdout
    assert done.stdout.count("error:") == 1
