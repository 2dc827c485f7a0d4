"""A plan opens only on dated records; each that is missing refuses by its own name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import (
    Plan,
    PlanAssessor,
    PlanRoom,
    RoomCheck,
    Seat,
    SiteApproval,
)
from shuzheng.assessment.queries import plans as queries
from shuzheng.assessment.rules.opening import conditions
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.services import plans
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import NOON, TODAY
from shuzheng.catalogue.models import CertificateType
from shuzheng.fees.models import CostCeiling, FeeAgreement
from shuzheng.fees.rules import agreement
from shuzheng.pilots.models import ActivityReport, InstitutionCertificate
from shuzheng.pilots.rules.entry import NotReviewed
from shuzheng.standing.queries.restrictions import BarredUntilLifted
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.assessment.tests.cast import Province
    from shuzheng.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db


BREAKINGS: list[tuple[Callable[[Province, int], object], type[Refusal]]] = [
    (
        lambda h, _p: CertificateType.objects.filter(pk=h.certificate).update(
            national_status="suspended"
        ),
        conditions.CertificateNotUsable,
    ),
    (lambda h, _p: cast.suspend(h), BarredUntilLifted),
    (
        lambda h, _p: CertificateType.objects.filter(pk=h.certificate).update(
            levels=["elementary"]
        ),
        conditions.LevelNotListed,
    ),
    (lambda _h, p: PlanRoom.objects.filter(plan_id=p).delete(), conditions.NoSite),
    (
        lambda h, _p: SiteApproval.objects.filter(pk=h.approval).update(state="suspended"),
        conditions.SiteNotActive,
    ),
    (lambda h, _p: SiteApproval.objects.filter(pk=h.approval).delete(), conditions.SiteNotActive),
    (
        lambda h, _p: SiteApproval.objects.filter(pk=h.approval).update(
            approved_until=date(2026, 4, 1)
        ),
        conditions.SiteApprovalEnds,
    ),
    (
        lambda _h, _p: InstitutionCertificate.objects.update(state="approved"),
        NotReviewed,
    ),
    (lambda _h, _p: InstitutionCertificate.objects.all().delete(), NotReviewed),
    (lambda _h, p: Plan.objects.filter(pk=p).update(report=None), conditions.NoReport),
    (
        lambda h, _p: ActivityReport.objects.filter(pk=h.report).update(state="submitted"),
        conditions.ReportNotNoted,
    ),
    (
        lambda h, _p: ActivityReport.objects.filter(pk=h.report).update(
            starts_on=date(2026, 4, 19)
        ),
        conditions.ReportOfOtherDays,
    ),
    (lambda _h, _p: RoomCheck.objects.all().delete(), conditions.RoomNotChecked),
    (
        lambda _h, _p: RoomCheck.objects.update(checked_on=date(2025, 9, 1)),
        conditions.CheckTooOld,
    ),
    (
        lambda h, _p: cast.check(h, h.rooms[1], held={**cast.HELD, "storage": False}),
        conditions.CheckFailed,
    ),
    (lambda _h, _p: FeeAgreement.objects.all().delete(), agreement.NoAgreement),
    (
        lambda _h, _p: FeeAgreement.objects.update(
            since=date(2024, 1, 1), until=date(2024, 12, 31)
        ),
        agreement.AgreementExpired,
    ),
    (lambda _h, _p: FeeAgreement.objects.update(state="filed"), agreement.AgreementNotInForce),
    (lambda _h, _p: FeeAgreement.objects.update(price_fen=20_000), agreement.AboveAgreed),
    (lambda _h, _p: CostCeiling.objects.all().delete(), agreement.NoCeiling),
    (lambda _h, _p: CostCeiling.objects.update(price_fen=20_000), agreement.OverCeiling),
    (lambda _h, p: PlanAssessor.objects.filter(plan_id=p).delete(), conditions.AssessorsShort),
    (lambda _h, _p: Qualification.objects.update(revoked_on=TODAY), conditions.AssessorsShort),
    (lambda _h, _p: Seat.objects.update(usable=False), conditions.SeatsShort),
    (
        lambda h, _p: SiteApproval.objects.filter(pk=h.approval).update(
            state="restricted", seat_limit=10
        ),
        conditions.SeatsShort,
    ),
    (lambda _h, p: Plan.objects.filter(pk=p).update(seats=0), conditions.NoSeatsPlanned),
]


@pytest.mark.rule("R-100")
@pytest.mark.rule("R-057")
@pytest.mark.rule("R-090")
@pytest.mark.rule("R-050")
@pytest.mark.rule("R-056")
@pytest.mark.rule("R-097")
@pytest.mark.rule("R-121")
@pytest.mark.rule("R-122")
@pytest.mark.parametrize(
    ("breaking", "refusal"), BREAKINGS, ids=[f"{n}-{r.code}" for n, (_, r) in enumerate(BREAKINGS)]
)
def test_each_missing_record_refuses_by_its_own_name(
    here: Province,
    breaking: Callable[[Province, int], object],
    refusal: type[Refusal],
) -> None:
    plan = here.plan()
    breaking(here, plan)

    with pytest.raises(refusal):
        plans.open_registration(plan, actor=here.staff(), now=NOON)

    guards = queries.guards(plan, here.staff(), NOON)
    assert refusal in {type(one) for guard in guards for one in guard.refusals}
    assert Plan.objects.get(pk=plan).state == State.REPORTED


@pytest.mark.rule("R-100")
def test_a_plan_opens_with_the_evidence_of_every_condition(here: Province) -> None:
    plan = Plan.objects.get(pk=here.opened())

    assert plan.state == State.OPEN
    assert [(one["name"], one["rule"]) for one in plan.guards] == [
        ("certificate", "R-057"),
        ("site", "R-090"),
        ("entry", "R-050"),
        ("report", "R-056"),
        ("rooms", "R-097"),
        ("fee", "R-121"),
        ("ceiling", "R-122"),
        ("assessors", "R-100"),
        ("seats", "R-100"),
    ]
    assert {one["on"] for one in plan.guards} == {"2026-03-02"}
    assert plan.guards[3]["lines"] == [
        [
            "Report {document} was noted; it covers {starts_on} to {ends_on}.",
            {
                "document": "HB202600001",
                "starts_on": "2026-04-18",
                "ends_on": "2026-04-19",
            },
        ]
    ]
