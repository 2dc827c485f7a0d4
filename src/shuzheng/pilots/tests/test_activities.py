"""An event is reported before it is held, jointly; nobody's silence stops it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.access import NoSuchReport
from shuzheng.pilots.models import ActivityReport, Alliance, InstitutionCertificate, LeadTerm
from shuzheng.pilots.queries import activity_reports, alliances, pages_alliances
from shuzheng.pilots.rules.activity import (
    AllianceHasTime,
    AllianceNotAsked,
    EventKind,
    OrganisationNotSigned,
    ReportedTooLate,
)
from shuzheng.pilots.rules.alliance import LeadNotMember, StillInUse
from shuzheng.pilots.services import activities
from shuzheng.pilots.services import alliances as alliance_acts
from shuzheng.standing.queries.restrictions import Barred
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

OFFICE = actor(Role.OFFICE_OFFICER)


@pytest.fixture
def school() -> int:
    return organisation("S1")


@pytest.fixture
def holder() -> int:
    return organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)


@pytest.fixture
def staff(holder: int) -> Actor:
    return actor(Role.ORGANISATION_STAFF, holder)


@pytest.fixture
def lead(school: int) -> Actor:
    return actor(Role.ALLIANCE_LEAD, school)


@pytest.fixture
def certificate(holder: int, school: int) -> int:
    kind = CertificateType.objects.create(
        code="D10001",
        name="演示证书",
        short_name="演示",
        organisation_id=holder,
        levels=["elementary"],
    ).pk
    alliance_acts.name_acting_lead(kind, "演示联盟", school, actor=OFFICE, now=NOON)
    return kind


def drafted(certificate: int, staff: Actor, starts_on: date = date(2026, 4, 11)) -> int:
    event = activities.Event(
        certificate, EventKind.ASSESSMENT, "4月考核", "合肥", ("elementary",), starts_on, starts_on
    )
    return activities.draft(event, actor=staff, now=NOON)


@pytest.mark.rule("R-056")
def test_signed_by_both_it_is_submitted_and_noted(
    certificate: int, staff: Actor, lead: Actor
) -> None:
    report = drafted(certificate, staff)
    with pytest.raises(OrganisationNotSigned):
        activities.submit(report, actor=staff, now=NOON)
    activities.sign(report, actor=staff, now=NOON)
    with pytest.raises(AllianceNotAsked):
        activities.submit(report, actor=staff, now=NOON)
    activities.sign(report, actor=lead, now=NOON)
    activities.submit(report, actor=staff, now=NOON)
    activities.note(report, actor=OFFICE, now=NOON)

    brief = activity_reports.brief([report])[report]
    assert (brief.state, brief.number, brief.noted_on) == ("noted", "HB202600001", date(2026, 3, 2))
    assert activity_reports.for_assessment(certificate, "elementary") == [brief]
    assert activity_reports.for_assessment(certificate, "advanced") == []
    assert facts.check_chain() == []


@pytest.mark.rule("R-056")
def test_an_alliance_that_was_asked_and_stays_silent_does_not_stop_it(
    certificate: int, staff: Actor, holder: int
) -> None:
    report = drafted(certificate, staff)
    activities.sign(report, actor=staff, now=NOON)
    proof = StoredFile.objects.create(
        name="函.pdf",
        media_type="application/pdf",
        size=1,
        digest="0",
        body=b"x",
        organisation_id=holder,
        user_id=1,
        stored_at=NOON,
    ).pk
    activities.ask_alliance(report, proof, actor=staff, now=NOON)

    with pytest.raises(AllianceHasTime):
        activities.submit(report, actor=staff, now=NOON + timedelta(days=7))
    activities.submit(report, actor=staff, now=NOON + timedelta(days=8))

    assert ActivityReport.objects.get().state == "submitted"


@pytest.mark.rule("R-056")
def test_an_office_that_does_not_answer_has_noted_it(
    certificate: int, staff: Actor, lead: Actor
) -> None:
    report = drafted(certificate, staff)
    activities.sign(report, actor=staff, now=NOON)
    activities.sign(report, actor=lead, now=NOON)
    activities.submit(report, actor=staff, now=NOON)  # Monday; the third working day is Thursday

    assert activities.note_by_silence(now=NOON + timedelta(days=3)) == 0
    assert activities.note_by_silence(now=NOON + timedelta(days=4)) == 1
    assert activities.note_by_silence(now=NOON + timedelta(days=4)) == 0
    assert ActivityReport.objects.get().noted_by_silence is True


@pytest.mark.rule("R-056")
def test_it_is_reported_a_week_ahead(certificate: int, staff: Actor, lead: Actor) -> None:
    report = drafted(certificate, staff, starts_on=date(2026, 3, 8))
    activities.sign(report, actor=staff, now=NOON)
    activities.sign(report, actor=lead, now=NOON)

    with pytest.raises(ReportedTooLate):
        activities.submit(report, actor=staff, now=NOON)


def test_an_objection_is_put_right_or_the_event_is_cancelled(
    certificate: int, staff: Actor, lead: Actor
) -> None:
    report = drafted(certificate, staff)
    activities.sign(report, actor=staff, now=NOON)
    activities.sign(report, actor=lead, now=NOON)
    activities.submit(report, actor=staff, now=NOON)
    activities.object_to(report, "地点不明", actor=OFFICE, now=NOON)
    activities.submit(report, actor=staff, now=NOON)
    activities.object_to(report, "地点仍不明", actor=OFFICE, now=NOON)
    activities.cancel(report, "不再举办", actor=staff, now=NOON)

    with pytest.raises(IllegalStep):
        activities.note(report, actor=OFFICE, now=NOON)


@pytest.mark.rule("R-056")
def test_what_is_put_right_is_signed_anew_by_both(
    certificate: int, staff: Actor, lead: Actor
) -> None:
    report = drafted(certificate, staff)
    for party in (staff, lead):
        activities.sign(report, actor=party, now=NOON)
    activities.submit(report, actor=staff, now=NOON)
    activities.object_to(report, "地点不明", actor=OFFICE, now=NOON)
    day = date(2026, 4, 12)
    moved = activities.Event(
        certificate, EventKind.ASSESSMENT, "4月考核", "合肥市演示路1号", ("elementary",), day, day
    )
    activities.revise(report, moved, actor=staff, now=NOON)

    row = ActivityReport.objects.get()
    assert (row.place, row.starts_on, row.state) == ("合肥市演示路1号", day, "objected")
    assert (row.organisation_signed_on, row.alliance_signed_on) == (None, None)
    with pytest.raises(OrganisationNotSigned):
        activities.submit(report, actor=staff, now=NOON)
    for party in (staff, lead):
        activities.sign(report, actor=party, now=NOON)
    activities.submit(report, actor=staff, now=NOON)
    with pytest.raises(IllegalStep):
        activities.revise(report, moved, actor=staff, now=NOON)
    assert Fact.objects.filter(verb="pilots.activity.revised").count() == 1


def test_a_report_is_changed_by_its_organisation_only(certificate: int, staff: Actor) -> None:
    report = drafted(certificate, staff)
    day = date(2026, 4, 12)
    other = activities.Event(certificate, EventKind.OTHER, "别的", "合肥", (), day, day)
    stranger = actor(
        Role.ORGANISATION_STAFF, organisation("E2", OrganisationKind.EVALUATION_ORGANISATION)
    )
    with pytest.raises(NoSuchReport):
        activities.revise(report, other, actor=stranger, now=NOON)
    assert ActivityReport.objects.get().title == "4月考核"


def test_strangers_neither_see_nor_sign_it(certificate: int, staff: Actor) -> None:
    report = drafted(certificate, staff)
    other = organisation("E2", OrganisationKind.EVALUATION_ORGANISATION)

    with pytest.raises(NoSuchReport):
        activities.sign(report, actor=actor(Role.ORGANISATION_STAFF, other), now=NOON)
    with pytest.raises(NoSuchReport):
        activities.sign(report, actor=actor(Role.ALLIANCE_LEAD, organisation("S2")), now=NOON)
    with pytest.raises(activities.NotYourCertificate):
        drafted(certificate, actor(Role.ORGANISATION_STAFF, other))


@pytest.mark.rule("R-253")
def test_an_alliance_always_has_somebody_who_acts_for_it(certificate: int, school: int) -> None:
    brief = alliances.of(certificate)
    assert brief is not None
    assert (brief.lead_id, brief.is_acting) == (school, True)

    with pytest.raises(LeadNotMember):
        alliance_acts.form(certificate, school, actor=OFFICE, now=NOON)
    InstitutionCertificate.objects.create(
        institution_id=school, certificate_type_id=certificate, state="active"
    )
    alliance_acts.form(certificate, school, actor=OFFICE, now=NOON)

    brief = alliances.of(certificate)
    assert brief is not None
    assert (brief.lead_id, brief.is_acting) == (school, False)
    assert alliances.led_by(school) == [brief]


@pytest.mark.rule("R-253")
def test_another_acting_lead_is_named_only_until_the_alliance_is_formed(
    certificate: int, school: int
) -> None:
    other = organisation("S7", name="秋浦职业学校")
    later = NOON + timedelta(days=9)
    alliance_acts.name_acting_lead(certificate, "演示联盟", other, actor=OFFICE, now=later)
    assert alliances.led(school) == set()
    assert [(one.lead_id, one.is_acting) for one in alliances.led_by(other)] == [(other, True)]
    assert Alliance.objects.get().named_on == date(2026, 3, 2)

    InstitutionCertificate.objects.create(
        institution_id=school, certificate_type_id=certificate, state="active"
    )
    alliance_acts.form(certificate, school, actor=OFFICE, now=later)
    with pytest.raises(IllegalStep):
        alliance_acts.name_acting_lead(certificate, "别名", other, actor=OFFICE, now=later)
    row = Alliance.objects.get()
    assert (row.state, row.name, row.acting_lead_id) == ("formed", "演示联盟", None)
    kept = [(one.lead, one.is_acting, one.until) for one in pages_alliances.terms(row.pk)]
    assert kept == [
        ("演示S1", False, None),
        ("秋浦职业学校", True, date(2026, 3, 11)),
        ("演示S1", True, date(2026, 3, 11)),
    ]


@pytest.mark.rule("R-253")
def test_an_alliance_is_dissolved_once_unused_and_can_begin_anew(
    certificate: int, school: int
) -> None:
    used = InstitutionCertificate.objects.create(
        institution_id=school, certificate_type_id=certificate, state="exiting"
    )
    alliance_acts.form(certificate, school, actor=OFFICE, now=NOON)
    with pytest.raises(StillInUse):
        alliance_acts.dissolve(certificate, actor=OFFICE, now=NOON)
    InstitutionCertificate.objects.filter(pk=used.pk).update(state="exited")
    with pytest.raises(NotPermitted):
        alliance_acts.dissolve(certificate, actor=actor(Role.ALLIANCE_LEAD, school), now=NOON)
    alliance_acts.dissolve(certificate, actor=OFFICE, now=NOON)

    row = Alliance.objects.get()
    assert (row.state, row.lead_id, row.acting_lead_id) == ("dissolved", None, None)
    assert alliances.of(certificate) is None
    assert not LeadTerm.objects.filter(until=None).exists()
    assert Fact.objects.filter(verb="pilots.alliance.dissolved").count() == 1
    with pytest.raises(IllegalStep):
        alliance_acts.dissolve(certificate, actor=OFFICE, now=NOON)
    with pytest.raises(IllegalStep):
        alliance_acts.form(certificate, school, actor=OFFICE, now=NOON)

    InstitutionCertificate.objects.filter(pk=used.pk).update(state="active")
    assert pages_alliances.without() == [(certificate, CertificateType.objects.get().name)]
    later = NOON + timedelta(days=30)
    alliance_acts.name_acting_lead(certificate, "演示联盟", school, actor=OFFICE, now=later)
    row.refresh_from_db()
    assert (row.state, row.named_on, row.formed_on) == ("proposed", date(2026, 4, 1), None)
    assert pages_alliances.without() == []


@pytest.mark.rule("R-056")
def test_a_suspended_organisation_reports_no_new_training(
    certificate: int, staff: Actor, lead: Actor, holder: int
) -> None:
    day = date(2026, 4, 11)
    event = activities.Event(
        certificate, EventKind.TEACHER_TRAINING, "师资培训", "合肥", ("elementary",), day, day
    )
    training, session = activities.draft(event, actor=staff, now=NOON), drafted(certificate, staff)
    for report in (training, session):
        activities.sign(report, actor=staff, now=NOON)
        activities.sign(report, actor=lead, now=NOON)
    decision = restrictions.impose(
        holder,
        Kind.SUSPENSION,
        since=date(2026, 3, 2),
        ground="R-212",
        reason="检查发现",
        decision_number="演示罚〔2026〕5号",
        actor=actor(Role.PROVINCIAL_ADMIN),
        now=NOON,
    )

    with pytest.raises(Barred, match="演示罚〔2026〕5号"):
        activities.submit(training, actor=staff, now=NOON)
    activities.submit(session, actor=staff, now=NOON)  # a session under way may need one
    restrictions.lift(decision, "整改合格", actor=actor(Role.PROVINCIAL_ADMIN), now=NOON)
    activities.submit(training, actor=staff, now=NOON)
