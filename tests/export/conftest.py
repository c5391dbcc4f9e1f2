"""Clients from npm, if they are installed: `npm ci --prefix tests/export/npm`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

NPM = Path(__file__).parent / "npm"


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder of installed npm packages; without npm the test is skipped, in CI with npm it fails."""
    modules = NPM / "node_modules"
    if not (modules / "gift-pegjs").is_dir() or shutil.which("node") is None:
        message = "clients from npm are not installed: npm ci --prefix tests/export/npm"
        if os.environ.get("CI") == "true" and shutil.which("npm"):
            pytest.fail(message)
        pytest.skip(message)
    return modules
