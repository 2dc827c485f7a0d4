"""What tests of the log share: a folder of its own, and an independent reader of such a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Publish into a folder of the test's own."""
    settings.LOG_DIR = tmp_path / "log"
    settings.LOG_ORIGIN = "log.example/log"
    return tmp_path / "log"
