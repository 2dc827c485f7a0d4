"""What the building of the demonstration keeps in hand: the day, the draw, who may act for whom.

Every act of the demonstration is performed by somebody in a role, with the permissions of that role
and no others, at an instant of the past that fits. The seed shapes names and numbers only.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.demo.names import People
from shuzheng.foundation import files, grants
from shuzheng.foundation.documents import papers
from shuzheng.identity.rules.kinds import REACH, DocumentKind, Role
from shuzheng.identity.services.persons import PersonRow
from shuzheng.kernel.actor import Actor
from shuzheng.kernel.periods import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from shuzheng.demo.names import Invented

CARD = DocumentKind.RESIDENT_IDENTITY_CARD


@dataclass
class School:
    """An invented institution and whom it sends to the platform."""

    id: int
    code: str
    name: str
    kind: str
    city: str
    liaison: Actor
    admin: Actor
    certificates: list[int] = field(default_factory=list)


@dataclass
class Holder:
    """An invented evaluation organisation, its staff and its assessors."""

    id: int
    code: str
    name: str
    staff: Actor
    issuer: Actor
    certificates: list[int] = field(default_factory=list)


@dataclass
class Site:
    """A site of an institution: its rooms, who runs it, who watches its rooms."""

    id: int
    rooms: list[int]
    admin: Actor
    invigilator: Actor
    checked: set[date] = field(default_factory=set)


@dataclass(frozen=True)
class Pupil:
    """An invented student and the class he or she is in."""

    person_id: int
    class_id: int


@dataclass(frozen=True)
class Minor:
    """An invented student under age, and who answers for him or her."""

    pupil: Pupil
    school: School
    actor: Actor
    guardian: Actor


@dataclass(frozen=True)
class Walked:
    """A plan as far as it has come, and who takes part in it."""

    plan: int
    certificate: int
    days_ago: int
    stage: str
    end: str
    holder: Holder
    candidates: tuple[Actor, ...]


@dataclass(frozen=True)
class Scale:
    """How large a province is built: the whole demonstration, or a small one for journeys.

    One candidate in `absent` stays away the whole day; `again` students come a second time.
    """

    kinds: tuple[int, ...]
    certificates: int
    classes: int
    class_size: int
    seats: int
    group: int
    assessors: int
    rooms: tuple[int, int, int]
    certified: int
    again: int
    absent: int


WHOLE = Scale((20, 4, 15, 1, 2, 1, 1), 12, 3, 45, 220, 68, 22, (4, 7, 8), 11, 6, 23)
SMALL = Scale((4, 0, 4, 0, 0, 0, 1), 4, 2, 20, 12, 4, 3, (1, 4, 4), 2, 3, 9)


@dataclass
class World:
    """Everything built so far. `today` is the day on which the demonstration is looked at."""

    seed: int
    today: date
    say: Callable[[str, int], None]
    scale: Scale = WHOLE
    people: People = field(init=False)
    draw: random.Random = field(init=False)
    province: Actor = field(init=False)
    office: Actor = field(init=False)
    security: Actor = field(init=False)
    cities: dict[str, Actor] = field(default_factory=dict)
    schools: list[School] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    certificates: dict[str, int] = field(default_factory=dict)
    assessors: dict[int, list[int]] = field(default_factory=dict)
    leaders: dict[int, Actor] = field(default_factory=dict)
    sites: dict[int, Site] = field(default_factory=dict)
    pools: dict[int, list[Pupil]] = field(default_factory=dict)
    teachers: dict[int, Actor] = field(default_factory=dict)
    minors: list[Minor] = field(default_factory=list)
    walked: list[Walked] = field(default_factory=list)
    inspectors: list[Actor] = field(default_factory=list)
    offered: dict[Role, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin the draws that the seed shapes."""
        self.people = People(self.seed)
        self.draw = random.Random(self.seed + 1)  # noqa: S311 - shapes demonstration data only

    def at(self, days_ago: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return an instant so many days before today (after it, if negative)."""
        day = self.today - timedelta(days=days_ago)
        return datetime.combine(day, time(hour, minute), SHANGHAI)

    def on(self, days_ago: int) -> date:
        """Return the day so many days before today."""
        return self.today - timedelta(days=days_ago)

    def paper(self, title: str, actor: Actor, now: datetime, *, sealed: bool = False) -> int:
        """Hand in a document with this title as `actor`; returns its id."""
        body = papers.listing(
            papers.Listing(
                title=title,
                columns=(papers.Column(title="事项"), papers.Column(title="内容", width=3)),
                rows=[("说明", "演示文件，内容虚构")],
            ),
            papers.Imprint(printed_at=now, printed_by="演示", demo=True),
        )
        upload = SimpleUploadedFile(f"{title}.pdf", body, "application/pdf")
        return files.store(upload, actor=actor, now=now, kinds=("pdf",), sealed=sealed).pk


def row_of(person: Invented, phone: str = "") -> PersonRow:
    """Return an invented person as a clerk's sheet gives him or her."""
    return PersonRow(person.name, CARD, person.number, phone, is_demonstration=True)


def actor(
    role: Role, organisation_id: int, person_id: int, membership_id: int, area: str = ""
) -> Actor:
    """Return a person acting in a role, with the permissions of that role and no others."""
    return Actor(
        user_id=0,
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        permissions=grants.of(role),
        reach=REACH[role],
        area=area,
        membership_id=membership_id,
    )
