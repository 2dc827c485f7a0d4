"""The sheets of a review: a share needs its number asked, a count has none, names are short."""

from __future__ import annotations

from typing import Any

import pytest

from shuzheng.adjustment.sheets.inputs import FIELDS, INPUTS, names_of


def found(**values: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - of any cell
    row = {"what": "recognised", "count": 3, "of": 5, **values}
    return [(column, one.code) for check in INPUTS.checks for column, one in check(row)]


@pytest.mark.rule("R-231")
def test_a_share_needs_how_many_were_asked_and_never_exceeds_them() -> None:
    assert found() == []
    assert found(of=None) == [("of", "of")]
    assert found(of=0) == [("of", "of")]
    assert found(count=6) == [("count", "count")]
    assert found(what="needs", of=None) == []
    assert found(what="needs") == [("of", "of")]


def test_names_are_told_apart_by_commas_of_both_kinds() -> None:
    assert names_of("新材料、智能家电, 新材料；绿色食品") == ("新材料", "智能家电", "绿色食品")
    assert names_of(None) == ()
    check = FIELDS.column("industries").check
    assert check is not None
    assert check("新材料") is None
    assert check("长" * 41) is not None
