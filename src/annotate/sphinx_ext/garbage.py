"""Fewer looks for garbage while Sphinx builds.

Nodes know their parents, so that only Python's collector of cycles can remove a doctree. It looks whenever there
are 700 objects more, through all that were made lately, and now and then through everything, Sphinx
itself included: a sixth of a build. Here it looks less often, and never at what was there before.
"""

from __future__ import annotations

import gc

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_OBJECTS = 10_000
"""New objects between two looks: those of a few pages. Many more would show in the memory that a build needs."""
_FEW = 10
"""Pages for which a last look through everything would take longer than it saves."""
_before: list[tuple[int, int, int]] = []


def _leave_out_what_stays(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    if len(docnames) > _FEW:
        gc.collect()
        gc.freeze()


def _restore(app: Sphinx, exception: Exception | None) -> None:
    gc.unfreeze()
    if _before:
        gc.set_threshold(*_before.pop())


def setup(app: Sphinx) -> None:
    """Look seldom from now on, until the build is done."""
    if not _before:
        _before.append(gc.get_threshold())
    gc.set_threshold(_OBJECTS, *_before[0][1:])
    app.connect("env-before-read-docs", _leave_out_what_stays)
    app.connect("build-finished", _restore, priority=950)
