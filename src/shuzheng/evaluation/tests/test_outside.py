"""What others found: the ministry by its documents, third parties once they are independent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuzheng.evaluation.access import NoSuchThirdParty
from shuzheng.evaluation.models import MinistryResult, ThirdParty
from shuzheng.evaluation.queries import outside as queries
from shuzheng.evaluation.rules import ministry
from shuzheng.evaluation.rules import third_party as rules
from shuzheng.evaluation.rules.third_party import THIRD_PARTY, State, Verb
from shuzheng.evaluation.services import outside
from shuzheng.evaluation.services.outside import Commission, Filed
from shuzheng.evaluation.tests.cast import Cast, cast, later
from shuzheng.foundation.models import StoredFile
from shuzheng.foundation.ui import listing
from shuzheng.identity.tests.cast import NOON
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
FILED = Filed("S1", 2025, "培训质量监测", "合格", "演示函〔2026〕1号", TODAY)
GIVEN = Commission("S1", "江淮教育评估中心", "考核组织", "委1号", TODAY)
EVERY = listing.Wish("all", "name")
LEGAL = {
    ("commissioned", "declare"): "independent",
    ("independent", "report"): "reported",
    ("commissioned", "call_off"): "called_off",
    ("independent", "call_off"): "called_off",
}


@pytest.fixture
def here() -> Cast:
    return cast()


def paper() -> int:
    return StoredFile.objects.create(
        name="声明.pdf",
        media_type="application/pdf",
        size=1,
        digest="0" * 64,
        body=b"x",
        organisation_id=1,
        user_id=1,
        stored_at=NOON,
    ).pk


@pytest.mark.rule("R-028")
def test_the_ministrys_results_are_filed_with_their_document_and_seen_by_their_party(
    here: Cast,
) -> None:
    other = replace(FILED, code="S3", result="不合格")
    assert outside.file([FILED, other], actor=here.office, now=NOON) == 2
    outside.file([replace(FILED, result="良好")], actor=here.office, now=NOON)

    assert MinistryResult.objects.count() == 2
    assert [one.result for one in queries.ministry(here.first, EVERY).rows] == ["良好"]
    assert [one.code for one in queries.ministry(here.bureau, EVERY).rows] == ["S1"]
    assert [one.code for one in queries.ministry(here.office, EVERY).rows] == ["S1", "S3"]
    assert queries.ministry(here.second, EVERY).rows == []
    assert queries.ministry_of(here.stranger.organisation_id, here.first) == []


@pytest.mark.rule("R-028")
def test_a_result_without_its_document_or_its_party_is_not_filed(here: Cast) -> None:
    for wrong in (replace(FILED, document=" "), replace(FILED, dated_on=date(2026, 3, 3))):
        with pytest.raises(ministry.NoSource):
            outside.file([FILED, wrong], actor=here.office, now=NOON)
    with pytest.raises(outside.NobodyCalledSo):
        outside.file([FILED, replace(FILED, code="S9")], actor=here.office, now=NOON)
    for who in (here.department, here.first, here.bureau):
        with pytest.raises(NotPermitted):
            outside.file([FILED], actor=who, now=NOON)
    assert not MinistryResult.objects.exists()


@pytest.mark.rule("R-211")
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(Verb))
def test_a_third_party_reports_after_its_declaration_only(state: State, verb: Verb) -> None:
    if (state.value, verb.value) in LEGAL:
        assert THIRD_PARTY.after(state, verb) == LEGAL[state.value, verb.value]
        return
    with pytest.raises(IllegalStep):
        THIRD_PARTY.after(state, verb)


@pytest.mark.rule("R-211")
def test_a_third_party_is_commissioned_declares_and_reports(here: Cast) -> None:
    pk = outside.commission(GIVEN, actor=here.department, now=NOON)
    with pytest.raises(IllegalStep):
        outside.report(pk, "规范。", TODAY, file_id=paper(), actor=here.department, now=NOON)
    with pytest.raises(rules.When):
        outside.declare(
            pk, "独立。", date(2026, 3, 1), file_id=paper(), actor=here.department, now=NOON
        )
    outside.declare(pk, "独立。", TODAY, file_id=paper(), actor=here.department, now=NOON)
    with pytest.raises(NoSuchThirdParty):
        queries.one(pk, here.first)
    assert queries.third_parties(here.first, EVERY).rows == []
    with pytest.raises(rules.When):
        outside.report(
            pk, "规范。", date(2026, 3, 3), file_id=paper(), actor=here.department, now=NOON
        )

    now = later(5)
    outside.report(pk, "规范。", TODAY, score=88, file_id=paper(), actor=here.department, now=now)

    line = queries.one(pk, here.first)
    assert (line.state, line.score, line.result) == (State.REPORTED, 88, "规范。")
    assert [one.id for one in queries.of(here.first.organisation_id, None, here.bureau)] == [pk]
    for who in (here.second, here.other_bureau):
        with pytest.raises(NoSuchThirdParty):
            queries.one(pk, who)
    with pytest.raises(IllegalStep):
        outside.call_off(pk, "x", actor=here.department, now=now)


@pytest.mark.rule("R-211")
def test_nobody_evaluates_itself_and_only_the_department_commissions(here: Cast) -> None:
    with pytest.raises(rules.NotIndependent):
        outside.commission(
            replace(GIVEN, evaluator="江淮 职业学院"), actor=here.department, now=NOON
        )
    with pytest.raises(outside.NobodyCalledSo):
        outside.commission(replace(GIVEN, code="B1"), actor=here.department, now=NOON)
    ahead = replace(GIVEN, commissioned_on=date(2026, 3, 3))
    with pytest.raises(rules.When):
        outside.commission(ahead, actor=here.department, now=NOON)
    with pytest.raises(NotPermitted):
        outside.commission(GIVEN, actor=here.office, now=NOON)
    assert not ThirdParty.objects.exists()
    pk = outside.commission(GIVEN, actor=here.department, now=NOON)
    outside.call_off(pk, "人员调整。", actor=here.department, now=NOON)
    assert ThirdParty.objects.get().called_off_reason == "人员调整。"
