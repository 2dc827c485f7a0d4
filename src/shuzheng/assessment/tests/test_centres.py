"""Sites of provincial rank: who may be one, which ones count, who sees what (R-096)."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.assessment.access.centres import NoSuchCentre
from shuzheng.assessment.models import Centre, Site, SiteApproval
from shuzheng.assessment.queries import centres as queries
from shuzheng.assessment.rules import centre as rules
from shuzheng.assessment.rules.site import State
from shuzheng.assessment.services import centres, sites
from shuzheng.assessment.tests import callers, cast
from shuzheng.assessment.tests.cast import NOON, TODAY, at
from shuzheng.assessment.tests.visitors import text
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.standing.models import Restriction
from shuzheng.standing.queries.restrictions import Barred

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
NUMBER = "皖教职成函〔2026〕8号"
CENTRES = "/assessment/sites/centres/"


def designated(here: Province) -> int:
    return centres.designate(here.site, NUMBER, date(2026, 2, 27), actor=here.officer(), now=NOON)


def counted(here: Province, day: date = TODAY) -> tuple[int, int]:
    """Return how many centres count on a day, and how many are designated and do not."""
    whole = queries.overview(queries.every(here.officer(), day), day)
    return whole.tally.count, whole.uncounted


@pytest.mark.rule("R-096")
def test_the_target_is_five_hundred() -> None:
    short = rules.tally(499, TODAY, BOOK)
    assert (short.target, short.missing, short.is_reached) == (500, 1, False)
    assert rules.tally(500, TODAY, BOOK).is_reached
    assert rules.tally(501, TODAY, BOOK).missing == 0


@pytest.mark.rule("R-096")
@given(st.sampled_from(State), st.integers(-800, 800))
def test_only_an_active_or_restricted_approval_is_valid_to_its_last_day(
    state: State, days: int
) -> None:
    usable = state in {"active", "restricted"}
    assert rules.is_valid(state, TODAY + timedelta(days), TODAY) is (usable and days >= 0)
    assert rules.is_valid(state, None, TODAY) is usable


@pytest.mark.rule("R-096")
@pytest.mark.django_db
def test_a_site_is_designated_by_a_document_and_counts_once(here: Province) -> None:
    pk = designated(here)

    row = Centre.objects.get(pk=pk)
    assert (row.state, row.number, row.recorded_on) == ("designated", NUMBER, TODAY)
    assert counted(here) == (1, 0)
    assert Fact.objects.filter(subject=f"assessment.centre:{pk}").get().verb == (
        "assessment.centre.designated"
    )
    with pytest.raises(rules.DesignatedAlready):
        designated(here)
    [city] = queries.overview(queries.every(here.officer(), TODAY), TODAY).cities
    assert (city.counted, city.uncounted) == (1, 0)


@pytest.mark.rule("R-096")
@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "suspended", "closed"])
def test_a_site_that_may_not_assess_is_not_designated(here: Province, state: str) -> None:
    SiteApproval.objects.filter(site_id=here.site).update(state=state)
    with pytest.raises(rules.NoValidApproval):
        designated(here)
    assert not Centre.objects.exists()


@pytest.mark.rule("R-096")
@pytest.mark.django_db
def test_an_approval_that_has_run_out_is_none(here: Province) -> None:
    SiteApproval.objects.filter(site_id=here.site).update(approved_until=date(2026, 3, 1))
    with pytest.raises(rules.NoValidApproval):
        designated(here)


@pytest.mark.rule("R-096")
@pytest.mark.django_db
def test_a_document_has_a_number_and_is_not_dated_ahead(here: Province) -> None:
    me = here.officer()
    with pytest.raises(rules.NoNumber):
        centres.designate(here.site, " ", TODAY, actor=me, now=NOON)
    with pytest.raises(rules.DatedAhead):
        centres.designate(here.site, NUMBER, date(2026, 3, 3), actor=me, now=NOON)


@pytest.mark.rule("R-096")
@pytest.mark.django_db
def test_a_site_that_a_decision_suspends_is_neither_designated_nor_counted(here: Province) -> None:
    pk, tomorrow = designated(here), date(2026, 3, 3)
    site = Site.objects.get(pk=here.site)
    Restriction.objects.create(
        organisation_id=here.college,
        site_code=site.code,
        site_name=site.name,
        kind="suspension",
        since=tomorrow,
        ground="R-212",
        reason="违规",
        decision_id=here.document,
        decision_number="皖教罚1号",
    )
    assert counted(here) == (1, 0)
    assert counted(here, tomorrow) == (0, 1)
    centres.withdraw(pk, "受处罚", actor=here.officer(), now=at(1))
    with pytest.raises(Barred):
        centres.designate(here.site, "新文号", TODAY, actor=here.officer(), now=at(1))


@pytest.mark.rule("R-096")
@pytest.mark.django_db
def test_a_closed_or_suspended_site_drops_out_of_the_count(here: Province) -> None:
    designated(here)
    sites.suspend(here.approval, "监控缺失", actor=here.officer(), now=at(1))
    assert counted(here) == (0, 1)
    sites.reinstate(here.approval, "已整改", actor=here.officer(), now=at(2))
    assert counted(here) == (1, 0)
    sites.close(here.approval, "撤并", actor=here.officer(), now=at(3))
    assert counted(here) == (0, 1)
    assert Centre.objects.get().state == "designated"


@pytest.mark.rule("R-096")
@pytest.mark.django_db
def test_a_withdrawn_designation_stays_with_its_reason_and_can_be_given_anew(
    here: Province,
) -> None:
    pk = designated(here)
    with pytest.raises(rules.NoReason):
        centres.withdraw(pk, " ", actor=here.officer(), now=at(1))
    centres.withdraw(pk, "考场改作他用", actor=here.officer(), now=at(1))

    row = Centre.objects.get(pk=pk)
    assert (row.state, row.reason) == ("withdrawn", "考场改作他用")
    assert row.withdrawn_on == date(2026, 3, 3)
    assert counted(here) == (0, 0)
    with pytest.raises(IllegalStep):
        centres.withdraw(pk, "再次", actor=here.officer(), now=at(2))
    again = centres.designate(here.site, "新文号", TODAY, actor=here.officer(), now=at(2))
    assert again != pk
    assert counted(here) == (1, 0)


@pytest.mark.rule("R-096")
@pytest.mark.django_db
def test_the_province_alone_designates_and_others_never_see_what_was_withdrawn(
    here: Province,
) -> None:
    for me in (here.staff(), here.liaison(), here.host(), here.lead()):
        with pytest.raises(NotPermitted):
            centres.designate(here.site, NUMBER, TODAY, actor=me, now=NOON)
    department = actor(Role.PROVINCIAL_ADMIN, here.office)
    pk = centres.designate(here.site, NUMBER, TODAY, actor=department, now=NOON)
    with pytest.raises(NotPermitted):
        centres.withdraw(pk, "不该", actor=here.liaison(), now=NOON)
    assert [one.id for one in queries.every(here.neighbour(), TODAY)] == [pk]

    centres.withdraw(pk, "考场改作他用", actor=department, now=NOON)
    assert [one.reason for one in queries.every(here.liaison(), TODAY)] == ["考场改作他用"]
    assert queries.every(here.rival(), TODAY) == []
    with pytest.raises(NoSuchCentre):
        centres.withdraw(pk, "不该", actor=here.rival(), now=NOON)


@pytest.mark.rule("R-096")
@pytest.mark.django_db
@pytest.mark.usefixtures("served_at_noon")
def test_the_pages_designate_count_and_withdraw(here: Province) -> None:
    officer, site = callers.officer(here), f"/assessment/sites/{here.site}/"
    assert f"{site}designate/" in callers.page(officer, site)
    wrong = officer.post(f"{site}designate/", {"number": NUMBER, "designated_on": "2026-03-03"})
    assert "has not come yet" in text(wrong, 422)
    sent = {"number": NUMBER, "designated_on": "2026-02-27"}
    assert officer.post(f"{site}designate/", sent)["Location"] == site

    pk = Centre.objects.get().pk
    assert NUMBER in callers.page(officer, site)
    shown = callers.page(officer, CENTRES)
    assert NUMBER in shown
    assert "499 to the target" in shown
    assert "drops out of the count" in shown
    for other in (callers.college(here), callers.rival(here), callers.neighbour(here)):
        seen = callers.page(other, CENTRES)
        assert NUMBER in seen
        assert "designate/" not in seen
    assert f'href="{site}"' not in callers.page(callers.rival(here), CENTRES)
    callers.workbook(officer, f"{CENTRES}?export=xlsx")

    sites.close(here.approval, "撤并", actor=here.officer(), now=NOON)
    assert "not counted today" in callers.page(officer, site)
    assert NUMBER not in callers.page(officer, CENTRES)
    assert NUMBER in callers.page(officer, f"{CENTRES}?view=uncounted")

    answer = officer.post(f"{CENTRES}{pk}/withdraw/", {"reason": "考场改作他用"})
    assert answer["Location"] == site
    assert "考场改作他用" in callers.page(officer, site)
    assert officer.post(f"{site}designate/", sent).status_code == 422


@pytest.mark.rule("R-096")
@pytest.mark.usefixtures("several_at_once")
def test_two_who_designate_at_once_make_one_centre() -> None:
    here = cast.province()
    said = together(lambda: designated(here), lambda: designated(here))
    assert sorted(one is None for one in said) == [False, True]
    assert rules.DesignatedAlready in said
    assert Centre.objects.count() == 1
    assert facts.check_chain() == []
