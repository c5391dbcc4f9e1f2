"""The primitives that write MyST: whatever goes in is read back, and nothing else."""

from __future__ import annotations

import pytest
import yaml
from docutils.parsers.rst import Directive, directives
from hypothesis import example, given, settings
from hypothesis import strategies as st
from myst_parser.parsers.directives import parse_directive_text

from annotate.myst._base import (
    Line,
    directive,
    escape,
    from_raw_target,
    front_matter,
    heading,
    link,
    one_line,
    plain,
    quoted,
    raw_target,
    role,
    text_lines,
)
from tests.support.myst import MORE, doctree, parser, read_back, split_role

MARKUP = [
    "`", "``", "```", "~~~", "~", "~~x~~", "\\", "\\\\", "!", "[", "]", "](u)", "[^1]", "[^1]: x", "(t)=", "<", ">", "<br>", "<!--", "-->",
    "<https://x.org>", "https://x.org", "www.x.org", "a@b.org", "*", "**", "_", "__", "#", "# ", "###### ", "+", "+ ", "+++", "- ", "-", "---",
    "***", "===", "=", "%", "% ", ":", "::", ":::", ":::{note}", "```{note}", "{ref}`x`", "{", "}", "{{x}}", "$", "$$", "$x$", "^", "|", "| a |",
    "|---|", ":-:", "&", "&amp;", "&#42;", "&nbsp;", "1. ", "1)", "64. ", "1234567890. ", "0.", "a. ", "\u0661. ", ": x", ":x: y", "[ ] ", "[x] ",
    "'", '"', ",", ".", ";", "?", "/", "(", ")", "(c)", "--", "...", "1/2", "@x", "\\begin{x}", "\\[", "\\(", "!!! ", "[[x]]", "==x==",
    "> ", ">" * 300, "(" * 300, "*" * 300, "[" * 300,
]  # fmt: skip
LETTERS = [
    "a", "Word ", " ", "  ", "\t", "\f", "é", "e\u0301", "\u0301", "\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00a0", "\u3000", "\u2003",
    "\u2028", "\u2029", "שלום", "\u202e", "\u2066", "\u200f", "Հայ", "ქარ", "中", "😀", "👩\u200d🚀", "\x7f", "’", "“", "”", "–", "…", "ﬁ", "İ", "ß",
    "\ue000", "\ufdd0", "\U000e0041",
]  # fmt: skip
NASTY = st.lists(
    st.sampled_from(MARKUP) | st.sampled_from(LETTERS) | st.characters(codec="utf-8", categories=["P", "S", "L"]),
    max_size=12,
).map("".join)
ROWS = st.lists(NASTY, min_size=1, max_size=6)
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r", " \n\t", "\n\f"])


def fold(text: str) -> str:
    """Fold white space as the contract does."""
    return " ".join(text.split())


def only_words(text: str, *within: str, extensions: frozenset[str] = frozenset({"colon_fence"})) -> str:
    """The words of the one block of a page, which must be of this kind and hold no markup."""
    (part,) = read_back(text, extensions)
    assert part.within == within
    assert not part.roles
    return part.words


# ---- escape -------------------------------------------------------------------------------


@given(NASTY)
@settings(max_examples=600)
def test_a_line_is_one_paragraph_of_its_own_words(text: str) -> None:
    if text.strip():
        assert fold(only_words(escape(text.strip(), at_line_start=True), "paragraph")) == fold(text)


@given(NASTY)
@settings(max_examples=300)
def test_so_it_is_under_every_other_syntax_extension(text: str) -> None:
    if text.strip():
        written = escape(text.strip(), at_line_start=True)
        assert fold(only_words(written, "paragraph", extensions=MORE)) == fold(text)


@given(ROWS, LINE_ENDS)
@settings(max_examples=600)
def test_wrapped_lines_are_one_paragraph(rows: list[str], end: str) -> None:
    lines = [row for _, row in text_lines(end.join(rows)) if row.strip()]
    if lines:
        written = "\n".join(escape(row.strip(" "), at_line_start=True) for row in lines)
        assert fold(only_words(written, "paragraph")) == fold(" ".join(rows))


@given(ROWS)
@settings(max_examples=200)
def test_lines_broken_hard_stay_lines_of_one_paragraph(rows: list[str]) -> None:
    lines = [fold(row) for row in rows if row.strip()]
    if lines:
        written = "\\\n".join(escape(row, at_line_start=True) for row in lines)
        words = only_words(written, "paragraph")
        assert [fold(line) for line in words.split("\n")] == lines
        hard = [token for token in parser().parse(written)[1].children or () if token.type == "hardbreak"]
        assert len(hard) == len(lines) - 1


@given(NASTY)
@settings(max_examples=200)
def test_docutils_reads_the_same_words(text: str) -> None:
    if text.strip():
        document = doctree(escape(text.strip(), at_line_start=True))
        assert [type(node).__name__ for node in document.children] == ["paragraph"]
        assert fold(document.astext()) == fold(text)


@given(NASTY, NASTY)
@settings(max_examples=200)
def test_words_behind_other_words_need_no_line_start(first: str, second: str) -> None:
    words = only_words(f"x{escape(first)}{escape(second)}.", "paragraph")
    assert fold(words) == fold(f"x{first}{second}.")


@given(NASTY, st.sampled_from(["- ", "> ", "## ", "| "]))
@settings(max_examples=300)
def test_one_line_holds_in_list_items_quotations_headings_and_cells(text: str, opening: str) -> None:
    words = f"{one_line(text)}." if opening != "> " else f"x{one_line(text)}."
    within = {
        "- ": ("bullet_list", "list_item", "paragraph"),
        "> ": ("blockquote", "paragraph"),
        "## ": ("heading",),
        "| ": ("table", "tbody", "tr", "td"),
    }[opening]
    page = f"{opening}x{words}" if opening != "| " else f"| a |\n|---|\n| x{words} |"
    part = read_back(page)[-1]
    assert part.within == within and not part.roles
    assert fold(part.words) == fold(("xx" if opening == "> " else "x") + text.strip() + ".")


@given(NASTY)
@settings(max_examples=100)
@example("C #")
@example("+++")
@example(": a")
def test_a_plain_paragraph_and_a_heading_hold_any_text(text: str) -> None:
    if text.strip():
        assert fold(only_words("\n".join(line.text for line in plain(text)), "paragraph")) == fold(text)
        assert fold(only_words("\n".join(line.text for line in heading(2, text)), "heading")) == fold(text)


def test_what_is_harmless_stays_readable() -> None:
    assert escape("It’s (so), he said: “yes”; 50% of 1/2 - really?") == "It’s (so), he said: “yes”; 50% of 1/2 - really?"
    assert escape("$5 & more") == "\\$5 \\& more"
    assert escape("64. It", at_line_start=True) == "64\\. It"
    assert escape("- it", at_line_start=True) == "\\- it"


# ---- roles --------------------------------------------------------------------------------


@given(NASTY, NASTY, NASTY, st.sampled_from(["gloss", "emended", "sic-mark"]))
@settings(max_examples=400)
@example("", "`a", "", "gloss")
@example("\\", " `` a", "`", "gloss")
@example("{", "a <b>", "}", "emended")
def test_a_role_between_other_words_holds_its_words_and_target(before: str, words: str, after: str, name: str) -> None:
    if not words.strip():
        return
    written = f"x{escape(before)}{role(name, words, 'some-id')}{escape(after)}."
    (part,) = read_back(written)
    ((found, content),) = part.roles
    assert found == name
    read, target = split_role(content)
    assert target == "some-id"
    assert fold(read) == fold(words)
    around = "x" + before + ("" if name == "sic-mark" else words) + after + "."
    assert fold(part.words) == fold(around)


@given(NASTY)
@settings(max_examples=100)
def test_a_role_keeps_every_character_but_line_ends(words: str) -> None:
    if words.strip():
        ((_, content),) = read_back("x" + role("gloss", words, "t"))[0].roles
        expected = words.translate({0x2028: " ", 0x2029: " ", 0x9: " ", 0xC: " "})
        shown = split_role(content)[0]
        assert [c for c in shown if c != " "] == [c for c in expected if c != " "]


@given(st.lists(NASTY.filter(str.strip), min_size=2, max_size=4))
@settings(max_examples=100)
def test_roles_side_by_side_stay_apart(words: list[str]) -> None:
    (part,) = read_back("".join(role("gloss", one, f"t{index}") for index, one in enumerate(words)))
    assert [split_role(content)[1] for _, content in part.roles] == [f"t{index}" for index in range(len(words))]
    assert [fold(split_role(content)[0]) for _, content in part.roles] == [fold(one) for one in words]


def test_a_role_without_target_may_not_end_in_a_back_tick() -> None:
    assert role("anchor", "p5") == "{anchor}`p5`"
    assert role("x", "`a") == "{x}`` `a``"
    with pytest.raises(ValueError, match="back-tick"):
        role("x", "a`")


@given(NASTY)
@settings(max_examples=200)
@example("\\g")
@example("\\\\l <\\>")
def test_the_source_of_an_emended_word_comes_back(text: str) -> None:
    if not text.strip():
        return
    ((name, content),) = read_back("x" + role("emended", "new", raw_target(text)))[0].roles
    words, target = split_role(content)
    assert (name, words) == ("emended", "new")
    assert fold(from_raw_target(target)) == fold(text)


# ---- directives, front matter, links ------------------------------------------------------


class Anything(Directive):
    """A directive with one argument and the option `words`."""

    required_arguments = 1
    has_content = True
    option_spec = {"words": directives.unchanged}  # noqa: RUF012 (as in docutils)


@given(NASTY, ROWS)
@settings(max_examples=200)
def test_a_directive_holds_its_option_and_its_body(value: str, rows: list[str]) -> None:
    body = [line for row in rows if row.strip() for line in plain(row)]
    text = "\n".join(line.text for line in directive("note", "id", [("words", value)], body))
    (part,) = read_back(text)
    assert part.within == ("colon_fence {note} id",)
    read = parse_directive_text(Anything, "id", part.words)
    assert (read.arguments, read.warnings) == (["id"], [])
    assert fold(read.options["words"]) == fold(value)
    inner = [fold(one.words) for one in read_back("\n".join(read.body))]
    assert inner == [fold(row) for row in rows if row.strip()]


@pytest.mark.parametrize("inside", [":::", "::::", ":::::::", "> :::::", "  :::", "> > ::::"])
def test_a_fence_is_longer_than_any_inside(inside: str) -> None:
    body = [Line(text=f"{inside}{{note}}"), Line(text="words"), Line(text=inside)]
    text = "\n".join(line.text for line in directive("outer", "", [], body))
    (part,) = read_back(text)
    assert part.within == ("colon_fence {outer}",)
    assert "words" in part.words


@given(NASTY, NASTY)
@settings(max_examples=100)
def test_front_matter_is_one_block_with_its_values(first: str, second: str) -> None:
    text = "\n".join(line.text for line in front_matter([("reading", first), ("title", second)], html=True))
    (part,) = read_back(text)
    assert part.within == ("front_matter",)
    assert {key: fold(value) for key, value in yaml.safe_load(part.words).items()} == {
        "reading": fold(first),
        "title": fold(second),
    }


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://x.org/a?b=1&c=2", "https://x.org/a?b=1&c=2"),
        ("https://x.org/a?b=1&copy;=2", "https://x.org/a?b=1&copy;=2"),
        ("https://x.org/(a)_[b]", "https://x.org/(a)_%5Bb%5D"),
        ("https://x.org/a b<c>d\\e", "https://x.org/a%20b%3Cc%3Ed%5Ce"),
        ("https://x.org/é", "https://x.org/%C3%A9"),
        ("https://x.org/\n", "https://x.org/"),
        ("https://x.org/*_`$", "https://x.org/*_%60$"),
    ],
)  # fmt: skip
def test_a_link_has_its_address_and_words(url: str, href: str) -> None:
    for text, words in ((link(url), " ".join(url.split())), (link(url, "a *word* [x]"), "a *word* [x]")):
        opened, *inner, closed = parser().parse(text)[1].children or ()
        assert (opened.type, closed.type) == ("link_open", "link_close")
        assert opened.attrs["href"] == href
        assert "".join(child.content for child in inner) == words


@given(NASTY)
@settings(max_examples=100)
def test_the_words_of_a_link_are_its_own(words: str) -> None:
    if words.strip():
        opened, *inner, closed = parser().parse(link("https://x.org/", words))[1].children or ()
        assert (opened.type, closed.type) == ("link_open", "link_close")
        assert fold("".join(child.content for child in inner)) == fold(words)


def test_a_quotation_holds_its_paragraphs() -> None:
    body = [*plain("- one"), *plain("> two")]
    parts = read_back("\n".join(line.text for line in quoted(body)))
    assert [(part.within, part.words) for part in parts] == [
        (("blockquote", "paragraph"), "- one"),
        (("blockquote", "paragraph"), "> two"),
    ]


def test_the_lines_of_a_text_know_where_their_words_begin() -> None:
    text = "one \r\n\ttwo\f\r three\n\nfour\u2028five"
    assert text_lines(text) == [(0, "one"), (7, "two"), (13, "three"), (19, ""), (20, "four\u2028five")]
    assert all(text.startswith(row, at) for at, row in text_lines(text))


def test_front_matter_keeps_html_out_of_prose() -> None:
    lines = [line.text for line in front_matter([("reading", "a")])]
    assert lines[-4:] == ["myst:", "  disable_syntax: [html_block, html_inline]", "---", ""]
