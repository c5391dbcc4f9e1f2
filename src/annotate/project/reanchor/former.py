"""The former version of a source: from a file that is given, or from git's last commit."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from annotate.source import SourceText, decode


def from_git(root: Path, source: SourceText) -> tuple[SourceText | None, str]:
    """Return the newest committed version of a source that differs from it, and where that is from.

    Nothing is returned without git, outside a repository, or when no version differs.
    """
    for commit in _commits(root, source.path):
        data = _git(root, "cat-file", "blob", f"{commit}:./{source.path}")
        if data is not None and data != source.data:
            old, _ = decode(source.path, data)
            return old, f"commit {commit[:10]}" if old else ""
    return None, ""


def _commits(root: Path, file: str) -> Iterator[str]:
    listed = _git(root, "log", "--format=%H", "-n", "20", "--", file)
    yield from (listed or b"").decode("ascii", "ignore").split()


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", "--no-pager", "-C", str(root), *arguments], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
