"""From seats to certificates: the second half of a plan's walk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import marking as sheets
from shuzheng.assessment.queries import sittings as doors
from shuzheng.assessment.services import drawing, marking, results, seating, sittings
from shuzheng.credentials.services import issuing
from shuzheng.demo import costs, custody, pilots

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.assessment.queries.sittings import SessionView, Sitter
    from shuzheng.demo.world import Holder, Site, World
    from shuzheng.kernel.actor import Actor

PACKED = frozenset({"running", "marking"})
"""At which stages a plan's packages of papers are told: the older ones left none behind."""

OUT_OF_STEP_ONE_IN = 31
"""How often the second marker of the demonstration is far from the first."""


def walk(
    world: World,
    plan: int,
    certificate: int,
    holder: Holder,
    hosts: list[Site],
    day: int,
    stage: str,
) -> None:
    """Take a plan whose registration is closed as far as `stage`."""
    if stage == "seated":
        _draw_alone(world, plan, hosts[0], day)
        seating.lock(plan, actor=holder.staff, now=world.at(day + 14, 12))
        custody.pack(world, plan, holder, hosts, day)
        return
    _draw(world, plan, holder, day)
    seating.lock(plan, actor=holder.staff, now=world.at(day + 14))
    packed = stage in PACKED
    if packed:
        custody.pack(world, plan, holder, hosts, day)
        custody.keep(world, plan, holder, hosts, day)
    sittings.start(plan, actor=hosts[0].admin, now=world.at(day, 8))
    if stage == "running":
        _sit(world, plan, hosts, only_first=True)
        return
    if packed:
        custody.unseal(plan, holder, hosts)
    _sit(world, plan, hosts)
    if packed:
        custody.take_back(world, plan, holder, hosts, day)
    sittings.begin_scoring(plan, actor=holder.staff, now=world.at(day, 17))
    _mark(world, plan, certificate, holder, day, whole=stage != "marking")
    if stage == "marking":
        return
    results.compute(plan, actor=holder.staff, now=world.at(day - 7, 9))
    results.confirm(plan, "分布正常，无异常集中。", actor=holder.staff, now=world.at(day - 7, 15))
    results.publish(plan, actor=holder.staff, now=world.at(day - 8, 9))
    costs.keep(world, plan, hosts, day)
    if stage == "certified":
        issued_at = world.at(day - 36, 9)
        issuing.issue_all(
            plan, actor=holder.issuer, clock=lambda: issued_at, progress=lambda *_: None
        )


def _draw(world: World, plan: int, holder: Holder, day: int) -> None:
    """Draw the seats: the organisation opens, the office witnesses, both show their secrets."""
    drawing.begin(plan, actor=holder.staff, now=world.at(day + 15, 9))
    drawing.witness(plan, actor=world.office, now=world.at(day + 15, 10))
    drawing.reveal(plan, actor=holder.staff, now=world.at(day + 15, 11))
    drawing.reveal(plan, actor=world.office, now=world.at(day + 15, 14))


def _draw_alone(world: World, plan: int, host: Site, day: int) -> None:
    """Let the witness stay away for three days, so that the site draws alone, in public."""
    drawing.begin(plan, actor=host.admin, now=world.at(day + 17, 9))
    drawing.void_overdue(now=world.at(day + 14, 10))
    drawing.alone(plan, actor=host.admin, now=world.at(day + 14, 11))


def _sit(world: World, plan: int, hosts: list[Site], *, only_first: bool = False) -> None:
    """Check candidates in, let most of them sit, record who did not come."""
    first = doors.day(plan, hosts[0].invigilator)
    absent: set[int] = set()
    for session in first.sessions:
        opens = session.starts_at - timedelta(minutes=25)
        views = {
            site.id: first
            if (site, session) == (hosts[0], first.session)
            else doors.day(plan, site.invigilator, session.id)
            for site in hosts
        }
        here = {
            site: [one for room in view.rooms for one in room.sitters if one.at_door]
            for site, view in views.items()
        }
        # Who stays away does so all day. By the order of registration: seats are drawn by lot.
        everybody = sorted(one.registration_id for found in here.values() for one in found)
        absent = absent or set(everybody[world.scale.absent - 1 :: world.scale.absent])
        for site in hosts:
            _session(world, session, here[site.id], absent, site.invigilator, opens)
        if only_first:
            return


def _session(
    world: World,
    session: SessionView,
    here: list[Sitter],
    absent: set[int],
    by: Actor,
    opens: datetime,
) -> None:
    missing = [one.attendance_id for one in here if one.registration_id in absent]
    coming = [one.attendance_id for one in here if one.registration_id not in absent]
    if not coming:
        return
    second = world.people.draw(1970, 1990).name
    sittings.check_in(session.id, coming, second, actor=by, now=opens)
    sittings.begin(session.id, actor=by, now=opens + timedelta(minutes=25))
    if missing:
        sittings.record_absence(session.id, missing, actor=by, now=opens + timedelta(minutes=45))
    sittings.hand_in(session.id, coming, actor=by, now=session.ends_at)


def _mark(
    world: World, plan: int, certificate: int, holder: Holder, day: int, *, whole: bool
) -> None:
    """Take the machine's marks, then two markers' marks, a third's where they differ, and lock."""
    now = world.at(day - 1, 9)
    for part in sheets.progress(plan, holder.staff):
        if part.by_machine:
            waiting = sheets.machine_sheets(part.component_id, holder.staff)
            taken = [marking.Entry(sheet, _points(world, 77, 11)) for sheet in waiting.values()]
            marking.take_machine_marks(part.component_id, taken, actor=holder.staff, now=now)
    first, second, third = (pilots.assessor(world, certificate, n) for n in (0, 1, 2))
    given = _first(world, plan, first, world.at(day - 2, 10))
    if not whole:
        given = dict(list(given.items())[: len(given) // 2])
    _second(world, plan, second, given, world.at(day - 2, 15))
    if not whole:
        return
    for gap in sheets.gaps(plan, third, world.at(day - 3, 9)):
        marking.adjudicate(gap.sheet_id, given[gap.sheet_id], actor=third, now=world.at(day - 3, 9))
    marking.lock(plan, actor=holder.staff, now=world.at(day - 4, 9))


def _points(world: World, mean: int, spread: int) -> str:
    half = round(world.draw.gauss(mean, spread) * 2)
    return f"{max(0, min(200, half)) / 2:.1f}"


def _open_sheets(plan: int, by: Actor, now: datetime) -> list[int]:
    grid = sheets.grid(plan, by, now)
    found = []
    for room in grid.rooms:
        here = grid if room.id == grid.room_id else sheets.grid(plan, by, now, room.id)
        found += [
            cell.sheet_id
            for row in here.rows
            if row.barred is None
            for cell in row.cells
            if cell is not None and cell.is_open
        ]
    return found


def _first(world: World, plan: int, by: Actor, now: datetime) -> dict[int, str]:
    given = {sheet: _points(world, 78, 10) for sheet in _open_sheets(plan, by, now)}
    entries = [marking.Entry(sheet, text) for sheet, text in given.items()]
    marking.enter(plan, entries, actor=by, now=now)
    return given


def _second(world: World, plan: int, by: Actor, given: dict[int, str], now: datetime) -> None:
    entries = []
    for sheet, text in given.items():
        shift = (
            18.0 if sheet % OUT_OF_STEP_ONE_IN == 0 else world.draw.choice((-2.0, 0.0, 1.5, 3.0))
        )
        mark = max(0.0, min(100.0, float(text) + shift))
        entries.append(marking.Entry(sheet, f"{mark:.1f}"))
    marking.enter(plan, entries, actor=by, now=now)
