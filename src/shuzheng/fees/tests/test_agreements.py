"""How a fee agreement is made, filed, comes into force and ends; who may see and do what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.fees.access import NoSuchAgreement
from shuzheng.fees.models import CeilingWaiver, CostCeiling, FeeAgreement
from shuzheng.fees.rules import agreement as rules
from shuzheng.fees.rules.agreement import Expert, Shortfall
from shuzheng.fees.services import agreements
from shuzheng.fees.services.agreements import Offer
from shuzheng.fees.tests import cast
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

if TYPE_CHECKING:
    from collections.abc import Callable

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


@pytest.mark.rule("R-121")
def test_from_the_first_draft_to_force(here: cast.Province) -> None:
    pk = filed(here)
    agreements.bring_into_force(pk, actor=here.officer(), now=cast.NOON)

    row = FeeAgreement.objects.get(pk=pk)
    assert (row.number, row.state, row.price_fen) == ("FY202600001", "in_force", 28_000)
    assert list(Fact.objects.order_by("seq").values_list("verb", "from_state", "to_state")) == [
        ("fees.agreement.drafted", "", ""),
        ("fees.agreement.sent_to_experts", "drafting", "appraising"),
        ("fees.agreement.appraised", "appraising", "negotiating"),
        ("fees.agreement.signed", "", ""),
        ("fees.agreement.signed", "negotiating", "agreed"),
        ("fees.agreement.filed", "agreed", "filed"),
        ("fees.agreement.in_force", "filed", "in_force"),
    ]


@pytest.mark.rule("R-121")
def test_only_the_alliances_lead_drafts(here: cast.Province) -> None:
    other = people.actor(Role.ALLIANCE_LEAD, here.school)

    with pytest.raises(agreements.NotTheLead):
        agreements.draft(offer(here), actor=other, now=cast.NOON)
    for actor in (here.admin(), here.liaison(), here.staff(), here.officer(), here.department()):
        with pytest.raises(NotPermitted):
            agreements.draft(offer(here), actor=actor, now=cast.NOON)


@pytest.mark.rule("R-120")
@pytest.mark.parametrize(
    ("changes", "refusal", "sentence"),
    [
        ({"items": ()}, agreements.NoItems, "each item once"),
        ({"items": (("耗材", 1), ("耗材", 2))}, agreements.NoItems, "each item once"),
        ({"items": ((" ", 100),)}, agreements.NoItems, "each item once"),
        ({"items": (("考核", 0),)}, rules.PriceNotPositive, "above 0"),
        ({"items": (("考核", 10_000_001),)}, agreements.FeeTooLarge, "100,000.01 yuan cannot"),
        ({"until": date(2026, 3, 31)}, agreements.EndsBeforeStart, "end before"),
        ({"level": "expert"}, agreements.LevelNotOffered, "no such level"),
        ({"certificate_type_id": 0}, agreements.NotTheLead, "Only the lead"),
    ],
)
def test_impossible_drafts_are_refused(
    here: cast.Province, changes: dict[str, Any], refusal: type[Exception], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        agreements.draft(offer(here, **changes), actor=here.lead(), now=cast.NOON)
    assert FeeAgreement.objects.count() == 0


def test_a_draft_changes_until_it_goes_to_the_experts(here: cast.Province) -> None:
    pk = drafted(here)
    agreements.redraft(pk, offer(here, items=(("考核", 26_000),)), actor=here.lead(), now=cast.NOON)
    agreements.send_to_experts(pk, actor=here.lead(), now=cast.NOON)

    assert FeeAgreement.objects.get(pk=pk).price_fen == 26_000
    with pytest.raises(IllegalStep):
        agreements.redraft(pk, offer(here), actor=here.lead(), now=cast.NOON)


@pytest.mark.rule("R-124")
def test_few_experts_warn_and_one_with_a_conflict_cannot_sit(here: cast.Province) -> None:
    pk = drafted(here)
    agreements.send_to_experts(pk, actor=here.lead(), now=cast.NOON)

    def appraise(experts: list[Expert], on: date = cast.TODAY) -> tuple[Shortfall, ...]:
        return agreements.record_appraisal(
            pk,
            experts,
            appraised_on=on,
            minutes_id=here.document,
            actor=here.lead(),
            now=cast.NOON,
        )

    with pytest.raises(rules.NotAppraised):
        appraise([])
    kin = Expert("某专家", conflicted=True, from_provincial_pool=True)
    with pytest.raises(rules.ExpertConflicted, match="某专家 has a conflict"):
        appraise([kin])
    with pytest.raises(agreements.AppraisedInFuture, match="2026-03-03"):
        appraise(EXPERTS, date(2026, 3, 3))
    assert appraise(EXPERTS[1:3]) == (
        Shortfall.FEW_EXPERTS,
        Shortfall.EVEN_NUMBER,
        Shortfall.NOBODY_FROM_POOL,
    )


def test_another_price_needs_both_signatures_again(here: cast.Province) -> None:
    pk = in_talks(here)
    agreements.sign(pk, actor=here.lead(), now=cast.NOON)
    agreements.put_on_table(pk, [("考核", 27_000)], actor=here.staff(), now=cast.NOON)
    agreements.sign(pk, actor=here.staff(), now=cast.NOON)

    row = FeeAgreement.objects.get(pk=pk)
    assert (row.state, row.price_fen, row.lead_signed_on) == ("negotiating", 27_000, None)


def test_strangers_neither_sign_nor_bargain(here: cast.Province) -> None:
    pk = in_talks(here)
    stranger = people.actor(Role.ORGANISATION_STAFF, here.stranger)
    other_lead = people.actor(Role.ALLIANCE_LEAD, here.school)

    for actor in (stranger, other_lead):
        with pytest.raises(NoSuchAgreement):
            agreements.sign(pk, actor=actor, now=cast.NOON)
    with pytest.raises(NotPermitted):
        agreements.sign(pk, actor=here.officer(), now=cast.NOON)


@pytest.mark.rule("R-122")
@pytest.mark.parametrize(
    ("limit", "leave", "refusal", "sentence"),
    [
        (None, None, rules.NoCeiling, "no waiver that covers 280.00 yuan"),
        (27_999, None, rules.OverCeiling, "280.00 yuan is above the ceiling of 279.99 yuan"),
        (27_999, 27_999, rules.OverCeiling, "280.00 yuan is above the ceiling of 279.99 yuan"),
        (28_000, None, None, ""),
        (27_999, 28_000, None, ""),
        (None, 28_000, None, ""),
    ],
)
def test_a_fee_above_the_ceiling_or_without_one_needs_a_waiver_that_covers_it(
    here: cast.Province,
    limit: int | None,
    leave: int | None,
    refusal: type[Exception] | None,
    sentence: str,
) -> None:
    if limit is not None:
        ceiling(here, limit)
    if leave is not None:
        waiver(here, leave)
    pk = agreed(here)

    def file() -> None:
        agreements.file(pk, here.document, actor=here.lead(), now=cast.NOON)

    if refusal:
        with pytest.raises(refusal, match=sentence):
            file()
        assert state(pk) == "agreed"
    else:
        file()
        assert state(pk) == "filed"


@pytest.mark.rule("R-122")
def test_a_waiver_that_is_over_when_the_agreement_begins_does_not_count(
    here: cast.Province,
) -> None:
    ceiling(here, 10_000)
    waiver(here, 30_000, until=date(2026, 3, 31))
    pk = agreed(here)

    with pytest.raises(rules.OverCeiling):
        agreements.file(pk, here.document, actor=here.lead(), now=cast.NOON)


def test_an_agreement_without_both_signatures_is_not_filed(here: cast.Province) -> None:
    pk = in_talks(here)
    agreements.sign(pk, actor=here.lead(), now=cast.NOON)

    with pytest.raises(IllegalStep):
        agreements.file(pk, here.document, actor=here.lead(), now=cast.NOON)


def test_two_agreements_of_the_same_first_day_cannot_both_be_filed(here: cast.Province) -> None:
    filed(here)
    second = agreed(here)

    with pytest.raises(agreements.AgreementStands, match="2026-04-01"):
        agreements.file(second, here.document, actor=here.lead(), now=cast.NOON)


@pytest.mark.parametrize("make", [agreed, filed])
def test_the_office_returns_to_the_talks_with_the_reason(
    here: cast.Province, make: Callable[[cast.Province], int]
) -> None:
    pk = make(here)
    with pytest.raises(agreements.ReasonMissing):
        agreements.send_back(pk, " ", actor=here.officer(), now=cast.NOON)
    agreements.send_back(pk, "附件不全", actor=here.officer(), now=cast.NOON)

    row = FeeAgreement.objects.get(pk=pk)
    assert (row.state, row.lead_signed_on, row.filed_on) == ("negotiating", None, None)
    assert Fact.objects.order_by("-seq")[0].data == {"reason": "附件不全"}


@pytest.mark.rule("R-121")
def test_mediation_comes_after_thirty_working_days_and_ends_in_a_signature_or_not_at_all(
    here: cast.Province,
) -> None:
    pk, later = in_talks(here), datetime(2026, 5, 8, 4, tzinfo=UTC)
    with pytest.raises(rules.StillNegotiating):
        agreements.ask_for_mediation(pk, actor=here.staff(), now=cast.NOON)
    with pytest.raises(IllegalStep):
        agreements.terminate(pk, "谈不成", actor=here.officer(), now=cast.NOON)

    agreements.ask_for_mediation(pk, actor=here.staff(), now=later)
    assert state(pk) == "mediating"
    agreements.terminate(pk, "谈不成", actor=here.officer(), now=later)
    assert state(pk) == "terminated"


def test_an_agreement_in_mediation_can_still_be_signed(here: cast.Province) -> None:
    pk, later = in_talks(here), datetime(2026, 5, 8, 4, tzinfo=UTC)
    agreements.ask_for_mediation(pk, actor=here.lead(), now=later)
    agreements.sign(pk, actor=here.lead(), now=later)
    agreements.sign(pk, actor=here.staff(), now=later)

    assert state(pk) == "agreed"


def test_only_the_office_returns_brings_into_force_and_terminates(here: cast.Province) -> None:
    pk = filed(here)

    def every_act(actor: Actor) -> list[Callable[[], None]]:
        return [
            lambda: agreements.send_back(pk, "x", actor=actor, now=cast.NOON),
            lambda: agreements.bring_into_force(pk, actor=actor, now=cast.NOON),
            lambda: agreements.terminate(pk, "x", actor=actor, now=cast.NOON),
        ]

    for actor in (here.lead(), here.staff(), here.department(), here.admin()):
        for act in every_act(actor):
            with pytest.raises(NotPermitted):
                act()
