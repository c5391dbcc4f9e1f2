"""Where fuzzing begins: inputs made from the cases and from the manual's larger project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate.kinds import KINDS
from tests.support.projects import REPOSITORY

PROJECTS = (REPOSITORY / "docs" / "manual" / "examples" / "two-readings", *(REPOSITORY / "tests" / "cases").iterdir())


def seeds(target: str) -> Iterator[bytes]:
    """Yield the first inputs of a target."""
    for project in PROJECTS:
        yield from _of(target, project)


def _of(target: str, project: Path) -> Iterator[bytes]:
    apparatus = project / "docs" / "apparatus"
    if target == "yaml":
        for number, kind in enumerate(KINDS):
            for path in sorted(project.glob(kind.file.replace("NAME", "*"))):
                yield bytes([number]) + path.read_bytes()[:4000]
    elif target == "prose":
        yield from (path.read_bytes() for path in sorted((project / "docs").glob("*.md")))
    else:
        for path in sorted((project / "seeds").glob("*.txt")):
            yaml = path.with_suffix(".yaml")
            rows = yaml.read_text(encoding="utf-8").splitlines(keepends=True) if yaml.exists() else []
            by = "".join(row for row in rows if not row.startswith(("id:", "siglum:", "title:"))).encode()
            rest = [
                one.read_bytes() if (one := apparatus / f"{kind}.yaml").exists() else b"" for kind in ("glossary", "notes")
            ]
            text = path.read_bytes()
            yield b"\n=====\n".join([text, text[10:30], b"", b""] if target == "quotations" else [text, by, *rest])
