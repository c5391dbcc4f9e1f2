"""Pictures of one name from several folders are numbered by their paths.

Sphinx numbers them as it comes upon them, so that the names would hang on which page was read first, or last edited.
"""

from __future__ import annotations

from pathlib import PurePath

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from annotate.sphinx_ext._base import changed_since_written, digest


def _number(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pictures anew; return the pages that show one whose name is another."""
    taken: set[str] = set()
    rows: dict[str, list[str]] = {}
    for file, (docnames, _) in sorted(env.images.items()):
        name = _free(PurePath(file), taken)
        taken.add(name)
        env.images[file] = (docnames, name)
        for docname in docnames:
            rows.setdefault(docname, []).append(f"{file}|{name}")
    env.images._existing = taken  # what the next picture is numbered after
    return changed_since_written(app, "pictures", {name: digest(rows.get(name, ())) for name in env.found_docs})


def _free(path: PurePath, taken: set[str]) -> str:
    name, number = path.name, 0
    while name in taken:
        number += 1
        name = f"{path.stem}{number}{path.suffix}"
    return name


def setup(app: Sphinx) -> None:
    """Number them before anything looks at their names."""
    app.connect("env-updated", _number, priority=50)
