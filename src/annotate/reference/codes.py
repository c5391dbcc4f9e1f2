"""The page of diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotate.diagnostics import Code, Diagnostic, as_text
from annotate.reference._base import HEAD, block, code, prose

_INTRODUCTION = """\
# Diagnostics

Every finding that the tool can report, by its code. `annotate explain CODE` prints the same words.
How to read a finding: {doc}`/how-to/read-a-diagnostic`.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding as an example, and the line of the file that it is about."""

    finding: Diagnostic
    line: str = ""


def diagnostics_page(examples: Mapping[str, Shown]) -> str:
    """Return the page of all codes, each with its explanation and an example by slug, if any.

    The anchor of a code is `code-` and its slug, underscores and all.
    """
    slugs = sorted(one.slug for one in Code)
    contents = ", ".join(f"[{code(slug)}](#code-{slug})" for slug in slugs)
    entries = "".join(part for slug in slugs for part in _entry(Code(slug), examples.get(slug)))
    return f"{HEAD}{_INTRODUCTION}{contents}\n\n{entries}"


def _entry(one: Code, example: Shown | None) -> Iterator[str]:
    if "_" in one.slug:  # which docutils turns into a hyphen
        yield f'<span id="code-{one.slug}"></span>\n\n'
    yield f"(code-{one.slug})=\n## {code(one.slug)}\n\n"
    yield f"{prose(one.explanation)}\n\n"
    if example is None:
        return
    place = example.finding.place
    if example.line:
        yield f"Line {place.line} of {code(place.file)}:\n\n{block(example.line)}\nWhat is printed:\n\n"
    yield f"{block(as_text([example.finding]))}\n"
