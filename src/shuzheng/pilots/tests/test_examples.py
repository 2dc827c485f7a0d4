"""From a report to the portal: what may be taken up, by whom, and what everybody reads at last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.gazette.models import Document
from shuzheng.gazette.services import documents
from shuzheng.gazette.services.documents import NoIssuer
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.access import NoSuchBiweekly
from shuzheng.pilots.models import Example, Report
from shuzheng.pilots.queries import examples as queries
from shuzheng.pilots.rules import examples as rules
from shuzheng.pilots.rules.reporting import Part, State
from shuzheng.pilots.services import examples, report_answers, report_periods
from shuzheng.pilots.tests.test_reports import OFFICE, at, filed, filed_school
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.kernel.actor import Actor

TOLD = {"experience": "课证融通与实训同步安排。", "cases": ""}
NOW = at(3, 20)


@pytest.mark.rule("R-197")
@given(
    st.sampled_from(list(State)),
    st.dictionaries(st.sampled_from(list(Part)), st.sampled_from(["", " \n", "做法。"])),
    st.sets(st.sampled_from(rules.PARTS)),
)
def test_only_written_parts_of_accepted_reports_are_open_and_each_once(
    state: State, texts: Mapping[Part, str], taken: set[Part]
) -> None:
    found = rules.open_parts(state, texts, taken)

    assert set(found) == {
        part
        for part in (Part.EXPERIENCE, Part.CASES)
        if state == "accepted" and texts.get(part) == "做法。" and part not in taken
    }


@pytest.mark.rule("R-197")
@pytest.mark.parametrize(
    ("state", "part", "taken", "refusal"),
    [
        (State.SUBMITTED, Part.EXPERIENCE, (), rules.NotAcceptedYet),
        (State.ACCEPTED, Part.CASES, (), rules.NothingToTakeUp),
        (State.ACCEPTED, Part.PROGRESS, (), rules.NothingToTakeUp),
        (State.ACCEPTED, Part.EXPERIENCE, (Part.EXPERIENCE,), rules.TakenUpAlready),
    ],
)
def test_what_cannot_be_taken_up_is_refused_by_its_reason(
    state: State, part: Part, taken: tuple[Part, ...], refusal: type[Exception]
) -> None:
    texts = {Part.PROGRESS: "进展。", Part.EXPERIENCE: "做法。", Part.CASES: " "}

    with pytest.raises(refusal):
        rules.check(part, state, texts, taken)


def accepted() -> tuple[int, int]:
    """Return an accepted report that tells an experience and no case, and its institution."""
    organisation("O1", OrganisationKind.COORDINATION_OFFICE, name="演示试点办")
    school = filed_school("S1")
    report_periods.catch_up(now=at(2, 27))
    report = Report.objects.get(institution=school).pk
    filed(report, actor(Role.LIAISON, school), at(3, 10), **TOLD)
    report_answers.accept(report, actor=OFFICE, now=at(3, 11))
    return report, school


def take(report: int, part: Part = Part.EXPERIENCE, by: Actor = OFFICE) -> int:
    return examples.take_up(report, part, "课证同步", "课证融通与实训同步。", actor=by, now=NOW)


@pytest.mark.django_db
@pytest.mark.rule("R-197")
def test_what_is_taken_up_is_read_by_everybody_only_after_somebody_else_approved_it() -> None:
    report, _ = accepted()

    made = take(report)

    row = Document.objects.get(pk=made)
    assert (row.kind, row.publicity, row.state) == ("case", "public", "draft")
    assert not Document.objects.openly().filter(pk=made).exists()
    assert [(one.part, one.is_public) for one in queries.of_report(report).values()] == [
        (Part.EXPERIENCE, False)
    ]
    department = actor(Role.PROVINCIAL_ADMIN, person_id=77)
    documents.approve(made, row.revision, actor=department, now=NOW)
    documents.publish(made, actor=OFFICE, now=NOW)
    assert Document.objects.openly().filter(pk=made).exists()
    assert queries.of_report(report)[Part.EXPERIENCE].is_public
    fact = Fact.objects.get(verb="pilots.report.taken_up")
    assert fact.data == {"part": "experience"}


@pytest.mark.django_db
@pytest.mark.rule("R-197")
def test_a_part_is_taken_up_once_and_again_after_its_draft_was_discarded() -> None:
    report, _ = accepted()
    first = take(report)
    with pytest.raises(rules.TakenUpAlready):
        take(report)

    documents.discard(first, actor=OFFICE, now=NOW)
    second = take(report)

    assert Example.objects.get().document_id == second != first


@pytest.mark.django_db
def test_who_does_not_answer_reports_takes_nothing_up() -> None:
    report, school = accepted()

    with pytest.raises(NotPermitted):
        take(report, by=actor(Role.LIAISON, school))
    with pytest.raises(NoSuchBiweekly):
        take(report, by=actor(Role.LIAISON, filed_school("S2")))
    with pytest.raises(NotPermitted):
        take(report, by=actor(Role.PROVINCIAL_ADMIN))
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_without_a_body_that_issues_nothing_is_kept() -> None:
    report, _ = accepted()
    Report.objects.get(pk=report).institution.__class__.objects.filter(
        kind=OrganisationKind.COORDINATION_OFFICE
    ).update(kind=OrganisationKind.CITY_BUREAU)

    with pytest.raises(NoIssuer):
        take(report)
    assert not Example.objects.exists()


@pytest.mark.usefixtures("several_at_once")
def test_of_two_who_take_up_one_part_one_does() -> None:
    report, _ = accepted()

    said = together(lambda: take(report), lambda: take(report))

    assert sorted(map(str, said)) == sorted(map(str, [None, rules.TakenUpAlready]))
    assert Document.objects.count() == Example.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.rule("R-197")
def test_the_office_goes_from_the_report_to_the_draft_and_the_institution_sees_how_it_stands() -> (
    None
):
    report, school = accepted()
    office = browser(Role.OFFICE_OFFICER, organisation("O2", OrganisationKind.COORDINATION_OFFICE))
    page = text(office.get(f"/pilots/reports/{report}/"))
    assert "Take the experience up for the portal" in page
    assert "Take the case up for the portal" not in page
    listed = text(office.get("/pilots/reports/?view=examples"))
    assert f"/pilots/reports/{report}/" in listed
    address = f"/pilots/reports/{report}/experience/"
    assert "课证融通与实训同步安排。" in text(office.get(address))

    answer = office.post(address, {"title": "课证同步", "body": "正文。"})

    made = Document.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/gazette/desk/{made.pk}")
    again = text(office.post(address, {"title": "课证同步", "body": "正文。"}), 409)
    assert "taken up already" in again
    own = text(browser(Role.LIAISON, school).get(f"/pilots/reports/{report}/"))
    assert "Taken up for the portal" in own
    assert "课证同步" not in own
    assert f"/gazette/desk/{made.pk}" not in own
