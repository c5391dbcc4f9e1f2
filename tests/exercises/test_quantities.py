"""Numbers and dates read out of words, and exact arithmetic that nothing can break."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.quantities import NotComputable, evaluate, read_date, read_number, rounded, shown

_SIGN = re.compile("minus|[-−]", re.IGNORECASE)
NUMBERS = {
    "$290 million": 290_000_000,
    "85%": 85,
    "Twenty-five": 25,
    "two decades": 20,
    "a decade": 10,
    "two and a half decades": 25,
    "2021": 2021,
    "1.6 times": Fraction(8, 5),
    "from $13.9 billion": 13_900_000_000,
    "one-third": Fraction(1, 3),
    "two-thirds": Fraction(2, 3),
    "half a million": 500_000,
    "three and a half": Fraction(7, 2),
    "hundred million": 100_000_000,
    "three hundred thousand": 300_000,
    "3 hundred thousand": 300_000,
    "one hundred and five": 105,
    "one million two hundred thousand": 1_200_000,
    "two million three hundred thousand and twelve": 2_300_012,
    "1,160": 1160,
    "a dozen": 12,
    "zero": 0,
    "minus 5": -5,
    "-5 degrees": -5,
    "−$3 million": -3_000_000,
    "mid-2023": 2023,
}
NO_NUMBER = (
    "", "much", "second", "²", "٣", "2.5.3", "1,2,3", "0,5", "12,3456", "5m", "1990s", "10 to 12", "five or six",
    "five six", "twelve of thirteen", "half of the 290", "one thousand two million", "9" * 5000, "twenty eleven",
)  # fmt: skip
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_MIXED = (
    "1",
    "2",
    ",",
    ".",
    "2024",
    "May",
    "March",
    "31",
    "-02",
    "million",
    "half",
    "and",
    "a",
    "one",
    "decades",
    "0",
    "9999",
    "–",
    "1st",
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


@pytest.mark.parametrize("words", NUMBERS)
def test_words_that_state_a_number(words: str) -> None:
    assert read_number(words) == NUMBERS[words]


@pytest.mark.parametrize("words", NO_NUMBER)
def test_words_that_state_none_or_several(words: str) -> None:
    assert read_number(words) is None


def _in_words(number: int) -> str:
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            return f"{_in_words(number // scale)} {name}" + (f" {_in_words(rest)}" if rest else "")
    if number < 20:
        return _ONES.split()[number]
    return _TENS.split()[number // 10 - 2] + (f"-{_ONES.split()[number % 10]}" if number % 10 else "")


@given(st.integers(0, 999_999_999_999))
@example(1_200_000)
@example(105)
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert read_number(_in_words(number)) == number
    assert read_number(f"about {number:,} men") == number


@given(st.text(max_size=60))
def test_no_words_break_the_reading_of_numbers_and_dates(words: str) -> None:
    value, span = read_number(words), read_date(words)
    assert value is None or value >= 0 or _SIGN.search(words)
    assert span is None or span[0] <= span[1]


@given(st.lists(st.sampled_from(_MIXED)))
def test_no_mixture_of_figures_and_names_breaks_it(parts: list[str]) -> None:
    for joined in (" ".join(parts), "".join(parts)):
        value, span = read_number(joined), read_date(joined)
        assert value is None or value >= 0 or _SIGN.search(joined)
        assert span is None or span[0] <= span[1]


DATES = {
    "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    "February 2024": (date(2024, 2, 1), date(2024, 2, 29)),
    "February 23, 2024": (date(2024, 2, 23), date(2024, 2, 23)),
    "23 February 2024": (date(2024, 2, 23), date(2024, 2, 23)),
    "on March 1st, 2020": (date(2020, 3, 1), date(2020, 3, 1)),
    "2024-02-23": (date(2024, 2, 23), date(2024, 2, 23)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
    "may occur in 2023": (date(2023, 1, 1), date(2023, 12, 31)),
    "July 19-20, 1848": (date(1848, 7, 19), date(1848, 7, 20)),
    "19–20 September 2023": (date(2023, 9, 19), date(2023, 9, 20)),
    "am 9. November 1918": (date(1918, 11, 9), date(1918, 11, 9)),
    "9.–11. März 1918": (date(1918, 3, 9), date(1918, 3, 11)),
    "le 1er août 1914": (date(1914, 8, 1), date(1914, 8, 1)),
    "el 9 de noviembre de 1918": (date(1918, 11, 9), date(1918, 11, 9)),
    "9 ноября 1918 года": (date(1918, 11, 9), date(1918, 11, 9)),
    "в январе 1918": (date(1918, 1, 1), date(1918, 1, 31)),
    "1918年11月9日": (date(1918, 11, 9), date(1918, 11, 9)),
    "the rover Mars 2020": (date(2020, 1, 1), date(2020, 12, 31)),
    "the 44-day war of 2020": (date(2020, 1, 1), date(2020, 12, 31)),
}
NO_DATE = (
    "", "May", "23 February", "0000", "99999", "2023-02-30", "2020-13-01", "31 June 2020", "1995 and 1997",
    "from May to June 2020", "12 May 2020 to 14 June 2021", "2023-01-01 and 2024-01-01",
    "20–19 September 2023", "30–31 June 2023", "19–20 September 2023 and the 25th", "In May 2020, 10-15 people",
)  # fmt: skip


@pytest.mark.parametrize("words", DATES)
def test_words_that_state_a_date(words: str) -> None:
    assert read_date(words) == DATES[words]


@pytest.mark.parametrize("words", NO_DATE)
def test_words_that_state_no_date_or_several(words: str) -> None:
    assert read_date(words) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_written_date_is_read_back(day: date) -> None:
    name = month_name[day.month]
    for words in (day.isoformat(), f"{day.day} {name} {day.year}", f"On {name} {day.day}, {day.year},"):
        assert read_date(words) == (day, day)


# ---- arithmetic ---------------------------------------------------------------------------

NAMES = {"a": Fraction(1), "b": Fraction(3), "big": Fraction(10**30)}
HOSTILE = (
    "", " ", "a b", "a**b", "2**99999999", "9**9**9", "a//b", "a%b", "a<<9", "+a", "~a", "not a", "a and b", "a<b<a", "a is b",
    "a in b", "True", "1.5", "1e400", "1j", "'a'", "'a'*99999999", "f'{a}'", "[a]*9", "(a,)", "a.b", "a[0]", "a if b else a",
    "lambda: a", "a:=1", "await a", "[a for a in b]", "abs", "abs()", "abs(a,b)", "abs(*a)", "abs(x=a)", "abs(abs)",
    "__import__('os').system('true')", "a()", "print(a)", "c", "a/0", "a/(b-3)", "a/(a-a)<1", "\x00", "\ud800", "a\nb", "1if a else b",
    "…", "(" * 150 + "a" + ")" * 150, "-" * 5000 + "a", "+".join(["a"] * 5000), "9" * 5000, "*".join(["big"] * 5000), "'\\d'",
)  # fmt: skip
VALUES = {
    "a/b": Fraction(1, 3), "a + b*2": 7, "(a+b)*2": 8, "-b": -3, "abs(a-b)": 2, "b - -a": 4, "12": 12, " a ": 1,
    "a < b": True, "a >= b": False, "a*3 == b": True, "a != a": False, "b/3/3": Fraction(1, 3),
}  # fmt: skip


@pytest.mark.parametrize("expression", VALUES)
def test_expressions_are_exact(expression: str) -> None:
    value = evaluate(expression, NAMES)
    assert value == VALUES[expression]
    assert type(value) is (bool if isinstance(VALUES[expression], bool) else Fraction)


@pytest.mark.parametrize("expression", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_expression_is_not_computable(expression: str, recwarn: pytest.WarningsRecorder) -> None:
    with pytest.raises(NotComputable):
        evaluate(expression, NAMES)
    assert len(recwarn) == 0


_PARTS = st.sampled_from(
    [
        "a",
        "b",
        "big",
        "0",
        "7",
        "99999999",
        "+",
        "-",
        "*",
        "/",
        "**",
        "(",
        ")",
        "abs(",
        "<",
        "==",
        ",",
        ".",
        "[",
        "]",
        "'",
        " ",
        "if",
        ":=",
    ]
)


@given(
    st.one_of(st.text(max_size=80), st.lists(_PARTS, max_size=70).map("".join), st.lists(_PARTS, max_size=70).map(" ".join))
)
def test_nothing_but_not_computable_is_raised(expression: str) -> None:
    try:
        value = evaluate(expression, NAMES)
    except NotComputable:
        return
    assert isinstance(value, Fraction | bool)
    assert isinstance(value, bool) or value.numerator.bit_length() < 30_000
    if isinstance(value, Fraction):
        assert shown(rounded(value, None))


@st.composite
def _sums(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction]:
    if depth == 0 or draw(st.booleans()):
        number = draw(st.integers(0, 99))
        return draw(st.sampled_from([(str(number), Fraction(number)), ("a", NAMES["a"]), ("b", NAMES["b"])]))
    (left, one), (right, other) = draw(_sums(depth - 1)), draw(_sums(depth - 1))
    sign = draw(st.sampled_from("+-*"))
    return f"({left} {sign} {right})", {"+": one + other, "-": one - other, "*": one * other}[sign]


@given(_sums())
def test_sums_and_products_are_those_of_fractions(pair: tuple[str, Fraction]) -> None:
    assert evaluate(pair[0], NAMES) == pair[1]


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (Fraction(5, 2), 0, "3"), (Fraction(-5, 2), 0, "-3"), (Fraction(145, 2), None, "72.5"), (Fraction(1, 3), None, "0.333333333333"),
        (Fraction(29, 20), 1, "1.5"), (Fraction(10**20), None, "100000000000000000000"), (Fraction(0), 2, "0"),
        (Fraction(2 * 10**18, 3), 2, "666666666666666666.67"), (Fraction(1000), 1, "1000"), (Fraction(-1, 10**6), 2, "0"),
    ],
)  # fmt: skip
def test_rounding_is_half_away_from_zero_at_any_size(value: Fraction, decimals: int | None, written: str) -> None:
    assert shown(rounded(value, decimals)).removeprefix("-" if written == "0" else "x") == written


@given(st.fractions(), st.integers(0, 9))
def test_rounding_is_never_further_off_than_half_a_step(value: Fraction, decimals: int) -> None:
    result = rounded(value, decimals)
    assert abs(Fraction(result) - value) <= Fraction(1, 2 * 10**decimals)
    assert Decimal(shown(result)) == result
