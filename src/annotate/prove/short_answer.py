"""short_answer: points that must be there, each shown by words and quoted from a text."""

from __future__ import annotations

from annotate.bodies import Point, ShortAnswerBody
from annotate.diagnostics import Code
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, as_ids, share
from annotate.quote import alike


def derive(body: ShortAnswerBody, steps: Steps) -> Proof:
    """Return the points that every right sample makes: what an answer cannot do without."""
    right = [_text(one) for one in steps.item.responses.right]
    for point in body.points:
        steps.say(f"{point.text}: {steps.quote(point.evidence)}")
    if not right:
        return steps.none("it has no right sample", "add 'responses: {right: [...]}'")
    needed = [point.id for point in body.points if all(makes(point, words) for words in right)]
    _pinned(body, steps)
    return steps.proof(Grade.EVIDENCED, tuple(sorted(needed)) or None)


def _pinned(body: ShortAnswerBody, steps: Steps) -> None:
    """Every pattern must be the only one that shows its point in some sample."""
    samples = [_text(one) for group in (steps.item.responses.right, steps.item.responses.wrong) for one in group]
    for point in body.points:
        for pattern in point.patterns:
            alone = (
                holds(pattern, words) and not any(holds(other, words) for other in point.patterns if other != pattern)
                for words in samples
            )
            if not any(alone):
                message = f"no sample depends on the pattern '{pattern}'"
                steps.error(Code.UNPINNED, message, "add a sample that has it alone, or drop it", point.place)

    for reject in body.rejects:
        if not any(holds(reject.pattern, words) for words in samples):
            message = f"no sample depends on the rejected pattern '{reject.pattern}'"
            steps.error(Code.UNPINNED, message, "add a wrong sample that has it, or drop it")


def holds(pattern: str, words: str) -> bool:
    """Return whether a pattern stands in an answer, case and white space folded."""
    return alike(pattern).casefold() in alike(words).casefold()


def makes(point: Point, words: str) -> bool:
    """Return whether an answer makes a point."""
    return any(holds(pattern, words) for pattern in point.patterns)


def _text(response: Response) -> str:
    return response.written if isinstance(response.written, str) else ""


def parse(body: ShortAnswerBody, response: Response) -> Key | None:
    """Return an answer as one text, or the ids of points where that is what is written."""
    ids = as_ids(response, [point.id for point in body.points])
    if ids is not None:
        return tuple(sorted(ids))
    return (_text(response),) if _text(response).strip() else None


def grade(body: ShortAnswerBody, item: Item, key: Key, response: Key) -> float:
    """Return the share of the key's points that an answer makes; nothing if it says what spoils it."""
    assert isinstance(key, tuple) and isinstance(response, tuple)
    words = str(response[0])
    if any(holds(reject.pattern, words) for reject in body.rejects):
        return 0.0
    needed = [point for point in body.points if point.id in key]
    return share(sum(makes(point, words) for point in needed), len(needed))
