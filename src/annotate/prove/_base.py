"""What the proofs share: the texts they may look into, and what they return."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from annotate.bodies import Arithmetic
from annotate.diagnostics import Code, Diagnostic, error
from annotate.interface import _
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.model import Passage, Place, Selector
from annotate.quantities import NotComputable, evaluate, read_number, shown, whole
from annotate.quote import fold
from annotate.recall import recall


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What proofs look into: resolved passages, folded readings, latest dates, glosses, sigla."""

    passages: Mapping[Selector, Passage]
    readings: Mapping[str, str]
    latest: Mapping[str, str]
    glosses: Mapping[str, str]
    sigla: Mapping[str, str]

    def words(self, selector: Selector) -> str:
        """Return the quoted words, or nothing when they were not found."""
        passage = self.passages.get(selector)
        return passage.words if passage else ""

    def stands_in(self, words: str, reading: str) -> bool:
        """Return whether words stand in a reading, at word boundaries, case ignored."""
        return recall(_stands_in, words, self.readings.get(reading, ""))

    def readings_with(self, words: str) -> tuple[str, ...]:
        """Return the readings that hold words exactly as quoted."""
        wanted = fold(words).strip()
        rarest = min((self._holding.get(one, ()) for one in wanted.split(" ")[1:-1]), key=len, default=self.readings)
        return tuple(name for name in rarest if wanted in self.readings[name])

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[str]]:
        """The readings that hold a word between spaces, so that a quotation is not looked for in all of them."""
        found: dict[str, list[str]] = {}
        for name, text in self.readings.items():
            for word in dict.fromkeys(text.split(" ")):
                found.setdefault(word, []).append(name)
        return found

    def cite(self, selector: Selector) -> str:
        """Return where a passage stands, as it is printed: ONE ¶5."""
        passage = self.passages.get(selector)
        siglum = self.sigla.get(selector.reading, selector.reading)
        if passage is None or not passage.first:
            return siglum
        block = passage.first
        return f"{siglum} ¶{block[1:]}" if block.startswith("p") else f"{siglum} {block}"


def _stands_in(words: str, text: str) -> bool:
    pattern = rf"(?<!\w){re.escape(fold(words).strip())}(?!\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None


@dataclass(slots=True)
class Steps:
    """The steps of a proof in words, and what was found wrong on the way."""

    item: Item
    texts: Texts
    said: list[str] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Add a step."""
        self.said.append(words)

    def quote(self, selector: Selector, words: str = "") -> str:
        """Return quoted words with their place."""
        return _("“{words}” ({place})").format(words=words or self.texts.words(selector), place=self.texts.cite(selector))

    def error(self, code: Code, message: str, hint: str = "", place: Place | None = None) -> None:
        """Add a finding about the item."""
        self.found.append(error(code, place or self.item.place, f"item '{self.item.id}': {message}", hint))

    def proof(self, grade: Grade, key: Key | None) -> Proof:
        """Return the proof that these steps make."""
        return Proof(item=self.item.id, grade=grade, key=key, steps=tuple(self.said))

    def none(self, message: str, hint: str = "") -> Proof:
        """Return a proof without a key, after a finding."""
        self.error(Code.NO_PROOF, message, hint)
        return self.proof(Grade.EVIDENCED, None)


def compute(arithmetic: Arithmetic, steps: Steps) -> Fraction | bool | None:
    """Return the value of an expression over its quoted quantities, or None after a finding."""
    names: dict[str, Fraction] = {}
    for quantity in arithmetic.quantities:
        words = steps.texts.words(quantity.at)
        if not words:
            return None
        if not whole(quantity.read, words):
            message = f"'{quantity.read}' does not stand in the quotation of '{quantity.name}'"
            steps.error(Code.NO_PROOF, message, "'read' is part of 'exact'", quantity.at.place)
            return None
        value = read_number(quantity.read)
        if value is None:
            message = f"'{quantity.read}' states no single number"
            steps.error(Code.NO_PROOF, message, "quote one number, as in '$290 million'", quantity.at.place)
            return None
        names[quantity.name] = value
        told = _("{what} = {number}, from {quotation}")
        steps.say(told.format(what=quantity.name, number=plain(value), quotation=steps.quote(quantity.at)))
    unused = [name for name in names if not re.search(rf"\b{re.escape(name)}\b", arithmetic.expression)]
    if unused:
        steps.error(Code.NO_PROOF, f"the quantity '{unused[0]}' is not used", "use it, or remove it")
    try:
        return evaluate(arithmetic.expression, names)
    except NotComputable as problem:
        message = f"'{arithmetic.expression}' cannot be computed: {problem}"
        steps.error(Code.NO_PROOF, message, "names, whole numbers, + - * / ( ) and abs()", arithmetic.place)
        return None


def removal(quotation: Selector, removed: Sequence[str], steps: Steps) -> str:
    """Return the step that says which words were removed from a quotation."""
    words = "; ".join(_("“{words}”").format(words=one) for one in removed)
    return _("removed from {quotation}: {words}").format(quotation=steps.quote(quotation), words=words)


def plain(value: Fraction) -> str:
    """Return a fraction as a decimal number in words fit for print."""
    return shown((Decimal(value.numerator) / Decimal(value.denominator)).normalize())


def as_ids(response: Response, known: Sequence[str]) -> tuple[str, ...] | None:
    """Return a response as a tuple of known ids, each once, or None."""
    written = response.written
    ids = (written,) if isinstance(written, str) else written
    if not ids or not all(isinstance(one, str) and one in known for one in ids) or len(set(ids)) < len(ids):
        return None
    return tuple(str(one) for one in ids)


def as_pairs(response: Response, left: Sequence[str], right: Sequence[str]) -> tuple[tuple[str, str], ...] | None:
    """Return a response as pairs of known ids, every left one once, or None."""
    written = response.written
    if isinstance(written, str) or not written:
        return None
    pairs = tuple(pair for pair in written if isinstance(pair, tuple) and len(pair) == 2)
    if len(pairs) != len(written) or sorted(pair[0] for pair in pairs) != sorted(left):
        return None
    return tuple(sorted(pairs)) if all(pair[1] in right for pair in pairs) else None


def share(right: int, total: int) -> float:
    """Return the share of the points that a response earns."""
    return right / total if total else 0.0
