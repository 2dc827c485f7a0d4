"""Who there is in the year: eight institutions in four cities, their organisations, the office.

Letters name the institutions in every table of the year. Institution H begins a filing and never
submits it; T is of a kind that may not file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import targets
from shuzheng.demo import names, parties
from shuzheng.demo.world import Scale, World
from shuzheng.demo.year.diary import Diary
from shuzheng.identity.rules.kinds import InstitutionKind, Role
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.complaints.access import Receipt
    from shuzheng.demo.world import Holder, School, Site
    from shuzheng.demo.year.sessions import Held
    from shuzheng.evaluation.rules.indicators import Kind
    from shuzheng.kernel.actor import Actor

SEED = 20_250_101
CERTIFICATES = 10
SCALE = Scale((), CERTIFICATES, 1, 12, 24, 8, 3, (1, 3, 4), 0, 0, 0)
INSTITUTIONS = (
    ("A", "江淮智造职业技术学院", InstitutionKind.HIGHER_VOCATIONAL, "340100"),
    ("B", "巢湖信息工程职业技术学院", InstitutionKind.HIGHER_VOCATIONAL, "340100"),
    ("C", "鸠江商贸民生职业学校", InstitutionKind.SECONDARY_VOCATIONAL, "340200"),
    ("D", "赭山交通职业技术学院", InstitutionKind.HIGHER_VOCATIONAL, "340200"),
    ("E", "涂山财经职业学校", InstitutionKind.SECONDARY_VOCATIONAL, "340300"),
    ("F", "龙子湖医药卫生中等专业学校", InstitutionKind.PROVINCIAL_SECONDARY, "340300"),
    ("G", "皖江农业工程职业技术学院", InstitutionKind.HIGHER_VOCATIONAL, "340800"),
    ("H", "大龙山文旅职业学校", InstitutionKind.SECONDARY_VOCATIONAL, "340800"),
    ("T", "新安电子技工学校", InstitutionKind.TECHNICIAN_SCHOOL, "341000"),
)
LETTERS = "ABCDEFG"
"""The institutions that are in the pilot."""
INSPECTORS = 6


@dataclass
class Year:
    """Everything that the script keeps in hand; `refused` says which rule refused what."""

    number: int
    world: World
    diary: Diary = field(default_factory=Diary)
    schools: dict[str, School] = field(default_factory=dict)
    second: Actor = field(init=False)
    colleague: Actor = field(init=False)
    inspectors: list[Actor] = field(default_factory=list)
    platform: dict[Role, Actor] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    applications: dict[str, int] = field(default_factory=dict)
    reported: dict[str, int] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    findings: list[int] = field(default_factory=list)
    revocation: int = 0
    evaluations: dict[Kind, int] = field(default_factory=dict)
    measurement: int = 0
    shown: int = 0
    campaign: int = 0
    veto: int = 0
    lots: dict[str, str] = field(default_factory=dict)
    vetoed: str = ""
    refused: dict[str, str] = field(default_factory=dict)

    def on(self, month: int, day: int) -> date:
        """Return a day of the year; months beyond December are of the next one, 0 of the last."""
        return date(self.number + (month - 1) // 12, (month - 1) % 12 + 1, day)

    def at(self, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return an instant of the year, in the province's time."""
        return datetime.combine(self.on(month, day), time(hour, minute), SHANGHAI)

    def enter(
        self, month: int, day: int, act: Callable[[datetime], object], hour: int = 10
    ) -> None:
        """Enter an act into the diary."""
        self.diary.enter(self.at(month, day, hour), act)

    def certificate(self, number: int) -> int:
        """Return the id of an invented certificate by its place in the list, from 1."""
        return self.world.certificates[names.CERTIFICATES[number - 1].short_name]

    def holder(self, number: int) -> Holder:
        """Return the organisation of a certificate by its place in the list."""
        return self.world.holders[names.CERTIFICATES[number - 1].holder]

    def site_code(self, name: str) -> str:
        """Return the code of a site."""
        pk = self.sites[name].id
        return targets.sites([pk])[pk].code

    def called(self, party_id: int, site_id: int | None = None) -> str:
        """Return what the tables call a party; sites of A by what the lot made of them."""
        for name, site in self.sites.items():
            if site.id == site_id:
                return self.lots.get(name, "A not drawn") if name.startswith("A") else name
        for letter, school in self.schools.items():
            if school.id == party_id:
                return letter
        return next(one.code for one in self.world.holders if one.id == party_id)

    def is_refused(self, what: str, act: Callable[[], object]) -> None:
        """Try what the rules forbid, and keep by which rule it was refused.

        Raises RuntimeError where nobody refuses: then the script is wrong, or the platform.
        """
        try:
            act()
        except Refusal as refusal:
            self.refused[what] = refusal.rule
        else:
            raise RuntimeError(f"{what}: not refused")


def found(number: int, say: Callable[[str, int], None]) -> Year:
    """Found the province on 1 September of the year before, with everybody in it."""
    day = date(number - 1, 9, 1) + timedelta(days=parties.FOUNDED)
    world = World(SEED, day, say, SCALE)
    parties.found(world)
    parties.bureaus(world)
    year = Year(number, world)
    for serial, (letter, name, kind, division) in enumerate(INSTITUTIONS, 1):
        year.schools[letter] = parties.school(world, kind, name, division, serial)
    world.schools = list(year.schools.values())
    parties.holders(world)
    department = world.province.organisation_id
    year.second = parties.hire(world, department, Role.PROVINCIAL_ADMIN)
    for role in (Role.SYSTEM_ADMIN, Role.AUDITOR):
        year.platform[role] = parties.hire(world, department, role)
    office = world.office.organisation_id
    year.colleague = parties.hire(world, office, Role.OFFICE_OFFICER)
    year.inspectors = [parties.hire(world, office, Role.INSPECTOR) for _ in range(INSPECTORS)]
    return year
