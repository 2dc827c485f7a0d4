"""A plan is drafted, fixed from what the platform holds, published by a second person, replaced."""

from __future__ import annotations

import pytest

from shuzheng.foundation.models import Fact
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.foundation.tests.together import together
from shuzheng.gazette.models import Document
from shuzheng.governance import access
from shuzheng.governance.models import Plan, PlanRow
from shuzheng.governance.queries import plans as queries
from shuzheng.governance.rules import plan as rules
from shuzheng.governance.rules.plan import List, Row
from shuzheng.governance.services import plans
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import Filing, InstitutionCertificate
from shuzheng.transparency.models import Entry


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    return cast.build()


SCHOOLS = [Row("S1", "江淮职业学院", "合肥市", ""), Row("S2", "秋浦职业学校", "芜湖市", "")]
KINDS = [Row("D10001", "演示D10001", "", "演示评价甲")]
SITES = [Row("0001/D10001", "演示站点", "合肥市", "演示D10001")]


@pytest.mark.rule("R-009")
def test_the_lists_are_what_the_platform_held_on_the_day_and_stay_so(here: cast.Here) -> None:
    pk = here.fixed()
    page = queries.detail(pk, here.office)
    assert page.lists == {
        List.INSTITUTIONS: SCHOOLS,
        List.CERTIFICATES: KINDS,
        List.SITES: SITES,
    }
    assert [page.differences[one].count for one in List] == [0, 0, 0]
    assert page.line.industries == ("新能源汽车", "集成电路")
    entry = Entry.objects.get(index=page.log_index or 0)
    assert (entry.kind, entry.leaf.split()[-1]) == ("plan.fixed", page.digest)

    Filing.objects.filter(institution_id=here.world.member).update(state="returned")
    Filing.objects.create(
        institution_id=here.world.stranger, year=2026, number="BA3", state="filed"
    )
    InstitutionCertificate.objects.update(state="exited")
    page = queries.detail(pk, here.office)
    assert page.lists[List.INSTITUTIONS] == SCHOOLS
    found = page.differences[List.INSTITUTIONS]
    assert found.gone == (SCHOOLS[1],)
    assert found.new == (Row("S3", "皖南职业学校", "合肥市", ""),)
    assert page.differences[List.CERTIFICATES].gone == tuple(KINDS)
    assert page.is_intact


@pytest.mark.rule("R-009")
def test_a_row_that_was_changed_behind_the_back_shows(here: cast.Here) -> None:
    pk = here.fixed()
    PlanRow.objects.filter(code="S2").update(name="另一所学校")
    assert not queries.detail(pk, here.office).is_intact


@pytest.mark.rule("R-009")
@pytest.mark.rule("R-008")
def test_a_plan_is_fixed_only_with_milestones_industries_and_full_lists(here: cast.Here) -> None:
    pk = here.drafted(milestone=False)
    with pytest.raises(rules.NoMilestone):
        plans.fix(pk, actor=here.office, now=at(3, 2))
    plans.discard(pk, actor=here.office, now=at(3, 2))
    second = here.drafted()
    InstitutionCertificate.objects.update(state="exited")
    with pytest.raises(rules.EmptyList):
        plans.fix(second, actor=here.office, now=at(3, 2))
    assert PlanRow.objects.count() == 0
    assert Plan.objects.get(pk=second).state == "drafting"


@pytest.mark.rule("R-009")
def test_the_department_publishes_what_the_office_fixed_as_a_numbered_document(
    here: cast.Here,
) -> None:
    pk = here.fixed()
    with pytest.raises(NotPermitted):
        plans.publish(pk, actor=here.office, now=at(3, 3))
    number = plans.publish(pk, actor=here.department, now=at(3, 3))
    document = Document.objects.get()
    assert (document.number, document.state, document.publicity) == (number, "published", "public")
    assert "芜湖市：秋浦职业学校。" in document.body
    assert "1. 2026年6月30日前，完成年度备案。责任单位：省教育厅（演示）。" in document.body
    row = Plan.objects.get(pk=pk)
    assert (row.state, row.document_id) == ("in_force", document.pk)
    told = Fact.objects.get(verb="governance.plan.published")
    assert (told.from_state, told.to_state, told.data) == ("fixed", "in_force", {"number": number})


@pytest.mark.rule("R-009")
def test_whoever_fixed_the_lists_does_not_publish_them(here: cast.Here) -> None:
    pk = here.drafted()
    plans.fix(pk, actor=here.department, now=at(3, 2))
    with pytest.raises(rules.SamePerson):
        plans.publish(pk, actor=here.department, now=at(3, 3))
    assert Document.objects.count() == 0


@pytest.mark.rule("R-009")
def test_a_new_edition_replaces_the_one_in_force_and_the_older_stays_readable(
    here: cast.Here,
) -> None:
    first = here.published()
    assert queries.key_industries(2026) == ("新能源汽车", "集成电路")
    second = plans.draft(2026, "调整。", ["绿色食品"], actor=here.office, now=at(5, 6))
    with pytest.raises(rules.PlanUnderWay, match="2026"):
        plans.draft(2026, "再调整。", ["绿色食品"], actor=here.office, now=at(5, 6))
    plans.fix(second, actor=here.office, now=at(5, 7))
    assert [one.id for one in queries.to_publish(here.department)] == [second]
    plans.publish(second, actor=here.department, now=at(5, 8))
    assert list(Plan.objects.order_by("edition").values_list("edition", "state")) == [
        (1, "replaced"),
        (2, "in_force"),
    ]
    assert queries.key_industries(2026) == ("绿色食品",)
    assert queries.key_industries(2027) == ()
    assert [one.id for one in queries.editions()] == [second, first]
    assert queries.public(first).lists[List.INSTITUTIONS] == SCHOOLS
    draft = plans.draft(2027, "来年。", ["绿色食品"], actor=here.office, now=at(11, 6))
    with pytest.raises(access.NoSuchPlan):
        queries.public(draft)


@pytest.mark.rule("R-009")
def test_a_fixed_plan_is_reopened_with_its_lists_given_up(here: cast.Here) -> None:
    pk = here.fixed()
    with pytest.raises(IllegalStep):
        plans.rewrite(pk, "改。", ["绿色食品"], 1, actor=here.office, now=at(3, 3))
    plans.reopen(pk, "漏列一所院校", actor=here.colleague, now=at(3, 3))
    row = Plan.objects.get(pk=pk)
    assert (row.state, row.digest, row.log_index, row.fixed_by_id) == ("drafting", "", None, None)
    assert PlanRow.objects.count() == 0
    with pytest.raises(MovedMeanwhile):
        plans.rewrite(pk, "改。", ["绿色食品"], 1, actor=here.office, now=at(3, 3))
    plans.rewrite(pk, "改。", ["绿色食品"], 2, actor=here.office, now=at(3, 3))
    assert Plan.objects.get(pk=pk).industries == ["绿色食品"]


def test_a_plan_is_nobody_elses_before_it_is_published(here: cast.Here) -> None:
    pk = here.fixed()
    for who in (here.bureau, here.world.liaison(), here.world.lead(), actor(Role.STUDENT)):
        with pytest.raises(NotPermitted):
            queries.detail(pk, who)
        with pytest.raises(NotPermitted):
            plans.draft(2027, "x", ["y"], actor=who, now=at(3, 2))
    assert queries.in_force() is None


@pytest.mark.usefixtures("several_at_once")
@pytest.mark.rule("R-009")
def test_two_who_fix_at_once_leave_one_set_of_lists() -> None:
    here = cast.build()
    pk = here.drafted()

    said = together(
        *(
            lambda me=me: plans.fix(pk, actor=me, now=at(3, 2))
            for me in (here.office, here.colleague)
        )
    )

    assert said.count(None) == 1
    assert set(said) <= {None, MovedMeanwhile, IllegalStep}
    assert PlanRow.objects.filter(plan=pk, kind="institutions").count() == 2
    assert Entry.objects.filter(kind="plan.fixed").count() == 1


@pytest.mark.usefixtures("several_at_once")
def test_two_who_begin_an_edition_at_once_begin_one() -> None:
    here = cast.build()

    said = together(
        *(
            lambda me=me: plans.draft(2026, "甲", ["乙"], actor=me, now=at(3, 2))
            for me in (here.office, here.colleague)
        )
    )

    assert sorted(map(str, said)) == sorted([str(None), str(rules.PlanUnderWay)])
    assert Plan.objects.count() == 1
