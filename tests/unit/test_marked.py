"""YAML with places: what is read, what is refused, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.diagnostics import Code, Diagnostic
from annotate.marked import MAX_DEPTH, Items, Node, Pairs, Scalar, read_yaml


def at(node: Node) -> tuple[int, int, int, int]:
    """Where a node stands."""
    return node.place.line, node.place.column, node.place.end_line, node.place.end_column


def plain(node: Node | None) -> object:
    """A node as Python values, every scalar as text."""
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(one) for one in node.items]
        case Pairs():
            return {key.value: plain(value) for key, value in node.pairs}
    return None


def only(text: str) -> Diagnostic:
    """The one finding in a text that cannot be read."""
    node, found = read_yaml("f.yaml", text)
    assert node is None
    (one,) = found
    return one


def test_values_are_text_and_know_whether_they_were_plain() -> None:
    text = "a: 1\nb: 'yes'\nc:\n  - ~\n  - \"\"\n  -\n  - null\n  - Null\nd: |\n  x\n  y\n"
    node, found = read_yaml("f.yaml", text)
    assert not found
    assert plain(node) == {"a": "1", "b": "yes", "c": ["~", "", "", "null", "Null"], "d": "x\ny\n"}
    assert isinstance(node, Pairs)
    values = dict((key.value, value) for key, value in node.pairs)
    assert isinstance(values["a"], Scalar) and values["a"].plain
    assert isinstance(values["b"], Scalar) and not values["b"].plain
    assert isinstance(values["d"], Scalar) and not values["d"].plain
    assert isinstance(values["c"], Items)
    assert [isinstance(one, Scalar) and one.is_null for one in values["c"].items] == [
        True,
        False,
        True,
        True,
        False,
    ]


def test_each_value_has_its_place_in_code_points() -> None:
    node, _ = read_yaml("f.yaml", "é😀: x\nlist:\n  - {k: 'v w'}\n")
    assert isinstance(node, Pairs)
    (first, value), (_, rows) = node.pairs
    assert at(first) == (1, 1, 1, 3)
    assert at(value) == (1, 5, 1, 6)
    assert isinstance(rows, Items) and isinstance(rows.items[0], Pairs)
    assert at(rows.items[0]) == (3, 5, 3, 15)
    assert at(rows.items[0].pairs[0][1]) == (3, 9, 3, 14)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_editor(end: str) -> None:
    node, _ = read_yaml("f.yaml", f'a: "one\u2028two"{end}b: x')
    assert isinstance(node, Pairs)
    assert at(node.pairs[1][1]) == (2, 4, 2, 5)


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "~", "---\n", "null\n...\n"])
def test_nothing_is_nothing(text: str) -> None:
    assert read_yaml("f.yaml", text) == (None, ())


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("a: &x 1\nb: 2", 1, 4, "an anchor or alias"),
        ("a: &x [1]\n", 1, 4, "an anchor or alias"),
        ("a: 1\nb: *x\n", 2, 4, "an anchor or alias"),
        ("a:\n  <<: *b\n", 2, 7, "an anchor or alias"),
        ("a: !!python/object:os.system x", 1, 4, "the tag 'tag:yaml.org,2002:python/object:os.system'"),
        ("a:\n - !own {b: c}", 2, 4, "the tag '!own'"),
        ("a: !!str 1", 1, 4, "the tag 'tag:yaml.org,2002:str'"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(text: str, line: int, column: int, what: str) -> None:
    one = only(text)
    assert one.code is Code.YAML_UNSAFE
    assert (one.place.line, one.place.column) == (line, column)
    assert one.message == f"the file uses {what}"
    assert one.hint == "write the value out where it is used"


@pytest.mark.parametrize("nest", ["[", "{a: "])
def test_depth_is_bounded(nest: str) -> None:
    close = {"[": "]", "{a: ": "}"}[nest]
    deep = nest * (MAX_DEPTH - 1) + "x" + close * (MAX_DEPTH - 1)
    node, found = read_yaml("f.yaml", deep)
    assert node is not None and not found
    one = only(nest * MAX_DEPTH + "x" + close * MAX_DEPTH)
    assert one.code is Code.YAML_UNSAFE
    assert one.message == "the file uses more than 50 levels"


def test_a_file_of_brackets_alone_is_refused_and_harms_nothing() -> None:
    assert only("[" * 200_000).place.column == MAX_DEPTH + 1
    assert only("- " * 200_000).code is Code.YAML_UNSAFE


def test_a_billion_laughs_is_refused_at_the_first_anchor() -> None:
    rows = ["a0: &a0 [lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert only("\n".join(rows)).place.line == 1


def test_a_key_that_stands_twice_keeps_the_first_value() -> None:
    node, found = read_yaml("f.yaml", "a: 1\nb:\n  c: 2\n  c: {d: 3}\na: 4\n")
    assert plain(node) == {"a": "1", "b": {"c": "2"}}
    assert [(one.code, one.place.line, one.place.column) for one in found] == [
        (Code.DUPLICATE_KEY, 4, 3),
        (Code.DUPLICATE_KEY, 5, 1),
    ]
    assert found[1].message == "the key 'a' stands twice in one mapping"
    assert found[1].hint == "the first is in line 1; remove one"


def test_a_key_must_be_a_word() -> None:
    node, (one,) = read_yaml("f.yaml", "? [a, b]\n: 1\nc: 2\n")
    assert plain(node) == {"c": "2"}
    assert (one.code, one.place.line, one.place.column) == (Code.WRONG_TYPE, 1, 3)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: b: c\n", 1, 5),
        ("a: [1, 2\nb: 3\n", 2, 2),
        ("a:\n\tb: 1\n", 2, 1),
        ('a: "open\n', 1, 4),
        ("a: 1\nb: [2,", 2, 7),
        ("a: 'it's'\n", 1, 8),
        ("a: @x\n", 1, 4),
        ("a: %x\n", 1, 4),
        ("a: x\n b: y\n", 2, 3),
        ("- a\nb: c\n", 2, 1),
        ("é: {", 1, 5),
    ],
)
def test_a_syntax_error_has_its_place_and_a_hint(text: str, line: int, column: int) -> None:
    one = only(text)
    assert one.code is Code.YAML_SYNTAX
    assert (one.place.line, one.place.column) == (line, column), one.message
    assert one.message.startswith("the file is not valid YAML: ")
    assert ("indent with spaces" if "\t" in text else "double quotes") in one.hint


def test_a_second_document_is_refused() -> None:
    one = only("a: 1\n---\nb: 2\n")
    assert (one.code, one.place.line, one.place.column) == (Code.YAML_SYNTAX, 2, 1)
    assert one.hint == "remove '---'"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x80", "\ufffe", "\ud800"])
def test_a_character_that_yaml_forbids_has_its_place(character: str) -> None:
    one = only(f"a: 1\nb: é{character}")
    assert (one.code, one.place.line, one.place.column) == (Code.YAML_SYNTAX, 2, 5)
    assert f"U+{ord(character):04X}" in one.message


@given(st.text(st.sampled_from("ab:-[]{}'\"#&*!|>%@?,~ \n\t\r\u2028é\x00"), max_size=30))
@example("\ufeff")
@example("%YAML 9.9\n---\na")
@example("? \n:")
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    node, found = read_yaml("f.yaml", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in found:
        assert 1 <= one.place.line <= len(lines)
        assert 1 <= one.place.column <= len(lines[one.place.line - 1]) + 1
    assert node is None or any(character not in "~ \n\t\r#" for character in text)
