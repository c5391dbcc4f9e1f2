"""A warning in a generated page points at the line it comes from.

`docs/readings/evn.md:7` becomes `seeds/NAME.txt:2`, or the line of the YAML file.
"""

from __future__ import annotations

import json
import logging
import re
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE

from annotate.sphinx_ext.hook import project_root

_LOCATION = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+))?:?(?::.*)?")
_FILES = ("_annotate/origins.json", "_annotate/instructor-origins.json")


class Origins(logging.Filter):
    """Rewrites the location of a log record."""

    def __init__(self, srcdir: Path, root: Path) -> None:
        super().__init__()
        self.srcdir = srcdir
        self.root = root

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record's location; every record passes."""
        location = getattr(record, "location", None)
        if isinstance(location, str) and (match := _LOCATION.fullmatch(location)):
            found = self._origin(match["path"], int(match["line"] or 1))
            if found:
                record.location = location = found  # as Sphinx's own filters do
        if isinstance(location, str) and (sought := getattr(record, "sought", "")):
            record.location = _exactly(location, sought)
        return True

    def _origin(self, path: str, line: int) -> str | None:
        page = Path(path)
        if page.suffix != ".md" or not page.is_relative_to(self.srcdir):
            return None
        rows = _rows(self.srcdir, page.relative_to(self.srcdir).with_suffix("").as_posix())
        at = bisect_right(rows, line, key=lambda row: row[0]) - 1
        if at < 0:
            return None
        _, file, origin = rows[at]
        place = _line_of_item(self.root / file, origin) if isinstance(origin, str) else origin
        return f"{self.root / file}:{place}"


def _exactly(location: str, sought: str) -> str:
    """Return a location with the line and column where characters stand, at or after its line."""
    name, _colon, line = location.rpartition(":")
    path, first = (Path(name), int(line)) if line.isdigit() else (Path(location), 1)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, words in enumerate(lines[first - 1 :], start=first):
        if sought in words:
            return f"{path}:{number}:{words.index(sought) + 1}"
    return location


def _line_of_item(path: Path, item: str) -> int:
    """Return the line at which an item of a file of exercises begins."""
    found = re.compile(rf"\s*(?:- )?\s*id:\s*[\"']?{re.escape(item)}[\"']?\s*$")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, start=1) if found.match(line)), 1)


def _rows(srcdir: Path, page: str) -> list[tuple[int, str, int | str]]:
    for file in _FILES:
        path = srcdir / file
        if path.is_file() and (rows := _load(path, path.stat().st_mtime_ns).get(page)):
            return rows
    return []


@lru_cache(maxsize=4)
def _load(path: Path, modified: int) -> dict[str, list[tuple[int, str, int | str]]]:
    found: dict[str, list[tuple[int, str, int | str]]] = json.loads(path.read_text(encoding="utf-8"))["pages"]
    return found


def _install(app: Sphinx) -> None:
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.addFilter(Origins(Path(app.srcdir), project_root(app)))


def setup(app: Sphinx) -> None:
    """Add the filter behind Sphinx's own, which turn a location into path and line."""
    app.connect("builder-inited", _install, priority=50)
