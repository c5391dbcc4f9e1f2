"""Findings: their order, their three printed forms, and the manual entry of each code."""

from __future__ import annotations

import json
import re

import pytest

from annotate.diagnostics import (
    Code,
    Diagnostic,
    Severity,
    as_github,
    as_json,
    as_text,
    count,
    did_you_mean,
    error,
    in_order,
    warning,
    whole_file,
)
from annotate.model import Place

AT = Place(file="seeds/x.yaml", line=9, column=11, end_line=9, end_column=15)
ONE = error(Code.UNKNOWN_VALUE, AT, "'glos' is not known here", "did you mean 'gloss'?")
TWO = warning(Code.UNSOURCED, whole_file("docs/a,b:c.md"), "100% of it\nstands alone")


@pytest.mark.parametrize("code", Code, ids=lambda code: code.slug)
def test_every_code_has_a_slug_and_an_entry_in_the_manual(code: Code) -> None:
    assert code.slug == code.name.lower()
    assert re.fullmatch(r"[A-Z`].+[.]", code.explanation, re.DOTALL)
    assert not re.search(r"\s\s|\n", code.explanation)


def test_no_two_codes_share_an_entry() -> None:
    assert len({code.explanation for code in Code}) == len(Code) == len({code.slug for code in Code})


def test_text_is_what_a_compiler_prints() -> None:
    assert as_text([ONE, TWO]) == (
        "seeds/x.yaml:9:11: error: 'glos' is not known here [annotate.unknown_value]\n"
        "    hint: did you mean 'gloss'?\n"
        "docs/a,b:c.md:1:1: warning: 100% of it\\nstands alone [annotate.unsourced]\n"
    )
    assert as_text([]) == ""


@pytest.mark.parametrize("character", ["\n", "\r", "\x1b", "\x07", "\x7f", "\x9b", "\u2028"])
def test_a_quoted_value_can_neither_break_a_line_nor_command_the_terminal(character: str) -> None:
    text = as_text([error(Code.NO_MATCH, AT, f"'a{character}b' é", f"x{character}y")])
    assert character not in text.replace("\n", "", 2) and text.count("\n") == 2
    assert "é" in text


def test_json_has_the_shape_of_the_contract() -> None:
    assert json.loads(as_json([ONE, TWO], [{"set": "s", "proved": 1, "evidenced": 0, "open": 0}])) == {
        "diagnostics": [
            {
                "file": "seeds/x.yaml",
                "line": 9,
                "column": 11,
                "end_line": 9,
                "end_column": 15,
                "severity": "error",
                "code": "unknown_value",
                "message": "'glos' is not known here",
                "hint": "did you mean 'gloss'?",
            },
            {
                "file": "docs/a,b:c.md",
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 1,
                "severity": "warning",
                "code": "unsourced",
                "message": "100% of it\nstands alone",
                "hint": "",
            },
        ],
        "counts": {"error": 1, "warning": 1},
        "proofs": [{"set": "s", "proved": 1, "evidenced": 0, "open": 0}],
    }
    assert as_json([]).endswith("}\n")
    assert json.loads(as_json([])) == {"diagnostics": [], "counts": {"error": 0, "warning": 0}, "proofs": []}


def test_github_gets_one_command_a_line_with_what_it_reserves_encoded() -> None:
    assert as_github([ONE, TWO]) == (
        "::error file=seeds/x.yaml,line=9,col=11,endLine=9,endColumn=15,title=annotate.unknown_value"
        "::'glos' is not known here did you mean 'gloss'?\n"
        "::warning file=docs/a%2Cb%3Ac.md,line=1,col=1,endLine=1,endColumn=1,title=annotate.unsourced"
        "::100%25 of it%0Astands alone\n"
    )


def test_findings_are_sorted_by_place_and_each_is_told_once() -> None:
    def at(file: str, line: int, column: int) -> Place:
        return Place(file=file, line=line, column=column, end_line=line, end_column=column)

    found = [
        error(Code.NO_MATCH, at("b", 1, 1), "m"),
        error(Code.NO_MATCH, at("a", 10, 1), "m"),
        error(Code.NO_MATCH, at("a", 9, 20), "m"),
        error(Code.NO_MATCH, at("a", 9, 3), "n"),
        error(Code.NO_MATCH, at("a", 9, 3), "m"),
        error(Code.AMBIGUOUS, at("a", 9, 3), "z"),
        error(Code.NO_MATCH, at("a", 9, 3), "m"),
    ]

    def short(one: Diagnostic) -> tuple[str, int, int, str]:
        return one.place.file, one.place.line, one.place.column, one.message

    expected = [
        ("a", 9, 3, "z"),
        ("a", 9, 3, "m"),
        ("a", 9, 3, "n"),
        ("a", 9, 20, "m"),
        ("a", 10, 1, "m"),
        ("b", 1, 1, "m"),
    ]
    assert [short(one) for one in in_order(found)] == expected
    assert in_order(reversed(found)) == in_order(found)


def test_severities_are_counted() -> None:
    assert (count([ONE, TWO, ONE], Severity.ERROR), count([ONE, TWO], Severity.WARNING)) == (2, 1)


def test_the_nearest_choice_is_meant_or_none() -> None:
    assert did_you_mean("glos", ["note", "gloss", "glass"]) == "did you mean 'gloss'? "
    assert did_you_mean("xyz", ["note", "gloss"]) == ""
    assert did_you_mean("x", []) == ""
