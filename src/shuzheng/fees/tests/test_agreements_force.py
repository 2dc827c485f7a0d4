"""When an agreement counts, who may join it, and who sees it when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.fees import access
from shuzheng.fees.access import NoSuchAgreement
from shuzheng.fees.models import CeilingWaiver, CostCeiling, FeeAgreement, Stance
from shuzheng.fees.queries import agreements as queries
from shuzheng.fees.rules.agreement import Expert, State
from shuzheng.fees.services import agreements
from shuzheng.fees.services.agreements import Offer
from shuzheng.fees.tests import cast
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.pilots.models import InstitutionCertificate

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

EXPERTS = [Expert(f"专家{n}", conflicted=False, from_provincial_pool=n == 1) for n in range(1, 6)]


@pytest.fixture
def here() -> cast.Province:
    return cast.province()


def offer(here: cast.Province, **changes: object) -> Offer:
    terms: dict[str, Any] = {
        "certificate_type_id": here.certificate,
        "level": cast.LEVEL,
        "items": (("考核组织", 20_000), ("耗材", 8_000)),
        "since": date(2026, 4, 1),
        "until": date(2026, 12, 31),
    }
    return Offer(**{**terms, **changes})


def drafted(here: cast.Province) -> int:
    return agreements.draft(offer(here), actor=here.lead(), now=cast.NOON)


def in_talks(here: cast.Province) -> int:
    pk = drafted(here)
    agreements.send_to_experts(pk, actor=here.lead(), now=cast.NOON)
    agreements.record_appraisal(
        pk,
        EXPERTS,
        appraised_on=cast.TODAY,
        minutes_id=here.document,
        actor=here.lead(),
        now=cast.NOON,
    )
    return pk


def agreed(here: cast.Province) -> int:
    pk = in_talks(here)
    agreements.sign(pk, actor=here.lead(), now=cast.NOON)
    agreements.sign(pk, actor=here.staff(), now=cast.NOON)
    return pk


def ceiling(here: cast.Province, fen: int) -> None:
    CostCeiling.objects.create(
        certificate_type_id=here.certificate,
        level=cast.LEVEL,
        since=date(2026, 1, 1),
        price_fen=fen,
        document_number="演示文号",
    )


def waiver(here: cast.Province, fen: int, until: date = date(2026, 12, 31)) -> None:
    CeilingWaiver.objects.create(
        certificate_type_id=here.certificate,
        level=cast.LEVEL,
        number="豁免〔2026〕1号",
        since=date(2026, 1, 1),
        until=until,
        limit_fen=fen,
        document_id=here.document,
    )


def filed(here: cast.Province) -> int:
    ceiling(here, 28_000)
    pk = agreed(here)
    agreements.file(pk, here.document, actor=here.lead(), now=cast.NOON)
    return pk


def state(pk: int) -> str:
    return FeeAgreement.objects.get(pk=pk).state


def test_what_is_filed_comes_into_force_by_itself_on_its_first_day(here: cast.Province) -> None:
    pk = filed(here)

    assert agreements.begin_filed(now=datetime(2026, 3, 31, 4, tzinfo=UTC)) == 0
    assert agreements.begin_filed(now=datetime(2026, 3, 31, 17, tzinfo=UTC)) == 1  # 1 April there
    assert agreements.begin_filed(now=datetime(2026, 4, 1, 4, tzinfo=UTC)) == 0
    assert state(pk) == "in_force"


@pytest.mark.rule("R-121")
def test_an_agreement_outlives_its_year_until_the_next_one_or_180_days(
    here: cast.Province,
) -> None:
    pk = cast.agreement(here)
    new_year, june, july = (
        datetime(2027, 1, 1, 4, tzinfo=UTC),
        datetime(2027, 6, 29, 4, tzinfo=UTC),
        datetime(2027, 6, 30, 4, tzinfo=UTC),
    )

    assert agreements.expire_over(now=new_year) == 0
    brief = queries.in_force(here.certificate, cast.LEVEL, date(2027, 1, 1))
    assert brief is not None
    assert (brief.is_extended, brief.valid_until) == (True, date(2027, 6, 29))
    assert agreements.expire_over(now=june) == 0
    assert agreements.expire_over(now=july) == 1
    assert state(pk) == "expired"
    assert queries.in_force(here.certificate, cast.LEVEL, date(2027, 6, 30)) is None


def test_a_newer_agreement_ends_the_extension(here: cast.Province) -> None:
    old = cast.agreement(here)
    new = cast.agreement(here, price=30_000, since=date(2027, 1, 1))
    day = date(2027, 1, 1)

    found = queries.in_force(here.certificate, cast.LEVEL, day)
    assert found is not None
    assert found.id == new
    assert agreements.expire_over(now=datetime(2027, 1, 1, 4, tzinfo=UTC)) == 1
    assert (state(old), state(new)) == ("expired", "in_force")


@pytest.mark.rule("R-122")
def test_other_rooms_see_whether_a_fee_passes_its_ceiling(here: cast.Province) -> None:
    cast.agreement(here)
    ceiling(here, 20_000)

    brief = queries.in_force(here.certificate, cast.LEVEL, cast.TODAY)
    assert brief is not None
    assert (brief.over_ceiling, brief.waiver_id) == (True, None)
    waiver(here, 30_000)
    brief = queries.in_force(here.certificate, cast.LEVEL, cast.TODAY)
    assert brief is not None
    assert brief.waiver_id == CeilingWaiver.objects.get().pk
    assert queries.ceiling(here.certificate, cast.LEVEL, date(2025, 12, 31)) is None
    assert queries.waiver(here.certificate, "advanced", cast.TODAY) is None


def test_institutions_that_use_the_certificate_join_or_dissent_with_a_reason(
    here: cast.Province,
) -> None:
    pk = agreed(here)
    member = people.actor(Role.LIAISON, here.school)
    with pytest.raises(NoSuchAgreement):
        agreements.declare_stance(pk, joins=True, actor=member, now=cast.NOON)
    InstitutionCertificate.objects.create(
        institution_id=here.school, certificate_type_id=here.certificate, state="active"
    )

    with pytest.raises(agreements.ReasonMissing):
        agreements.declare_stance(pk, joins=False, actor=member, now=cast.NOON)
    agreements.declare_stance(pk, "耗材偏高", joins=False, actor=member, now=cast.NOON)
    agreements.declare_stance(pk, joins=True, actor=member, now=cast.NOON)

    row = Stance.objects.get()
    assert (row.joins, row.reason) == (True, "")
    assert state(pk) == "agreed"


@pytest.mark.breaks_facts
def test_who_sees_an_agreement_when(here: cast.Province) -> None:
    pk = in_talks(here)
    outsiders = (
        here.liaison(),
        people.actor(Role.LIAISON, here.school),
        people.actor(Role.CITY_OFFICER, area="3401"),
        people.actor(Role.ORGANISATION_STAFF, here.stranger),
    )
    member = outsiders[1]

    def sees(actor: Actor) -> bool:
        return access.agreements(actor).filter(pk=pk).exists()

    assert [sees(a) for a in (here.lead(), here.staff(), here.officer())] == [True, True, True]
    assert [sees(a) for a in outsiders] == [
        True,
        False,
        False,
        False,
    ]
    FeeAgreement.objects.filter(pk=pk).update(state=State.FILED)
    assert [sees(a) for a in outsiders] == [True, True, True, False]
    assert not sees(people.actor(Role.STUDENT, person_id=5))
    assert sees(member)
