"""Plans on their way from closed registration to published results, put there quickly.

Candidates are rows; from the draw onwards everything happens through the acts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.models import (
    Attendance,
    Component,
    MarkingSheet,
    Plan,
    PlanSession,
    Registration,
    Seat,
    SeatAssignment,
)
from shuzheng.assessment.services import drawing, marking, plans, results, seating, sites, sittings
from shuzheng.assessment.tests import cast as first_half
from shuzheng.identity.models import Enrolment, Person, SchoolClass
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

NOON = first_half.NOON
AFTER_CLOSE = datetime(2026, 4, 2, 4, 0, tzinfo=UTC)
MORNING = datetime(2026, 4, 18, 1, 0, tzinfo=UTC)
"""The theory part begins: nine o'clock on Saturday 18 April 2026."""

AFTERNOON = MORNING + timedelta(hours=5)
EVENING = MORNING + timedelta(hours=9)
MARKING_DAY = datetime(2026, 4, 20, 2, 0, tzinfo=UTC)
PUBLISHING_DAY = datetime(2026, 4, 24, 2, 0, tzinfo=UTC)
"""Friday; the review window of ten working days ends on Tuesday 12 May."""

HOST = 900_001
"""The site administrator's person: another one than any that a test enters."""


@dataclass
class Day:
    """A plan, the people around it, its candidates (registrations' ids, in order)."""

    here: first_half.Province
    plan: int
    candidates: list[int]
    clerk: int
    officer_id: int

    def host(self) -> Actor:
        """Return the site's administrator."""
        return replace(self.here.host(), person_id=HOST)

    def staff(self) -> Actor:
        """Return staff of the plan's organisation."""
        return cast.actor(Role.ORGANISATION_STAFF, self.here.organisation, person_id=self.clerk)

    def officer(self) -> Actor:
        """Return an officer of the coordination office."""
        return cast.actor(Role.OFFICE_OFFICER, self.here.office, person_id=self.officer_id)

    def invigilator(self) -> Actor:
        """Return an invigilator of the host."""
        return cast.actor(Role.INVIGILATOR, self.here.college, person_id=18)

    def assessor(self, index: int = 0) -> Actor:
        """Return one of the plan's assessors; number 0 is the chief."""
        person = self.here.assessors[index]
        return cast.actor(Role.ASSESSOR, self.here.organisation, person_id=person)

    def learner(self, index: int = 0) -> Actor:
        """Return one of the candidates."""
        person = Registration.objects.get(pk=self.candidates[index]).person_id
        return first_half.learner(person)

    def session(self, code: str = "theory") -> int:
        """Return the id of a sitting."""
        return PlanSession.objects.get(plan_id=self.plan, component_code=code).pk

    def attendance(self, index: int = 0, code: str = "theory") -> Attendance:
        """Return one candidate's sitting."""
        return Attendance.objects.get(
            registration_id=self.candidates[index], session_id=self.session(code)
        )

    def sheet(self, index: int = 0, code: str = "practice") -> MarkingSheet:
        """Return one candidate's sheet of a part."""
        return MarkingSheet.objects.get(
            registration_id=self.candidates[index], component__code=code
        )

    def row(self) -> Plan:
        """Return the plan as it is now."""
        return Plan.objects.get(pk=self.plan)


def closed(count: int = 3, *, classes: int = 1, **changes: object) -> Day:
    """Return a plan whose registration is closed, with `count` accepted candidates."""
    here = first_half.province()
    here.assessors.append(first_half.assessor(here, 803))
    for number in range(3, 3 + -(-max(0, count - 24) // 90)):
        room = sites.add_room(here.site, f"{number}号机房", 9, 10, actor=here.liaison(), now=NOON)
        first_half.check(here, room)
        here.rooms.append(room)
    needed = -(-count // 10)
    here.assessors += [first_half.assessor(here, 810 + n) for n in range(max(0, needed - 3))]
    plan = here.opened(**{"seats": max(20, count), **changes})
    row = Plan.objects.get(pk=plan)
    row.assessors.filter(person_id=here.assessors[0]).update(is_chief=True)
    candidates = enter(here, row, count, classes)
    plans.close_registration(plan, actor=here.staff(), now=AFTER_CLOSE)
    clerk, officer = (first_half.person(n, name) for n, name in ((950, "程雨霏"), (951, "葛怀瑾")))
    return Day(here, plan, candidates, clerk, officer)


def enter(here: first_half.Province, row: Plan, count: int, classes: int) -> list[int]:
    """Return the ids of new accepted registrations of students in so many classes."""
    groups = [
        SchoolClass.objects.create(
            organisation_id=here.college, name=f"财税240{n + 1}", entry_year=2024
        )
        for n in range(classes)
    ]
    people = Person.objects.bulk_create(
        Person(
            name=f"考生{chr(0x5000 + n)}",
            document_kind="resident_identity_card",
            document_index=f"candidate{n}",
            document_sealed="",
            document_masked="3499****001X",
            is_demonstration=True,
            created_at=NOON,
        )
        for n in range(count)
    )
    Enrolment.objects.bulk_create(
        Enrolment(
            person=person,
            organisation_id=here.college,
            school_class=groups[n % classes],
            since=row.first_on,
        )
        for n, person in enumerate(people)
    )
    made = Registration.objects.bulk_create(
        Registration(
            plan=row,
            person=person,
            certificate_type_id=row.certificate_type_id,
            level=row.level,
            candidate_kind="student",
            institution_id=here.college,
            school_class=groups[n % classes],
            state="accepted",
            drafted_at=NOON,
            confirmed_at=NOON,
            confirmation_method="own_account",
            accepted_at=NOON,
        )
        for n, person in enumerate(people)
    )
    return [one.pk for one in made]


def drawn(day: Day, now: datetime = AFTER_CLOSE) -> None:
    """Draw the seats: the site's administrator opens, the office witnesses, both show."""
    drawing.begin(day.plan, actor=day.host(), now=now)
    drawing.witness(day.plan, actor=day.officer(), now=now)
    drawing.reveal(day.plan, actor=day.host(), now=now)
    drawing.reveal(day.plan, actor=day.officer(), now=now)


def seated(count: int = 3, **changes: int) -> Day:
    """Return a plan whose seats are locked and whose tickets are issued."""
    day = closed(count, **changes)
    drawn(day)
    seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)
    return day


def running(count: int = 3, **changes: int) -> Day:
    """Return a plan on its day, doors open, nobody checked in."""
    day = seated(count, **changes)
    sittings.start(day.plan, actor=day.host(), now=MORNING - timedelta(minutes=40))
    return day


def sat(day: Day, code: str, at: datetime, absent: frozenset[int] = frozenset()) -> None:
    """Let everybody sit a part, but for those at `absent` places of the list."""
    session, door = day.session(code), day.invigilator()
    ids = [
        day.attendance(index, code).pk
        for index in range(len(day.candidates))
        if index not in absent
    ]
    if ids:
        sittings.check_in(session, ids, "监考乙", actor=door, now=at - timedelta(minutes=20))
        sittings.begin(session, actor=door, now=at)
    missing = [day.attendance(index, code).pk for index in sorted(absent)]
    if missing:
        late = at + timedelta(minutes=30)
        sittings.record_absence(session, missing, actor=door, now=late)
    if ids:
        sittings.hand_in(session, ids, actor=door, now=at + timedelta(minutes=80))


def scoring(count: int = 3, absent: frozenset[int] = frozenset(), **changes: int) -> Day:
    """Return a plan whose sittings are over and whose papers wait for markers."""
    day = running(count, **changes)
    sat(day, "theory", MORNING, absent)
    sat(day, "practice", AFTERNOON, absent)
    sittings.begin_scoring(day.plan, actor=day.host(), now=EVENING)
    return day


def machine(day: Day, *marks: str) -> None:
    """Take the machine's marks of the candidates in order."""
    part = Component.objects.get(plan_id=day.plan, code="theory")
    entries = [
        marking.Entry(day.sheet(index, "theory").pk, text) for index, text in enumerate(marks)
    ]
    marking.take_machine_marks(part.pk, entries, actor=day.staff(), now=MARKING_DAY)


def mark(day: Day, assessor: int, *marks: str) -> marking.Entered:
    """Let an assessor mark the practice of the candidates in order."""
    entries = [marking.Entry(day.sheet(index).pk, text) for index, text in enumerate(marks) if text]
    return marking.enter(day.plan, entries, actor=day.assessor(assessor), now=MARKING_DAY)


def marked(*practice: str) -> Day:
    """Return a plan whose marks are locked: 70 by the machine, and this practice from both."""
    day = scoring(len(practice))
    machine(day, *("70" for _ in practice))
    mark(day, 0, *practice)
    mark(day, 1, *practice)
    marking.lock(day.plan, actor=day.assessor(0), now=MARKING_DAY)
    return day


def published(*practice: str) -> Day:
    """Return a plan whose results are published."""
    day = marked(*practice)
    results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)
    results.confirm(day.plan, "分布正常", actor=day.staff(), now=PUBLISHING_DAY)
    results.publish(day.plan, actor=day.staff(), now=PUBLISHING_DAY)
    return day


def free_seat(plan: int) -> Seat:
    """Return the first seat on which nobody sits."""
    taken = SeatAssignment.objects.filter(seating__plan_id=plan).values("seat_id")
    return Seat.objects.exclude(pk__in=taken).order_by("pk")[0]
