"""An output folder holds what a clean build would put there, and nothing of earlier ones.

Sphinx never removes a file: a picture that no page shows any more, a style sheet that was renamed, an index that is
not wanted. And a build that was stopped short leaves pages of two states. So the folder's record names the files
that come and go, and says while it is written that it is not whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from annotate.files import sweep
from annotate.sphinx_ext._base import read_record, remove_output, write_record

_FILES, _OTHERS, _UNFINISHED = "files", "others", "unfinished"
_TEMPLATES = ("_t", ".jinja")


class _Folder:
    """What one application's output folder holds that may be gone with the next build."""

    def __init__(self) -> None:
        self._others: set[str] = set()

    def begin(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return all pages if the last build did not come to its end; note that this one has not.

        A copied file that is there no more goes before a page names its checksum.
        """
        record = read_record(app) or {}
        self._others = set()
        if builder := _site(app):
            copied = {*_copied(app, builder)}
            _remove(app, record, set(record.get(_FILES, ())) - copied - {*_themes(builder)})
            record[_FILES] = sorted(copied)
        write_record(app, {**record, _UNFINISHED: True})
        return sorted(env.found_docs) if record.get(_UNFINISHED) else []

    def page(self, app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
        """Note a page that is no document's."""
        if doctree is None and (builder := _site(app)):
            self._others.add(Path(builder.get_outfilename(pagename)).relative_to(app.outdir).as_posix())

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Remove the pages that this build did not make; note that the folder is whole."""
        if exception is not None:
            return
        record, outdir = read_record(app) or {}, Path(app.outdir)
        _remove(app, record, {".buildinfo.bak", *record.get(_OTHERS, ())} - self._others)
        for folder in (outdir, outdir / "_static"):
            sweep(folder)
        record.pop(_UNFINISHED, None)
        write_record(app, {**record, _OTHERS: sorted(self._others)} if _site(app) else record)


def _remove(app: Sphinx, record: Mapping[str, Any], names: Iterable[str]) -> None:
    """Remove files of the output folder, but none that was there before us."""
    outdir = Path(app.outdir)
    for name in set(names) - set(record.get("kept", ())):
        if (outdir / name).resolve().is_relative_to(outdir):
            remove_output(app, outdir / name)


def _site(app: Sphinx) -> StandaloneHTMLBuilder | None:
    """Return the builder if the folder itself is what is published; of a book it is where the parts lie."""
    builder = app.builder
    return builder if isinstance(builder, StandaloneHTMLBuilder) and builder.name != "epub" else None


def _copied(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the pictures and downloads that pages name, and the files that the settings name, one by one or by their folder.

    Pictures that are made while pages are written are not among them: an environment does not remember these.
    """
    yield from (f"{builder.imagedir}/{unique}" for _, unique in app.env.images.values())
    yield from (f"_downloads/{unique}" for _, unique in app.env.dlfiles.values())
    for folder in app.config.html_static_path:
        yield from (f"_static/{_unrendered(name)}" for name in _below(Path(app.confdir, folder)))
    for folder in app.config.html_extra_path:
        yield from _below(Path(app.confdir, folder))
    yield from (f"_static/{Path(one).name}" for one in (app.config.html_logo, app.config.html_favicon) if one)
    if builder.dark_highlighter is not None:
        yield "_static/pygments_dark.css"
    if builder._get_translations_js():
        yield "_static/translations.js"


def _themes(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the files that the theme brings: with one of the project's gone, the theme's stands in its place."""
    for folder in builder.theme.get_theme_dirs() if builder.theme else ():
        yield from (f"_static/{_unrendered(name)}" for name in _below(Path(folder, "static")))


def _below(path: Path) -> Iterator[str]:
    """Yield the files of a folder, by their names in it; a file by its own name."""
    if path.is_file():
        yield path.name
    yield from (one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file())


def _unrendered(name: str) -> str:
    """Return the name that a file has once it is copied."""
    return next((name.removesuffix(ending) for ending in _TEMPLATES if name.endswith(ending)), name)


def setup(app: Sphinx) -> None:
    """Begin when all is read, before it is stored; end after the edition has noted its documents."""
    folder = _Folder()
    app.connect("env-updated", folder.begin, priority=950)
    app.connect("html-page-context", folder.page)
    app.connect("build-finished", folder.end, priority=910)
