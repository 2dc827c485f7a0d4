"""The frozen cut: every input kept word for word, told to the log, ranked by itself alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from shuzheng.adjustment.access import NoSuchReview
from shuzheng.adjustment.models import FrozenCut, ListLine, Review, Served
from shuzheng.adjustment.queries import documents
from shuzheng.adjustment.rules import review as rules
from shuzheng.adjustment.rules.cut import Input, Outside
from shuzheng.adjustment.rules.ranking import Advice
from shuzheng.adjustment.services import freezing, opening
from shuzheng.adjustment.tests.cast import YEAR, Cast, cast, later, told
from shuzheng.catalogue.models import StandardVersion
from shuzheng.foundation import append_only, facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import NOON, actor
from shuzheng.insight.models import Cut
from shuzheng.insight.rules.weighing import Told
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.reliance.rules.survey import About, Answers, Audience, Line, Scope
from shuzheng.reliance.services import surveys
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions
from shuzheng.transparency.queries import evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Cast:
    return cast()


@pytest.mark.rule("R-230")
def test_the_clock_opens_a_year_once_and_not_before_its_day(here: Cast) -> None:
    late = datetime(2026, 9, 30, 23, 59, tzinfo=SHANGHAI)

    assert opening.open_due(now=late) == 0
    assert opening.open_due(now=late + timedelta(minutes=2)) == 1
    assert opening.open_due(now=late + timedelta(days=40)) == 0
    assert Review.objects.get().year == 2026
    with pytest.raises(rules.NotYet):
        opening.open_year(2027, actor=here.office, now=NOON)
    with pytest.raises(opening.OpenedAlready):
        opening.open_year(2026, actor=here.office, now=late + timedelta(days=2))
    with pytest.raises(NotPermitted):
        opening.open_year(YEAR, actor=here.department, now=NOON)


@pytest.mark.rule("R-230", "R-231")
def test_a_cut_holds_every_input_and_the_log_its_digest(here: Cast) -> None:
    pk = here.opened()
    told(pk, here.kinds[0], Input.NEEDS, 30)
    told(pk, here.kinds[0], Input.SATISFIED, 45, 50)
    Served.objects.create(
        review_id=pk,
        certificate_type=here.kinds[0],
        shortage=["养老服务"],
        industries=["新材料"],
        source="省试点实施方案（演示）",
    )
    StandardVersion.objects.create(
        certificate_type=here.kinds[0],
        version="2.0",
        state="published",
        effective_on=date(2025, 9, 1),
    )

    digest = freezing.freeze(pk, ["新材料", "生命健康"], actor=here.office, now=NOON)

    found = documents.frozen(here.row(pk))
    assert found is not None
    one = found.cut.certificates[0]
    assert (one.code, one.registered, one.before, one.institutions) == ("C01", 10, 10, 1)
    assert (one.used_since, one.standard_on) == (date(2021, 3, 1), date(2025, 9, 1))
    assert (one.shortage, one.industries) == (("养老服务",), ("新材料",))
    needs = one.said(Input.NEEDS)
    assert needs is not None
    assert (needs.count, needs.source, needs.on) == (
        30,
        "企业用人需求调查（演示）",
        date(2026, 2, 1),
    )
    assert (found.cut.since, found.cut.until) == (date(2025, 3, 1), date(2026, 2, 28))
    assert (found.ranking.number, found.ranking.most) == (2, 2)
    # M of C01: .5·1 + .3·45/50 + .2·1 = .97; nothing is known of the other 2090 registrations
    assert found.ranking.of("C01").need_met == Fraction(97, 100)
    assert (found.ranking.match, found.ranking.gaps) == (None, ("生命健康",))
    leaf, _ = evidence.entries([found.index])[found.index]
    assert leaf.decode().splitlines()[1:] == ["review.frozen", f"public 2025 {digest}"]
    assert here.row(pk).state == "ranked"
    assert list(documents.faults()) == []
    fact = Fact.objects.get(verb="adjustment.review.frozen")
    assert (fact.data["count"], fact.data["digest"]) == (20, digest)


@pytest.mark.rule("R-231", "R-066")
def test_what_enterprises_say_comes_from_the_newest_survey_unless_a_sheet_says_it(
    here: Cast,
) -> None:
    about = About("演示调查中心", "企业调查（演示）", date(2026, 1, 31))
    uid = surveys.begin(Audience.ENTERPRISES, 2025, about, actor=here.office, now=NOON)
    lines = [
        Line(Scope.PROVINCE, "", Answers(100, 80, None, 60)),
        Line(Scope.CERTIFICATE, "C01", Answers(40, 30, 24, 21)),
        Line(Scope.CERTIFICATE, "C02", Answers(40, 30, None, 27)),
    ]
    surveys.tell(uid, lines, actor=here.office, now=NOON)
    surveys.publish(uid, actor=here.office, now=NOON)
    pk = here.opened()
    told(pk, here.kinds[1], Input.SATISFIED, 45, 50)

    freezing.freeze(pk, [], actor=here.office, now=NOON)

    found = documents.frozen(here.row(pk))
    assert found is not None
    first, second, third = found.cut.certificates[:3]
    day = date(2026, 1, 31)
    assert first.said(Input.SATISFIED) == Told(21, 30, "企业调查（演示）", day)
    assert first.said(Input.RECOGNISED) == Told(24, 30, "企业调查（演示）", day)
    by_sheet = second.said(Input.SATISFIED)
    assert by_sheet is not None
    assert (by_sheet.count, by_sheet.of) == (45, 50)
    assert second.said(Input.RECOGNISED) is None
    assert third.said(Input.SATISFIED) is None


@pytest.mark.rule("R-230", "R-231")
def test_the_ranking_writes_the_first_list(here: Cast) -> None:
    pk = here.opened()
    for number in (0, 1):
        Served.objects.create(
            review_id=pk, certificate_type=here.kinds[number], shortage=["养老服务"], source="x"
        )

    freezing.freeze(pk, [], actor=here.office, now=NOON)

    lines = ListLine.objects.filter(review=pk).order_by("certificate_type__code")
    assert [(one.certificate_type.code, one.fate, one.ground) for one in lines] == [
        ("C01", "drop", "rank"),
        ("C02", "watch", "rank"),
        ("C03", "drop", "rank"),
    ]


@pytest.mark.rule("R-230")
def test_vetoes_and_national_decisions_are_in_the_cut(here: Cast) -> None:
    kind = here.kinds[19]
    kind.national_status = "withdrawn"
    kind.save()
    pk = here.frozen()
    found = documents.frozen(here.row(pk))

    assert found is not None
    assert found.cut.certificates[19].outside is Outside.NATIONAL
    assert found.ranking.of("C20").advice is Advice.OUTSIDE
    assert here.row(pk).lines.get(certificate_type=kind).ground == "national"


@pytest.mark.rule("R-230")
def test_a_suspension_by_veto_marks_all_certificates_of_the_organisation(here: Cast) -> None:
    restrictions.impose(
        here.holder,
        Kind.SUSPENSION,
        since=date(2026, 2, 1),
        ground="R-212",
        reason="x",
        decision_number="演示〔2026〕1号",
        actor=here.department,
        now=NOON,
    )
    found = documents.frozen(here.row(here.frozen()))

    assert found is not None
    assert {one.outside for one in found.cut.certificates} == {Outside.VETO}


@pytest.mark.rule("R-230")
def test_old_figures_and_none_are_refused(here: Cast) -> None:
    pk = here.opened()

    with pytest.raises(rules.NoCut):
        freezing.freeze(pk, [], actor=here.office, now=later(15))
    Cut.objects.all().delete()
    with pytest.raises(rules.NoCut):
        freezing.freeze(pk, [], actor=here.office, now=NOON)
    Cut.objects.create(taken_at=NOON, formulas={}, duration_ms=0, rows_count=0)
    with pytest.raises(rules.NothingInUse):
        freezing.freeze(pk, [], actor=here.office, now=NOON)
    assert here.row(pk).state == "opened"


@pytest.mark.rule("R-230")
def test_a_cut_is_frozen_once_and_by_the_office_alone(here: Cast) -> None:
    pk = here.frozen()

    with pytest.raises(IllegalStep):
        freezing.freeze(pk, [], actor=here.office, now=NOON)
    with pytest.raises(NotPermitted):
        freezing.freeze(pk, [], actor=here.department, now=NOON)
    with pytest.raises(NotPermitted):
        freezing.freeze(pk, [], actor=actor(Role.LIAISON, here.school), now=NOON)
    with pytest.raises(NoSuchReview):
        freezing.freeze(pk + 1, [], actor=here.office, now=NOON)


def test_the_database_keeps_a_cut_and_a_changed_one_is_found(here: Cast) -> None:
    pk = here.frozen()
    row = FrozenCut.objects.get(review=pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenCut.objects.filter(pk=row.pk).update(text="{}")

    with append_only.lifted():
        changed = {**json.loads(row.text), "key_industries": []}
        FrozenCut.objects.filter(pk=row.pk).update(text=json.dumps(changed))
        assert list(documents.faults()) == [
            f"entry {row.index} does not say the cut of the review of 2025"
        ]


def test_the_chain_of_facts_is_whole(here: Cast) -> None:
    here.decided()

    assert facts.check_chain() == []


def test_only_who_prepares_may_open(here: Cast) -> None:
    nobody = replace(here.office, permissions=frozenset())

    with pytest.raises(NotPermitted):
        opening.open_year(YEAR, actor=nobody, now=NOON)
