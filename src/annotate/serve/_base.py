"""What the parts of the live preview share: a finding as it is shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from annotate.diagnostics import Diagnostic, Severity, visible


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Notice:
    """What is wrong, as the terminal and the page show it; column 0 when only the line is known."""

    file: str
    line: int
    column: int = 0
    severity: str = Severity.WARNING.value
    message: str
    code: str = ""
    hint: str = ""

    @property
    def place(self) -> str:
        """File, line and, where it is known, column."""
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"

    def as_text(self) -> str:
        """Return the notice as a diagnostic is printed, one or two lines."""
        code = f" [{self.code}]" if self.code else ""
        lines = [f"{self.place}: {self.severity}: {self.message}{code}"]
        if self.hint:
            lines.append(f"    hint: {self.hint}")
        return "".join(visible(line) + "\n" for line in lines)

    def as_json(self) -> dict[str, Any]:
        """Return what the page is given of it."""
        return {**asdict(self), "place": self.place}


def noticed(one: Diagnostic) -> Notice:
    """Return a diagnostic as a notice."""
    return Notice(
        file=one.place.file,
        line=one.place.line,
        column=one.place.column,
        severity=one.severity.value,
        message=one.message,
        code=f"annotate.{one.code.slug}",
        hint=one.hint,
    )
