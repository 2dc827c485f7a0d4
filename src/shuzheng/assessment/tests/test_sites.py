"""A site goes from application to active by its parties or by their silence, and may be limited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.access import sites as access
from shuzheng.assessment.models import Room, RoomCheck, Seat, Site, SiteApproval
from shuzheng.assessment.queries import sites as queries
from shuzheng.assessment.rules.site import (
    ApplicationIncomplete,
    CertificateNotInUse,
    FilingNotFiled,
    State,
)
from shuzheng.assessment.services import sites
from shuzheng.assessment.services.sites.approval import ApprovalOver
from shuzheng.assessment.services.sites.limits import OfficeRestricts
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import NOON, TODAY, at
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import Filing, InstitutionCertificate

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

pytestmark = pytest.mark.django_db

TEXTS = {
    "conditions": "专任教师42人，实训室6间",
    "local_industry": "本地财税服务企业集聚",
    "bases": "校内财税实训基地",
    "need": "每年约400人考核",
}


def applied(here: Province, level: Level = Level.ELEMENTARY) -> SiteApproval:
    pk = sites.apply(here.site, here.certificate, level, TEXTS, actor=here.liaison(), now=NOON)
    return SiteApproval.objects.get(pk=pk)


def approved(here: Province, row: SiteApproval, **changes: object) -> None:
    particulars = {
        "until": date(2028, 3, 1),
        "by_video": False,
        "visited_on": TODAY,
        "document_id": here.document,
        "actor": here.staff(),
        "now": NOON,
    }
    sites.approve(row.pk, **{**particulars, **changes})  # type: ignore[arg-type]


@pytest.mark.rule("R-090")
@pytest.mark.rule("R-095")
def test_a_site_goes_from_application_to_active_by_its_parties(here: Province) -> None:
    row = applied(here)
    sites.opine(row.pk, "布局合理", actor=here.lead(), now=at(1))
    sites.begin_review(row.pk, actor=here.staff(), now=at(2))
    approved(here, row, now=at(3))
    sites.record(row.pk, actor=here.officer(), now=at(4))

    row.refresh_from_db()
    assert (row.state, row.opinion, row.active_since) == (
        State.ACTIVE,
        "布局合理",
        date(2026, 3, 6),
    )
    assert list(
        Fact.objects.filter(subject=f"assessment.siteapproval:{row.pk}")
        .order_by("seq")
        .values_list("verb", "to_state")
    ) == [
        ("assessment.site.applied", "submitted"),
        ("assessment.site.opined", "alliance_opinion"),
        ("assessment.site.reviewed", "org_review"),
        ("assessment.site.approved", "approved"),
        ("assessment.site.recorded", "active"),
    ]


@pytest.mark.rule("R-090")
def test_an_alliance_that_stays_silent_has_no_objection(here: Province) -> None:
    row = applied(here)  # Monday 2 March; ten working days end on Monday 16 March

    assert sites.opine_by_silence(now=at(14)) == 0
    assert sites.opine_by_silence(now=at(15)) == 1
    assert sites.opine_by_silence(now=at(15)) == 0

    row.refresh_from_db()
    assert (row.state, row.opinion) == (State.ALLIANCE_OPINION, "")


@pytest.mark.rule("R-090")
def test_an_office_that_stays_silent_has_recorded_the_site(here: Province) -> None:
    row = applied(here)
    sites.opine(row.pk, "", actor=here.lead(), now=NOON)
    approved(here, row)  # five working days end on Monday 9 March

    assert sites.record_by_silence(now=at(7)) == 0
    assert sites.record_by_silence(now=at(8)) == 1

    row.refresh_from_db()
    assert row.state == State.ACTIVE


@pytest.mark.rule("R-090")
def test_an_organisation_that_stays_silent_lets_the_office_decide(here: Province) -> None:
    row = applied(here)
    sites.opine(row.pk, "", actor=here.lead(), now=NOON)

    with pytest.raises(sites.NotTheReviewer):
        approved(here, row, actor=here.officer())
    approved(here, row, actor=here.officer(), now=at(40))

    row.refresh_from_db()
    assert row.state == State.APPROVED


@pytest.mark.rule("R-090")
@pytest.mark.rule("R-094")
def test_an_application_needs_filing_certificate_and_its_texts(here: Province) -> None:
    with pytest.raises(ApplicationIncomplete):
        sites.apply(
            here.site,
            here.certificate,
            Level.ELEMENTARY,
            {**TEXTS, "need": " "},
            actor=here.liaison(),
            now=NOON,
        )
    InstitutionCertificate.objects.filter(institution_id=here.college).update(state="approved")
    with pytest.raises(CertificateNotInUse):
        applied(here)
    Filing.objects.filter(institution_id=here.college).update(state="submitted")
    with pytest.raises(FilingNotFiled):
        applied(here)
    assert SiteApproval.objects.count() == 1


def test_a_level_that_the_certificate_does_not_have_is_refused(here: Province) -> None:
    with pytest.raises(sites.LevelNotOffered):
        sites.apply(here.site, 0, Level.ADVANCED, TEXTS, actor=here.liaison(), now=NOON)


@pytest.mark.rule("R-090")
def test_one_application_at_a_time_and_a_new_one_after_a_refusal(here: Province) -> None:
    row = applied(here)
    with pytest.raises(sites.AlreadyApplied):
        applied(here)
    sites.opine(row.pk, "", actor=here.lead(), now=NOON)

    sites.refuse(row.pk, "设备不足", actor=here.staff(), now=NOON)

    row.refresh_from_db()
    assert (row.state, row.refusal) == (State.REFUSED, "设备不足")
    assert applied(here).state == State.SUBMITTED


@pytest.mark.rule("R-091")
def test_the_lead_gives_the_opinion_and_on_its_own_site_another_member(here: Province) -> None:
    row = applied(here)
    with pytest.raises(sites.NotTheAlliance):
        sites.opine(row.pk, "", actor=here.liaison(), now=NOON)
    theirs = sites.register("牵头院校站点", "芜湖", actor=here.neighbour(), now=NOON)
    own = sites.apply(
        theirs, here.certificate, Level.ELEMENTARY, TEXTS, actor=here.neighbour(), now=NOON
    )

    with pytest.raises(sites.NotTheAlliance):
        sites.opine(own, "", actor=here.neighbour(), now=NOON)
    sites.opine(own, "同意", actor=here.liaison(), now=NOON)

    assert SiteApproval.objects.get(pk=own).opinion == "同意"


@pytest.mark.rule("R-097")
def test_a_site_without_a_room_that_passes_is_not_approved(here: Province) -> None:
    row = applied(here)
    sites.opine(row.pk, "", actor=here.lead(), now=NOON)
    for room in here.rooms:
        cast.check(here, room, held={**cast.HELD, "safe": False})

    with pytest.raises(sites.RoomsNotPassed):
        approved(here, row)
    cast.check(here, here.rooms[0])
    approved(here, row)


def test_an_approval_does_not_end_before_it_begins(here: Province) -> None:
    row = applied(here)
    sites.opine(row.pk, "", actor=here.lead(), now=NOON)

    with pytest.raises(ApprovalOver):
        approved(here, row, until=TODAY - timedelta(days=1))


def test_only_the_certificates_organisation_reviews(here: Province) -> None:
    row = applied(here)
    sites.opine(row.pk, "", actor=here.lead(), now=NOON)

    with pytest.raises(access.NoSuchApproval):
        approved(here, row, actor=here.rival())
    with pytest.raises(NotPermitted):
        sites.refuse(row.pk, "x", actor=here.liaison(), now=NOON)


@pytest.mark.rule("R-090")
def test_a_site_is_restricted_by_the_office_and_reinstated_by_whoever_limited_it(
    here: Province,
) -> None:
    with pytest.raises(OfficeRestricts):
        sites.restrict(here.approval, "x", 10, actor=here.staff(), now=NOON)
    sites.restrict(here.approval, "监控不足", 10, actor=here.officer(), now=NOON)

    with pytest.raises(sites.NotYoursToLift):
        sites.reinstate(here.approval, "x", actor=here.staff(), now=NOON)
    sites.reinstate(here.approval, "已整改", actor=here.officer(), now=NOON)

    row = SiteApproval.objects.get(pk=here.approval)
    assert (row.state, row.seat_limit, row.limited_by_id) == (State.ACTIVE, None, None)


def test_a_suspended_site_is_suspended_once(here: Province) -> None:
    sites.suspend(here.approval, "泄密", actor=here.staff(), now=NOON)

    with pytest.raises(IllegalStep):
        sites.suspend(here.approval, "泄密", actor=here.staff(), now=NOON)


@pytest.mark.rule("R-090")
def test_a_site_closes_when_nothing_more_is_planned_there(here: Province) -> None:
    plan = here.plan()

    with pytest.raises(sites.SessionsAhead):
        sites.close(here.approval, "搬迁", actor=here.liaison(), now=NOON)
    with pytest.raises(access.NoSuchApproval):
        sites.close(here.approval, "搬迁", actor=here.rival(), now=NOON)
    sites.close(here.approval, "搬迁", actor=here.officer(), now=at(60))

    assert SiteApproval.objects.get(pk=here.approval).state == State.CLOSED
    assert plan


def test_a_recheck_is_the_institutions_own(here: Province) -> None:
    with pytest.raises(NotPermitted):
        sites.recheck(here.approval, actor=here.staff(), now=NOON)
    sites.recheck(here.approval, actor=here.host(), now=NOON)

    assert SiteApproval.objects.get(pk=here.approval).rechecked_on == TODAY


def test_seats_are_numbered_row_by_row_with_gaps_and_accessible_ones(here: Province) -> None:
    room = sites.add_room(
        here.site, "3号机房", 2, 3, unusable=[2], accessible=[6], actor=here.host(), now=NOON
    )

    seats = Seat.objects.filter(room=room).order_by("number")
    assert list(seats.values_list("number", "row", "column", "usable", "accessible")) == [
        (1, 1, 1, True, False),
        (2, 1, 2, False, False),
        (3, 1, 3, True, False),
        (4, 2, 1, True, False),
        (5, 2, 2, True, False),
        (6, 2, 3, True, True),
    ]
    assert Room.objects.get(pk=room).code == "03"
    sites.mark_seats(room, [1, 3], [], actor=here.host(), now=NOON)
    assert list(seats.filter(usable=False).values_list("number", flat=True)) == [1, 3]


@pytest.mark.parametrize(
    ("rows", "columns", "unusable", "refusal"),
    [
        (0, 5, [], sites.RoomSize),
        (10, 10, [], sites.RoomSize),
        (2, 2, [5], sites.NoSuchSeat),
        (2, 2, [0], sites.NoSuchSeat),
    ],
)
def test_an_impossible_room_is_refused(
    here: Province, rows: int, columns: int, unusable: list[int], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        sites.add_room(
            here.site, "x", rows, columns, unusable=unusable, actor=here.host(), now=NOON
        )
    assert Room.objects.count() == 2


def test_codes_run_out_by_name(here: Province) -> None:
    Site.objects.filter(pk=here.site).update(code="9999")

    with pytest.raises(sites.NoMoreCodes):
        sites.register("另一处", "x", actor=here.liaison(), now=NOON)


@pytest.mark.rule("R-097")
def test_a_check_is_dated_has_known_items_and_counts_what_is_left_out_as_wanting(
    here: Province,
) -> None:
    room = here.rooms[0]
    with pytest.raises(sites.CheckInFuture):
        cast.check(here, room, checked_on=TODAY + timedelta(days=1))
    with pytest.raises(sites.NoSuchItem):
        cast.check(here, room, held={"coffee": True})

    cast.check(here, room, held={"room": True})

    assert RoomCheck.objects.latest("pk").held == {
        "room": True,
        "cameras": False,
        "storage": False,
        "network": False,
        "safe": False,
        "two_person_rule": False,
    }


def test_another_institution_reaches_neither_site_nor_rooms(here: Province) -> None:
    stranger = actor(Role.LIAISON, here.stranger)
    for act in (
        lambda: sites.correct(here.site, "x", "y", actor=stranger, now=NOON),
        lambda: sites.add_room(here.site, "x", 1, 1, actor=stranger, now=NOON),
        lambda: queries.page(here.site, stranger, NOON),
    ):
        with pytest.raises(access.NoSuchSite):
            act()
    with pytest.raises(access.NoSuchRoom):
        sites.mark_seats(here.rooms[0], [], [], actor=stranger, now=NOON)


def test_a_city_sees_the_sites_of_its_own_area_only(here: Province) -> None:
    hefei = actor(Role.CITY_OFFICER, area="3401")
    wuhu = actor(Role.CITY_OFFICER, area="3402")

    assert queries.page(here.site, hefei, NOON).name == "演示考核站点"
    with pytest.raises(access.NoSuchSite):
        queries.page(here.site, wuhu, NOON)


def test_each_application_waits_for_one_party_after_the_other(here: Province) -> None:
    row = applied(here)
    assert [queries.waiting(a) for a in (here.lead(), here.staff(), here.officer())] == [1, 0, 0]
    sites.opine(row.pk, "", actor=here.lead(), now=NOON)
    assert [queries.waiting(a) for a in (here.lead(), here.staff(), here.officer())] == [0, 1, 0]
    approved(here, row)
    assert [queries.waiting(a) for a in (here.lead(), here.staff(), here.officer())] == [0, 0, 1]
