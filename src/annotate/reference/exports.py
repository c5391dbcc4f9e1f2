"""The page of export formats, from the table of formats and what each writer's docstring says."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

from annotate.export import FORMATS, Format
from annotate.myst._base import one_line
from annotate.reference._base import HEAD, code, label, prose, sentence

_INTRODUCTION = """\
# Export formats

What `annotate export FORMAT -o FILE` writes. How to bring the files into Moodle, Canvas and Anki, and what is
lost on the way: {doc}`/how-to/export`. Beside each export stands `FILE.loss.json`, which names everything that
arrives in part or not at all; its fields are in {doc}`json`.

"""


def formats_page() -> str:
    """Return the page of all formats, in the order of the command's help."""
    return HEAD + _INTRODUCTION + "".join(part for form in FORMATS.values() for part in _format(form))


def _format(form: Format) -> Iterator[str]:
    yield f"({label('format', form.name)})=\n## {code(form.name)}\n\n"
    holds = "exercises" if form.of_items else "the apparatus"
    keys = "For instructors: it holds keys." if "" in form.keys else "It holds no key of an assigned exercise."
    beside = [code(tag) for tag in form.keys if tag]
    if beside:
        keys += f" The files beside it, which end in {' and '.join(beside)}, do: they are for instructors."
    about = sentence(one_line(form.about))
    yield f"{about} Holds {holds}; ends in {code(form.suffix)}. {keys}\n\n"
    yield f"{prose(inspect.getdoc(sys.modules[form.run.__module__]) or '')}\n\n"
