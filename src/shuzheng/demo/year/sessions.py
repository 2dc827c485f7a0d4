"""Three sessions with thirty-eight candidates: who comes, who fails, what is issued and revoked.

Candidates are numbered from 0 in the order in which they are registered, institution after
institution; seats are drawn by lot, so nothing in the table rests on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import marking as sheets
from shuzheng.assessment.queries import sittings as doors
from shuzheng.assessment.services import drawing, marking, plans, results, seating, sittings
from shuzheng.assessment.services.registrations import confirming, drafting
from shuzheng.catalogue.queries import certificates
from shuzheng.credentials.queries import pages_pocket
from shuzheng.credentials.rules.status import Ground
from shuzheng.credentials.services import issuing, status
from shuzheng.demo.world import Pupil, actor, row_of
from shuzheng.demo.year import sites
from shuzheng.demo.year.sites import LEVEL, PRICE
from shuzheng.identity.rules.arrangements import ClassKind
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.services import enrolments, persons
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.pilots.rules.activity import EventKind
from shuzheng.pilots.services import activities

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.assessment.queries.sittings import DayView, SessionView
    from shuzheng.demo.year.cast import Year
    from shuzheng.kernel.actor import Actor

    Step = Callable[[datetime], None]

ENROLLED, CLASS_SIZE = (2, 20), 12
FULL = 10_000
SEATS = 20
WHOLE = "theory >= 60 and practice >= 60"
GOOD, BAD = "80.0", "50.0"


@dataclass(frozen=True, slots=True)
class Session:
    """A session: which certificate, on which day, where, how many candidates from whom.

    `declines` are the candidates who do not wish to take part, `absent` who stay away, `fails` who
    fail the theory; all by their numbers.
    """

    name: str
    certificate: int
    on: tuple[int, int]
    hosts: tuple[str, ...]
    groups: tuple[tuple[str, int], ...]
    declines: frozenset[int]
    absent: frozenset[int]
    fails: frozenset[int]


NOBODY: frozenset[int] = frozenset()
SESSIONS = (
    Session(
        "S1",
        1,
        (4, 19),
        ("A1", "A2", "A3"),
        (("A", 8), ("B", 6)),
        NOBODY,
        frozenset({7}),
        frozenset({0, 8}),
    ),
    Session(
        "S2", 6, (6, 21), ("C1",), (("C", 8), ("F", 5)), frozenset({12}), NOBODY, frozenset({3})
    ),
    Session(
        "S3",
        4,
        (9, 20),
        ("D1",),
        (("D", 6), ("A", 4), ("G", 2)),
        NOBODY,
        frozenset({11}),
        frozenset({5, 6}),
    ),
)
REVOKED, HEARD, CONFIRMED = ("S1", 1), (8, 18), (8, 20)
"""Whose certificate of which session is revoked, when proposed and when confirmed."""
WHY = "经核实系替考取得。（演示）"


@dataclass
class Held:
    """A session under way: its plan, and its candidates by their numbers."""

    plan: int
    candidates: list[tuple[int, Actor]]


def enter(year: Year) -> None:
    """Enter the classes, every session from its report to its certificates, and the revocation."""
    year.enter(*ENROLLED, partial(_enrol, year))
    for session in SESSIONS:
        for days, hour, step in _steps(year, session):
            day = year.on(*session.on) + timedelta(days=days)
            year.diary.enter(datetime.combine(day, time(hour), SHANGHAI), step)
    year.enter(*HEARD, partial(_propose_revocation, year))
    year.enter(*CONFIRMED, partial(_confirm_revocation, year))


def _enrol(year: Year, now: datetime) -> None:
    """Enrol a class of twelve adults at every institution in the pilot."""
    for letter in "ABCDFG":
        school, world = year.schools[letter], year.world
        intake = year.number - 1
        row = enrolments.ClassRow(
            f"{letter}班（演示）", intake, "信息学院", "510203", ClassKind.CERTIFICATE_PILOT.value
        )
        ids = enrolments.ensure_classes(school.id, [row], actor=school.liaison, now=now)
        born = year.number - 21, year.number - 20
        people = [row_of(world.people.draw(*born)) for _ in range(CLASS_SIZE)]
        found = persons.register(people, organisation_id=school.id, actor=school.liaison, now=now)
        world.pools[school.id] = [Pupil(one.person_id, ids[row]) for one in found]
        rows = [
            enrolments.EnrolmentRow(one.person_id, one.class_id, f"{intake}{letter}{place:03d}")
            for place, one in enumerate(world.pools[school.id], 1)
        ]
        enrolments.enrol(school.id, rows, actor=school.liaison, now=now)


def _steps(year: Year, one: Session) -> tuple[tuple[int, int, Step], ...]:
    """Return what happens on which day before (less than 0) or after the session, at which hour."""
    return (
        (-38, 9, partial(_report, year, one)),
        (-36, 9, partial(_note, year, one)),
        (-34, 16, partial(_check, year, one)),
        (-33, 9, partial(_plan, year, one)),
        (-31, 9, partial(_open, year, one)),
        (-28, 9, partial(_register, year, one)),
        (-26, 20, partial(_confirm, year, one)),
        (-12, 9, partial(_draw, year, one)),
        (-11, 9, partial(_seat, year, one)),
        (0, 8, partial(_sit, year, one)),
        (0, 17, partial(_begin_scoring, year, one)),
        (2, 9, partial(_mark, year, one)),
        (7, 9, partial(_compute, year, one)),
        (8, 9, partial(_publish, year, one)),
        (36, 9, partial(_issue, year, one)),
    )


def _day(year: Year, one: Session, hour: int, minute: int = 0) -> datetime:
    return year.at(*one.on, hour, minute)


def _report(year: Year, one: Session, now: datetime) -> None:
    """Let the organisation report the assessment, signed by itself and by the alliance's lead."""
    staff, day = year.holder(one.certificate).staff, year.on(*one.on)
    certificate = year.certificate(one.certificate)
    kind = certificates.brief([certificate])[certificate]
    event = activities.Event(
        certificate,
        EventKind.ASSESSMENT,
        f"{kind.short_name}考核",
        "各考核站点",
        (LEVEL.value,),
        day,
        day,
        SEATS,
    )
    row = activities.draft(event, actor=staff, now=now)
    activities.sign(row, actor=staff, now=now)
    activities.sign(row, actor=sites.lead(year, one.certificate), now=now)
    activities.submit(row, actor=staff, now=now)
    year.reported[one.name] = row


def _note(year: Year, one: Session, now: datetime) -> None:
    activities.note(year.reported[one.name], actor=year.world.office, now=now)


def _check(year: Year, one: Session, now: datetime) -> None:
    for host in one.hosts:
        sites.check(year, host, now)


def _plan(year: Year, one: Session, now: datetime) -> None:
    """Draft the plan, submit it with its report, and appoint the assessors."""
    certificate, staff = year.certificate(one.certificate), year.holder(one.certificate).staff
    day = year.on(*one.on)
    opens, closes = day - timedelta(days=31), day - timedelta(days=14)
    content = plans.Draft(
        certificate_type_id=certificate,
        level=LEVEL,
        parts=(
            plans.Part("theory", "理论", 40, FULL, by_machine=True),
            plans.Part("practice", "实操", 60, FULL),
        ),
        sittings=(
            plans.Sitting("theory", _day(year, one, 9), _day(year, one, 10, 30)),
            plans.Sitting("practice", _day(year, one, 13, 30), _day(year, one, 16)),
        ),
        room_ids=tuple(room for host in one.hosts for room in year.sites[host].rooms),
        seats=SEATS,
        price_fen=PRICE,
        pass_rule=WHOLE,
        registration_opens_at=datetime.combine(opens, time(8), SHANGHAI),
        registration_closes_at=datetime.combine(closes, time(18), SHANGHAI),
        institution_ids=tuple(year.schools[letter].id for letter, _ in one.groups),
    )
    plan = plans.draft(content, actor=staff, now=now)
    plans.submit(plan, actor=staff, now=now)
    plans.report(plan, year.reported[one.name], actor=staff, now=now)
    people = year.world.assessors[certificate]
    plans.appoint(plan, people, chief=people[0], actor=staff, now=now)
    year.held[one.name] = Held(plan, [])


def _open(year: Year, one: Session, now: datetime) -> None:
    staff = year.holder(one.certificate).staff
    plans.open_registration(year.held[one.name].plan, actor=staff, now=now)


def _register(year: Year, one: Session, now: datetime) -> None:
    """Let the institutions register their next students, in the order of the table."""
    held = year.held[one.name]
    for letter, count in one.groups:
        school = year.schools[letter]
        pool = year.world.pools[school.id]
        chosen, year.world.pools[school.id] = pool[:count], pool[count:]
        candidates = [drafting.Candidate(each.person_id, each.class_id) for each in chosen]
        made = drafting.draft(held.plan, candidates, actor=school.liaison, now=now)
        students = [actor(Role.STUDENT, school.id, each.person_id, 0) for each in chosen]
        held.candidates += zip(made, students, strict=True)


def _confirm(year: Year, one: Session, now: datetime) -> None:
    """Let everybody answer; the first assessment is free, so who confirms is accepted."""
    answers = []
    for place, (registration, student) in enumerate(year.held[one.name].candidates):
        if place in one.declines:
            confirming.decline(registration, actor=student, now=now)
        else:
            answers.append(confirming.Answer(registration, student))
    confirming.confirm_each(answers, now=now)


def _draw(year: Year, one: Session, now: datetime) -> None:
    """Draw the seats: the organisation opens, the office witnesses, both show their secrets."""
    plan, staff = year.held[one.name].plan, year.holder(one.certificate).staff
    drawing.begin(plan, actor=staff, now=now)
    drawing.witness(plan, actor=year.world.office, now=now)
    drawing.reveal(plan, actor=staff, now=now)
    drawing.reveal(plan, actor=year.world.office, now=now)


def _seat(year: Year, one: Session, now: datetime) -> None:
    seating.lock(year.held[one.name].plan, actor=year.holder(one.certificate).staff, now=now)


def _sit(year: Year, one: Session, now: datetime) -> None:
    """Check in everybody who comes, in both parts; the sites are of one institution."""
    plan = year.held[one.name].plan
    sittings.start(plan, actor=year.sites[one.hosts[0]].admin, now=now)
    keeper = year.sites[one.hosts[0]].invigilator
    missing = {year.held[one.name].candidates[place][0] for place in one.absent}
    for session in doors.day(plan, keeper).sessions:
        _part(session, doors.day(plan, keeper, session.id), missing, keeper)


def _part(session: SessionView, seen: DayView, missing: set[int], by: Actor) -> None:
    """Hold one part."""
    opens = session.starts_at - timedelta(minutes=25)
    here = [one for room in seen.rooms for one in room.sitters if one.at_door]
    coming = [one.attendance_id for one in here if one.registration_id not in missing]
    away = [one.attendance_id for one in here if one.registration_id in missing]
    sittings.check_in(session.id, coming, "复核员甲（演示）", actor=by, now=opens)
    sittings.begin(session.id, actor=by, now=session.starts_at)
    if away:
        at = session.starts_at + timedelta(minutes=20)
        sittings.record_absence(session.id, away, actor=by, now=at)
    sittings.hand_in(session.id, coming, actor=by, now=session.ends_at)


def _begin_scoring(year: Year, one: Session, now: datetime) -> None:
    staff = year.holder(one.certificate).staff
    sittings.begin_scoring(year.held[one.name].plan, actor=staff, now=now)


def _mark(year: Year, one: Session, now: datetime) -> None:
    """Take the machine's marks, which decide who fails, and two markers' equal ones; lock all."""
    held, staff = year.held[one.name], year.holder(one.certificate).staff
    failing = {held.candidates[place][0] for place in one.fails}
    seen = doors.day(held.plan, staff)
    tickets = {
        each.ticket: BAD if each.registration_id in failing else GOOD
        for room in seen.rooms
        for each in room.sitters
    }
    for part in sheets.progress(held.plan, staff):
        if part.by_machine:
            waiting = sheets.machine_sheets(part.component_id, staff)
            marks = [marking.Entry(sheet, tickets[ticket]) for ticket, sheet in waiting.items()]
            marking.take_machine_marks(part.component_id, marks, actor=staff, now=now)
    first = sites.assessor(year, one.certificate, 0)
    entries = [marking.Entry(sheet, GOOD) for sheet in _open_sheets(held.plan, first, now)]
    marking.enter(held.plan, entries, actor=first, now=now)
    second = sites.assessor(year, one.certificate, 1)
    marking.enter(held.plan, entries, actor=second, now=now)
    marking.lock(held.plan, actor=staff, now=now)


def _open_sheets(plan: int, by: Actor, now: datetime) -> list[int]:
    """Return the sheets that a marker can mark, in every room."""
    first = sheets.grid(plan, by, now)
    return [
        cell.sheet_id
        for room in first.rooms
        for row in sheets.grid(plan, by, now, room.id).rows
        if row.barred is None
        for cell in row.cells
        if cell is not None and cell.is_open
    ]


def _compute(year: Year, one: Session, now: datetime) -> None:
    plan, staff = year.held[one.name].plan, year.holder(one.certificate).staff
    results.compute(plan, actor=staff, now=now)
    results.confirm(plan, "分布正常，无异常集中。（演示）", actor=staff, now=now)


def _publish(year: Year, one: Session, now: datetime) -> None:
    staff = year.holder(one.certificate).staff
    results.publish(year.held[one.name].plan, actor=staff, now=now)


def _issue(year: Year, one: Session, now: datetime) -> None:
    issuer = year.holder(one.certificate).issuer
    plan = year.held[one.name].plan
    issuing.issue_all(plan, actor=issuer, clock=lambda: now, progress=lambda *_: None)


def _propose_revocation(year: Year, now: datetime) -> None:
    """Let the organisation propose the revocation of a certificate, after hearing its holder."""
    name, place = REVOKED
    session = next(one for one in SESSIONS if one.name == name)
    holder = year.held[name].candidates[place][1]
    [mine] = pages_pocket.mine(holder)
    year.revocation = status.propose_revocation(
        mine.number,
        Ground.FRAUD,
        WHY,
        now.date(),
        actor=year.holder(session.certificate).issuer,
        now=now,
    )


def _confirm_revocation(year: Year, now: datetime) -> None:
    status.confirm_revocation(year.revocation, actor=year.world.office, now=now)
