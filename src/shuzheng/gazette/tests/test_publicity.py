"""Something is on show, anybody objects, each objection is answered, and only then it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuzheng.foundation.models import Fact
from shuzheng.gazette.access import NoSuchDocument
from shuzheng.gazette.models import Document, Objection, Period
from shuzheng.gazette.queries import publicity as reads
from shuzheng.gazette.rules import publicity as rules
from shuzheng.gazette.rules.documents import Kind
from shuzheng.gazette.rules.publicity import Subject
from shuzheng.gazette.services import documents, publicity
from shuzheng.gazette.services.publicity import Who
from shuzheng.gazette.tests.cast import GIVEN, Cast, later
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-201")]
SHOWN = [Subject("甲机构：拟列入"), Subject("乙机构：拟列入")]
WHO = Who("沈予安", "13800000017")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def opened(cast: Cast, days: int | None = None) -> int:
    """Return a publicity that is on show."""
    given = replace(GIVEN, kind=Kind.PUBLICITY, title="遴选结果公示")
    pk = publicity.open_draft(given, SHOWN, days=days, actor=cast.office, now=NOON)
    cast.publish(pk)
    return pk


def test_a_period_begins_with_publication_and_ends_by_itself(cast: Cast) -> None:
    pk = opened(cast)
    found = reads.outcome(pk)
    assert found is not None
    assert (found.state, found.since, found.until) == (
        "running",
        date(2026, 3, 2),
        date(2026, 3, 9),
    )
    assert publicity.end_due(now=later(7)) == 0

    assert publicity.end_due(now=later(8)) == 1
    assert publicity.end_due(now=later(8)) == 0

    found = reads.outcome(pk)
    assert found is not None
    assert (found.state, found.is_final, found.objections) == ("uncontested", True, 0)


def test_a_period_waits_for_the_answer_to_every_objection(cast: Cast) -> None:
    pk = opened(cast)
    publicity.object_to(pk, "不符合条件", who=WHO, now=later(3))
    publicity.object_to(pk, "材料不实", who=Who(), now=later(7))
    first, second = Objection.objects.order_by("pk")
    publicity.answer(first.pk, "经核查符合条件。", upheld=False, actor=cast.office, now=later(4))
    assert publicity.end_due(now=later(30)) == 0

    publicity.answer(second.pk, "核查无误。", upheld=False, actor=cast.office, now=later(31))

    found = reads.outcome(pk)
    assert found is not None
    assert (found.state, found.objections, found.unanswered) == ("confirmed", 2, 0)


def test_one_objection_that_is_upheld_overturns_it(cast: Cast) -> None:
    pk = opened(cast)
    publicity.object_to(pk, "材料不实", who=WHO, now=later(1))
    publicity.answer(
        Objection.objects.get().pk, "情况属实。", upheld=True, actor=cast.office, now=later(2)
    )
    assert Period.objects.get().state == "running"

    publicity.end_due(now=later(8))

    assert Period.objects.get().state == "overturned"


def test_who_objects_lies_sealed_and_stands_in_no_fact(cast: Cast) -> None:
    pk = opened(cast)
    subject = Period.objects.get().subjects.order_by("pk")[1]
    code = publicity.object_to(pk, "沈予安认为不实", who=WHO, subject_id=subject.pk, now=later(1))

    row = Objection.objects.get()
    assert row.subject == subject
    stored = f"{row.text_sealed} {row.name_sealed} {row.contact_sealed} {row.code_index}"
    facts = " ".join(str(one.data) for one in Fact.objects.all())
    for secret in ("沈予安", "13800000017", code):
        assert secret not in stored
        assert secret not in facts
    lodged = Fact.objects.get(verb="gazette.objection.lodged")
    assert (lodged.user_id, lodged.person_id, lodged.organisation_id) == (0, 0, 0)


def test_the_code_shows_its_author_the_answer_however_it_is_typed(cast: Cast) -> None:
    pk = opened(cast)
    code = publicity.object_to(pk, "不实", who=Who(), now=later(1))
    publicity.answer(
        Objection.objects.get().pk, "已核查。", upheld=False, actor=cast.office, now=later(2)
    )

    typed = f" {code[:4].lower()}-{code[4:]} "
    found = reads.by_code(publicity.index_of(typed))

    assert found is not None
    assert (found.title, found.state, found.answer) == ("遴选结果公示", "rejected", "已核查。")
    assert reads.by_code(publicity.index_of("A" * 16)) is None


def test_seeing_who_objects_needs_a_reason_that_is_recorded(cast: Cast) -> None:
    pk = opened(cast)
    publicity.object_to(pk, "不实", who=WHO, now=later(1))
    objection = Objection.objects.get().pk

    assert publicity.reveal(objection, "需要核实", actor=cast.office, now=later(2)) == WHO

    fact = Fact.objects.get(verb="gazette.objection.opened")
    assert (fact.person_id, fact.data) == (cast.office.person_id, {"reason": "需要核实"})
    with pytest.raises(NotPermitted):
        publicity.reveal(objection, "x", actor=actor(Role.LIAISON), now=later(2))


def test_before_and_after_the_period_nobody_objects(cast: Cast) -> None:
    given = replace(GIVEN, kind=Kind.PUBLICITY)
    draft = publicity.open_draft(given, SHOWN, actor=cast.office, now=NOON)
    with pytest.raises(NoSuchDocument):
        publicity.object_to(draft, "x", who=Who(), now=NOON)
    pk = opened(cast)
    with pytest.raises(rules.PeriodOver):
        publicity.object_to(pk, "x", who=Who(), now=later(8))
    with pytest.raises(publicity.NoPublicity):
        publicity.object_to(cast.out(), "x", who=Who(), now=NOON)


def test_a_publicity_of_nothing_is_not_approved_and_others_show_nothing(cast: Cast) -> None:
    pk = cast.drafted(kind=Kind.PUBLICITY)
    with pytest.raises(rules.NothingOnShow):
        documents.approve(pk, 1, actor=cast.department, now=NOON)
    with pytest.raises(rules.NothingOnShow):
        publicity.show(pk, [], actor=cast.office, now=NOON)
    with pytest.raises(rules.PeriodTooShort):
        publicity.show(pk, SHOWN, days=3, actor=cast.office, now=NOON)
    with pytest.raises(publicity.NoPublicity):
        publicity.show(cast.drafted(), SHOWN, actor=cast.office, now=NOON)


def test_withdrawing_breaks_the_period_off_and_a_new_version_begins_anew(cast: Cast) -> None:
    pk = opened(cast, days=6)
    new = documents.correct(pk, "更正名称", actor=cast.office, now=later(2))
    cast.publish(new, now=later(2))

    periods = {one.document_id: one for one in Period.objects.all()}
    assert (periods[pk].state, periods[new].state) == ("stopped", "running")
    assert (periods[new].days, periods[new].until) == (6, date(2026, 3, 12))
    assert [one.text for one in periods[new].subjects.order_by("pk")] == [
        "甲机构：拟列入",
        "乙机构：拟列入",
    ]

    documents.withdraw(new, "有误", actor=cast.department, now=later(3))
    assert Period.objects.get(document=new).state == "stopped"
    with pytest.raises(rules.PeriodOver):
        publicity.object_to(new, "x", who=Who(), now=later(3))


def test_a_draft_that_became_a_notice_shows_nothing_and_has_no_period(cast: Cast) -> None:
    given = replace(GIVEN, kind=Kind.PUBLICITY)
    pk = publicity.open_draft(given, SHOWN, actor=cast.office, now=NOON)
    documents.edit(pk, GIVEN, 2, actor=cast.office, now=NOON)

    cast.publish(pk)

    assert Period.objects.get().state == "prepared"
    with pytest.raises(publicity.NoPublicity):
        publicity.object_to(pk, "x", who=Who(), now=NOON)


def test_lines_that_begin_with_a_code_are_linked_to_whose_it_is() -> None:
    party = organisation("PJ1", OrganisationKind.EVALUATION_ORGANISATION)

    found = reads.linked(["PJ1 拟列入", "某单位 拟列入", "PJ1"])

    assert found == [Subject("拟列入", party), Subject("某单位 拟列入"), Subject("PJ1")]


def test_a_document_that_is_no_publicity_has_no_outcome(cast: Cast) -> None:
    assert reads.outcome(cast.out()) is None
    assert Document.objects.count() == 1
