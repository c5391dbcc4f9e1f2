"""Making a project, and taking texts into one."""

from __future__ import annotations

from annotate.project._base import Draft
from annotate.project.add import NotTaken, draft, draft_of
from annotate.project.new import SAMPLE, project_files

__all__ = ["SAMPLE", "Draft", "NotTaken", "draft", "draft_of", "project_files"]
