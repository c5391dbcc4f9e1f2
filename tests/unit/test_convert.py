"""Files of other kinds are taken in as plain text, and what was dropped is told."""

from __future__ import annotations

import codecs
import io
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.model import BlockKind
from annotate.project import Draft, NotTaken, drafts, project_files
from annotate.source import decode
from tests.support.projects import annotate, make_project

PAGE = """<html><head><title>The ferry | Daily River</title><meta name="author" content="Amos Reed"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><main><article><h1>The ferry</h1>
<p>The council calls the ferry slow. On a fair day it takes <i>ten</i> minutes, and nobody has drowned on it in forty years.</p>
<h2>The flood</h2><p>In a flood the ferry waits, and so will the bridge: the road to it lies <a href="x">under water</a> every spring.</p>
<ul><li>The ford stays open to carts and to horses.</li><li>The ferry may run until the bridge is done.</li></ul>
<blockquote>Ferry slow and ferry sure, sets you down at your own door.</blockquote>
<p>We ask the council to spend its money on the road first. The bridge can come after, if anybody still wants it at all.</p>
<figure><img src="a.png" alt="the plan"></figure></article></main><footer>All rights reserved by the Daily River.</footer>
<script>alert("secret")</script></body></html>"""
MARKDOWN = """---
title: The river
author: A clerk
---

# The river

It *was* "wide", as [the map](http://example.org/map) shows.[^1] ![a map](map.png)

## The bank

> Nobody crosses here.

| Ferry slow
| and ferry sure

- one boat
- two boats

<div onclick='x()'>raw</div>

| Year | Toll |
|------|------|
| 1904 | 1d   |

[^1]: The map is lost.
"""


def take(path: Path, data: bytes | str, *, chapters: bool = False, encoding: str = "utf-8") -> tuple[Draft, ...]:
    """Write a file and take it in."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return drafts(path, encoding=encoding, taken=frozenset(), chapters=chapters)


def blocks(root: Path, draft: Draft) -> list[tuple[BlockKind, str]]:
    """The kind and the words of each block of a draft, as its own YAML establishes it; nothing may be wrong."""
    project = make_project(root / draft.id, {draft.id: draft.data, f"{draft.id}.yaml": draft.yaml}, edition="budget: 1000\n")
    edition, found = assemble_project(project)
    assert edition and found == ()
    (text,) = edition.texts
    return [(one.kind, " ".join(text.source.text[one.start : one.end].split())) for one in text.reading.blocks]


def test_a_web_page_is_its_article(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    (made,) = take(tmp_path / "page.html", PAGE)
    kinds = blocks(tmp_path, made)
    assert [kind.value for kind, _ in kinds] == [
        "heading", "paragraph", "heading", "paragraph", "list-item", "list-item", "quotation", "paragraph",
    ]  # fmt: skip
    assert kinds[1][1].startswith("The council calls the ferry slow. On a fair day it takes ten minutes")
    dropped = "\n".join(made.noticed)
    assert "dropped: words of the page: All rights reserved by the Daily River." in dropped
    assert "dropped: a picture: the plan" in dropped and "breaks off" not in dropped
    (half,) = take(tmp_path / "half.html", PAGE[: PAGE.index("The bridge can come")])
    assert "the file breaks off before </html>" in "\n".join(half.noticed)
    assert "secret" not in made.data.decode() + made.yaml
    assert '# author: {name: "Amos Reed", basis: the file says so; look at it}' in made.yaml
    assert '#   - "words of the page: Home News"' in made.yaml
    assert "converted from HTML with trafilatura" in made.yaml


def test_markdown_keeps_its_structure_and_says_what_it_lost(tmp_path: Path) -> None:
    pytest.importorskip("pypandoc")
    (made,) = take(tmp_path / "river.md", MARKDOWN)
    assert blocks(tmp_path, made) == [
        (BlockKind.HEADING, "The river"),
        (BlockKind.PARAGRAPH, 'It was "wide", as the map shows.[1]'),
        (BlockKind.HEADING, "The bank"),
        (BlockKind.QUOTATION, "Nobody crosses here."),
        (BlockKind.VERSE, "Ferry slow and ferry sure"),
        (BlockKind.LIST_ITEM, "• one boat"),
        (BlockKind.LIST_ITEM, "• two boats"),
        (BlockKind.PARAGRAPH, "raw"),
        (BlockKind.PARAGRAPH, "Year | Toll"),
        (BlockKind.PARAGRAPH, "1904 | 1d"),
        (BlockKind.ORIGINAL_NOTE, "[1] The map is lost."),
    ]
    told = [one.partition("dropped: ")[2] for one in made.noticed[1:]]
    assert {"a picture: a map", "an attribute of a block: onclick=x()", "formatting: emph", "the address of a link"} <= set(
        told
    )
    assert 'name: "A clerk"' in made.yaml


def test_a_word_document_and_a_book_with_chapters(tmp_path: Path) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    pypandoc.convert_text(MARKDOWN, "docx", format="markdown", outputfile=str(tmp_path / "river.docx"))
    (made,) = drafts(tmp_path / "river.docx", encoding="utf-8", taken=frozenset())
    words = [words for _, words in blocks(tmp_path, made)]
    assert {"The river", "It was “wide”, as the map shows.[1] a map", "• two boats"} <= set(words)
    assert "[1] The map is lost." in words
    book = "# One\n\nThe first chapter says that.\n\n# Two\n\nThe second one says this.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    pypandoc.convert_text(
        book,
        "epub",
        format="markdown",
        outputfile=str(tmp_path / "book.epub"),
        extra_args=["--metadata", "title=B", "--metadata", "date=2026-01-02"],
    )
    made = drafts(tmp_path / "book.epub", encoding="utf-8", taken=frozenset())
    assert [blocks(tmp_path, one)[0][1] for one in made][-2:] == ["One", "Two"]
    told = "\n".join(words for one in made for words in one.noticed)
    assert "dropped: a table, kept as rows of words" in told and "dropped: the date of the file" in told
    assert "# date: {text: ..." in made[0].yaml


@pytest.mark.parametrize(("name", "module"), [("a.html", "trafilatura"), ("a.md", "pypandoc"), ("a.docx", "pypandoc")])
def test_a_tool_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w"):
        pass
    with pytest.raises(NotTaken, match=r"pip install 'annotate-reader\[convert\]'"):
        take(tmp_path / name, data.getvalue() if name.endswith("docx") else "<p>a</p>")


def zipped(**files: str) -> bytes:
    """A zip archive; the names have a dot for each __."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, words in files.items():
            packed.writestr(name.replace("__", "."), words)
    return data.getvalue()


NO_BOOK = zipped(evil__txt="not a book")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"no zip", "damaged, or is no docx"),
        ("a.epub", b"PK\x03\x04", "damaged, or is no epub"),
        ("a.epub", NO_BOOK, "zip archive, but no epub: META-INF/container.xml"),
        ("a.docx", NO_BOOK, "zip archive, but no docx"),
        ("a.md", b"\xff\xfe", "not UTF-8"),
        ("a.html", b"<html><body></body></html>", "no article was found"),
        ("a.html", b"\xff\xfea", "--encoding NAME"),
    ],
)
def test_a_damaged_document_is_a_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    pytest.importorskip("trafilatura")
    pytest.importorskip("pypandoc")
    with pytest.raises(NotTaken, match=words):
        take(tmp_path / name, data)


def test_pages_of_windows_keep_their_quotation_marks(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    said = b"<p>\x93No\x94, it\x92s said, and it&#146;s said again &#x97; of the ferry that waits for the flood to pass.</p>"
    head = b'<html><head><meta charset="iso-8859-1"></head><body><article>'
    (made,) = take(tmp_path / "old.html", head + said + PAGE.split("<article>")[1].encode())
    assert "“No”, it’s said, and it’s said again — of the ferry" in made.data.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.4\n", "it is a PDF, no plain text; copy its words"),
        (b"{\\rtf1 Hello}", "RTF document, no plain text; save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Word document"),
        (NO_BOOK, "a zip archive"),
        (b"\n<!DOCTYPE html>\n<p>Words</p>", "a web page, no plain text; name it as what it is, .html"),
        (b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\nx", "saved as one file"),
        ("Wörter".encode("utf-16"), "--encoding utf-16"),
    ],
)
def test_what_is_no_plain_text_is_not_taken_for_it(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(NotTaken, match=re.escape(words)):
        take(tmp_path / "a.txt", data)
    if data.startswith(codecs.BOM_UTF16):
        assert take(tmp_path / "a.txt", data, encoding="utf-16")[0].data.decode() == "Wörter"


def test_a_text_of_windows_that_is_called_latin_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotTaken, match="--encoding cp1252"):
        take(tmp_path / "a.txt", b"\x93No\x94", encoding="latin-1")


def test_what_stands_beside_a_documents_text_is_told(tmp_path: Path) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    pypandoc.convert_text(
        "Some words here.\n\nMore words.\n", "docx", format="markdown", outputfile=str(tmp_path / "a.docx")
    )
    struck = '<w:del w:id="1" w:author="E"><w:r><w:delText>struck out</w:delText></w:r></w:del>'
    old, new = io.BytesIO((tmp_path / "a.docx").read_bytes()), io.BytesIO()
    with zipfile.ZipFile(old) as packed, zipfile.ZipFile(new, "w") as made:
        for one in packed.infolist():
            data = packed.read(one).decode("utf-8", "surrogateescape")
            if one.filename == "word/document.xml":
                data = re.sub(r"(<w:t [^>]*>More words\.</w:t></w:r>)", rf"\1{struck}", data)
                assert struck in data
            if one.filename != "word/comments.xml":
                made.writestr(one.filename, data.encode("utf-8", "surrogateescape"))
        made.writestr(
            "word/comments.xml",
            '<w:comments><w:comment w:id="0"><w:p><w:r><w:t>Is it so?</w:t></w:r></w:p></w:comment></w:comments>',
        )
        made.writestr("word/header9.xml", "<w:hdr><w:p><w:r><w:t>Draft</w:t></w:r></w:p></w:hdr>")
    (taken,) = take(tmp_path / "b.docx", new.getvalue())
    assert "struck" not in taken.data.decode()
    told = {one.partition("dropped: ")[2] for one in taken.noticed} - {""}
    assert told == {"a comment: Is it so?", "the head of a page: Draft", "a tracked deletion: struck out"}


def test_a_document_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypandoc")
    monkeypatch.setattr(sys.modules["annotate.project.convert.pandoc"], "_PATIENCE", 0.001)
    with pytest.raises(NotTaken, match=r"pandoc came to no end with it in 0.001 seconds"):
        take(tmp_path / "a.md", "[" * 3000)


def test_what_stands_below_a_picture_or_over_a_table_is_kept(tmp_path: Path) -> None:
    pytest.importorskip("pypandoc")
    words = "Words.\n\n![The plan of *1904*](a.png)\n\n  A   B\n --- ---\n  1   2\n\n  : What it cost\n\n"
    (made,) = take(tmp_path / "a.md", words)
    assert made.data.decode() == "Words.\n\nWhat it cost\n\nA | B\n\n1 | 2\n"
    assert any("a picture: The plan of 1904" in one for one in made.noticed)


LINE = "It was a line of the chapter, wrapped by hand at a width of a page as they were"
CHAPTER = "\n".join([LINE] * 8)
BOOK = f"""\ufeffThe Project Gutenberg eBook of The Ferry

This ebook is for the use of anyone anywhere.

Title: The Ferry
       A Tale

Author: Amos Reed

Language: English

*** START OF THE PROJECT GUTENBERG EBOOK THE FERRY ***




THE FERRY

CONTENTS

CHAPTER I. The bank
CHAPTER II. The flood


CHAPTER I. The bank

{CHAPTER}


CHAPTER II. The flood

{CHAPTER}

*** END OF THE PROJECT GUTENBERG EBOOK THE FERRY ***

Updated editions will replace the previous one. The licence says much more.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_book_becomes_readings_without_its_licence(tmp_path: Path, end: str) -> None:
    one, two = take(tmp_path / "ferry.txt", BOOK.replace("\n", end))
    assert (one.id, two.id) == ("ferry-1", "ferry-2")
    text, _ = decode("x", two.data)
    assert text and text.text == f"CHAPTER II. The flood{end}{end}{CHAPTER.replace(chr(10), end)}\n"
    for made, title in ((one, "CHAPTER I. The bank"), (two, "CHAPTER II. The flood")):
        assert [kind for kind, _ in blocks(tmp_path, made)] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
        assert f'title: {{text: "{title}", printed: true}}' in made.yaml
        assert '{name: "Amos Reed"' in made.yaml
    told = "\n".join(one.noticed)
    assert "dropped: lines 1-16: the header of Project Gutenberg" in told
    assert "lines 17-24: what stands before the first chapter" in told
    assert "the licence of Project Gutenberg" in told
    assert "Gutenberg" not in one.data.decode() + two.data.decode()
    rows = BOOK.split("\n")
    last = len(rows) - rows[::-1].index("CHAPTER II. The flood")
    assert f"lines {last}-{last + 9}." in two.yaml


def test_a_plain_text_is_cut_at_its_chapters_only_when_asked(tmp_path: Path) -> None:
    book = f"A Tale\n\nLETTER 1\n\n{CHAPTER}\n\nLETTER 2\n\n{CHAPTER}\n"
    assert len(take(tmp_path / "tale.txt", book)) == 1
    assert [one.id for one in take(tmp_path / "tale.txt", book, chapters=True)] == ["tale-1", "tale-2"]
    assert len(take(tmp_path / "tale.txt", "No chapters at all.\n", chapters=True)) == 1


SHORT = "It was a chapter\nof two lines and no more than that.\n"


@pytest.mark.parametrize(
    "names",
    [
        ("CHAPTER I.", "CHAPTER II."),
        ("Kapitel 1", "Kapitel 2"),
        ("THE LANDING", "THE WELL"),
        ("Глава первая", "Глава вторая"),
    ],
)
def test_short_chapters_in_any_language_are_cut_and_those_that_the_contents_name(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    body = "A Tale\n\nCONTENTS\n\n  {0}\n  {1}\n\n\n{0}\n\n{2}\n\n{1}\n\n{2}".format(*names, SHORT)
    gutenberg = (
        BOOK.partition("\n\n\n\nTHE FERRY\n")[0] + f"\n\n{body}\n*** END OF THE PROJECT GUTENBERG EBOOK THE FERRY ***\n"
    )
    made = take(tmp_path / "ferry.txt", gutenberg)
    assert [one.data.decode() for one in made] == [f"{name}\n\n{SHORT}" for name in names]
    (whole,) = take(tmp_path / "tale.txt", body)
    assert f"2 lines look like heads of chapters: '{names[0]}', '{names[1]}'; --chapters" in "\n".join(whole.noticed)


VERSE = "".join(
    f"Upon the {word} the river lay,\nAnd none would pay the toll\n\n"
    for word in "bank ford road hill mill sand reed tide".split()
)


def test_verse_references_and_furniture_are_proposed_with_how_sure_it_is(tmp_path: Path) -> None:
    (made,) = take(tmp_path / "verse.txt", VERSE)
    assert "  # layout: verse" in made.yaml and "(confidence 0.9)" in made.yaml
    article = "The ferry waits\n\n" + f"{LINE}.\n" * 6 + "\nShare this\n\n" + f"{LINE}.\n" * 12
    article += "\nReferences\n\nReed, A. The ferry. Fordham 1904.\n\nClerk, B. The toll. https://example.org\n\nShare this\n"
    (made,) = take(tmp_path / "article.txt", article)
    assert "(confidence 0.5)" in made.yaml and "(confidence 0.9)" in made.yaml
    assert "as: reference}" in made.yaml
    taken = "".join(
        line.replace("# ", "", 1) if "reference}" in line or line == "  # blocks:\n" else line
        for line in made.yaml.splitlines(keepends=True)
    )
    root = make_project(tmp_path / "p", {"article": made.data, "article.yaml": taken})
    edition, _ = assemble_project(root)
    assert edition and [one.kind for one in edition.texts[0].reading.blocks].count(BlockKind.REFERENCE) >= 2


def test_documents_make_projects_and_are_added_to_them(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(BOOK, encoding="utf-8")
    done = annotate(tmp_path, "new", "p", "ferry.txt")
    assert done.returncode == 0, done.stderr
    assert annotate(tmp_path / "p", "check", "--strict").returncode == 0
    assert {"seeds/ferry-1.txt", "seeds/ferry-2.yaml"} <= set(
        project_files("T", drafts(tmp_path / "ferry.txt", encoding="utf-8", taken=frozenset()), install={})
    )
    added = annotate(tmp_path / "p", "add", "../ferry.txt")
    assert added.stdout.count("is there already, as it was drafted") == 2


def test_the_language_is_guessed_from_the_script(tmp_path: Path) -> None:
    for words, language in (
        ("Ընթերցանություն բոլորի համար", "hy"),
        ("שלום עולם", "he"),
        ("Plain words", "en"),
        ("これは本です", "ja"),
    ):
        (made,) = take(tmp_path / "t.txt", words)
        assert f"language: {language}\n" in made.yaml


WRAPPED = """The Tower at Varn
by Ida Holm

The tower at Varn was built in 1884 by the board of the coast, which
spent all of its money on it. The keepers lived there.[1] They had
oil* for a year, and they had nothing else to live on.

  - The tower is 31 metres high.
  - The stair has 142 steps.
  - The lamp burned all night.

    O lamp that burns above the sea,
    Thou keepest neither watch nor me;
    And count the lanterns on the sand.

Chapter One: What the keepers said.

- 14 -

They went up the stair and looked out over the water for a ship that
never came to them, and then they went down again.

[1] In a house of wood.

* It was not good.
"""


def uncommented(yaml: str) -> str:
    """A draft with all that it proposes of blocks and omissions taken."""
    lines = [
        re.sub(
            r"^(    )# (- )|^(  )# (blocks:)|^# (omissions:)|^#   (- )",
            lambda found: "".join(filter(None, found.groups())),
            line,
        )
        for line in yaml.splitlines()
    ]
    return "".join(f"{line}\n" for line in lines)


def test_layout_and_blocks_are_proposed_each_with_its_reason_and_can_be_taken(tmp_path: Path) -> None:
    (made,) = take(tmp_path / "tower.txt", WRAPPED)
    told = "\n".join(made.noticed)
    assert re.search(r"the layout is taken for wrapped: \d of \d lines end within a sentence", told), told
    assert "lines 8-10: 3 list items (confidence 0.9)" in told
    assert "'[1] In a house of wood.' is read as an original note (confidence 0.9)" in told
    assert 'title: {text: "The Tower at Varn", printed: true}' in made.yaml
    root = make_project(tmp_path / "p", {"tower": made.data, "tower.yaml": uncommented(made.yaml)}, edition="budget: 1000\n")
    edition, found = assemble_project(root)
    assert edition and {one.code.slug for one in found} == {"unwritten"}  # the reason of the omission
    assert [one.kind.value for one in edition.texts[0].reading.blocks] == [
        "heading", "byline", "paragraph", "list-item", "list-item", "list-item", "verse", "heading", "paragraph",
        "original-note", "original-note",
    ]  # fmt: skip


def test_paragraphs_that_an_indent_begins_and_heads_of_pages_are_proposed(tmp_path: Path) -> None:
    (made,) = take(tmp_path / "indent.txt", "".join(f"    {LINE}\n{LINE}\n{LINE}.\n" for _ in range(4)))
    assert len(blocks(tmp_path, made)) == 1
    taken = replace(made, yaml=uncommented(made.yaml), id="taken")
    assert [kind for kind, _ in blocks(tmp_path, taken)] == [BlockKind.PARAGRAPH] * 4
    pages = "".join(
        f"{LINE}\n{LINE}\n{LINE}.\n\n{page}      A NOTE ON SAND\n\n{LINE}.\n\n1. {LINE}.\n\n" for page in (12, 15, 18)
    )
    (made,) = take(tmp_path / "pages.txt", pages)
    assert made.yaml.count('A NOTE ON SAND", kind: page-furniture, reason: ...}') == 3
    assert made.yaml.count("kind: page-furniture") == 3


@pytest.mark.parametrize(
    ("words", "language", "least"),
    [
        ("Der Hund und die Katze sind nicht auf dem Dach, sie ist im Haus.", "de", 0.7),
        ("Le chat est dans la maison et il ne sort pas avec le chien.", "fr", 0.7),
        ("Кошка не на крыше, а в доме, и она не одна, как он и сказал.", "ru", 0.6),
        ("Это і не на даху, але він був у хаті, бо там її мати та й він.", "uk", 0.5),
        ("Bu ev çok büyük ve bir bahçe için daha iyi olan bir yer değil.", "tr", 0.5),
        ("Lorem ipsum dolor amet.", "en", 0.0),
    ],
)
def test_the_language_is_proposed_with_its_reason(tmp_path: Path, words: str, language: str, least: float) -> None:
    (made,) = take(tmp_path / "t.txt", words)
    said = re.search(r"# proposed: .+ \(confidence (0\.\d)\)\nlanguage: (\w+)\n", made.yaml)
    assert said and said[2] == language
    assert float(said[1]) >= least
    assert (float(said[1]) < 0.5) is (least == 0.0)


def test_the_date_is_what_the_file_gives(tmp_path: Path) -> None:
    pytest.importorskip("pypandoc")
    (made,) = take(tmp_path / "dated.md", "---\ndate: 2020-05-06\n---\n\nWords of that day.\n")
    assert '# date: {text: "2020-05-06", earliest: "2020-05-06", latest: "2020-05-06", basis: the file' in made.yaml
    (made,) = take(tmp_path / "plain.txt", "Words of a day.\n")
    assert 'earliest: "YYYY-MM-DD"' in made.yaml
