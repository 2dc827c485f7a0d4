"""Ceilings are loaded with their document and never changed; a waiver is leave in writing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shuzheng.fees.models import CeilingWaiver, CostCeiling
from shuzheng.fees.services import ceilings
from shuzheng.fees.services.ceilings import CeilingRow
from shuzheng.fees.tests import cast
from shuzheng.foundation.models import Fact
from shuzheng.kernel.actor import NotPermitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> cast.Province:
    return cast.province()


def line(here: cast.Province, **changes: object) -> CeilingRow:
    row = CeilingRow(here.certificate, cast.LEVEL, date(2026, 1, 1), 30_000, "演示文号1")
    return replace(row, **changes)  # type: ignore[arg-type]


@pytest.mark.rule("R-122")
def test_a_table_is_loaded_once_however_often(here: cast.Province) -> None:
    rows = [line(here), line(here, level="advanced", price_fen=40_000)]

    assert ceilings.load(rows, actor=here.department(), now=cast.NOON) == 2
    assert ceilings.load(rows, actor=here.department(), now=cast.NOON) == 0
    assert CostCeiling.objects.count() == 2
    assert list(Fact.objects.values_list("verb", "data")) == [
        ("fees.ceilings.loaded", {"count": 2})
    ]


@pytest.mark.parametrize(
    ("changes", "refusal", "sentence"),
    [
        ({"certificate_type_id": 0}, ceilings.CeilingOfNothing, "^Line 2: the catalogue"),
        ({"level": "expert"}, ceilings.CeilingOfNothing, "^Line 2: the catalogue"),
        ({"level": "advanced", "price_fen": 0}, ceilings.CeilingOutOfRange, "^Line 2: .* 0.01"),
        ({"level": "advanced", "price_fen": 10**7 + 1}, ceilings.CeilingOutOfRange, "100,000.00"),
        ({"price_fen": 29_999}, ceilings.CeilingStands, "^Line 2: a ceiling of 300.00 yuan"),
        ({"level": "advanced", "document_number": " "}, ceilings.DocumentMissing, "^Line 2"),
    ],
)
def test_a_wrong_line_refuses_the_table_and_names_itself(
    here: cast.Province, changes: dict[str, Any], refusal: type[Exception], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        ceilings.load([line(here), line(here, **changes)], actor=here.department(), now=cast.NOON)
    assert CostCeiling.objects.count() == 0


@pytest.mark.rule("R-122")
def test_the_department_alone_loads_ceilings_and_grants_waivers(here: cast.Province) -> None:
    for actor in (here.officer(), here.lead(), here.staff(), here.admin()):
        with pytest.raises(NotPermitted):
            ceilings.load([line(here)], actor=actor, now=cast.NOON)
        with pytest.raises(NotPermitted):
            grant(here, actor=actor)


def grant(here: cast.Province, **changes: object) -> int:
    particulars: dict[str, Any] = {
        "number": "豁免〔2026〕1号",
        "since": date(2026, 1, 1),
        "until": date(2026, 12, 31),
        "limit_fen": 30_000,
        "document_id": here.document,
        "actor": here.department(),
        "now": cast.NOON,
    }
    return ceilings.grant_waiver(here.certificate, cast.LEVEL, **{**particulars, **changes})


@pytest.mark.rule("R-122")
def test_a_waiver_is_put_on_file_once(here: cast.Province) -> None:
    pk = grant(here)

    assert CeilingWaiver.objects.get(pk=pk).limit_fen == 30_000
    with pytest.raises(ceilings.WaiverNumberTaken, match="豁免〔2026〕1号"):
        grant(here)
    with pytest.raises(ceilings.WaiverBackwards):
        grant(here, number="2", until=date(2025, 1, 1))
    with pytest.raises(ceilings.WaiverOutOfRange):
        grant(here, number="3", limit_fen=0)
