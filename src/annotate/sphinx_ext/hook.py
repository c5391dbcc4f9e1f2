"""The preprocessor as part of a Sphinx build: `sphinx-build docs OUT` alone is enough.

Sphinx is handed files only; no edition is kept, so that no pickle can hold a key.
"""

from __future__ import annotations

from bdb import BdbQuit
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

from annotate.diagnostics import Diagnostic, Severity
from annotate.stamp import is_unchanged
from annotate.which import Which, is_project

logger = logging.getLogger(__name__)


class StoppedError(ExtensionError, BdbQuit):
    """Ends a build whose reason has been said.

    Sphinx prints a traceback, its versions and a request for a report below any error but one: that somebody gave up.
    """


def stopped(message: str) -> StoppedError:
    """Log why a build ends, as an error; return what ends it."""
    logger.error("%s", message, type="annotate")
    return StoppedError(message)


def project_root(app: Sphinx) -> Path:
    """Return the project's folder: `annotate_root`, relative to the documents."""
    return Path(app.srcdir, app.config.annotate_root).resolve()


def which(app: Sphinx) -> Which:
    """Return the edition that is built: the instructor's when its tag is set."""
    return Which.INSTRUCTOR if app.tags.has("instructor") else Which.STUDENT


def _run(app: Sphinx) -> None:
    root = project_root(app)
    if not app.config.annotate_build or not is_project(root) or is_unchanged(root, which(app)):
        return
    from annotate.build import build  # it loads much, which a build without a change needs none of

    try:
        built = build(root, which(app))
    except OSError as problem:
        raise stopped(f"annotate: {problem.strerror or problem}: {problem.filename or root}") from problem
    for finding in built.diagnostics:
        _log(finding, root)
    if built.failed:
        errors = sum(one.severity is Severity.ERROR for one in built.diagnostics)
        counted = "1 error" if errors == 1 else f"{errors} errors"
        raise stopped(f"annotate: {counted}, no page was written; see above")


def _log(finding: Diagnostic, root: Path) -> None:
    place = finding.place
    message = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    level = logger.error if finding.severity is Severity.ERROR else logger.warning
    level(
        "%s",
        message,
        type="annotate",
        subtype=finding.code.slug,
        location=f"{root / place.file}:{place.line}:{place.column}",
    )


def setup(app: Sphinx) -> None:
    """Run the preprocessor before Sphinx looks for documents."""
    app.add_config_value("annotate_root", "..", "", types=[str], description="the project's folder, from the documents")
    app.add_config_value("annotate_build", True, "", types=[bool], description="write the pages before Sphinx reads them")
    app.connect("builder-inited", _run, priority=100)
