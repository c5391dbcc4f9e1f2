"""From which install a new project has the tool: pinned lines, and nothing of this machine in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

from annotate import __version__

NAME = "annotate-reader"
LOCAL = ".annotate-from"
"""A file that git ignores: where the tool is on this machine, when it was installed from there."""


def requirements(line: str = "") -> dict[str, str]:
    """Return the files that say what a project installs: requirements.txt, and LOCAL if there is need.

    `line` stands in place of the tool's own. Every package that the running install rests on is
    pinned to its version.
    """
    tool = _found(NAME)
    origin = _origin(tool) if tool else ""
    local = origin if "file://" in origin and not line else ""
    own = line or (origin if origin and not local else f"{NAME}=={__version__}")
    pins = sorted({f"{one.name}=={one.version}" for one in _below(tool)} if tool else (), key=str.casefold)
    files = {"requirements.txt": "".join(f"{one}\n" for one in (own, *pins))}
    if local:
        files[LOCAL] = f"# This machine only; git ignores it. Without it the tool comes from the package index.\n{local}\n"
    return files


def _found(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _origin(tool: Distribution) -> str:
    """Return a line that installs the tool from where it was installed; nothing for the package index."""
    try:
        told = json.loads(tool.read_text("direct_url.json") or "{}")
        url = str(told.get("url", ""))
        commit = told.get("vcs_info", {}).get("commit_id", "")
    except (ValueError, AttributeError):
        return ""
    if not url:
        return ""
    return f"{NAME} @ git+{url}@{commit}" if commit else f"{NAME} @ {url}"


def _below(tool: Distribution) -> Iterator[Distribution]:
    """Yield the packages that a package needs, and those that they need, each once."""
    seen, waiting = {NAME}, [tool]
    while waiting:
        for said in waiting.pop().requires or ():
            needed = Requirement(said)
            key = re.sub(r"[-_.]+", "-", needed.name).lower()
            used = needed.marker is None or needed.marker.evaluate({"extra": ""})
            one = _found(needed.name) if used and key not in seen else None
            if one:
                seen.add(key)
                waiting.append(one)
                yield one
