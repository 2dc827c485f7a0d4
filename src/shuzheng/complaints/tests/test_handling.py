"""A case from assignment to its close, and what the one complained of sees of it."""

from __future__ import annotations

from dataclasses import fields

import pytest

from shuzheng.complaints import access
from shuzheng.complaints.access import NoSuchComplaint, NotYourCase
from shuzheng.complaints.models import Complaint
from shuzheng.complaints.queries import asked, authors, cases, figures, owners
from shuzheng.complaints.queries.asked import Question
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules import ownership
from shuzheng.complaints.rules.complaint import Kind, Outcome, Urgency
from shuzheng.complaints.services import assigning, filing, handling, shielding
from shuzheng.complaints.services.assigning import Assigned
from shuzheng.complaints.services.filing import Given, Who
from shuzheng.complaints.tests.cast import CONTACT, NAME, TEXT, Cast, cast, later, row
from shuzheng.foundation import moves
from shuzheng.foundation.models import Fact
from shuzheng.foundation.ui import listing
from shuzheng.identity.models import Membership
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import LONG_AGO
from shuzheng.identity.tests.cast import NOON
from shuzheng.kernel.actor import Actor, NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-216")]
EVERY = listing.Wish("all", "due", size=100)


@pytest.fixture
def here() -> Cast:
    return cast()


def given(owner: Actor, kind: Kind = Kind.COMPLAINT, about: str = "") -> Assigned:
    return Assigned(kind, Urgency.URGENT, owner.organisation_id, owner.person_id, about)


def seen(actor: Actor) -> list[int]:
    return [one.id for one in cases.listed(actor, EVERY, NOON).rows]


def test_a_case_goes_from_its_receipt_to_its_close(here: Cast) -> None:
    way = here.filed()
    pk = here.assign(way)
    handling.accept(pk, actor=here.office, now=later(2))
    handling.investigate(pk, actor=here.office, now=later(2))
    school = here.school.organisation_id
    handling.ask(pk, "是哪一场？", actor=here.office, now=later(2))
    filing.add(way, "第二场。", now=later(2))
    handling.ask_party(pk, school, "请说明第二场的监考安排。", actor=here.office, now=later(3))
    handling.give_account(
        asked.listed(here.school)[0].id, "已核实，该监考员违规。", actor=here.school, now=later(4)
    )
    reply = handling.Answer("情况属实。", Outcome.UPHELD, "更换监考员")
    handling.answer(pk, reply, actor=here.office, now=later(5))
    filing.rate(way, "", satisfied=True, now=later(6))
    handling.close(pk, actor=here.office, now=later(7))

    found = authors.of(way)
    assert (found.state, found.answer, found.change) == ("closed", "情况属实。", "更换监考员")
    assert [one.text for one in found.words] == ["是哪一场？", "第二场。"]
    verbs = Fact.objects.filter(verb__startswith="complaints.").order_by("seq")
    assert [one.partition(".")[2] for one in verbs.values_list("verb", flat=True)] == [
        "complaint.filed",
        "complaint.triaged",
        "complaint.accepted",
        "complaint.investigated",
        "complaint.asked",
        "complaint.added_to",
        "party.asked",
        "party.stated",
        "complaint.answered",
        "complaint.rated",
        "complaint.closed",
    ]
    said = str(list(Fact.objects.values_list("data", flat=True)))
    for secret in (NAME, CONTACT, TEXT, "第二场", "情况属实"):
        assert secret not in said


def test_whoever_is_complained_of_can_not_own_the_case_nor_anybody_who_belongs_there(
    here: Cast,
) -> None:
    pk = row(here.filed()).pk
    with pytest.raises(ownership.OwnerConcerned):
        assigning.triage(pk, given(here.school), actor=here.second, now=later(1))
    Membership.objects.create(
        person_id=here.office.person_id,
        organisation_id=here.school.organisation_id,
        role=Role.TEACHER,
        since=LONG_AGO,
        until=LONG_AGO,
    )
    with pytest.raises(ownership.OwnerConcerned):
        assigning.triage(pk, given(here.office), actor=here.second, now=later(1))
    with pytest.raises(ownership.OwnerElsewhere):
        assigning.triage(pk, given(here.elsewhere), actor=here.second, now=later(1))
    with pytest.raises(assigning.NoSuchOwner):
        assigning.triage(pk, given(here.holder), actor=here.second, now=later(1))

    assigning.triage(pk, given(here.bureau), actor=here.second, now=later(1))

    assert Complaint.objects.get(pk=pk).owner_id == here.bureau.organisation_id
    offered = {
        one.handler.person_id
        for one in owners.candidates([here.school.organisation_id], NOON.date())
    }
    assert offered == {here.second.person_id, here.department.person_id, here.bureau.person_id}


def test_nobody_who_belongs_to_a_party_it_is_about_sees_the_case(here: Cast) -> None:
    about_school, about_office = row(here.filed()).pk, row(here.filed(about="SDB")).pk
    assert seen(here.second) == [about_school]
    assert sorted(seen(here.department)) == [about_school, about_office]
    Membership.objects.create(
        person_id=here.second.person_id,
        organisation_id=here.school.organisation_id,
        role=Role.TEACHER,
        since=LONG_AGO,
        until=LONG_AGO,
    )
    assert seen(here.second) == []
    with pytest.raises(NoSuchComplaint):
        cases.one(about_school, here.second)
    for stranger in (here.bureau, here.elsewhere, here.school):
        assert seen(stranger) == []
        with pytest.raises(NoSuchComplaint):
            cases.one(about_school, stranger)
    with pytest.raises(NotPermitted):
        cases.listed(here.holder, EVERY, NOON)


def test_a_subject_named_at_the_assignment_shuts_its_party_out(here: Cast) -> None:
    pk = row(here.filed(about="学校门口的培训班")).pk
    with pytest.raises(assigning.UnknownSubject, match="没有的学校"):
        assigning.triage(
            pk, given(here.office, about="没有的学校"), actor=here.second, now=later(1)
        )
    with pytest.raises(ownership.OwnerConcerned):
        assigning.triage(pk, given(here.bureau, about="HFJ"), actor=here.second, now=later(1))
    with pytest.raises(rules.StaysComplaint):
        assigning.triage(pk, given(here.school, Kind.ENQUIRY), actor=here.second, now=later(1))
    assigning.triage(pk, given(here.office, about="S1"), actor=here.second, now=later(1))
    kept = Complaint.objects.get(pk=pk)
    assert kept.concerned.get().organisation_id == here.school.organisation_id
    assert (kept.state, kept.urgency) == ("triaged", "urgent")


def test_only_the_owner_handles_a_case(here: Cast) -> None:
    pk = here.triaged()
    with pytest.raises(NotYourCase):
        handling.accept(pk, actor=here.second, now=later(2))
    handling.accept(pk, actor=here.office, now=later(2))
    with pytest.raises(NotYourCase):
        handling.investigate(pk, actor=here.department, now=later(2))
    with pytest.raises(IllegalStep):
        handling.answer(pk, handling.Answer("答复", Outcome.UPHELD), actor=here.office, now=NOON)


def test_a_case_that_is_not_accepted_says_why(here: Cast) -> None:
    way = here.filed(kind=Kind.ENQUIRY)
    pk = here.assign(way, Kind.ENQUIRY)
    handling.decline(pk, "属于人社部门职责。", actor=here.office, now=later(2))
    found = authors.of(way)
    assert (found.state, found.reason) == ("not_accepted", "属于人社部门职责。")


def test_a_transfer_changes_the_owner_and_no_deadline(here: Cast) -> None:
    way = here.filed()
    pk = here.assign(way)
    to = here.bureau
    before = row(way)
    assigning.transfer(
        pk, to.organisation_id, to.person_id, "由属地办理。", actor=here.office, now=later(2)
    )
    kept = row(way)
    assert (kept.state, kept.officer_id) == ("transferred", to.person_id)
    assert (kept.accept_due_on, kept.answer_due_on) == (before.accept_due_on, before.answer_due_on)
    assert seen(to) == [pk]
    handling.accept(pk, actor=to, now=later(3))
    with pytest.raises(ownership.OwnerConcerned):
        assigning.reassign(
            pk,
            here.school.organisation_id,
            here.school.person_id,
            actor=here.second,
            now=later(3),
        )
    assigning.reassign(
        pk, here.office.organisation_id, here.office.person_id, actor=here.second, now=later(3)
    )
    assert seen(to) == []
    assert row(way).state == "accepted"


def test_a_case_answered_meanwhile_is_not_answered_twice(here: Cast) -> None:
    pk = here.investigated()
    stale = Complaint.objects.get(pk=pk)
    reply = handling.Answer("不属实。", Outcome.NOT_UPHELD)
    handling.answer(pk, reply, actor=here.office, now=later(3))
    with pytest.raises(moves.MovedMeanwhile):
        moves.move(stale, rules.COMPLAINT, rules.Verb.ANSWER)
    with pytest.raises(IllegalStep):
        handling.answer(pk, reply, actor=here.office, now=later(3))


@pytest.mark.rule("R-217")
def test_an_adopted_opinion_stands_in_the_public_list_without_persons(here: Cast) -> None:
    pk = here.investigated(kind=Kind.OPINION)
    with pytest.raises(rules.ChangeMissing):
        handling.answer(
            pk, handling.Answer("采纳。", Outcome.ADOPTED), actor=here.office, now=later(3)
        )
    assert figures.changes() == []
    reply = handling.Answer("采纳。", Outcome.ADOPTED, "增加周末考核场次")
    handling.answer(pk, reply, actor=here.office, now=later(3))
    [change] = figures.changes()
    assert (change.kind, change.text, str(change.on)) == (
        "opinion",
        "增加周末考核场次",
        "2026-03-05",
    )
    assert {one.name for one in fields(change)} == {"kind", "text", "on"}


def test_an_answer_that_does_not_satisfy_is_reviewed_by_somebody_else(here: Cast) -> None:
    way = here.filed()
    pk = here.assign(way)
    handling.accept(pk, actor=here.office, now=later(2))
    handling.investigate(pk, actor=here.office, now=later(2))
    reply = handling.Answer("不属实。", Outcome.NOT_UPHELD)
    handling.answer(pk, reply, actor=here.office, now=later(3))
    filing.rate(way, "没有看监控。", satisfied=False, now=later(4))
    with pytest.raises(rules.SamePerson):
        handling.review(pk, "复查属实。", actor=here.office, now=later(5))
    with pytest.raises(IllegalStep):
        handling.close(pk, actor=here.office, now=later(5))
    handling.review(pk, "复查后更正：情况属实。", actor=here.second, now=later(5))
    assert authors.of(way).review == "复查后更正：情况属实。"
    handling.close(pk, actor=here.second, now=later(5))
    assert row(way).state == "closed"


def test_silence_closes_after_ten_working_days_once_however_late(here: Cast) -> None:
    pk = here.answered()
    with pytest.raises(rules.StillHeard):
        handling.close(pk, actor=here.office, now=later(10))
    assert str(Complaint.objects.get(pk=pk).heard_until) == "2026-03-19"
    assert handling.close_silent(now=later(17)) == 0
    assert handling.close_silent(now=later(18)) == 1
    assert handling.close_silent(now=later(400)) == 0
    assert Complaint.objects.get(pk=pk).state == "closed"
    assert Fact.objects.get(verb="complaints.complaint.closed").role == "clock"


def test_a_merged_case_is_told_the_answer_of_the_other(here: Cast) -> None:
    first, second = here.filed(), here.filed(who=Who())
    third = row(here.filed(about="PJ1")).pk
    main = here.assign(first)
    with pytest.raises(rules.MergedWithItself):
        assigning.merge(third, first.number, actor=here.second, now=later(1))
    with pytest.raises(rules.MergedWithItself):
        assigning.merge(row(second).pk, "20260302-XXXXXX", actor=here.second, now=later(1))
    assigning.merge(row(second).pk, first.number.lower(), actor=here.second, now=later(1))
    assert authors.of(second).main == first.number
    handling.accept(main, actor=here.office, now=later(2))
    handling.investigate(main, actor=here.office, now=later(2))
    reply = handling.Answer("属实。", Outcome.UPHELD)
    handling.answer(main, reply, actor=here.office, now=later(3))
    found = authors.of(second)
    assert (found.state, found.answer, found.may_rate) == ("merged", "属实。", False)


def test_a_party_reads_its_question_and_what_came_of_it_and_nothing_else(here: Cast) -> None:
    pk = here.investigated()
    school = here.school.organisation_id
    assert asked.listed(here.school) == []
    with pytest.raises(handling.NotConcerned):
        handling.ask_party(
            pk, here.holder.organisation_id, "请说明。", actor=here.office, now=later(2)
        )
    handling.ask_party(pk, school, "请说明监考安排。", actor=here.office, now=later(2))
    with pytest.raises(handling.NotConcerned):
        handling.ask_party(pk, school, "再说明。", actor=here.office, now=later(2))

    [question] = asked.listed(here.school)
    assert (question.question, question.outcome, question.is_open) == (
        "请说明监考安排。",
        None,
        True,
    )
    assert {one.name for one in fields(Question)} == {
        "id",
        "question",
        "asked_on",
        "statement",
        "stated_on",
        "outcome",
        "change",
        "is_open",
    }
    assert asked.listed(here.holder) == []
    with pytest.raises(NoSuchComplaint):
        handling.give_account(question.id, "不是我们", actor=here.holder, now=later(3))
    handling.give_account(question.id, "已说明。", actor=here.school, now=later(3))
    with pytest.raises(handling.StatedBefore):
        handling.give_account(question.id, "补充。", actor=here.school, now=later(3))


def test_only_the_owner_opens_who_complains_and_only_with_a_reason(here: Cast) -> None:
    pk = here.triaged()
    for other in (here.second, here.department):
        with pytest.raises(NotYourCase):
            shielding.reveal(pk, "需要核实情况", actor=other, now=later(2))
    with pytest.raises(NoSuchComplaint):
        shielding.reveal(pk, "想知道是谁", actor=here.school, now=later(2))
    with pytest.raises(shielding.ReasonNeeded):
        shielding.reveal(pk, " 看 ", actor=here.office, now=later(2))

    who = shielding.reveal(pk, "需要核实情况", actor=here.office, now=later(2))

    assert (who.name, who.contact) == (NAME, CONTACT)
    fact = Fact.objects.get(verb="complaints.complainant.opened")
    assert fact.data["reason"] == "需要核实情况"
    assert NAME not in str(fact.data)


def test_an_anonymous_case_has_nobody_to_open(here: Cast) -> None:
    pk = here.assign(here.filed(who=Who()))
    with pytest.raises(shielding.NobodyNamed):
        shielding.reveal(pk, "需要核实情况", actor=here.office, now=later(2))


def test_a_registration_changed_by_somebody_else_afterwards_is_flagged_to_the_owner(
    here: Cast,
) -> None:
    filing.file(Given(Kind.COMPLAINT, TEXT, "S1"), who=Who(person_id=71), now=NOON)
    filing.file(Given(Kind.ENQUIRY, TEXT, "S1"), who=Who(person_id=71), now=NOON)
    pk = Complaint.objects.get(kind="complaint").pk
    school = here.school.person_id
    assert shielding.flag(71, 71, at=later(1), now=later(1)) == 0
    assert shielding.flag(71, school, at=later(-1), now=later(1)) == 0
    assert shielding.flag(72, school, at=later(1), now=later(1)) == 0
    assigning.triage(pk, given(here.office), actor=here.second, now=later(1))
    with pytest.raises(shielding.NotFlagged):
        shielding.clear(pk, "没有变化", actor=here.office, now=later(1))

    assert shielding.flag(71, school, at=later(1), now=later(2)) == 1
    assert shielding.flag(71, school, at=later(1), now=later(2)) == 0

    assert cases.one(pk, here.office).line.is_flagged
    assert not cases.one(pk, here.second).line.is_flagged
    assert cases.waiting(here.office) == 2
    handling.decline(pk, "已另案处理。", actor=here.office, now=later(3))
    assert cases.waiting(here.office) == 2
    shielding.clear(pk, "应考生本人要求更正班级。", actor=here.office, now=later(3))
    assert not cases.one(pk, here.office).line.is_flagged


def test_the_figures_count_what_the_reader_may_know_of(here: Cast) -> None:
    here.answered()
    handling.close_silent(now=later(30))
    way = here.filed()
    pk = here.assign(way)
    handling.accept(pk, actor=here.office, now=later(20))
    found = figures.times(here.office)
    assert (found.to_accept, found.to_answer) == (2, 3)
    assert (found.accepted, found.accepted_in_time) == (2, 1)
    assert (found.answered, found.answered_in_time, found.closed, found.satisfied) == (1, 1, 1, 0)
    assert figures.times(here.bureau).accepted == 0


def test_views_show_what_waits_and_what_is_late(here: Cast) -> None:
    received = row(here.filed()).pk
    owned = here.triaged()
    counts = cases.counts(here.office, NOON)
    assert counts == {"mine": 2, "open": 2, "late": 0, "all": 2}
    assert cases.counts(here.second, later(8))["late"] == 2
    assert cases.waiting(here.second) == 1
    assert str(cases.first_due(here.office)) == "2026-03-09"
    assert {received, owned} == set(seen(here.office))
    assert access.complaints(here.department).count() == 2
