"""The demonstration's sign-ins: one invented person per role, with a password that everybody knows.

Made like any other account, by a one-time code; written beside the database so that the command can
print them and the demonstration's door can offer them. Nobody else in the demonstration has one.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from shuzheng.demo.world import actor
from shuzheng.foundation import clock
from shuzheng.identity.queries import organisations, persons
from shuzheng.identity.rules.kinds import LABELS, Role
from shuzheng.identity.services import activation

if TYPE_CHECKING:
    from pathlib import Path

    from shuzheng.demo.world import World
    from shuzheng.kernel.actor import Actor

PASSWORD = "yanshi-2026-demo"  # noqa: S105 - known to everybody, of invented people, on loopback
NAME = "sign-ins.json"
PRINTED = "sign-ins.txt"
OWNER_ONLY = 0o600

GROUPS = (
    ("province", (Role.OFFICE_OFFICER, Role.PROVINCIAL_ADMIN, Role.CITY_OFFICER, Role.INSPECTOR)),
    ("schools", (Role.LIAISON, Role.INSTITUTION_ADMIN, Role.TEACHER, Role.ALLIANCE_LEAD)),
    (
        "assessment",
        (
            Role.ORGANISATION_STAFF,
            Role.ORGANISATION_ISSUER,
            Role.SITE_ADMIN,
            Role.INVIGILATOR,
            Role.ASSESSOR,
        ),
    ),
    ("employers", (Role.ENTERPRISE_USER,)),
    ("learners", (Role.STUDENT, Role.SOCIAL_LEARNER, Role.GUARDIAN)),
    ("platform", (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One offered sign-in."""

    role: str
    group: str
    username: str
    name: str
    organisation: str
    user_id: int


def make(world: World, chosen: dict[Role, Actor], folder: Path) -> list[SignIn]:
    """Activate an account for each role that was chosen, and write them down in `folder`."""
    now = clock.now()
    made: list[SignIn] = []
    people = persons.brief(one.person_id for one in chosen.values())
    parties = organisations.brief(one.organisation_id for one in chosen.values())
    for group, roles in GROUPS:
        for role in roles:
            who = chosen.get(role)
            if who is None:
                continue
            [code] = activation.issue_codes([who.person_id], actor=world.security, now=now)
            username = role.value.replace("_", "-")
            user = activation.activate(
                code.code,
                code.name,
                username=username,
                password=PASSWORD,
                device=f"demonstration {role}",
                now=now,
            )
            party = parties.get(who.organisation_id)
            made.append(
                SignIn(
                    role.value,
                    group,
                    username,
                    people[who.person_id].name,
                    party.name if party else "",
                    user,
                )
            )
    _write(folder, made)
    return made


def read(folder: Path) -> list[SignIn]:
    """Return the sign-ins that were written down, or none."""
    path = folder / NAME
    if not path.exists():
        return []
    return [SignIn(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def _write(folder: Path, made: list[SignIn]) -> None:
    lines = [f"{one.username:<22}{one.name}　{one.organisation}" for one in made]
    lines.append(f"密码 / password: {PASSWORD}")
    for name, text in (
        (NAME, json.dumps([asdict(one) for one in made], ensure_ascii=False, indent=1)),
        (PRINTED, "\n".join(lines) + "\n"),
    ):
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)


def label(role: str) -> str:
    """Return the marked English word of a role."""
    return LABELS[Role(role)]


def learner(role: Role, person_id: int, organisation_id: int = 0) -> Actor:
    """Return a learner as an actor, to be given a sign-in."""
    return actor(role, organisation_id, person_id, 0)
