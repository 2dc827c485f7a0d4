"""The generated pages say what the platform does now.

They are judged by a process of their own: other tests declare facts that no room declares.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tools import generated

from shuzheng.pilots.rules.filing import FILING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def checked(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.generated", *arguments]
    return subprocess.run(  # noqa: S603 - our own tool
        command, cwd=generated.ROOT, capture_output=True, text=True, check=False
    )


def test_no_generated_page_is_stale() -> None:
    answer = checked("--check")

    assert answer.stdout + answer.stderr == ""
    assert answer.returncode == 0


def test_no_page_is_left_that_nothing_writes() -> None:
    assert {path.stem for path in generated.FOLDER.glob("*.md")} == set(generated.PAGES)


def test_a_page_that_nobody_knows_is_refused_by_name() -> None:
    answer = checked("weather")

    assert answer.stdout.startswith("no such page: weather (pages: facts, ")
    assert answer.returncode == 2


def test_a_page_that_was_edited_by_hand_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generated, "FOLDER", tmp_path)
    for name, page in generated.PAGES.items():
        (tmp_path / f"{name}.md").write_text(page(), encoding="utf-8")
    assert generated.stale() == []

    (tmp_path / "roles.md").write_text("# Roles\n", encoding="utf-8")

    assert generated.stale() == ["roles"]


def test_every_life_cycle_that_a_room_has_is_drawn() -> None:
    found = generated.found_lifecycles()

    assert found["pilots.filing"] == ("shuzheng.pilots.rules.filing", FILING)
    assert {"assessment.plan", "credentials.certificate", "foundation.job"} <= set(found)
