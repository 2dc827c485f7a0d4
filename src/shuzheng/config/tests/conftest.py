"""A witness of the test's own: its folder, and its door on a free port."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.config import witness_state
from shuzheng.config.tests.witnesses import LOG, NAME, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shuzheng.config import witness_server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out a witness that follows one log."""
    witness_state.make(tmp_path / "w", NAME)
    (tmp_path / "w" / "logs").write_text(f"# of the province\n{LOG}\n\n", encoding="utf-8")
    return tmp_path / "w"


@pytest.fixture
def door(folder: Path) -> Iterator[witness_server.Door]:
    with opened(folder) as door:
        yield door
