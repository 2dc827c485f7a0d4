"""Proposed sites: never worse than another choice, within every limit, seen by the concerned."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from io import BytesIO
from itertools import chain, combinations

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.alliances import access
from shuzheng.alliances.core import siting as core
from shuzheng.alliances.core.siting import Demand, Place, Problem, Site, Weights
from shuzheng.alliances.models import SitingProposal, SitingRow
from shuzheng.alliances.queries import siting as queries
from shuzheng.alliances.rules import siting as rules
from shuzheng.alliances.rules.layout import Principle
from shuzheng.alliances.services import siting as services
from shuzheng.alliances.tests import cast
from shuzheng.assessment.models import Room, Seat, SiteApproval
from shuzheng.assessment.models import Site as AssessmentSite
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.jobs import running
from shuzheng.foundation.models import Fact, Job
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor, city
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.models import Filing, FilingItem, FilingVersion
from shuzheng.pilots.tests.visitors import browser, text
from shuzheng.standing.models import Restriction

HEFEI, WUHU = "340100", "340200"
WEIGHTS = Weights(host=200, certificate=50, county=1, city=2, away=6)
FAR = 100_000


def place(key: int, county: str, capacity: int = FAR, *, shares: bool = False) -> Place:
    return Place(key, f"{county[:4]}00", county, capacity, shares)


def problem(
    places: list[Place], demands: list[Demand], sites: set[Site] | None = None, least: int = 1
) -> Problem:
    known = {one.institution: one for one in places}
    return Problem(known, tuple(demands), frozenset(sites or ()), WEIGHTS, least)


@pytest.mark.rule("R-091")
def test_the_largest_hosts_and_its_neighbours_come() -> None:
    """One site for 250; ten come from the county (10 steps), ten from the city (20 steps)."""
    places = [place(1, "340102"), place(2, "340102"), place(3, "340103")]
    asked = problem(places, [Demand(1, 7, 100), Demand(2, 7, 10), Demand(3, 7, 10)])

    found = core.solve(asked, 5)

    assert found.added == {Site(1, 7)}
    assert found.value == 280
    assert found.bound == pytest.approx(280)
    assert core.gap(found.value, found.bound) == pytest.approx(0)


@pytest.mark.rule("R-091")
def test_a_site_that_is_there_is_used_before_one_is_added() -> None:
    """Sixty learners two steps away cost 120; another site there would cost 250."""
    places = [place(1, "340102", shares=True), place(2, "340103")]
    asked = problem(places, [Demand(1, 7, 5), Demand(2, 7, 60)], {Site(1, 7)})
    found = core.solve(asked, 5)
    assert (found.added, found.value) == (frozenset(), 120)


@pytest.mark.rule("R-091")
def test_an_institution_that_has_a_site_already_costs_less() -> None:
    """Certificate 7 goes where certificate 8 is assessed, though one learner has two steps more."""
    places = [place(1, "340102"), place(2, "340103", shares=True)]
    demands = [Demand(1, 7, 41), Demand(2, 7, 40), Demand(2, 8, 9)]
    found = core.solve(problem(places, demands, {Site(2, 8)}), 5)
    assert found.added == {Site(2, 7)}
    assert found.value == 50 + 41 * 2


@pytest.mark.rule("R-091")
def test_nobody_is_sent_where_there_is_no_room() -> None:
    """Of a hundred, sixty find room: forty would cost 240 elsewhere, a second host 200 + 50."""
    places = [place(1, "340102", 60, shares=True), place(2, "340103", 60)]
    demands = [Demand(1, 7, 100), Demand(2, 7, 1)]
    found = core.solve(problem(places, demands, {Site(1, 7)}), 5)
    assert found.value == 40 * 6 + 6
    assert found.added == frozenset()
    more = problem(places, [demands[0], Demand(2, 7, 30)], {Site(1, 7)})
    found = core.solve(more, 5)
    assert found.added == {Site(2, 7)}
    assert found.value == 200 + 50 + 30 * 2 + 10 * 6


@pytest.mark.rule("R-092")
def test_each_city_gets_a_site_even_for_one_learner_unless_nobody_may_host() -> None:
    places = [place(1, "340102"), place(2, "340202"), place(3, "341002")]
    demands = [Demand(1, 7, 1), Demand(2, 7, 1), Demand(3, 7, 1, may_host=False)]
    asked = problem(places, demands)
    assert core.solve(asked, 5).added == {Site(1, 7), Site(2, 7)}
    assert core.solve(problem(places, demands, least=0), 5).added == frozenset()


COUNTIES = ("340102", "340103", "340202")


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Return up to four institutions and two certificates, with room for everybody."""
    size = draw(st.integers(1, 4))
    used = [
        (key, kind) for key in range(size) for kind in (7, 8) if draw(st.booleans()) or kind == 7
    ]
    sites = {Site(*one) for one in used if draw(st.integers(0, 3)) == 0}
    hosts = {one.institution for one in sites}
    places = [
        place(key, draw(st.sampled_from(COUNTIES)), shares=key in hosts) for key in range(size)
    ]
    demands = [
        Demand(*one, draw(st.integers(1, 150)), may_host=draw(st.integers(0, 4)) > 0)
        for one in used
    ]
    return problem(places, demands, sites, draw(st.integers(0, 2)))


def cheapest(asked: Problem) -> float:
    """Return what the best choice costs, by trying every one."""
    free = [
        Site(one.institution, one.certificate)
        for one in asked.demands
        if one.may_host and Site(one.institution, one.certificate) not in asked.sites
    ]
    every = chain.from_iterable(combinations(free, count) for count in range(len(free) + 1))
    return min(price(asked, set(chosen)) for chosen in every if meets(asked, set(chosen), free))


def meets(asked: Problem, chosen: set[Site], free: list[Site]) -> bool:
    for where in {(asked.places[one.institution].city, one.certificate) for one in free}:
        here = [one for one in free if spot(asked, one) == where]
        there = sum(spot(asked, one) == where for one in asked.sites)
        if sum(one in chosen for one in here) < min(asked.least - there, len(here)):
            return False
    return True


def spot(asked: Problem, site: Site) -> tuple[str, int]:
    return asked.places[site.institution].city, site.certificate


def price(asked: Problem, chosen: set[Site]) -> int:
    new = {one.institution for one in chosen if not asked.places[one.institution].shares}
    total = 50 * len(chosen) + 200 * len(new)
    for one in asked.demands:
        here = asked.places[one.institution]
        ways = [6]
        for site in asked.sites | chosen:
            there = asked.places[site.institution]
            if site.certificate != one.certificate or there.city != here.city:
                continue
            if site.institution == one.institution:
                ways.append(0)
            else:
                ways.append(1 if there.county == here.county else 2)
        total += one.learners * min(ways)
    return total


@pytest.mark.rule("R-091")
@pytest.mark.rule("R-092")
@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_choice_is_cheaper_than_the_proposed_one(asked: Problem) -> None:
    found = core.solve(asked, 5)
    best = cheapest(asked)
    assert price(asked, set(found.added)) == pytest.approx(best)
    assert found.value == pytest.approx(best)
    assert found.bound <= found.value + 1e-6
    assert core.gap(found.value, found.bound) < 1e-4


@pytest.mark.rule("R-093")
@given(problems())
def test_what_a_proposal_rests_on_survives_as_a_document(asked: Problem) -> None:
    text_of = json.dumps(rules.document(asked))
    again = rules.problem(json.loads(text_of))
    assert again == asked
    assert rules.digest(json.loads(text_of)) == rules.digest(rules.document(asked))


@pytest.mark.rule("R-093")
def test_a_proposal_tells_how_far_sites_reach_before_and_after() -> None:
    places = [place(1, "340102", shares=True), place(2, "340103"), place(3, "340202")]
    demands = [
        Demand(1, 7, 30),
        Demand(2, 7, 20),
        Demand(2, 8, 5),
        Demand(3, 7, 10, may_host=False),
    ]
    found = rules.propose(problem(places, demands, {Site(1, 7)}), 5)
    assert found.before == rules.Reach(1, 3, 50, 65, 2)
    assert found.after == rules.Reach(2, 3, 55, 65, 1)
    assert found.rows == (
        rules.Proposed(2, 8, HEFEI, 5, 1, fills=True, principle=Principle.NEARNESS),
    )


@pytest.mark.rule("R-091")
def test_what_speaks_for_a_host() -> None:
    places = [place(1, "340102", shares=True), place(2, "340202"), place(3, "341002")]
    demands = [
        Demand(1, 7, 9),
        Demand(1, 8, 9),
        Demand(2, 7, 9),
        Demand(2, 8, 9),
        Demand(3, 7, 9),
    ]
    found = rules.propose(problem(places, demands, {Site(1, 7)}), 5)
    assert [(one.institution, one.certificate, one.principle) for one in found.rows] == [
        (1, 8, Principle.SHARING),
        (2, 7, Principle.SAVING),
        (2, 8, Principle.SAVING),
        (3, 7, Principle.NEARNESS),
    ]


@pytest.mark.rule("R-091")
def test_weights_are_settings_of_the_rulebook() -> None:
    book, today = rulebooks.current(), date(2026, 4, 1)
    assert rules.weights(today, book) == Weights(200, 50, 1, 2, 6)
    assert rules.capacity(30, today, book) == 360
    assert rules.capacity(0, today, book) == 480
    assert rules.seconds(today, book) == 8


def file(school: int, year: int, planned: dict[int, int | None], state: str = "filed") -> None:
    """Let an institution have filed, with the learners that it plans."""
    filing = Filing.objects.create(institution_id=school, year=year, state=state)
    version = FilingVersion.objects.create(filing=filing, number=1, state="in_force")
    for kind, count in planned.items():
        FilingItem.objects.create(
            version=version, certificate_type_id=kind, planned_headcount=count
        )


@pytest.fixture
def here(db: None) -> cast.Here:
    """Two users of a certificate: one in Hefei with a site of thirty seats, one in Wuhu."""
    del db
    built = cast.build()
    city("341000", "黄山市")
    site = AssessmentSite.objects.create(
        institution_id=built.leader, code="0001", name="演示站点", address="演示路1号"
    )
    SiteApproval.objects.create(
        site=site, certificate_type_id=built.certificate, level="elementary", state="active"
    )
    room = Room.objects.create(site=site, code="01", name="机房", rows=5, columns=6)
    Seat.objects.bulk_create(
        Seat(room=room, number=n, row=n // 6 + 1, column=n % 6 + 1, usable=n < 29)
        for n in range(30)
    )
    file(built.leader, 2026, {built.certificate: 40})
    file(built.member, 2026, {built.certificate: None})
    return built


def test_a_problem_takes_filings_uses_sites_and_seats(here: cast.Here) -> None:
    asked = queries.problem(date(2026, 4, 1))
    assert asked == Problem(
        places={
            here.leader: Place(here.leader, HEFEI, HEFEI, 29 * 12, shares=True),
            here.member: Place(here.member, WUHU, WUHU, 480, shares=False),
        },
        demands=(
            Demand(here.leader, here.certificate, 40, may_host=True),
            Demand(here.member, here.certificate, 1, may_host=True),
        ),
        sites=frozenset({Site(here.leader, here.certificate)}),
        weights=WEIGHTS,
        least=1,
    )
    assert queries.problem(date(2027, 1, 5)).demands == asked.demands
    assert queries.problem(date(2029, 1, 5)).demands == ()


@pytest.mark.rule("R-091")
def test_who_may_not_apply_for_a_site_is_not_proposed(here: cast.Here) -> None:
    Restriction.objects.create(
        organisation_id=here.member,
        kind="suspension",
        ground="veto",
        reason="限期整改",
        decision_number="演示〔2026〕1号",
        since=date(2026, 3, 1),
        until=date(2026, 9, 1),
    )
    asked = queries.problem(date(2026, 4, 1))
    assert [(one.institution, one.may_host) for one in asked.demands] == [
        (here.leader, True),
        (here.member, False),
    ]
    assert queries.problem(date(2026, 10, 1)).demands[1].may_host


@pytest.mark.rule("R-092")
def test_a_proposal_is_kept_with_everything_it_rests_on(here: cast.Here) -> None:
    pk = services.propose(actor=cast.OFFICE, now=cast.at(4, 1))
    row = SitingProposal.objects.get(pk=pk)
    assert row.value == 250
    assert rules.propose(rules.problem(row.inputs), 5).rows == (
        rules.Proposed(
            here.member, here.certificate, WUHU, 1, 1, fills=True, principle=Principle.NEARNESS
        ),
    )
    plain = json.dumps(row.inputs, sort_keys=True, separators=(",", ":"))
    assert row.digest == sha256(plain.encode()).hexdigest()
    kept = SitingRow.objects.get()
    assert (kept.institution_id, kept.city_id, kept.learners, kept.fills) == (
        here.member,
        WUHU,
        1,
        True,
    )
    said = Fact.objects.get(verb="alliances.siting.proposed")
    assert said.data == {"sites": 1, "digest": row.digest}
    assert not facts.check_chain()


@pytest.mark.rule("R-091")
@pytest.mark.usefixtures("here")
def test_nothing_is_kept_where_there_is_nothing_to_place() -> None:
    Filing.objects.update(state="ended")
    with pytest.raises(rules.NothingToPlace):
        services.propose(actor=cast.OFFICE, now=cast.at(4, 1))
    assert not SitingProposal.objects.exists()


def test_who_may_propose_and_who_sees_what(here: cast.Here) -> None:
    for stranger in (here.lead(), here.liaison(), here.staff()):
        with pytest.raises(NotPermitted):
            services.propose(actor=stranger, now=cast.at(4, 1))
    pk = services.propose(actor=cast.OFFICE, now=cast.at(4, 1))
    row = SitingProposal.objects.get(pk=pk)
    for who, count in (
        (cast.OFFICE, 1),
        (actor(Role.PROVINCIAL_ADMIN), 1),
        (here.lead(), 1),
        (actor(Role.ALLIANCE_LEAD, here.stranger), 0),
        (actor(Role.CITY_OFFICER, here.bureau(), area="3402"), 1),
        (actor(Role.CITY_OFFICER, area="3401"), 0),
    ):
        assert access.siting_rows(row, who).count() == count, who
    for stranger in (here.liaison(), here.staff()):
        with pytest.raises(NotPermitted):
            queries.page(stranger)
    with pytest.raises(access.NoSuchProposal):
        queries.page(cast.OFFICE, pk + 1)
    for outsider in (here.lead(), actor(Role.PROVINCIAL_ADMIN)):
        with pytest.raises(NotPermitted):
            queries.inputs(pk, outsider)


def test_the_lead_reads_the_proposal_where_it_plans(here: cast.Here) -> None:
    assert queries.of_certificate(here.certificate, here.lead()) == {}
    services.propose(actor=cast.OFFICE, now=cast.at(4, 1))
    assert queries.of_certificate(here.certificate, here.lead()) == {WUHU: ["秋浦职业学校"]}
    assert queries.of_certificate(here.certificate, here.liaison()) == {}
    page = text(
        browser(Role.ALLIANCE_LEAD, here.leader).get(f"/alliances/{here.alliance}/layout/2026/edit")
    )
    assert "秋浦职业学校" in page


def test_the_office_asks_from_the_page_and_takes_it_along(here: cast.Here) -> None:
    client = browser(Role.OFFICE_OFFICER, here.office)
    assert "Nothing has been computed yet" in text(client.get("/alliances/siting"))
    answer = client.post("/alliances/siting/propose")
    job = Job.objects.get(name="alliances.siting.propose")
    assert answer.status_code == 302
    running.run(job.uid)
    page = text(client.get("/alliances/siting"))
    assert "秋浦职业学校" in page
    assert "R-091" in page
    book = openpyxl.load_workbook(
        BytesIO(client.get("/alliances/siting?export=xlsx").content), read_only=True
    )
    cells = [value for row in book.worksheets[0].values for value in row if value is not None]
    assert "秋浦职业学校" in cells
    assert "方便学生就近考核" in cells
    row = SitingProposal.objects.get()
    sent = client.get(f"/alliances/siting/{row.pk}/inputs").content
    assert sha256(sent).hexdigest() == row.digest
