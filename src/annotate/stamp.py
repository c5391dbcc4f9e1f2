"""Whether anything has changed since the pages of a project were last written.

A stamp is a digest of all that the pages are made from, and one of the pages themselves, kept
below build/.cache. Exercises go into it with their times alone, never with their words: nothing
that is kept of a student's build may be made from a key. A stamp that is missing, broken or of
another version says that something has changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from annotate.files import is_generated, keep_if_possible, plain_bytes
from annotate.which import Which

KEYS_VARIABLE = "ANNOTATE_KEYS"
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells two of its states apart on any file system."""
_GENERATED = ("readings", "instructor")
_OTHERS = ("manual", "apparatus", "_annotate")
_OF_THE_TOOL = (".py", ".mo", ".html", ".toml")
"""What pages are made with: code, translations, templates."""


def made_from(root: Path) -> str | None:
    """Return the digest of what a project's pages are made from, or None when none can tell."""
    if not tool():
        return None
    return _digest(f"{tool()} {os.environ.get(KEYS_VARIABLE)}", lambda: _sources(root))


@cache
def tool() -> str:
    """Return the digest of the tool and of Python, as they were when it was first asked for; nothing when none can tell.

    A file that is a link, as some installers make them, is told by where it leads, too.
    """
    return _digest(sys.version, lambda: _code(Path(__file__).parent)) or ""


def _code(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(Path(top, name) for top, _, names in os.walk(folder) for name in names):
        if path.suffix in _OF_THE_TOOL:
            states = (path.lstat(), path.stat())
            yield path.as_posix(), " ".join(f"{one.st_mtime_ns} {one.st_ctime_ns} {one.st_ino}" for one in states).encode()


def _digest(head: str, rows: Callable[[], Iterator[tuple[str, bytes]]]) -> str | None:
    digest = hashlib.sha256(head.encode("utf-8", "surrogateescape"))
    try:
        for name, state in rows():
            digest.update(b"%d %s %d " % (len(name), name.encode("utf-8", "surrogateescape"), len(state)))
            digest.update(state)
    except (OSError, _UnsettledError):
        return None
    return digest.hexdigest()


def is_unchanged(root: Path, which: Which) -> bool:
    """Return whether the last build had nothing to say, and would write what is there."""
    try:
        before = plain_bytes(_path(root, which)).decode("ascii")
    except (OSError, ValueError):
        return False
    sources, _, pages = before.partition(" ")
    return bool(pages) and sources == made_from(root) and pages == _made(root, which)


def remember(root: Path, which: Which, sources: str | None) -> None:
    """Keep the stamp of a build that had nothing to say; without `sources` forget the last one.

    `sources` was taken before anything was read: what is edited meanwhile counts as changed.
    """
    pages = _made(root, which) if sources else None
    path = _path(root, which)
    if sources and pages:
        keep_if_possible(path, f"{sources} {pages}")
    elif path.exists():
        keep_if_possible(path, "")


def _path(root: Path, which: Which) -> Path:
    return root / "build" / ".cache" / f"{which}.stamp"


class _UnsettledError(Exception):
    """A file is a link or no plain file, or too new for its time to tell its states apart."""


def _sources(root: Path) -> Iterator[tuple[str, bytes]]:
    yield from _words(root, "seeds", "docs/apparatus")
    yield from _pages(root, generated=False)
    yield from _times(root / "exercises", "**/*")
    if elsewhere := os.environ.get(KEYS_VARIABLE):
        yield from _times(Path(elsewhere), "*")


def _made(root: Path, which: Which) -> str | None:
    return _digest(which, lambda: (row for row in _written(root) if which is Which.INSTRUCTOR or _is_open(row[0])))


def _written(root: Path) -> Iterator[tuple[str, bytes]]:
    yield from _words(root, "docs/_annotate")
    yield from _pages(root, generated=True)


def _is_open(name: str) -> bool:
    return not name.startswith(("docs/instructor/", "docs/_annotate/instructor-"))


def _pages(root: Path, *, generated: bool) -> Iterator[tuple[str, bytes]]:
    docs = root / "docs"
    for path in sorted(docs.rglob("*.md")):
        _be_plain(path)
        top = path.relative_to(docs).parts[0]
        ours = top in _GENERATED or is_generated(path)
        if top not in _OTHERS and ours is generated:
            yield path.relative_to(root).as_posix(), _read(path)


def _words(root: Path, *folders: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of folders with a digest of what stands in each."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_symlink() or path.is_file():
                yield path.relative_to(root).as_posix(), _read(path)


def _be_plain(path: Path) -> None:
    """Refuse links, and what cannot be read to its end, as a pipe."""
    if path.is_symlink() or not path.is_file():
        raise _UnsettledError(path)


def _read(path: Path) -> bytes:
    _be_plain(path)
    return hashlib.sha256(path.read_bytes()).digest()


def _times(folder: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder with when each was written, and which file it is."""
    now = time.time_ns()
    for path in sorted(folder.glob(pattern)):
        state = path.lstat()
        if path.is_symlink() or now - max(state.st_mtime_ns, state.st_ctime_ns) < _SETTLED:
            raise _UnsettledError(path)
        yield path.as_posix(), f"{state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}".encode()
