"""On site, report, hearing; findings contested once, put right, checked again, escalated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import files, rulebooks
from shuzheng.foundation.models import Fact
from shuzheng.gazette.tests.cast import pdf
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import NOON, actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.quality import access
from shuzheng.quality.access import NoSuchFinding
from shuzheng.quality.models import Finding, Inspection
from shuzheng.quality.queries import findings as queries
from shuzheng.quality.rules import finding as rules
from shuzheng.quality.rules import form
from shuzheng.quality.rules import inspection as conduct
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import Heard, Signature
from shuzheng.quality.services import findings, inspections
from shuzheng.quality.services.findings import Found
from shuzheng.quality.services.inspections import Report
from shuzheng.quality.tests.cast import Cast, cast, said

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
REPORT = Report("总体规范。", Signature.REFUSED)
FOUND = Found(Severity.MAJOR, "交接记录缺签字。", date(2026, 2, 20), "handover")


@pytest.fixture
def here() -> Cast:
    return cast()


@pytest.fixture
def begun(here: Cast) -> Inspection:
    return here.begun()


@pytest.fixture
def reported(here: Cast, begun: Inspection) -> Finding:
    lead = here.lead(begun.pk)
    pk = findings.record(begun.pk, FOUND, actor=lead, now=NOON)
    inspections.answer(begun.pk, said(answers(begun)), actor=lead, now=NOON)
    inspections.report(begun.pk, REPORT, actor=lead, now=NOON)
    return Finding.objects.get(pk=pk)


def answers(row: Inspection) -> dict[str, str]:
    """Return a whole form with one item not in order."""
    codes = [code for _, code, _ in form.items_of(row.campaign.sections)]
    return {**dict.fromkeys(codes, "held"), "handover": "failed"}


def document(who: Actor) -> int:
    return files.store(pdf("证据.pdf"), actor=who, now=NOON, kinds=("pdf",)).pk


def state(row: Finding) -> str:
    return Finding.objects.get(pk=row.pk).state


@pytest.mark.rule("R-220")
@pytest.mark.rule("R-213")
def test_a_report_needs_every_item_and_a_finding_for_what_is_not_in_order(
    here: Cast, begun: Inspection
) -> None:
    lead = here.lead(begun.pk)
    some = {code: one for code, one in answers(begun).items() if code != "consent"}
    inspections.answer(begun.pk, said({**some, "kitchen": "held"}), actor=lead, now=NOON)
    begun.refresh_from_db()
    assert "kitchen" not in begun.answers
    with pytest.raises(conduct.FormIncomplete):
        inspections.report(begun.pk, REPORT, actor=lead, now=NOON)
    inspections.answer(
        begun.pk, {**said(answers(begun)), "handover": ("failed", "缺两处")}, actor=lead, now=NOON
    )
    with pytest.raises(conduct.FindingMissing):
        inspections.report(begun.pk, REPORT, actor=lead, now=NOON)
    findings.record(begun.pk, FOUND, actor=lead, now=NOON)
    inspections.report(begun.pk, REPORT, actor=lead, now=NOON)

    begun.refresh_from_db()
    assert (begun.state, begun.signature, begun.heard_by) == (
        "reported",
        "refused",
        date(2026, 3, 9),
    )
    assert conduct.score(begun.answers) == (len(begun.answers) - 1, len(begun.answers))
    with pytest.raises(IllegalStep):
        findings.record(begun.pk, FOUND, actor=lead, now=NOON)


@pytest.mark.rule("R-210")
def test_the_one_inspected_sees_findings_from_the_report_on(here: Cast, begun: Inspection) -> None:
    lead = here.lead(begun.pk)
    pk = findings.record(begun.pk, FOUND, file_id=document(lead), actor=lead, now=NOON)
    uid = Finding.objects.get(pk=pk).files.get().file.uid
    party, other = here.party(begun), actor(Role.LIAISON, here.schools[0] + 900)
    for who in (party, here.office, here.department):
        with pytest.raises(NoSuchFinding):
            queries.one(pk, who)
        assert not access._document(uid, who)  # noqa: SLF001 - as the files ask
    inspections.answer(begun.pk, said(answers(begun)), actor=lead, now=NOON)
    inspections.report(begun.pk, REPORT, actor=lead, now=NOON)

    assert queries.one(pk, party).text == FOUND.text
    assert access._document(uid, party)  # noqa: SLF001 - as the files ask
    with pytest.raises(NoSuchFinding):
        queries.one(pk, other)
    assert not access._document(uid, other)  # noqa: SLF001 - as the files ask


@pytest.mark.rule("R-210")
def test_the_one_inspected_is_heard_for_five_working_days_and_silence_is_heard_too(
    here: Cast, reported: Finding
) -> None:
    pk = reported.inspection_id or 0
    assert inspections.confirm_by_silence(now=NOON + timedelta(days=7)) == 0
    assert inspections.confirm_by_silence(now=NOON + timedelta(days=8)) == 1
    assert inspections.confirm_by_silence(now=NOON + timedelta(days=8)) == 0
    row = Inspection.objects.get(pk=pk)
    assert (row.state, row.heard) == ("confirmed", "silent")
    with pytest.raises(IllegalStep):
        inspections.confirm(pk, Heard.AGREED, "", actor=here.party(row), now=NOON)
    assert Fact.objects.get(verb="quality.inspection.confirmed").person_id == 0


@pytest.mark.rule("R-210")
def test_the_office_publishes_and_closes_only_when_everything_is_put_right(
    here: Cast, reported: Finding
) -> None:
    pk, party = reported.inspection_id or 0, here.party(reported.inspection)
    with pytest.raises(NotPermitted):
        inspections.confirm(pk, Heard.OBJECTED, "x", actor=here.office, now=NOON)
    inspections.confirm(pk, Heard.OBJECTED, "记录已补。", actor=party, now=NOON)
    inspections.publish(pk, actor=here.office, now=NOON)
    with pytest.raises(conduct.FindingsOpen):
        inspections.close(pk, actor=here.office, now=NOON)
    findings.begin(reported.pk, actor=party, now=NOON)
    findings.submit(reported.pk, "已补。", file_id=document(party), actor=party, now=NOON)
    findings.recheck(reported.pk, "属实。", passed=True, actor=here.lead(pk), now=NOON)
    findings.close(reported.pk, actor=here.office, now=NOON)
    inspections.close(pk, actor=here.office, now=NOON)
    assert Inspection.objects.get(pk=pk).state == "closed"


@pytest.mark.rule("R-213")
def test_a_finding_is_contested_once_and_upheld_gets_a_fresh_deadline(
    here: Cast, reported: Finding
) -> None:
    party = here.party(reported.inspection)
    assert reported.due_on == date(2026, 4, 1)
    findings.contest(reported.pk, "当日已签。", actor=party, now=NOON)
    assert findings.expire(now=NOON + timedelta(days=60)) == 0
    later = NOON + timedelta(days=10)
    findings.decide_contest(reported.pk, "证据不足。", withdraw=False, actor=here.office, now=later)
    reported.refresh_from_db()
    assert (reported.state, reported.due_on) == ("open", date(2026, 4, 13))
    with pytest.raises(rules.ContestedOnce):
        findings.contest(reported.pk, "再次", actor=party, now=later)


@pytest.mark.rule("R-213")
def test_a_withdrawn_finding_is_over_and_counts_nowhere(here: Cast, reported: Finding) -> None:
    findings.contest(reported.pk, "x", actor=here.party(reported.inspection), now=NOON)
    findings.decide_contest(reported.pk, "成立。", withdraw=True, actor=here.office, now=NOON)

    assert state(reported) == "withdrawn"
    assert queries.times(here.office) == queries.Times(None, None, 0, 0)


@pytest.mark.rule("R-213")
def test_a_failed_recheck_sends_it_back_and_the_rechecker_does_not_close(
    here: Cast, reported: Finding
) -> None:
    party, lead = here.party(reported.inspection), here.lead(reported.inspection_id)
    findings.begin(reported.pk, actor=party, now=NOON)
    with pytest.raises(IllegalStep):
        findings.recheck(reported.pk, "x", passed=True, actor=lead, now=NOON)
    findings.submit(reported.pk, "已改。", file_id=document(party), actor=party, now=NOON)
    findings.recheck(reported.pk, "仍缺。", passed=False, actor=lead, now=NOON)
    assert state(reported) == "rectifying"
    findings.submit(reported.pk, "补齐。", file_id=document(party), actor=party, now=NOON)
    findings.recheck(reported.pk, "齐全。", passed=True, actor=lead, now=NOON)
    same = replace(here.office, person_id=lead.person_id)
    with pytest.raises(rules.SamePerson):
        findings.close(reported.pk, actor=same, now=NOON)
    findings.close(reported.pk, actor=here.office, now=NOON + timedelta(days=6))

    assert Fact.objects.get(verb="quality.finding.closed").data["days"] == 6
    assert queries.times(here.office) == queries.Times(10, 6, 0, 0)


@pytest.mark.rule("R-213")
def test_an_overdue_finding_goes_three_stages_up_and_late_is_still_taken(
    here: Cast, reported: Finding
) -> None:
    assert findings.expire(now=NOON + timedelta(days=30)) == 0
    late = NOON + timedelta(days=31)
    with pytest.raises(IllegalStep):
        findings.escalate(reported.pk, "x", actor=here.office, now=late)
    assert findings.expire(now=late) == 1
    assert findings.expire(now=late) == 0
    assert queries.times(here.office).late == 1
    for _ in range(3):
        findings.escalate(reported.pk, "逾期未改。", actor=here.office, now=late)
    with pytest.raises(rules.FullyEscalated):
        findings.escalate(reported.pk, "x", actor=here.office, now=late)
    stages = [one.data["stage"] for one in Fact.objects.filter(verb="quality.finding.escalated")]
    assert sorted(stages) == ["notice", "summons", "suspension"]
    party = here.party(reported.inspection)
    findings.submit(reported.pk, "迟交。", file_id=document(party), actor=party, now=late)
    assert state(reported) == "submitted"


@pytest.mark.rule("R-213")
def test_what_is_not_reported_yet_is_not_overdue(here: Cast, begun: Inspection) -> None:
    findings.record(begun.pk, FOUND, actor=here.lead(begun.pk), now=NOON)

    assert findings.expire(now=NOON + timedelta(days=90)) == 0


@pytest.mark.rule("R-215")
def test_nothing_is_found_before_it_happened(here: Cast, begun: Inspection) -> None:
    early = replace(FOUND, happened_on=date(2026, 3, 3))
    with pytest.raises(rules.HappenedLater):
        findings.record(begun.pk, early, actor=here.lead(begun.pk), now=NOON)


def test_others_take_no_step_of_a_finding(here: Cast, reported: Finding) -> None:
    pk, party = reported.pk, here.party(reported.inspection)
    stranger = actor(Role.LIAISON, here.schools[0] + 900)
    with pytest.raises(NoSuchFinding):
        findings.contest(pk, "x", actor=stranger, now=NOON)
    for who in (here.office, here.department, here.lead(reported.inspection_id)):
        with pytest.raises(NotPermitted):
            findings.contest(pk, "x", actor=who, now=NOON)
    for who in (party, here.department):
        with pytest.raises(NotPermitted):
            findings.escalate(pk, "x", actor=who, now=NOON)
    city = actor(Role.CITY_OFFICER, area="3401")
    assert queries.one(pk, city).id == pk
    with pytest.raises(NotPermitted):
        findings.begin(pk, actor=city, now=NOON)


@pytest.mark.rule("R-213")
@given(found_on=st.dates(date(2025, 1, 1), date(2026, 12, 1)))
def test_a_deadline_is_a_working_day_thirty_days_on_or_soon_after(found_on: date) -> None:
    calendar = rulebooks.calendar()

    due = rules.due_on(found_on, calendar, rulebooks.current())

    assert calendar.works(due)
    assert 30 <= (due - found_on).days <= 40
    assert not any(
        calendar.works(found_on + timedelta(days=n)) for n in range(30, (due - found_on).days)
    )


@pytest.mark.rule("R-215")
@pytest.mark.parametrize(
    ("days", "expected"), [([], None), ([4], 4), ([9, 1], 1), ([3, 30, 5], 5), ([1, 2, 3, 4], 2)]
)
def test_the_median_is_a_day_that_occurred(days: list[int], expected: int | None) -> None:
    spans = [(TODAY, TODAY + timedelta(days=n)) for n in days]

    assert rules.median_days(spans) == expected
