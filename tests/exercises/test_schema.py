"""The schemas that editors use are made from the shapes that check the files."""

from __future__ import annotations

import json

import pytest

from annotate.schema import kinds, schema_text
from tests.support.projects import REPOSITORY


def test_the_shipped_schema_is_the_codes_own() -> None:
    shipped = (REPOSITORY / "exercises" / "schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text("exercises"), "run: annotate schema exercises > exercises/schema.json"


def test_every_set_names_its_schema() -> None:
    for path in (REPOSITORY / "exercises").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=schema.json\n"), path.name


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
