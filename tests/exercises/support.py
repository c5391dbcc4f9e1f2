"""Small projects with two readings and one item, put together in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product
from pathlib import Path
from typing import Any

import yaml

from annotate.bodies import (
    ChoiceBody,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    ShortAnswerBody,
    TextEntryBody,
    TrueFalseBody,
)
from annotate.build import assemble_project
from annotate.diagnostics import Diagnostic
from annotate.edition import Edition
from annotate.items import Item, Response
from annotate.model import Place
from tests.support.projects import make_project

HERE = Place(file="test", line=1, column=1, end_line=1, end_column=1)
SET = "exercises/one.yaml"
TEXTS: dict[str, bytes | str] = {
    "a": (
        "The bridge was opened in May 1921, and the old road was closed in June 1935. A war began on 3 March 1940.\n\n"
        "The total cost was $290 million over four years. Trade grew from $13.9 billion to $27 billion, by 85%.\n\n"
        "The river is not a border; it is a meeting place. Much of the “analysis” was written by distant observers.\n\n"
        "The council refused to arm or protect the town. The mill was built by the guild.\n"
    ),
    "b": (
        "The harbour feeds the valley. The council did nothing for the town, and distant observers praised it.\n\n"
        "The bridge was opened too late.\n"
    ),
    "b.yaml": "id: b\nsiglum: B\ntitle: The title of b\ndate: {text: in 1950, earliest: '1950-01-01', latest: '1950-12-31'}\n",
}
GLOSSARY = "terms:\n  - {id: mill, headword: mill, forms: [mill], category: concept, definition: A house where corn is ground., basis: texts}\n"


@dataclass(frozen=True)
class Checked:
    """A small project put together: its edition, findings, and the text of its set."""

    edition: Edition
    found: tuple[Diagnostic, ...]
    text: str
    root: Path

    @property
    def item(self) -> Item:
        return self.edition.sets[0].items[0]

    @property
    def codes(self) -> list[str]:
        return [one.code.slug for one in self.found]

    def lines(self, code: str) -> list[int]:
        return [one.place.line for one in self.found if one.code.slug == code and one.place.file == SET]


def as_set(*items: str) -> str:
    """Return a set of items, each a mapping without indentation."""
    rows = ["set: one", "title: One", "items:"]
    for item in items:
        first, *rest = item.strip("\n").split("\n")
        rows += [f"  - {first}", *(f"    {line}" for line in rest)]
    return "\n".join(rows) + "\n"


def project(folder: Path, text: str, keys: str = "", lock: str = "") -> Path:
    """Make the small project with one set, and keys apart and a review lock if given."""
    root = make_project(folder / "p", TEXTS, glossary=GLOSSARY)
    (root / "exercises" / "keys").mkdir(parents=True)
    (root / SET).write_text(text, encoding="utf-8")
    if keys:
        (root / "exercises" / "keys" / "k.yaml").write_text(keys, encoding="utf-8")
    if lock:
        (root / "exercises" / "review-lock.json").write_text(lock, encoding="utf-8")
    return root


def checked(folder: Path, text: str, keys: str = "", lock: str = "", *, with_keys: bool = True) -> Checked:
    """Put a small project together; unused terms and the like are no matter here."""
    root = project(folder, text, keys, lock)
    edition, found = assemble_project(root, keys=with_keys)
    assert edition is not None, found
    here = tuple(one for one in found if one.place.file.startswith("exercises/"))
    assert len(here) == len(found), found
    return Checked(edition=edition, found=here, text=text, root=root)


def response(value: Any) -> Response:
    """Return a response as it would have been read from YAML."""
    return Response(written=_written(value), place=HERE)


def _written(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted((str(key), _written(one)) for key, one in value.items()))
    if isinstance(value, list | tuple):
        return tuple(_written(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def well_formed(item: Item, most: int = 400) -> Iterator[Response]:
    """Yield well-formed responses of an item's type; every one, where they can be counted."""
    for count, value in enumerate(_values(item)):
        if count >= most:
            return
        yield response(value)


def _values(item: Item) -> Iterator[Any]:
    match item.body:
        case ChoiceBody(choices=choices, multiple=False):
            yield from (one.id for one in choices)
        case ChoiceBody(choices=entries) | HottextBody(candidates=entries) | ShortAnswerBody(points=entries):
            ids = [one.id for one in entries]
            yield from (list(some) for size in range(1, len(ids) + 1) for some in combinations(ids, size))
        case TrueFalseBody():
            yield from (True, False)
        case TextEntryBody(cloze=cloze):
            words = ["meeting place", "place", "border", "meeting", "meeting place it", "x"]
            yield from (list(some) for some in product(words, repeat=cloze.count("____")))
        case NumericBody():
            yield from (f"{number / 8:f}" for number in range(-2000, 2000, 25))
            yield from ("72.5", "72.51", "72.49", "0.0", "1,160", "290000000")
        case OrderBody(entries=entries):
            yield from (list(some) for some in permutations(one.id for one in entries))
        case MatchBody(rows=rows, choices=choices):
            for some in product([one.id for one in choices], repeat=len(rows)):
                yield {row.id: one for row, one in zip(rows, some, strict=True)}
        case GridBody(rows=rows, columns=columns):
            for some in product([one.value for one in columns], repeat=len(rows)):
                yield {row.reading: one for row, one in zip(rows, some, strict=True)}


def cases() -> list[tuple[str, dict[str, Any]]]:
    """Return every case in cases/*.yaml with a name for it."""
    found = []
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.append((f"{path.stem}: {case['name']}", {**case, "type": path.stem}))
    return found
