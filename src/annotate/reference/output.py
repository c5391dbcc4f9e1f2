"""The page of the JSON that commands print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from annotate.myst._base import one_line
from annotate.reference._base import HEAD, block, code, entry, joined, label, sentence

_MEANINGS = {
    "texts": "the texts, in the order of their files",
    "texts[].id": "the id of the reading, and of its page",
    "texts[].file": "the source, relative to the project",
    "texts[].sha256": "the checksum of the file",
    "texts[].length": "the number of code points of the file decoded as UTF-8, line ends as they are",
    "texts[].segments": "the partition: segments in order, from 0 to the length, without gap or overlap",
    "texts[].segments[].start": "offset in code points, from 0",
    "texts[].segments[].end": "offset behind the last code point",
    "texts[].segments[].kind": "reading, omitted, emended or space",
    "texts[].segments[].reason": "why, for omitted and emended matter and for a slip left standing",
    "texts[].segments[].replacement": "what the reading has instead, for emended matter",
    "texts[].former": "where the former text is from, or null",
    "texts[].former_sha256": "the checksum of the former text, or null",
    "texts[].counts": "how many anchors the text has of each state",
    "texts[].counts.exact": "anchors that stand where they stood",
    "texts[].counts.moved": "anchors that stand in one other place, which `--apply` takes",
    "texts[].counts.ambiguous": "anchors that could stand in more than one place",
    "texts[].counts.orphan": "anchors whose words are gone",
    "texts[].anchors": "the anchors, by file, line and column",
    "texts[].anchors[].file": "the file that quotes, relative to the project",
    "texts[].anchors[].line": "line, from 1",
    "texts[].anchors[].column": "column in code points, from 1",
    "texts[].anchors[].state": "exact, moved, ambiguous or orphan",
    "texts[].anchors[].words": "the words that it quotes",
    "texts[].anchors[].before": "where it stood, or an empty text",
    "texts[].anchors[].now": "where it stands, or an empty text",
    "texts[].anchors[].why": "why it is judged so, or an empty text",
    "texts[].anchors[].renumbered": "true for words that stand where they stood, in a paragraph of another number",
    "texts[].anchors[].change": "values to write instead; only proposed, unless the state is moved",
    "texts[].anchors[].change[].key": "the key of the YAML file: exact, prefix, suffix or lines",
    "texts[].anchors[].change[].value": "its new value",
    "texts[].numbered": "paragraphs that prose refers to by a number which means another one now; nothing of them is changed",
    "texts[].numbered[].file": "the file that refers to it",
    "texts[].numbered[].line": "line, from 1",
    "texts[].numbered[].column": "column in code points, from 1",
    "texts[].numbered[].block": "the block that is named, as p5",
    "texts[].numbered[].now": "the block that has its words now, or an empty text",
    "diagnostics": "the findings, by file, line and column",
    "diagnostics[].file": "the file, relative to the project",
    "diagnostics[].line": "line, from 1",
    "diagnostics[].column": "column in code points, from 1",
    "diagnostics[].end_line": "line in which the place ends",
    "diagnostics[].end_column": "column behind its last code point",
    "diagnostics[].severity": "error or warning",
    "diagnostics[].code": "the code, as in the list of diagnostics",
    "diagnostics[].message": "what is wrong, in one sentence",
    "diagnostics[].hint": "what to type instead, or an empty text",
    "counts": "how many there are of each: findings by severity, or things by what became of them",
    "counts.error": "errors; any makes the exit code 1",
    "counts.warning": "warnings; with --strict, any makes the exit code 1",
    "format": "the name of the format",
    "counts.carried": "things that arrived whole",
    "counts.partly": "things that arrived in part",
    "counts.refused": "things that are not in the file",
    "remarks": "what holds for the file as a whole",
    "losses": "everything that arrived in part or not at all, refused exercises first",
    "losses[].id": "the id of the exercise, term, note or source",
    "losses[].type": "its type",
    "losses[].kept": "partly or refused",
    "losses[].reasons": "why, in sentences",
    "proofs": "how the keys of each set of exercises follow; empty without exercises",
    "proofs[].set": "the id of the set",
    "proofs[].proved": "how many of its items have a key that is computed from quotations",
    "proofs[].evidenced": "how many have one that quotations support",
    "proofs[].open": "how many have a rubric in place of a key",
}
_INNERMOST = re.compile(r"\{[^{}\[\]]*\}")
_TYPES = {
    dict: "object",
    list: "list",
    str: "text",
    int: "whole number",
    bool: "true or false",
    type(None): "null",
}


def json_page(samples: Mapping[str, Any]) -> str:
    """Return the page of the JSON that commands print; `samples` are decoded outputs by command."""
    parts = [f"{HEAD}# JSON output\n\nFor programs. Names and meanings stay; keys may be added.\n\n"]
    for command, sample in samples.items():
        parts.append(f"({label('json', command.split()[1])})=\n## {code(command)}\n\n")
        for path, kinds in _fields(sample):
            term = f"{code(path)}: {' or '.join(dict.fromkeys(kinds))}"
            parts.append(entry(term, sentence(one_line(_MEANINGS.get(path, "")))))
        parts.append(f"An example:\n\n{block(_json(sample), 'json')}\n")
    return "".join(parts)


def undescribed(sample: Any) -> list[str]:
    """Return the fields of a decoded output that the page would not explain."""
    return [path for path, _ in _fields(sample) if path not in _MEANINGS]


def _json(sample: Any) -> str:
    """Return indented JSON, an object that holds no other on one line."""
    text = json.dumps(sample, ensure_ascii=False, indent=1)
    return _INNERMOST.sub(lambda match: re.sub(r"\s*\n\s*", " ", match[0]), text)


def _fields(sample: Any) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for path, value in _walk(sample, ""):
        found.setdefault(path, []).append(_TYPES[type(value)])
    return list(found.items())


def _walk(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if path and not path.endswith("[]"):
        yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, joined(path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, f"{path}[]")
