"""The table of every door, `doors.toml`, as the tests read it, and who knocks in which role."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.test import Client

from shuzheng.identity.rules.kinds import LEARNER_ROLES, Role
from shuzheng.kernel.periods import SHANGHAI
from tests import matters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.matters import Visitor

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=SHANGHAI)
"""The second sitting of the assessment that is on has begun."""

QUERIES = 46
"""How many queries a page may take, that of the bell included; its line may name more."""


WORKBOOKS = ("-import-template", "-import-marked", "-import-rest", "registrations-unconfirmed")
FILES = frozenset(
    {
        "files:download",
        "assessment:seating-document",
        "fees:own-proof",
        "transparency:checkpoint",
        "transparency:proof",
        "transparency:tile",
        "gazette:feed",
        "gazette:print",
        "gazette:attachment",
        "credentials:code-json",
        "credentials:code-bundle",
        "credentials:code-report",
        "credentials:offline-worker",
        "credentials:offline-manifest",
        "credentials:trust",
        "credentials:type",
        "credentials:status-list",
        "credentials:did",
        "credentials:paper",
        "credentials:credential",
        "credentials:european",
        "portal:robots",
        "reliance:check-answers",
        "transparency:draw-document",
        "quality:public-document",
        "quality:on-site-worker",
        "adjustment:public-document",
        "alliances:siting-inputs",
        "alliances:summary-print",
        "complaints:paper",
        "complaints:evidence",
        "evaluation:party-document",
        "governance:plan-print",
        "governance:public-panel-document",
        "support:pairing-print",
        "portal:health",
    }
)
"""What programs read or people save; the interface, but for its documentation, comes on top."""

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Door:
    """One line of the table."""

    room: str
    page: str
    methods: tuple[str, ...]
    anonymous: str
    roles: frozenset[str]
    queries: int = QUERIES

    @property
    def name(self) -> str:
        """Return the address's name; the sign-in library's and the framework's have no room."""
        return self.page if self.room in {"account", "framework"} else f"{self.room}:{self.page}"


def read() -> list[Door]:
    """Read the table."""
    text = (Path(__file__).parent / "doors.toml").read_text(encoding="utf-8")
    return [
        Door(room, page, tuple(line[0].split()), line[1], _roles(line[2]), *line[3:])
        for room, lines in tomllib.loads(text).items()
        for page, line in lines.items()
    ]


def _roles(words: str) -> frozenset[str]:
    named = {"everybody": frozenset(Role), "nobody": frozenset[Role]()}
    return frozenset(str(role) for role in named.get(words, words.split()))


def visitor(name: str, role: Role, visitors: Mapping[Role, Mapping[str, Visitor]]) -> Visitor:
    """Return who knocks in a role: a learner who has such a thing, or whoever signs in."""
    held = visitors[role]
    if role not in LEARNER_ROLES:
        return held[""]
    is_appeal = name.startswith("assessment:") and "appeal" in name
    return held[matters.ACCUSED if is_appeal else matters.CERTIFIED]


def signed_in(visitor: Visitor) -> Client:
    """Return a browser's stand-in in which somebody has signed in and chosen the capacity."""
    client = Client(raise_request_exception=False)
    client.force_login(visitor.user, backend=BACKEND)
    session = client.session
    session["capacity"] = visitor.actor.membership_id
    session.save()
    return client


def is_page(door: Door) -> bool:
    """Return whether a door answers with a page, and not with what is listed as a file."""
    name = door.name
    if name in FILES or name.endswith(WORKBOOKS):
        return False
    return name == "api:docs" or door.room != "api"
