"""Promise 1: every character of every source is accounted for, and the page shows the reading."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.promises.reading_text import ledger_text, reading_text
from tests.support.projects import REPOSITORY, ledger, make_project, sphinx

TEXTS = ("evn", "mepei", "sld", "ish", "azus")


@pytest.mark.parametrize("name", TEXTS)
def test_ledger_partitions_the_source(edition: Built, name: str) -> None:
    text = edition.ledger[name]
    data = (edition.root / text["file"]).read_bytes()
    source = data.decode("utf-8")
    assert text["sha256"] == hashlib.sha256(data).hexdigest()
    assert text["length"] == len(source)
    at = 0
    for segment in text["segments"]:
        assert segment["start"] == at < segment["end"]
        at = segment["end"]
        words = source[segment["start"] : at]
        assert segment["kind"] in ("reading", "omitted", "emended", "space")
        assert (segment["kind"] == "space") == (not words.strip())
        assert segment["kind"] != "omitted" or segment["reason"]
    assert at == len(source)
    assert "".join(source[s["start"] : s["end"]] for s in text["segments"]).encode() == data


@pytest.mark.parametrize("name", TEXTS)
def test_page_shows_the_reading_and_nothing_else(edition: Built, name: str) -> None:
    text = edition.ledger[name]
    source = (edition.root / text["file"]).read_bytes().decode("utf-8")
    page = (edition.html / "readings" / f"{name}.html").read_text(encoding="utf-8")
    assert reading_text(page) == ledger_text(text, source)


def test_shipped_sources_are_all_established() -> None:
    sources = sorted(path.stem for path in (REPOSITORY / "seeds").glob("*.txt"))
    assert sources == sorted(path.stem for path in (REPOSITORY / "seeds").glob("*.yaml"))
    assert len(sources) == 5


NASTY = [
    "# Not a heading\n\n## Nor this\n\nSetext\n======\n\nmore\n---\n",
    "---\ntitle: not front matter\n---\n\n% not a comment\n\n+++ not a block break\n",
    "```{include} /etc/passwd\n```\n\n:::{admonition} x\ny\n:::\n\n```{eval-rst}\n.. raw:: html\n\n   <b>\n```\n",
    "{ref}`index` {doc}`index` {gloss}`a <b>` {anchor}`p9` {note-mark}`1 <x>` {download}`/etc/passwd`",
    "<script>alert(1)</script> <!-- gone? --> &amp; &lt; &#65; &nbsp; <https://example.org> <b>bold</b>",
    "[link](https://example.org) ![image](/etc/passwd) [^note] [ref][1]\n\n[1]: https://example.org\n[^note]: body\n",
    "$290 million and $72.5 million, $$x$$ and \\( y \\) \\[ z \\]",
    "*a* _b_ **c** ~~d~~ `e` ``f`` ```g``` ~h~ ^i^ ==j== {{ k }} |today| |version|",
    "1. one\n2. two\n\n64. sixty-four\n\n- a\n- b\n\n* c\n\n+ d\n\n(a) e\n\na) f\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n: definition\n\nTerm\n: definition\n",
    "> " * 300 + "deep",
    "    indented code?\n\n\ttab\n\n        more",
    "שלום עולם \u202eRTL override\u202c \u2066isolate\u2069 العربية",
    "e\u0301 n\u0303 \u0301 soft\u00adhyphen zero\u200bwidth joiner\u200d bom\ufeff inside no\u00a0break",
    "line\u2028separator paragraph\u2029separator\u3000ideographic",
    "\ufeffBOM at the start\r\nCRLF line\r\n\r\nCR\ronly\rlines\r\fform feed\f page",
    "word " * 40_000,
    "\\ backslash at end\\\n\\\\ two \\* star \\",
    "(target)=\n# Heading?\n\n(p5)= \n\n{#p5}\nparagraph\n\n{.apparatus}\nhidden?\n",
    "p1\n\np5\n\nP5\n\nEvery heading that looks like an anchor is one more thing to try, at some length, so that it is one.\n",
    "a\x7fDEL; private \ue000 use; emoji 👩‍👩‍👧; astral 𝔘𝔫𝔦; noncharacter of plane 1 \U0001fffe",
    "'straight' \"double\" -- --- ... (c) (r) +- 1/2 :) http://example.org www.example.org a@b.org",
    "ends with backtick ` and `` two ``` three",
    '<p class="apparatus">text</p>\n\n</section></main></body></html>\n',
    "x" * 200_000,
]


def test_hostile_sources_survive(tmp_path: Path) -> None:
    texts = {f"n{index:02}": words for index, words in enumerate(NASTY)}
    root = make_project(tmp_path / "hostile", texts)
    sphinx(root, tmp_path / "out")
    books = ledger(root)
    assert sorted(books) == sorted(texts)
    for name, words in texts.items():
        page = (tmp_path / "out" / "readings" / f"{name}.html").read_text(encoding="utf-8")
        assert reading_text(page) == ledger_text(books[name], words), name
        assert "root:" not in page


WRAPPED = """\
The first line of a text that was wrapped by hand at a width of a page,
1984. was a year and stands at the start of a line, as does
- a dash that opens no list, and
# a sign that opens no heading, though it might well seem to be one here
> nor is this a quotation, and it goes on for as long as the others do
::: and this opens no directive, which would be a pity in such a good text
| a table | it is not | however much it may look like one to a parser

Another paragraph, so that the layout is seen to be one with wrapped lines,
+ with a plus at the start of a line and some more words to fill it up nicely
=== or a row of signs under a line, which would make a heading of the whole
"""


def test_wrapped_lines_keep_their_words(tmp_path: Path) -> None:
    by = "id: wrapped\nsiglum: W\ntitle: Wrapped\nstructure: {layout: wrapped}\n"
    root = make_project(tmp_path / "wrapped", {"wrapped": WRAPPED, "wrapped.yaml": by})
    sphinx(root, tmp_path / "out")
    page = (tmp_path / "out" / "readings" / "wrapped.html").read_text(encoding="utf-8")
    assert reading_text(page) == ledger_text(ledger(root)["wrapped"], WRAPPED)
