"""What is held outside the pilot is in no figure of a cut (R-043)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.forms import model_to_dict

from shuzheng.insight.queries import counting
from shuzheng.insight.tests.cast import INTERMEDIATE, NOW, province
from shuzheng.pilots.models import OutsideRecord
from shuzheng.pilots.rules.outside import Kind
from shuzheng.pilots.services import outside
from shuzheng.pilots.services.outside import Held

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.django_db


def counted(now: datetime) -> list[tuple[str, dict[str, Any]]]:
    """Return every row that a cut of this moment would keep."""
    return [(type(row).__name__, model_to_dict(row)) for row in counting.everything(now)]


@pytest.mark.rule("R-043")
def test_a_cut_is_the_same_with_and_without_what_was_held_outside() -> None:
    here = province()
    here.use(here.a, here.x)
    plan = here.plan(here.x, INTERMEDIATE, NOW.date().replace(month=3), "certified")
    here.register(plan, here.student("演示生", here.a), here.a, sat="submitted")
    before = counted(NOW)
    for kind in Kind:
        held = Held(kind, here.y.name, "演示协会", 500, NOW.date(), NOW.date())
        outside.record(held, actor=here.liaison(), now=NOW)

    assert OutsideRecord.objects.count() == 3
    assert len(before) > 3
    assert counted(NOW) == before
