"""text_entry: the key is what was removed from a quotation."""

from __future__ import annotations

from annotate.bodies import TextEntryBody
from annotate.diagnostics import Code
from annotate.gaps import GAP, removed_words
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, removal, share
from annotate.quote import alike, fold

_DASHES = str.maketrans("–‑", "--")


def derive(body: TextEntryBody, steps: Steps) -> Proof:
    """Return the removed words, gap by gap."""
    words = steps.texts.words(body.quotation)
    removed = removed_words(words, body.cloze) if words else None
    if removed is None:
        steps.error(Code.NO_PROOF, "the cloze is not the quotation with ____ for each gap", f"the text has '{words}'")
        return steps.proof(Grade.PROVED, None)
    if len(body.accept) > len(removed):
        steps.error(Code.NO_PROOF, "'accept' has more lists than there are gaps", "give one list for each gap")
    steps.say(removal(body.quotation, removed, steps))
    return steps.proof(Grade.PROVED, removed)


def parse(body: TextEntryBody, response: Response) -> Key | None:
    """Return a response as words for each gap, none of them blank."""
    written = response.written
    words = (written,) if isinstance(written, str) else written
    gaps = body.cloze.count(GAP)
    if len(words) != gaps or not all(isinstance(one, str) and one.strip() for one in words):
        return None
    return tuple(fold(str(one)).strip() for one in words)


def grade(body: TextEntryBody, item: Item, key: Key, response: Key) -> float:
    """Return the share of gaps that are right, case and form of quotation marks ignored."""
    assert isinstance(key, tuple) and isinstance(response, tuple)
    accept = (*body.accept, *((),) * len(key))
    right = sum(
        _plain(str(given)) in {_plain(str(wanted)), *(_plain(one) for one in accept[index])}
        for index, (wanted, given) in enumerate(zip(key, response, strict=True))
    )
    return share(right, len(key))


def _plain(words: str) -> str:
    return alike(words).translate(_DASHES).casefold().rstrip(".")
