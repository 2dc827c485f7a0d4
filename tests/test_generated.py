"""The generated pages say what the platform does now."""

from __future__ import annotations

import pytest
from tools import generated


@pytest.mark.parametrize("name", sorted(generated.PAGES))
def test_a_generated_page_is_not_stale(name: str) -> None:
    written = (generated.FOLDER / f"{name}.md").read_text(encoding="utf-8")

    assert written == generated.PAGES[name](), "run `make generated`"


def test_no_page_is_left_that_nothing_writes() -> None:
    assert {path.stem for path in generated.FOLDER.glob("*.md")} == set(generated.PAGES)
