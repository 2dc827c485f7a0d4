"""A year from the draft to its use: frozen, said, objected to, put right, graded, used."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from shuzheng.evaluation.access import NoSuchEvaluation, NoSuchSubject
from shuzheng.evaluation.models import Correction, Evaluation, FrozenHead, FrozenRow, Subject
from shuzheng.evaluation.queries import documents, pages
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules import frozen, self_check
from shuzheng.evaluation.rules.evaluation import Objection, Use
from shuzheng.evaluation.rules.indicators import BadWeights, Input, Kind
from shuzheng.evaluation.rules.scoring import Grade
from shuzheng.evaluation.services import deciding, drafting, freezing, hearing
from shuzheng.evaluation.services.hearing import PutRight
from shuzheng.evaluation.tests.cast import SHEET, YEAR, Cast, cast, checked, later
from shuzheng.foundation import append_only
from shuzheng.foundation.models import Fact
from shuzheng.gazette.models import Document
from shuzheng.identity.tests.cast import NOON
from shuzheng.insight.models import Cut
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.transparency.queries import evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Cast:
    return cast()


def score(here: Cast, pk: int, code: str = "S1") -> Fraction | None:
    row = Subject.objects.get(evaluation=pk, code=code)
    return pages.party(row.pk, here.office).year.score.total


def told_enough(here: Cast, pk: int) -> None:
    """Let sheets tell three more indicators of the first institution: half the weight is there."""
    here.told(pk, "S1", Input.MAJORS, 8, 10)
    here.told(pk, "S1", Input.MAPPED, 90, 100)
    here.told(pk, "S1", Input.QUALIFIED, 20, 50)


@pytest.mark.rule("R-218")
def test_a_year_is_drafted_once_and_published_by_another(here: Cast) -> None:
    pk = here.drafted()
    with pytest.raises(drafting.DraftedAlready):
        here.drafted()
    here.drafted(Kind.SITE)
    with pytest.raises(NotPermitted):
        drafting.draft(Kind.ORGANISATION, YEAR, actor=here.department, now=NOON)
    with pytest.raises(BadWeights):
        drafting.weigh(pk, {"majors": 100}, actor=here.office, now=NOON)
    with pytest.raises(NotPermitted):
        drafting.publish_set(pk, actor=here.office, now=NOON)
    himself = replace(here.department, person_id=here.office.person_id)
    with pytest.raises(rules.SamePerson):
        drafting.publish_set(pk, actor=himself, now=NOON)

    drafting.publish_set(pk, actor=here.department, now=NOON)

    row = here.row(pk)
    assert (row.state, row.published_set_on) == ("indicator_set_published", date(2026, 3, 2))
    document = Document.objects.get(evaluation_indicators=row)
    assert "证书获取率：权重10%。" in document.body
    with pytest.raises(IllegalStep):
        drafting.weigh(pk, row.weights, actor=here.office, now=NOON)


@pytest.mark.rule("R-218")
def test_a_frozen_year_holds_every_input_and_the_log_its_digest(here: Cast) -> None:
    pk = here.published()
    told_enough(here, pk)

    digest = freezing.freeze(pk, actor=here.office, now=NOON)

    row = here.row(pk)
    assert (row.state, row.check_by) == ("self_check", date(2026, 3, 16))
    head = FrozenHead.objects.get(evaluation=pk)
    leaf, _ = evidence.entries([head.index])[head.index]
    assert leaf.decode().splitlines()[1:] == [
        "evaluation.frozen",
        f"public institution 2025 {digest}",
    ]
    said = json.loads(FrozenRow.objects.get(subject__code="S1", subject__evaluation=pk).text)
    assert said["inputs"]["acquired"] == {
        "count": 65,
        "of": 100,
        "source": "",
        "on": "2026-03-02",
    }
    assert said["inputs"]["completed"]["count"] == 90
    assert said["inputs"]["completed"]["of"] == 100
    assert said["inputs"]["majors"] == {"count": 8, "of": 10, "source": SHEET, "on": "2026-02-01"}
    assert frozen.row_digest(said) == dict(json.loads(head.text)["rows"])["S1"]
    assert json.loads(head.text)["since"] == "2024-11-01"
    assert list(documents.faults()) == []
    assert Subject.objects.filter(evaluation=pk).count() == 3
    # by hand: (.65 + .8 + .9 + .4 + .9) / 5, half of the weight being there
    assert score(here, pk) == Fraction(73, 100)
    assert score(here, pk, "S2") is None


@pytest.mark.rule("R-218")
def test_frozen_texts_cannot_be_changed_and_a_changed_one_is_found(here: Cast) -> None:
    pk = here.frozen()
    row = FrozenRow.objects.filter(subject__evaluation=pk).order_by("pk")[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenRow.objects.filter(pk=row.pk).update(text="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenHead.objects.filter(evaluation=pk).update(text="{}")

    changed = {**json.loads(row.text), "name": "别人"}
    with append_only.lifted():
        FrozenRow.objects.filter(pk=row.pk).update(text=json.dumps(changed))
        assert list(documents.faults()) == [
            "the row of S1 is not the one in the head of the evaluation of institution in 2025"
        ]
        FrozenRow.objects.filter(pk=row.pk).update(text=row.text)


@pytest.mark.rule("R-218")
def test_nothing_is_frozen_before_its_month_or_by_an_old_cut(here: Cast) -> None:
    pk = here.published()
    with pytest.raises(NotPermitted):
        freezing.freeze(pk, actor=here.department, now=NOON)
    with pytest.raises(rules.NoCut):
        freezing.freeze(pk, actor=here.office, now=later(15))
    early = drafting.draft(Kind.INSTITUTION, 2026, actor=here.office, now=NOON)
    drafting.publish_set(early, actor=here.department, now=NOON)
    with pytest.raises(rules.NotYet):
        freezing.freeze(early, actor=here.office, now=NOON)
    Cut.objects.all().delete()
    with pytest.raises(rules.NoCut):
        freezing.freeze(pk, actor=here.office, now=NOON)
    assert not FrozenHead.objects.exists()
    assert not Subject.objects.exists()


@pytest.mark.rule("R-025", "R-218")
def test_an_institution_speaks_of_its_data_once_after_its_self_check_of_the_year(
    here: Cast,
) -> None:
    pk = here.frozen()
    mine = here.subject(pk, here.first)
    with pytest.raises(self_check.NoSelfCheck):
        hearing.state(mine.pk, "属实。", actor=here.first, now=NOON)
    checked(here.first, now=NOON)  # of 2026, not of the year evaluated
    with pytest.raises(self_check.NoSelfCheck):
        hearing.state(mine.pk, "属实。", actor=here.first, now=NOON)
    checked(here.first, now=later(-100))
    with pytest.raises(NoSuchSubject):
        hearing.state(mine.pk, "属实。", actor=here.second, now=NOON)
    with pytest.raises(NotPermitted):
        hearing.state(mine.pk, "属实。", actor=here.bureau, now=NOON)
    with pytest.raises(rules.TooLate):
        hearing.state(mine.pk, "属实。", actor=here.first, now=later(15))

    hearing.state(mine.pk, "属实。", actor=here.first, now=later(14))

    mine.refresh_from_db()
    assert (mine.statement, mine.stated_on) == ("属实。", date(2026, 3, 16))
    with pytest.raises(hearing.SpokenAlready):
        hearing.state(mine.pk, "又说。", actor=here.first, now=later(14))
    assert Fact.objects.filter(verb="evaluation.statement.made").count() == 1


@pytest.mark.rule("R-218")
def test_cities_are_asked_after_the_deadline_by_the_clock_once(here: Cast) -> None:
    pk = here.frozen()
    with pytest.raises(rules.StillWaiting):
        hearing.hand_on(pk, actor=here.office, now=later(14))
    assert hearing.hand_on_due(now=later(14)) == 0
    assert hearing.hand_on_due(now=later(15)) == 1
    assert hearing.hand_on_due(now=later(16)) == 0
    row = here.row(pk)
    assert (row.state, row.opinion_by) == ("city_opinion", date(2026, 3, 31))
    fact = Fact.objects.get(verb="evaluation.cities.asked")
    assert fact.data["silent"] == 3


@pytest.mark.rule("R-218")
def test_a_bureau_gives_its_opinion_on_its_own_area_only(here: Cast) -> None:
    pk = here.asked()
    mine, other = here.subject(pk, here.first), here.subject(pk, here.stranger)
    with pytest.raises(NoSuchSubject):
        hearing.opine(other.pk, "同意。", actor=here.bureau, now=later(15))
    with pytest.raises(NotPermitted):
        hearing.opine(mine.pk, "同意。", actor=here.first, now=later(15))

    hearing.opine(mine.pk, "同意。", actor=here.bureau, now=later(15))

    mine.refresh_from_db()
    assert (mine.opinion, mine.opinion_by_id) == ("同意。", here.bureau.organisation_id)
    with pytest.raises(hearing.SpokenAlready):
        hearing.opine(mine.pk, "不同意。", actor=here.bureau, now=later(15))
    with pytest.raises(rules.StillWaiting):
        hearing.open_scores(pk, actor=here.office, now=later(15))
    with pytest.raises(rules.TooLate):
        hearing.opine(here.subject(pk, here.second).pk, "同意。", actor=here.bureau, now=later(35))
    hearing.open_scores(pk, actor=here.office, now=later(35))
    assert here.row(pk).state == "scored"


@pytest.mark.rule("R-218")
def test_an_upheld_objection_puts_an_input_right_beside_the_frozen_one(here: Cast) -> None:
    pk = here.published()
    told_enough(here, pk)
    freezing.freeze(pk, actor=here.office, now=NOON)
    hearing.hand_on(pk, actor=here.office, now=later(15))
    hearing.open_scores(pk, actor=here.office, now=later(30))
    mine = here.subject(pk, here.first)
    with pytest.raises(NoSuchSubject):
        hearing.contest(mine.pk, "数据有误。", actor=here.second, now=later(31))

    hearing.contest(mine.pk, "应为40人。", actor=here.first, now=later(31))

    with pytest.raises(hearing.SpokenAlready):
        hearing.contest(mine.pk, "再说。", actor=here.first, now=later(31))
    with pytest.raises(rules.StillWaiting):
        hearing.end(pk, actor=here.office, now=later(37))
    with pytest.raises(rules.Unanswered):
        hearing.end(pk, actor=here.office, now=later(38))
    with pytest.raises(NotPermitted):
        hearing.answer(mine.pk, Objection.UPHELD, "属实。", actor=here.first, now=later(38))
    wrong = PutRight(Input.SEATS_USED, 1, 2, "表")
    with pytest.raises(hearing.NoSuchInput), transaction.atomic():
        hearing.answer(
            mine.pk, Objection.UPHELD, "属实。", [wrong], actor=here.office, now=later(38)
        )
    right = PutRight(Input.QUALIFIED, 40, 50, "资格证书复印件")
    hearing.answer(mine.pk, Objection.UPHELD, "属实。", [right], actor=here.office, now=later(38))
    with pytest.raises(hearing.SpokenAlready):
        hearing.answer(mine.pk, Objection.DISMISSED, "x", actor=here.office, now=later(38))

    assert Correction.objects.get().source == "资格证书复印件"
    # by hand: (.65 + .8 + .9 + .8 + .9) / 5
    assert score(here, pk) == Fraction(81, 100)
    year = pages.party(mine.pk, here.first).year
    assert year.row.inputs[Input.QUALIFIED].count == 20
    assert year.inputs[Input.QUALIFIED].count == 40
    assert list(documents.faults()) == []
    hearing.end(pk, actor=here.office, now=later(38))
    deciding.decide(pk, actor=here.department, now=later(39))
    mine.refresh_from_db()
    assert (mine.total, mine.grade) == (8100, Grade.B)


@pytest.mark.rule("R-218")
def test_nobody_waits_once_every_party_has_confirmed_or_objected(here: Cast) -> None:
    pk = here.scored()
    first, second = here.subject(pk, here.first), here.subject(pk, here.second)
    third = here.subject(pk, here.stranger)
    with pytest.raises(NoSuchSubject):
        hearing.confirm(first.pk, actor=here.second, now=later(31))
    hearing.confirm(first.pk, actor=here.first, now=later(31))
    with pytest.raises(hearing.SpokenAlready):
        hearing.confirm(first.pk, actor=here.first, now=later(31))
    with pytest.raises(hearing.SpokenAlready):
        hearing.contest(first.pk, "有误。", actor=here.first, now=later(31))
    hearing.contest(second.pk, "有误。", actor=here.second, now=later(31))
    with pytest.raises(hearing.SpokenAlready):
        hearing.confirm(second.pk, actor=here.second, now=later(31))
    hearing.answer(second.pk, Objection.DISMISSED, "x", actor=here.office, now=later(31))
    with pytest.raises(rules.StillWaiting):
        hearing.end(pk, actor=here.office, now=later(31))
    hearing.confirm(third.pk, actor=here.stranger, now=later(31))

    hearing.end(pk, actor=here.office, now=later(31))

    assert here.row(pk).state == "heard"


@pytest.mark.rule("R-218")
def test_a_dismissed_objection_changes_nothing(here: Cast) -> None:
    pk = here.scored()
    mine = here.subject(pk, here.first)
    with pytest.raises(hearing.NotAtThisTime):
        hearing.answer(mine.pk, Objection.DISMISSED, "x", actor=here.office, now=later(31))
    hearing.contest(mine.pk, "应为40人。", actor=here.first, now=later(31))
    right = PutRight(Input.QUALIFIED, 40, 50, "表")
    hearing.answer(
        mine.pk, Objection.DISMISSED, "没有证明。", [right], actor=here.office, now=later(31)
    )

    assert not Correction.objects.exists()


@pytest.mark.rule("R-212", "R-218")
def test_grades_are_decided_and_published_by_another_and_too_little_data_has_none(
    here: Cast,
) -> None:
    pk = here.heard()
    with pytest.raises(NotPermitted):
        deciding.decide(pk, actor=here.office, now=later(41))
    himself = replace(here.department, person_id=here.office.person_id)
    with pytest.raises(rules.SamePerson):
        deciding.decide(pk, actor=himself, now=later(41))
    with pytest.raises(NoSuchEvaluation):
        pages.public_one(here.row(pk).uid)

    assert deciding.decide(pk, actor=here.department, now=later(41)) == 3

    assert set(Subject.objects.values_list("grade", flat=True)) == {"none"}
    assert pages.party(here.subject(pk, here.first).pk, here.first).line.grade is None
    with pytest.raises(rules.SamePerson):
        deciding.publish(pk, actor=himself, now=later(42))
    number = deciding.publish(pk, actor=here.department, now=later(42))
    row = here.row(pk)
    assert (row.state, row.number) == ("published", number)
    document = Document.objects.get(evaluation_result=row)
    assert (
        "数据不足，不评定等级（3个）：江淮职业学院、庐州职业学校、皖南职业学校。" in document.body
    )
    line, found = pages.public_one(row.uid)
    assert (line.year, found[0]) == (2025, ("江淮职业学院", Grade.NONE, None))
    assert pages.party(here.subject(pk, here.first).pk, here.first).line.grade is Grade.NONE


@pytest.mark.rule("R-218")
def test_a_result_is_used_more_than_once_and_then_closed(here: Cast) -> None:
    pk = here.result()
    with pytest.raises(NotPermitted):
        deciding.use(pk, Use.FUNDS, "x", actor=here.department, now=later(43))
    for use in (Use.FUNDS, Use.PAIRING):
        deciding.use(pk, use, "皖教演〔2026〕5号", actor=here.office, now=later(43))
    deciding.close(pk, actor=here.office, now=later(44))

    assert here.row(pk).state == "closed"
    page = pages.one(pk, here.office)
    assert [one.use for one in page.uses] == [Use.FUNDS, Use.PAIRING]
    with pytest.raises(IllegalStep):
        deciding.use(pk, Use.REWARDS, "x", actor=here.office, now=later(45))


@pytest.mark.rule("R-218")
def test_a_party_sees_its_own_year_only_and_its_score_when_it_is_open(here: Cast) -> None:
    pk = here.asked()
    mine, other = here.subject(pk, here.first), here.subject(pk, here.second)
    with pytest.raises(NoSuchSubject):
        pages.party(other.pk, here.first)
    with pytest.raises(NoSuchSubject):
        pages.party(mine.pk, here.other_bureau)
    with pytest.raises(NoSuchSubject):
        documents.of(other.pk, here.first)
    with pytest.raises(NotPermitted):
        pages.one(pk, here.first)
    assert not pages.party(mine.pk, here.first).sees_score
    assert not pages.party(mine.pk, here.bureau).sees_score
    assert pages.party(mine.pk, here.office).sees_score

    hearing.open_scores(pk, actor=here.office, now=later(30))

    assert pages.party(mine.pk, here.first).sees_score
    assert documents.of(mine.pk, here.first)["row"]["code"] == "S1"
    assert Evaluation.objects.get(pk=pk).contest_by == date(2026, 4, 8)
