"""Registrations that somebody else changes after a complaint are noticed by their facts."""

from __future__ import annotations

import pytest

from shuzheng.assessment.services import registrations
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import NOON, at
from shuzheng.complaints.models import Complaint
from shuzheng.complaints.rules.complaint import Kind
from shuzheng.complaints.services import filing
from shuzheng.complaints.services.filing import Given, Who
from shuzheng.foundation import followers
from shuzheng.foundation.models import Fact

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-216")]


def test_an_institution_that_withdraws_the_complainants_registration_is_noticed_once() -> None:
    here = cast.province()
    plan = here.opened()
    mine, another = cast.drafted(here, plan, 1), cast.drafted(here, plan, 2)
    given = Given(Kind.COMPLAINT, "收费不合理。")
    for row in (mine, another):
        filing.file(given, who=Who(person_id=row.person_id), now=NOON)
    first, second = Complaint.objects.order_by("pk")
    followers.catch_up(NOON)

    registrations.correct(
        another.pk, needs_accessible_seat=True, actor=cast.learner(another.person_id), now=at(1)
    )
    registrations.withdraw(mine.pk, actor=here.liaison(), now=at(1))
    followers.catch_up(at(1))
    followers.catch_up(at(1))

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.flagged_at == at(1)
    assert second.flagged_at is None
    [fact] = Fact.objects.filter(verb="complaints.complaint.flagged")
    assert (fact.role, fact.person_id) == ("clock", 0)
