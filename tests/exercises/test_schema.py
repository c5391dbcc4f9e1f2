"""The schemas that editors use are made from the shapes that check the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.gather import written
from annotate.schema import kinds, path_of, schema_text
from tests.support.projects import REPOSITORY


@pytest.mark.parametrize("kind", kinds())
def test_the_shipped_schema_is_the_codes_own(kind: str) -> None:
    """When this fails: annotate schema --write."""
    shipped = (REPOSITORY / path_of(kind)).read_text(encoding="utf-8")
    assert shipped == schema_text(kind)


def test_every_file_names_its_schema() -> None:
    """When this fails: annotate schema --write."""
    files = written(REPOSITORY, [])
    assert len(files) > 20
    for file, words in files.items():
        line = words.split("\n")[0]
        assert line.startswith("# yaml-language-server: $schema="), file
        named = (REPOSITORY / file).parent / line.partition("$schema=")[2]
        kind = {"seeds": "establishment", "exercises": "exercises"}.get(file.split("/")[0], Path(file).stem)
        assert named.resolve() == (REPOSITORY / path_of(kind)).resolve()


@pytest.mark.parametrize("kind", kinds())
def test_a_schema_closes_its_mappings(kind: str) -> None:
    schema = json.loads(schema_text(kind))
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) <= set(schema["properties"])


def test_an_item_is_told_by_its_type() -> None:
    cases = json.loads(schema_text("exercises"))["properties"]["items"]["items"]["oneOf"]
    types = [case["properties"]["type"]["const"] for case in cases]
    assert len(types) == len(set(types)) == 10
    choice = cases[types.index("choice")]
    assert "choices" in choice["required"] and "expression" not in choice["properties"]
