"""The line work kept beside the templates is what the drawing program draws."""

import pytest

from shuzheng.foundation.documents import compiler, guilloche


@pytest.mark.parametrize("name", ["frame", "ground"])
def test_the_kept_drawing_is_up_to_date(name: str) -> None:
    kept = (compiler.TEMPLATES / f"{name}.svg").read_text("utf-8")
    assert kept == getattr(guilloche, name)()
