"""Which readings hold quoted words: looked up by the words within, the same as looking through all of them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from annotate.prove._base import Texts
from annotate.quote import fold

_TEXT = st.text("ab. ", max_size=12)


@given(st.lists(_TEXT, max_size=5), _TEXT)
@example(["one two three", "phone two threes", "one  two"], "one two three")
@example(["a b", "b a"], "")
def test_the_readings_that_hold_a_quotation(texts: list[str], words: str) -> None:
    readings = {f"t{at}": fold(text) for at, text in enumerate(texts)}
    found = Texts(passages={}, readings=readings, latest={}, glosses={}, sigla={}).readings_with(words)
    assert found == tuple(name for name, text in readings.items() if fold(words).strip() in text)
