"""The messages that the code marks for translators, and the catalogues made of them.

Run as a module, it writes the template anew and compiles every catalogue.
"""

from __future__ import annotations

import ast
import io
import re
from datetime import UTC, datetime

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from annotate.interface import DOMAIN, LOCALES

SOURCE = LOCALES.parent
TEMPLATE = LOCALES / f"{DOMAIN}.pot"


def messages() -> dict[str, list[str]]:
    """Return every marked message with the modules that have it."""
    found: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
                said = node.args[0]
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    places = found.setdefault(said.value, [])
                    if (name := path.relative_to(SOURCE).as_posix()) not in places:
                        places.append(name)
    for path in sorted(SOURCE.rglob("theme/**/*.html")):
        for words in re.findall(r"\b_\('([^']+)'\)", path.read_text(encoding="utf-8")):
            places = found.setdefault(words, [])
            if (name := path.relative_to(SOURCE).as_posix()) not in places:
                places.append(name)
    for words in WORDS:
        found.setdefault(words, ["model"])
    return found


def _words() -> tuple[str, ...]:
    from annotate.bodies import Column
    from annotate.model import Bloom, Category, OmissionKind, QuestionKind, Relation

    kinds = (Bloom, Category, Column, OmissionKind, QuestionKind, Relation)
    return tuple(dict.fromkeys(one.value.replace("-", " ") for kind in kinds for one in kind))


WORDS = _words()
"""Words of the YAML files that are printed: kinds, levels, relations."""


def template() -> str:
    """Return the template for translators."""
    made = Catalog(project=DOMAIN, header_comment="# The words of the reader's own, for translators.", fuzzy=False)
    for words, places in messages().items():
        made.add(words, locations=[(place, None) for place in places], flags=["python-brace-format"] if "{" in words else [])
    return _written(made)


def _written(catalog: Catalog) -> str:
    stream = io.BytesIO()
    write_po(stream, catalog, sort_output=True, omit_header=True, width=110)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return f"# {DOMAIN}: the reader's own words, for translators.\n{head}{stream.getvalue().decode()}"


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language."""
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def compiled(language: str) -> bytes:
    """Return the compiled catalogue of a language."""
    stream, made = io.BytesIO(), catalogue(language)
    made.creation_date = made.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # the same each time
    write_mo(stream, made)
    return stream.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_text(template(), encoding="utf-8")
    for folder in sorted(path for path in LOCALES.iterdir() if path.is_dir()):
        (folder / "LC_MESSAGES" / f"{DOMAIN}.mo").write_bytes(compiled(folder.name))
