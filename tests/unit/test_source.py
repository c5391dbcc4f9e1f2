"""Bytes to text, and offsets to places."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.source import decode, line_and_column, line_starts
from tests.support.texts import source

LINES = st.text(st.sampled_from("ab é\u2028\f\x0b\r\n\u0085"), max_size=40).map(
    lambda text: text.replace("\x0b", "").replace("\u0085", "")
)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("a", (0,)),
        ("a\n", (0, 2)),
        ("a\nb", (0, 2)),
        ("a\r\nb", (0, 3)),
        ("a\rb", (0, 2)),
        ("a\n\rb", (0, 2, 3)),
        ("a\r\r\nb", (0, 2, 4)),
        ("a\u2028b\fc", (0,)),
    ],
)
def test_lines_begin_behind_lf_crlf_and_cr_only(text: str, starts: tuple[int, ...]) -> None:
    assert line_starts(text) == starts


@given(LINES)
@example("\ufeffa\r\n\r\n")
@example("")
def test_position_and_offset_are_inverse(text: str) -> None:
    made = source(text)
    for offset in range(len(text) + 1):
        line, column = made.position(offset)
        assert made.offset(line, column) == offset
        assert line_and_column(made.line_starts, offset) == (line, column)
        assert line == len(re.findall(r"\r\n|\r|\n", text[:offset])) + 1 or text[offset - 1 : offset + 1] == "\r\n"


@given(LINES)
def test_lines_and_their_ends_make_the_text(text: str) -> None:
    made = source(text)
    ends = re.findall(r"\r\n|\r|\n", text)
    rows = [text[start:end] for start, end in made.lines]
    assert "".join(row + end for row, end in zip(rows, [*ends, ""], strict=True)) == text


def test_columns_count_code_points_from_one() -> None:
    made = source("é😀x\n\u0301y")
    assert made.position(2) == (1, 3)
    assert made.position(5) == (2, 2)


@pytest.mark.parametrize("line", [0, 3, -1])
def test_there_is_no_offset_of_a_line_that_is_not_there(line: int) -> None:
    with pytest.raises(IndexError):
        source("a\nb").offset(line, 1)


def test_bytes_are_kept_and_newlines_not_translated() -> None:
    data = "\ufeffa\r\nb\rc".encode()
    made = source(data)
    assert made.data == data
    assert made.text.encode() == data


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x1c", "\x80", "\x85", "\x9f", "\ufffe", "\uffff"])
def test_a_forbidden_character_is_a_fault_at_its_place(character: str) -> None:
    made, faults = decode("seeds/t.txt", f"ab\ncd{character}e{character}".encode())
    assert made is None
    assert [(one.line, one.column) for one in faults] == [(2, 3), (2, 5)]
    assert {one.what for one in faults} == {f"U+{ord(character):04X}"}
    assert not any(one.undecodable for one in faults)


@pytest.mark.parametrize("character", ["\t", "\n", "\r", "\f", "\x7f", "\xa0", "\xad", "\ufeff", "\u2028", "\U0001fffe"])
def test_all_other_characters_survive(character: str) -> None:
    assert source(f"a{character}b").text == f"a{character}b"


def test_bytes_that_are_not_utf8_are_faults_one_for_each_run() -> None:
    made, faults = decode("seeds/t.txt", b"caf\xe9 ok\n\xc3\xa9\xff\xfe end \x93")
    assert made is None
    assert [(one.line, one.column, one.what, one.undecodable) for one in faults] == [
        (1, 4, "0xE9", True),
        (2, 2, "0xFF 0xFE", True),
        (2, 9, "0x93", True),
    ]


@pytest.mark.parametrize("data", [b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"a\xe2\x82"])
def test_surrogates_overlong_and_broken_forms_are_not_utf8(data: bytes) -> None:
    made, faults = decode("seeds/t.txt", data)
    assert made is None
    assert faults and all(one.undecodable for one in faults)


@given(st.binary(max_size=60))
def test_any_bytes_give_a_text_or_faults_never_both(data: bytes) -> None:
    made, faults = decode("seeds/t.txt", data)
    assert (made is None) == bool(faults)
    if made:
        assert made.text.encode() == data
