"""Editions made for measuring: any number of texts, each with the same load.

A text has 1,400 words; 25 of them are terms of the glossary. On it stand 8 notes, 6 cross-notes
(each shared with the next text), 5 questions and 8 exercises.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from tests.support.projects import make_project

PARAGRAPHS, WORDS, USES, NOTES, SHARED, QUESTIONS, ITEMS = 20, 70, 25, 8, 3, 5, 8
_SYLLABLES = "ba de fi ko lu mar nes or pa qui ra sel to ul ven wi yo zan".split()
_ENDINGS = ("", "s", "ing", "ed", "ly", "ness", "ation")
_COMMON = ("the of and a to in that it was with for as on be at by this had not are but from or have an they "
           "which one would all there their we him been has when who will no more if out so said what up its about "
           "than into them can only other time new some could these two may first then do any like my now over such "
           "our man me even most made after also did many before must years where much way down should because long "
           "each just state people too how under make world still see work life between day another").split()  # fmt: skip
INDEX = """# Home

```{toctree}
:glob:

readings/*
```

```{toctree}
glossary
questions
exercises
sources
note-on-the-texts
```
"""


def terms(count: int) -> list[str]:
    """Return words for the glossary: two syllables and up, one in five a pair of words."""
    draw = random.Random(0)
    found: dict[str, None] = {}
    while len(found) < count:
        word = "".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(3, 5)))
        if len(found) % 5 == 0:
            word += " " + "".join(draw.choice(_SYLLABLES) for _ in range(3))
        found[word] = None
    return list(found)


@cache
def _rare() -> list[str]:
    """Return words that a text has a few of: some stand in many texts, most in a few."""
    draw = random.Random(1)
    return [
        "".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(2, 4))) + draw.choice(_ENDINGS) for _ in range(20_000)
    ]


def text(number: int, words: list[str]) -> str:
    """Return one source: paragraphs of common words, its terms spread over them."""
    draw = random.Random(number)
    used = [words[(number * USES + at) % len(words)] for at in range(USES)]
    paragraphs = []
    for at in range(PARAGRAPHS):
        row = [
            draw.choice(_COMMON) if draw.random() < 0.6 else _rare()[int(20_000 * draw.random() ** 3)]
            for _ in range(WORDS - 6)
        ]
        for one in used[at::PARAGRAPHS]:
            row.insert(draw.randrange(len(row)), one)
        head, tail = " ".join(row[: WORDS // 2]), " ".join(row[WORDS // 2 :])
        paragraphs.append(f"Paragraph {number} {at} says {head}. It ends {tail}.")
    return "\n\n".join(paragraphs) + "\n"


def _at(number: int, paragraph: int) -> str:
    return f"{{reading: t{number:04}, exact: Paragraph {number} {paragraph} says}}"


def _note(number: int, at: int) -> str:
    words = f"A remark on words of paragraph {at}, of the length that such a note has in an edition."
    return f"  - {{id: n{number}-{at}, kind: textual, text: '{words}', at: {_at(number, at)}}}\n"


def _cross_note(number: int, at: int, size: int) -> str:
    passages = f"{_at(number, at + 10)}, {_at((number + 1) % size, at + 14)}"
    return (
        f"  - {{id: x{number}-{at}, relation: corroborates, topic: Topic {at}, passages: [{passages}], "
        f"notice: 'Both have it, and each in its own words.'}}\n"
    )


def _question(number: int, at: int) -> str:
    return (
        f"  - {{id: q{number}-{at}, readings: [t{number:04}], kind: close-reading, bloom: analyze, dok: 2, "
        f"prompt: 'What does this paragraph say, and what does it leave out?', passages: [{_at(number, at)}], "
        f"teacher: 'A good answer keeps to the words.'}}\n"
    )


def _item(number: int, at: int, size: int) -> str:
    others = list(dict.fromkeys((number + step) % size for step in range(4)))
    names, turn = "abcd"[: len(others)], (number + at) % len(others)
    key, wrong = names[turn], ", ".join(names.replace(names[turn], ""))
    others = [*others[len(others) - turn :], *others[: len(others) - turn]]
    readings = ", ".join(f"t{one:04}" for one in others)
    choices = "".join(
        f"      - {{id: {name}, text: T{one:04}, reading: t{one:04}}}\n" for name, one in zip(names, others, strict=True)
    )
    use = "practice" if at % 2 else "assigned"
    return (
        f"  - id: i{number}-{at}\n    type: choice\n    use: {use}\n    readings: [{readings}]\n"
        f"    prompt: Which of the texts has the words of paragraph {at} that are asked for here?\n"
        "    passages: []\n    level: analyze\n    dok: 2\n    skill: sourcing\n    points: 1\n    minutes: 3\n"
        "    hint: Look at the numbers.\n    solution: The numbers stand in the words.\n"
        f"    responses: {{right: [{key}], wrong: [{wrong}]}}\n    choices:\n{choices}"
        f"    derive:\n      attribution: {_at(number, at)}\n    key: {key}\n"
    )


def make_edition(root: Path, size: int) -> Path:
    """Make a project of `size` texts (two at least), and return its folder."""
    words = terms(min(600, 12 * size))
    texts: dict[str, bytes | str] = {f"t{number:04}": text(number, words) for number in range(size)}
    entries = "".join(
        f"  - {{id: g{at}, headword: {word}, category: concept, forms: [{word}], basis: texts, "
        f"definition: What the texts call {word} is explained here in a sentence of the usual length.}}\n"
        for at, word in enumerate(words)
    )
    numbers = range(size)
    project = make_project(
        root,
        texts,
        glossary=f"terms:\n{entries}",
        notes="notes:\n" + "".join(_note(one, at) for one in numbers for at in range(NOTES)),
        cross_notes="cross-notes:\n" + "".join(_cross_note(one, at, size) for one in numbers for at in range(SHARED)),
        questions="questions:\n" + "".join(_question(one, at) for one in numbers for at in range(QUESTIONS)),
        edition="budget: 100\n",
    )
    (project / "docs" / "index.md").write_text(INDEX, encoding="utf-8")
    (project / "exercises").mkdir()
    for one in numbers:
        items = "".join(_item(one, at, size) for at in range(ITEMS))
        body = f"set: s{one:04}\ntitle: Exercises on text {one}\nitems:\n{items}"
        (project / "exercises" / f"s{one:04}.yaml").write_text(body, encoding="utf-8")
    return project
