"""Which files of a project have changed, by looking at their times.

Looking costs a few milliseconds for a thousand texts, needs no package, and works where
events do not arrive: on network drives and in containers. An editor that writes a new file and renames it
changes the file's number; one that saves twice within a look is seen once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotate.files import is_generated
from annotate.gather import KEYS_VARIABLE

_Stamp = tuple[int, int, int]
_FOLDERS = ("seeds", "docs", "exercises")
_MADE = frozenset({"docs/readings", "docs/instructor", "docs/_annotate"})
_ANEW = frozenset({".py", ".po", ".mo"})
_SETTINGS = "docs/apparatus/edition.yaml"  # which folders are left out is read once
_CONTENT = frozenset(".md .rst .txt .yaml .yml .json .geojson .svg .png .jpg .jpeg .gif .webp .bib".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Files that are new, gone or other than before, relative to the project where they are in it."""

    files: frozenset[str] = frozenset()
    tool: bool = False
    """A file of the tool itself is among them."""

    def __bool__(self) -> bool:
        return bool(self.files) or self.tool

    def __or__(self, other: Changes) -> Changes:
        return Changes(files=self.files | other.files, tool=self.tool or other.tool)

    @property
    def anew(self) -> bool:
        """True when only a new process can take them in: settings, code, translations."""
        return self.tool or _SETTINGS in self.files or any(Path(name).suffix in _ANEW for name in self.files)

    @property
    def everywhere(self) -> bool:
        """True when every page may look different: style sheets, scripts, templates."""
        return any(Path(name).suffix not in _CONTENT for name in self.files)


class Watch:
    """Looks at the files of a project again and again; `tool` is a folder of code to look at too."""

    def __init__(self, root: Path, tool: Path | None = None) -> None:
        self.root = root
        self.tool = tool
        self._made: set[str] = set()
        self._files = dict(_files(root))
        self._code = dict(_walk(tool, "", frozenset())) if tool else {}

    def look(self, *, tool: bool = True) -> Changes:
        """Return what changed since the last look; generated pages do not count."""
        before, self._files = self._files, dict(_files(self.root))
        names = self._by_hand(_differing(before, self._files))
        code = False
        if tool and self.tool:
            known, self._code = self._code, dict(_walk(self.tool, "", frozenset()))
            code = bool(_differing(known, self._code))
        return Changes(files=frozenset(names), tool=code)

    def _by_hand(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name in self._files and is_generated(self.root / name):
                self._made.add(name)
            elif name in self._files or name not in self._made:
                self._made.discard(name)
                yield name


def _differing(before: dict[str, _Stamp], now: dict[str, _Stamp]) -> set[str]:
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _files(root: Path) -> Iterator[tuple[str, _Stamp]]:
    for folder in _FOLDERS:
        yield from _walk(root / folder, f"{folder}/", _MADE)
    if elsewhere := os.environ.get(KEYS_VARIABLE):
        yield from _walk(Path(elsewhere), f"{elsewhere}/", frozenset())


def _walk(folder: Path, prefix: str, left_out: frozenset[str]) -> Iterator[tuple[str, _Stamp]]:
    """Yield each file below a folder with its time, size and number; a folder that is not there is empty."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name = f"{prefix}{entry.name}"
        if entry.name.startswith((".", "#")) or entry.name.endswith(("~", ".tmp", ".pyc")):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                if name not in left_out and entry.name != "__pycache__":
                    yield from _walk(Path(entry.path), f"{name}/", left_out)
                continue
            stat = entry.stat()
        except OSError:
            continue  # gone between the two looks
        yield name, (stat.st_mtime_ns, stat.st_size, stat.st_ino)
