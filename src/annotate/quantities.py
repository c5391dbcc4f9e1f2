"""Numbers and dates read out of quoted words, and exact arithmetic on them."""

from __future__ import annotations

import ast
import operator
import re
import warnings
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import takewhile
from math import prod

from annotate.quote import fold
from annotate.recall import recall
from annotate.vocabulary import MONTH, MONTHS

_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: value
    for value, word in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
}
_FRACTIONS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4)}
_FEW = {"hundred": 100, "decade": 10, "decades": 10, "dozen": 12}
_MANY = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES = _FEW | _MANY
_JOINTS = frozenset({"a", "an", "and"})
_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_TOKEN = re.compile(rf"[A-Za-z]+|(?:{_FIGURE})[A-Za-z]*")
_LONGEST, _MOST_DIGITS = 200, 30
_BELOW_ZERO = re.compile(r"\bminus\b|(?<!\S)[-−]\s?[$€£]?[0-9]", re.IGNORECASE)
MONTH_NAMED = re.compile(MONTH)
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th|er|º)?"
_DAYS = re.compile(rf"{MONTH} {_DAY}\s?[-–—]\s?{_DAY}\b|\b{_DAY}\.?\s?[-–—]\s?{_DAY}\.? (?:of |de )?{MONTH}")
_COUNTED = re.compile(r"([0-9]{4})\s?[年년](?:\s?([0-9]{1,2})\s?[月월](?:\s?([0-9]{1,2})\s?[日일])?)?")
"""A date as China, Japan and Korea write it."""


def read_number(words: str) -> Fraction | None:
    """Return the one number that words state, or None when they state none or several.

    Digits with separators and a scale ("$290 million" is 290000000), number words
    ("Twenty-five", "two decades" is 20, "one-third"), a percentage as its figure (85); a sign
    or "minus" before it is read too.
    """
    tokens = [token.lower() for token in _TOKEN.findall(words)]
    figures = [at for at, token in enumerate(tokens) if token[0].isdigit()]
    if len(figures) > 1:
        return None
    value = _in_figures(tokens, figures[0]) if figures else _spelled(tokens)
    return -value if value is not None and _BELOW_ZERO.search(words) else value


def _in_figures(tokens: list[str], at: int) -> Fraction | None:
    figure = tokens[at].replace(",", "")
    after = list(takewhile(_SCALES.__contains__, tokens[at + 1 :]))
    others = tokens[:at] + tokens[at + 1 + len(after) :]
    if len(figure) > _MOST_DIGITS or figure[-1].isalpha() or any(map(_counts, others)):
        return None
    return Fraction(figure) * prod(_SCALES[token] for token in after)


def _counts(token: str) -> bool:
    return token in _WORDS or token in _SCALES or token.removesuffix("s") in _FRACTIONS


def _spelled(tokens: list[str]) -> Fraction | None:
    """Return the value of number words that stand together; words elsewhere make several numbers."""
    places = [at for at, token in enumerate(tokens) if _counts(token)]
    if not places:
        return None
    together = tokens[places[0] : places[-1] + 1]
    total, group, least = Fraction(0), Fraction(0), 10**15
    for before, token in zip(["", *together], together, strict=False):
        if token in _WORDS and _may_follow(group, _WORDS[token]):
            group += _WORDS[token]
        elif token in _FEW:
            group = (group or Fraction(1)) * _FEW[token]
        elif token in _MANY and _MANY[token] < least and (group or not total):
            least = _MANY[token]
            total, group = total + (group or Fraction(1)) * least, Fraction(0)
        elif (part := _FRACTIONS.get(token.removesuffix("s"))) and (not total or not group):
            group = group + part if before in ("a", "and") else (group or Fraction(1)) * part
        elif token not in _JOINTS:
            return None
    return total + group


def _may_follow(group: Fraction, word: int) -> bool:
    """Return whether a number word goes on with a group: "hundred five", "twenty five", not "five six"."""
    return not group or (0 < word < 100 and group % 100 == 0) or (0 < word < 10 and group % 100 >= 20 and group % 10 == 0)


def read_date(words: str) -> tuple[date, date] | None:
    """Return the first and last day that words can mean: a day, a month or a year.

    None when they name no year, or several years, months or days.
    """
    return recall(_read_date, words)


def _read_date(words: str) -> tuple[date, date] | None:
    words = _COUNTED.sub(lambda found: f" {'-'.join(part.zfill(2) for part in found.groups() if part)} ", words)
    if found := re.findall(r"\b([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\b", words):
        year, month, day = found[0]
        return _span(int(year), int(month), int(day) if day else None) if len(found) == 1 else None
    years = set(re.findall(r"\b[0-9]{4}\b", words))
    months = {MONTHS[name] for name in MONTH_NAMED.findall(words)}
    if len(years) == 1 and len(months) == 1 and (run := _DAYS.search(words)):
        ends = [_span(int(min(years)), min(months), int(day)) for day in run.group(2, 3, 4, 5) if day]
        words = words[: run.start()] + words[run.end() :]
        if not re.search(rf"\b{_DAY}\b", words) and ends[0] and ends[1] and ends[0] < ends[1]:
            return ends[0][0], ends[1][1]
        return None
    days = set(re.findall(rf"\b{_DAY}\b", words)) if months else set()
    if len(years) != 1 or len(months) > 1 or len(days) > 1:
        return None
    return _span(int(min(years)), min(months, default=None), int(min(days)) if days else None)


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def later(event: str, than: str) -> bool:
    """Return whether an event is certainly later than a date, each an ISO day, month or year."""
    one, other = read_date(event), read_date(than)
    return one is not None and other is not None and one[0] > other[1]


def whole(read: str, words: str) -> bool:
    """Return whether what is read stands in quoted words, and not as part of a longer word or figure."""
    pattern = rf"(?<![\w])(?<![0-9][.,]){re.escape(fold(read).strip())}(?![.,]?[0-9])(?!\w)"
    return re.search(pattern, words) is not None


class NotComputable(ValueError):  # noqa: N818 (it says what is the matter)
    """An expression that is not of the allowed kind; the message says why."""


_OPERATIONS: Mapping[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: Mapping[type, Callable[[Fraction, Fraction], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def evaluate(expression: str, names: Mapping[str, Fraction]) -> Fraction | bool:
    """Return the value of an expression over named quantities, exactly.

    Allowed are names, whole numbers, + - * / ( ), abs() and one comparison. Raises
    NotComputable for anything else, for an unknown name, and for division by zero.
    """
    if len(expression) > _LONGEST:
        raise NotComputable(f"it has more than {_LONGEST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise NotComputable("it is no expression") from problem
    if isinstance(tree, ast.Compare):
        if len(tree.ops) != 1 or type(tree.ops[0]) not in _COMPARISONS:
            raise NotComputable("it compares more than two things")
        left, right = _value(tree.left, names), _value(tree.comparators[0], names)
        return _COMPARISONS[type(tree.ops[0])](left, right)
    return _value(tree, names)


def _value(tree: ast.expr, names: Mapping[str, Fraction]) -> Fraction:
    match tree:
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            return Fraction(number)
        case ast.Name(id=name):
            if name not in names:
                raise NotComputable(f"there is no quantity '{name}'")
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, names)
        case ast.Call(func=ast.Name(id="abs"), args=[inner], keywords=[]):
            return abs(_value(inner, names))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATIONS:
            try:
                return _OPERATIONS[type(sign)](_value(left, names), _value(right, names))
            except ZeroDivisionError as problem:
                raise NotComputable("it divides by zero") from problem
    raise NotComputable("it holds more than names, whole numbers, + - * / and abs()")


def rounded(value: Fraction, decimals: int | None) -> Decimal:
    """Return a fraction as a decimal, halves away from zero; to 12 decimals when none are given."""
    places = 12 if decimals is None else decimals
    whole = (abs(value) * 10**places + Fraction(1, 2)).__floor__()
    with localcontext() as exact:
        exact.prec = 10_000
        return Decimal(whole if value >= 0 else -whole).scaleb(-places).normalize() + 0


def shown(value: Decimal) -> str:
    """Return a number as one writes it, without exponent or needless zeros."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
