"""The reference roles in an editor's Markdown: what is found, what is passed over, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.model import Prose
from annotate.prose import Reference, quotation, references
from tests.support.texts import PLACE


def roles(text: str) -> list[tuple[str, str, str]]:
    """The roles of a text as (role, words, target)."""
    return [(one.role, one.words, one.target) for one in references(Prose(text=text, place=PLACE))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{gloss}`the CSTO <csto>`", ("gloss", "the CSTO", "csto")),
        ("{gloss}`csto`", ("gloss", "", "csto")),
        ("{reading:quote}`it  is\nso <evn>`", ("reading:quote", "it is so", "evn")),
        ("{reading:quote}`shareGoogle it <ish omitted>`", ("reading:quote", "shareGoogle it", "ish omitted")),
        ("{reading:quote}`a <b> c <evn>`", ("reading:quote", "a <b> c", "evn")),
        ("{reading:quote}``a ` tick <evn>``", ("reading:quote", "a ` tick", "evn")),
        ("{reading:source}`icc_coal`", ("reading:source", "", "icc_coal")),
        ("({reading:par}`evn:5`)", ("reading:par", "", "evn:5")),
        ("x{gloss}`a <b>`y", ("gloss", "a", "b")),
        ("{doc}`index` and {gloss}`a <b>`", ("gloss", "a", "b")),
        ("`code` and {gloss}`a <b>`", ("gloss", "a", "b")),
        ("``a ` b`` {gloss}`a <b>`", ("gloss", "a", "b")),
        ("a lone ` tick\n\n{gloss}`a <b>`", ("gloss", "a", "b")),
        ("a lone \\` tick {gloss}`a <b>`", ("gloss", "a", "b")),
        ("> quoted {gloss}`a <b>`", ("gloss", "a", "b")),
        ("```{note}\nin a directive {gloss}`a <b>`\n```", ("gloss", "a", "b")),
        ("````{note}\n```{tip}\n{gloss}`a <b>`\n```\n````", ("gloss", "a", "b")),
        (":::{admonition} Title {gloss}`a <b>`\nbody\n:::", ("gloss", "a", "b")),
        (":::{note}\nbody\n:::\n\n{gloss}`a <b>`\n\n:::{note}\nbody\n:::", ("gloss", "a", "b")),
        ("```\ncode\n```\n{gloss}`a <b>`\n```\ncode\n```", ("gloss", "a", "b")),
        ("```{code-block} md\n`\n```\n{gloss}`a <b>`", ("gloss", "a", "b")),
    ],
)
def test_a_role_is_found(text: str, expected: tuple[str, str, str]) -> None:
    assert roles(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "{term}`a <b>`",
        "{gloss}",
        "{gloss}``",
        "{gloss} `a <b>`",
        "{gloss}`a\n\nb <c>`",
        "\\{gloss}`a <b>`",
        "``{gloss}`a <b>` ``",
        "```\n{gloss}`a <b>`\n```",
        "~~~ md\n{gloss}`a <b>`\n~~~",
        "```{note}\nbody\n```\n\n```\n{gloss}`a <b>`\n```",
        "````\n```\n{gloss}`a <b>`\n````",
        "```\n{gloss}`a <b>`",
        "```{code-block} md\n{gloss}`a <b>`\n```",
        "> ```\n> {gloss}`a <b>`\n> ```",
        "% {gloss}`a <b>`",
    ],
)
def test_what_is_no_role_or_is_code_is_passed_over(text: str) -> None:
    assert roles(text) == []


def test_in_a_page_each_role_has_its_own_place_in_a_value_that_of_the_value() -> None:
    page = Prose(text="é {gloss}`a <b>`\r\n\r\n{gloss}`c\r\nd <e>` x", place=PLACE)
    first, second = references(page, whole_file=True)
    assert (first.place.line, first.place.column, first.place.end_column) == (1, 3, 17)
    assert (second.place.line, second.place.end_line, second.place.end_column) == (3, 4, 7)
    assert first.place.file == PLACE.file
    assert {one.place for one in references(page)} == {PLACE}


@pytest.mark.parametrize(
    ("words", "target", "reading", "omitted"),
    [("a b", "evn", "evn", False), ("a b", "evn omitted", "evn", True)],
)
def test_a_quotation_names_its_reading(words: str, target: str, reading: str, omitted: bool) -> None:
    made = quotation(Reference(role="reading:quote", words=words, target=target, place=PLACE))
    assert made is not None
    assert (made.exact, made.reading, made.omitted, made.place) == (words, reading, omitted, PLACE)


@pytest.mark.parametrize(("words", "target"), [("", "evn"), ("a", ""), ("a", "evn printed"), ("a", " omitted")])
def test_what_is_not_of_its_form_is_no_quotation(words: str, target: str) -> None:
    assert quotation(Reference(role="reading:quote", words=words, target=target, place=PLACE)) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "`",
                "``",
                "```",
                ":::",
                "~~~",
                "{gloss}",
                "{note}",
                "\n",
                "\n\n",
                " ",
                "a",
                "<b>",
                "\\",
                "%",
                ">",
            ]
        )
    )
)
def test_a_role_in_a_last_paragraph_is_found_unless_the_text_before_opens_code(parts: list[str]) -> None:
    text = "".join(parts)
    last = "\n\n{gloss}`last <one>`\n"
    opened = any(line.lstrip(" \t>").startswith(("```", "~~~")) for line in text.split("\n"))
    assert opened or ("gloss", "last", "one") in roles(text + last)
