"""JSON Schemas of the YAML kinds, from the same shapes that check them.

An editor that knows YAML's language server completes and checks a file by the modeline in
its first line: ``# yaml-language-server: $schema=schema.json``. The schemas lie in the project,
so that an editor fetches nothing.
"""

from __future__ import annotations

import json
from typing import Any

from annotate.kinds import KINDS
from annotate.load._base import (
    Flag,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Shape,
    Switch,
    Text,
    TextOr,
    Written,
)

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = ["string", "number", "boolean", "null"]  # words, as YAML reads them when they look like more
_KINDS = {kind.name: kind for kind in KINDS}


def kinds() -> tuple[str, ...]:
    """Return the names of the kinds that have a schema."""
    return tuple(_KINDS)


def schema_text(kind: str) -> str:
    """Return the schema of a kind as JSON; raises KeyError for a kind that has none."""
    body = {"$schema": _DRAFT, "title": kind, **_schema(_shape(kind))}
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


MODELINE = "# yaml-language-server: $schema="


def path_of(kind: str) -> str:
    """Return where a project keeps the schema of a kind."""
    return "exercises/schema.json" if kind == "exercises" else f"docs/apparatus/schema/{kind}.json"


def modeline(file: str) -> str:
    """Return the first line of a project's YAML file, or nothing when its kind has no schema or it is no YAML."""
    folder, _, name = file.rpartition("/")
    if not name.endswith(".yaml"):
        return ""
    if folder == "seeds":
        return f"{MODELINE}../{path_of('establishment')}\n"
    if folder == "exercises":
        return f"{MODELINE}schema.json\n"
    kind = name.removesuffix(".yaml")
    return f"{MODELINE}schema/{kind}.json\n" if folder == "docs/apparatus" and kind in kinds() else ""


def wired(file: str, text: str) -> str:
    """Return a YAML file with its modeline, as it is when it names a schema or has none."""
    if "yaml-language-server:" in text or not (line := modeline(file)):
        return text
    return line.replace("\n", "\r\n" if "\r\n" in text else "\n") + text


def _shape(name: str) -> Shape:
    kind = _KINDS[name]
    if not kind.key:
        return kind.record
    return Record(name=name, keys={kind.key: ListOf(of=kind.record)}, required=(kind.key,))


def _schema(shape: Shape) -> dict[str, Any]:
    """Return a shape as JSON Schema, its `about` as the description."""
    about = {"description": shape.about} if shape.about else {}
    match shape:
        case Text(pattern=pattern):
            rule = {"pattern": f"^(?:{pattern.pattern})$"} if pattern else {}
            return {"type": _SCALAR if not pattern else "string", **rule, **about}
        case Flag():
            return {"type": "boolean", **about}
        case Number(low=low, high=high, decimal=decimal):
            kind = "number" if decimal else "integer"
            return {"type": kind, "minimum": low, "maximum": high, **about}
        case OneOf(values=values):
            return {"enum": [one.value for one in values], **about}
        case ListOf(of=of):
            return {"type": "array", "items": _schema(of), **about}
        case MapOf(of=of):
            return {"type": "object", "additionalProperties": _schema(of), **about}
        case TextOr(record=record):
            return {"anyOf": [{"type": _SCALAR}, _schema(record)], **about}
        case Switch(cases=cases):
            return {"oneOf": [_case(shape.key, name, record) for name, record in cases.items()], **about}
        case Written():
            return about
        case Record():
            return _record(shape) | about


def _record(record: Record) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: _schema(shape) for key, shape in record.keys.items()},
        "required": list(record.required),
        "additionalProperties": False,
    }


def _case(key: str, name: str, record: Record) -> dict[str, Any]:
    made = _record(record)
    made["properties"][key] = {"const": name}
    return made
