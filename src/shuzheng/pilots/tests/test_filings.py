"""A filing is returned for completeness or truth only, and silence files it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import facts, moves
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import Actor, NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.access import NoSuchFiling
from shuzheng.pilots.models import Filing, FilingReturn, FilingVersion, InstitutionCertificate
from shuzheng.pilots.queries import filings as queries
from shuzheng.pilots.rules.completeness import GroupRole, Incomplete, NothingChanged
from shuzheng.pilots.rules.filing import (
    KindNotEligible,
    NotAGround,
    NotYoursToReturn,
    OptionalAnswer,
    RoundNotOpen,
)
from shuzheng.pilots.services import entries, filings, organs, rounds
from shuzheng.standing.queries.restrictions import Barred
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions

pytestmark = pytest.mark.django_db

YEAR = 2026
OFFICE = actor(Role.OFFICE_OFFICER)
PROVINCE = actor(Role.PROVINCIAL_ADMIN)


@pytest.fixture
def school() -> int:
    return organisation("S1", institution_kind="secondary_vocational")


@pytest.fixture
def liaison(school: int) -> Actor:
    return actor(Role.LIAISON, school)


@pytest.fixture
def certificate() -> int:
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    return CertificateType.objects.create(
        code="D10001",
        name="演示证书",
        short_name="演示",
        organisation_id=holder,
        levels=["elementary", "intermediate"],
    ).pk


@pytest.fixture
def _round() -> None:
    rounds.open_round(YEAR, date(2026, 2, 1), date(2026, 3, 31), actor=OFFICE, now=NOON)


def draft(certificate: int, **changes: object) -> filings.Draft:
    whole = filings.Draft(
        self_assessment={
            "staff": "专任教师42人",
            "bases": "实训室6间",
            "sites": "无",
            "results": "首次申报",
        },
        items=(filings.Item(certificate, ("elementary",), ("710201",)),),
        confirmed_by_group_on=date(2026, 2, 25),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def complete(certificate: int, liaison: Actor) -> int:
    filing = filings.begin(YEAR, actor=liaison, now=NOON)
    group = [
        ("王校长", GroupRole.HEAD, "组长"),
        ("李副校长", GroupRole.DEPUTY, "副组长"),
        ("教务处", GroupRole.FUNCTIONAL_OFFICE, "成员"),
    ]
    organs.name_leading_group(group, actor=liaison, now=NOON)
    filings.save_draft(filing, draft(certificate), actor=liaison, now=NOON)
    return filing


def submitted(certificate: int, liaison: Actor) -> int:
    filing = complete(certificate, liaison)
    filings.submit(filing, actor=liaison, now=NOON)
    return filing


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-030")
@pytest.mark.rule("R-033")
def test_a_complete_filing_is_submitted_and_filed_whatever_its_numbers(
    certificate: int, liaison: Actor, school: int
) -> None:
    filing = submitted(certificate, liaison)
    filings.put_on_file(filing, actor=OFFICE, now=NOON)

    row = Filing.objects.get()
    assert (row.state, row.number[:6], row.filed_by_silence) == ("filed", "BA2026", False)
    brief = queries.in_force([school], YEAR)[school]
    assert brief.items[0].levels == ("elementary",)
    assert brief.items[0].planned_headcount is None  # an empty answer never blocks
    verbs = list(Fact.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs[-2:] == ["pilots.filing.submitted", "pilots.filing.filed"]
    assert facts.check_chain() == []


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-031")
@pytest.mark.rule("R-017")
def test_an_incomplete_one_names_everything_that_is_missing(
    certificate: int, liaison: Actor
) -> None:
    filing = filings.begin(YEAR, actor=liaison, now=NOON)
    bare = draft(certificate, self_assessment={"staff": "x"}, confirmed_by_group_on=None)
    filings.save_draft(filing, bare, actor=liaison, now=NOON)

    with pytest.raises(Incomplete) as refusal:
        filings.submit(filing, actor=liaison, now=NOON)

    assert [item.place for item in refusal.value.missing] == [
        "self_assessment.bases",
        "self_assessment.sites",
        "self_assessment.results",
        "leading_group.head",
        "leading_group.deputy",
        "leading_group.functional_office",
        "leading_group.confirmation",
    ]
    assert Filing.objects.get().state == "draft"


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-030")
@pytest.mark.parametrize(
    ("ground", "place", "refusal"),
    [
        ("results", "self_assessment.results", NotAGround),
        ("completeness", "certificates.1.planned_headcount", OptionalAnswer),
    ],
)
def test_numbers_and_results_are_no_ground_to_return_one(
    certificate: int, liaison: Actor, ground: str, place: str, refusal: type[Exception]
) -> None:
    filing = submitted(certificate, liaison)

    with pytest.raises(refusal):
        filings.send_back(filing, ground, place, "人数太少", actor=OFFICE, now=NOON)
    assert Filing.objects.get().state == "submitted"


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-030")
def test_a_returned_filing_can_be_put_right_and_submitted_again(
    certificate: int, liaison: Actor
) -> None:
    filing = submitted(certificate, liaison)
    filings.send_back(
        filing, "truth", "self_assessment.staff", "与教师名册不符", actor=OFFICE, now=NOON
    )
    assert Filing.objects.get().state == "returned"
    assert FilingReturn.objects.get().answer_due_on == date(2026, 3, 16)

    filings.save_draft(filing, draft(certificate), actor=liaison, now=NOON)
    filings.submit(filing, actor=liaison, now=NOON + timedelta(days=1))

    row = Filing.objects.get()
    assert (row.state, row.submitted_on) == ("submitted", date(2026, 3, 3))


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-030")
def test_silence_files_after_ten_working_days_and_not_before(
    certificate: int, liaison: Actor
) -> None:
    submitted(certificate, liaison)  # on Monday 2 March; the tenth working day is Monday 16 March

    assert filings.file_by_silence(now=NOON + timedelta(days=14)) == 0
    assert filings.file_by_silence(now=NOON + timedelta(days=15)) == 1
    assert filings.file_by_silence(now=NOON + timedelta(days=15)) == 0

    row = Filing.objects.get()
    assert (row.state, row.filed_by_silence, row.filed_on) == ("filed", True, date(2026, 3, 17))


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-030")
def test_a_city_returns_secondary_schools_of_its_own_area_only(
    certificate: int, liaison: Actor
) -> None:
    filing = submitted(certificate, liaison)
    college = organisation("S2")
    other = complete(certificate, actor(Role.LIAISON, college))
    filings.submit(other, actor=actor(Role.LIAISON, college), now=NOON)
    hefei = actor(Role.CITY_OFFICER, area="3401")
    wuhu = actor(Role.CITY_OFFICER, area="3402")

    with pytest.raises(NotYoursToReturn):
        filings.send_back(other, "truth", "x", "不实", actor=hefei, now=NOON)
    with pytest.raises(NoSuchFiling):
        filings.send_back(filing, "truth", "x", "不实", actor=wuhu, now=NOON)
    with pytest.raises(NotPermitted):
        filings.put_on_file(filing, actor=hefei, now=NOON)
    filings.send_back(filing, "truth", "self_assessment.staff", "不实", actor=hefei, now=NOON)


@pytest.mark.usefixtures("_round")
def test_an_amendment_leaves_the_old_version_in_force_until_it_is_noted(
    certificate: int, liaison: Actor, school: int
) -> None:
    filing = submitted(certificate, liaison)
    filings.put_on_file(filing, actor=OFFICE, now=NOON)

    same = draft(certificate)
    filings.save_draft(filing, same, actor=liaison, now=NOON)
    with pytest.raises(NothingChanged):
        filings.submit(filing, actor=liaison, now=NOON)

    more = draft(
        certificate, items=(filings.Item(certificate, ("elementary", "intermediate"), ("710201",)),)
    )
    filings.save_draft(filing, more, actor=liaison, now=NOON)
    filings.submit(filing, actor=liaison, now=NOON)
    assert Filing.objects.get().state == "filed"
    assert queries.in_force([school], YEAR)[school].items[0].levels == ("elementary",)
    with pytest.raises(filings.UnderCheck):
        filings.save_draft(filing, more, actor=liaison, now=NOON)

    filings.put_on_file(filing, actor=OFFICE, now=NOON)
    brief = queries.in_force([school], YEAR)[school]
    assert brief.items[0].levels == ("elementary", "intermediate")
    states = FilingVersion.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["superseded", "in_force"]


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-003")
def test_technician_schools_are_ruled_out_by_name(certificate: int) -> None:
    del certificate
    school = organisation("S9", institution_kind="technician_school")

    with pytest.raises(KindNotEligible):
        filings.begin(YEAR, actor=actor(Role.LIAISON, school), now=NOON)


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-038")
def test_who_lost_eligibility_cannot_file_for_that_year(liaison: Actor, school: int) -> None:
    restrictions.impose(
        school,
        Kind.ELIGIBILITY_LOSS,
        since=date(2025, 12, 1),
        year=YEAR,
        ground="R-194",
        reason="多次未报送",
        decision_number="演示〔2025〕1号",
        actor=PROVINCE,
        now=NOON,
    )

    with pytest.raises(Barred, match="演示〔2025〕1号"):
        filings.begin(YEAR, actor=liaison, now=NOON)


@pytest.mark.rule("R-039")
def test_nothing_is_filed_before_its_round(liaison: Actor) -> None:
    with pytest.raises(filings.NoRound):
        filings.begin(YEAR, actor=liaison, now=NOON)
    rounds.open_round(YEAR, date(2026, 4, 1), date(2026, 4, 30), actor=OFFICE, now=NOON)
    with pytest.raises(RoundNotOpen):
        filings.begin(YEAR, actor=liaison, now=NOON)
    with pytest.raises(rounds.RoundExists):
        rounds.open_round(YEAR, date(2026, 4, 1), date(2026, 4, 30), actor=OFFICE, now=NOON)


@pytest.mark.usefixtures("_round")
def test_another_school_neither_sees_nor_writes_it(certificate: int, liaison: Actor) -> None:
    filing = complete(certificate, liaison)
    stranger = actor(Role.LIAISON, organisation("S2"))

    with pytest.raises(NoSuchFiling):
        filings.submit(filing, actor=stranger, now=NOON)
    with pytest.raises(NoSuchFiling):
        filings.save_draft(filing, draft(certificate), actor=stranger, now=NOON)


@pytest.mark.usefixtures("_round")
def test_of_two_officers_one_files_and_the_other_is_told(certificate: int, liaison: Actor) -> None:
    filing = submitted(certificate, liaison)
    filings.put_on_file(filing, actor=OFFICE, now=NOON)

    with pytest.raises(moves.MovedMeanwhile):
        filings.put_on_file(filing, actor=OFFICE, now=NOON)
    with pytest.raises(IllegalStep):
        filings.resume(filing, "x", actor=PROVINCE, now=NOON)


@pytest.fixture
def minutes(school: int) -> int:
    return StoredFile.objects.create(
        name="论证纪要.pdf",
        media_type="application/pdf",
        size=1,
        digest="0",
        body=b"x",
        organisation_id=school,
        user_id=1,
        stored_at=NOON,
    ).pk


def review(entry: int, points: int, minutes: int, liaison: Actor) -> bool:
    sheet = dict.fromkeys(
        ("industry_fit", "enterprise_recognition", "major_fit", "plan_fit"), points
    )
    return entries.record_review(
        entry,
        experts=["甲", "乙"],
        sheets=[sheet, sheet],
        weights={
            "industry_fit": 30,
            "enterprise_recognition": 30,
            "major_fit": 20,
            "plan_fit": 20,
        },
        pass_mark=70,
        reviewed_on=date(2026, 2, 20),
        minutes_id=minutes,
        actor=liaison,
        now=NOON,
    )


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-050")
@pytest.mark.rule("R-051")
def test_a_reviewed_certificate_comes_into_use_once_the_filing_names_it(
    certificate: int, liaison: Actor, minutes: int
) -> None:
    entry = entries.propose(certificate, actor=liaison, now=NOON)
    assert review(entry, 70, minutes, liaison) is True
    assert InstitutionCertificate.objects.get().state == "approved"

    filing = submitted(certificate, liaison)
    filings.put_on_file(filing, actor=OFFICE, now=NOON)

    assert InstitutionCertificate.objects.get().state == "active"


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-050")
def test_a_review_after_the_filing_brings_it_into_use_too(
    certificate: int, liaison: Actor, minutes: int
) -> None:
    filing = submitted(certificate, liaison)
    filings.put_on_file(filing, actor=OFFICE, now=NOON)
    entry = entries.propose(certificate, actor=liaison, now=NOON)

    review(entry, 90, minutes, liaison)

    assert InstitutionCertificate.objects.get().state == "active"


@pytest.mark.rule("R-051")
def test_below_the_pass_mark_it_is_not_taken_up_and_may_be_proposed_again(
    certificate: int, liaison: Actor, minutes: int
) -> None:
    entry = entries.propose(certificate, actor=liaison, now=NOON)
    assert review(entry, 69, minutes, liaison) is False
    assert InstitutionCertificate.objects.get().state == "rejected"

    assert entries.propose(certificate, actor=liaison, now=NOON) == entry
    assert InstitutionCertificate.objects.get().state == "proposed"


@pytest.mark.rule("R-054")
def test_leaving_a_certificate_is_a_state_of_its_own(
    certificate: int, liaison: Actor, minutes: int
) -> None:
    entry = entries.propose(certificate, actor=liaison, now=NOON)
    with pytest.raises(IllegalStep):
        entries.begin_exit(entry, "不再开设", actor=liaison, now=NOON)
    del minutes
