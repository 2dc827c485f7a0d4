"""Every door × every role: who gets in, who is shut out, who is asked to sign in first.

The table is `doors.toml`, one line a door. An address that is not in it fails, and so does a line
without address. Everybody knocks with a thing of his or her own (`samples`), by every method that
the door takes; acts are tried with an empty form, and what a knock changes is taken back. In is
whoever gets an answer: a page, a redirect, a refusal about the state or the form. Shut out is
whoever gets 403 or 404. The pages of the sign-in library are in the table like all others.

Beside reach, every page that somebody may open is held to a number of database queries.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shuzheng.demo import builder
from shuzheng.foundation import clock
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import PUBLIC
from shuzheng.reminders.queries import pages
from tests import complainants, doors, matters, province, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.conf import LazySettings
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoDbBlocker

    from shuzheng.kernel.actor import Actor
    from tests.matters import Visitor
    from tests.province import Province

pytestmark = pytest.mark.django_db

SHUT = frozenset({403, 404})
NOT_THIS_WAY = 405
DOORS = doors.read()
ROOMS = sorted({door.room for door in DOORS})


@dataclass
class House:
    """A province that stands, and everybody who knocks at its doors."""

    province: Province
    visitors: dict[Role, dict[str, Visitor]]
    taken: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(samples.addresses()))
    clients: dict[int, Client] = field(default_factory=dict)
    urls: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let everybody sign in once."""
        self.clients[0] = Client(raise_request_exception=False)
        for visitor in (one for held in self.visitors.values() for one in held.values()):
            self.clients[visitor.actor.membership_id] = doors.signed_in(visitor)

    def knock(
        self, name: str, method: str, role: str, *, query: str = "", **said: str
    ) -> tuple[Answer, int]:
        """Knock in a role ("" for the public) and undo what that did; counts the queries.

        `query` is added to the address, `said` is what an act is sent beside what it always is.
        """
        visitor = doors.visitor(name, Role(role), self.visitors) if role else None
        actor = visitor.actor if visitor else PUBLIC
        client, url = self.clients[actor.membership_id], self._url(name, actor) + query
        kept, counted = copy(client.cookies), Counter[str]()

        def count(execute: Callable[..., Any], *call: Any) -> Any:  # noqa: ANN401 - of any kind
            counted["queries"] += 1
            return execute(*call)

        with transaction.atomic():
            with connection.execute_wrapper(count):
                sent = {**samples.posted(name), **said} if method == "POST" else None
                answer = client.generic(method, url) if sent is None else client.post(url, sent)
            transaction.set_rollback(True)
        client.cookies = kept
        return answer, counted["queries"]

    def _url(self, name: str, actor: Actor) -> str:
        key = (name, actor.membership_id)
        if key not in self.urls:
            kwargs = samples.arguments(name, self.taken[name], actor, self.province)
            self.urls[key] = reverse(name, kwargs=kwargs)
        return self.urls[key]


@pytest.fixture(scope="module")
def house(
    django_db_setup: None,  # noqa: ARG001 - ordered before it
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    """Let a province stand for all tests of this module, as of one fixed afternoon."""
    folder = tmp_path_factory.mktemp("house")
    whole = transaction.atomic()
    whole._from_testcase = True  # type: ignore[attr-defined]  # noqa: SLF001 - the log publishes in a transaction of its own
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), whole:
        patch.setattr(clock, "now", lambda: doors.NOW)
        patch.setattr(configured, "DATA_DIR", folder)
        patch.setattr(configured, "LOG_DIR", folder / "log")
        with translation.override(configured.LANGUAGE_CODE):
            built = province.build(folder, doors.NOW.date())
            visitors = matters.build(built)
            builder.publish(built.world)
        yield House(built, visitors)
        transaction.set_rollback(True)


@pytest.fixture
def bare(settings: LazySettings, tmp_path: Path) -> None:
    """Answer refusals without a frame: thousands of shut doors need no navigation drawn."""
    (tmp_path / "foundation").mkdir()
    (tmp_path / "foundation/refusal.html").write_text("{{ sentence }}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def outcome(answer: Answer) -> str:
    """Return what became of a knock: open, shut, or asked to sign in."""
    status = answer.status_code
    if status == 302 and answer["Location"].startswith("/accounts/login/?next="):
        return "sign-in"
    return f"broken: {status}" if status >= 500 else "shut" if status in SHUT else "open"


def test_every_address_is_in_the_table_and_every_line_is_an_address() -> None:
    assert sorted(door.name for door in DOORS) == sorted(dict(samples.addresses()))


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("room", ROOMS)
def test_each_door_opens_to_those_in_the_table_and_to_nobody_else(house: House, room: str) -> None:
    wrong = []
    for door in (one for one in DOORS if one.room == room):
        for method in door.methods:
            for role in ("", *Role):
                answer, queries = house.knock(door.name, method, role)
                wanted = ("open" if role in door.roles else "shut") if role else door.anonymous
                if (got := outcome(answer)) != wanted:
                    wrong.append(f"{door.name} {method}: {role or 'the public'}: {got}")
                if method == "GET":
                    wrong += [
                        f"{door.name}: {role}: {one}" for one in _faults(door, answer, queries)
                    ]
                if complainants.tells(answer) or _export_tells(house, door.name, role, answer):
                    wrong.append(f"{door.name} {method}: tells {role} who complains")
    assert wrong == []


def _faults(door: doors.Door, answer: Answer, queries: int) -> Iterator[str]:
    """Yield what is wrong with a page that was looked at."""
    if queries > door.queries:
        yield f"{queries} queries"
    if answer.status_code != HTTPStatus.OK:
        return
    if answer.get("Content-Type", "").startswith("text/html") is not doors.is_page(door):
        yield f"a page, or a file? {answer['Content-Type']}"
    if door.anonymous == "sign-in" and "no-store" not in answer.get("Cache-Control", ""):
        yield "a browser may keep it"


def _export_tells(house: House, name: str, role: str, page: Answer) -> bool:
    """Return whether the export that a list offers tells who complains."""
    if b"export=xlsx" not in getattr(page, "content", b""):
        return False
    return complainants.tells(house.knock(name, "GET", role, query="?view=all&export=xlsx")[0])


def test_a_reminder_leads_whoever_was_told_to_a_page(house: House) -> None:
    visitors = [one for held in house.visitors.values() for one in held.values()]
    wrong, opened = [], set()
    for actor in {one.actor.membership_id: one.actor for one in visitors}.values():
        wish = listing.Wish(view="all", sort="at", size=100)
        for line in pages.lines(actor, wish).rows:
            url = line.url and line.url + f" {actor.membership_id}"
            if url and url not in opened:
                opened.add(url)
                status = house.clients[actor.membership_id].get(line.url).status_code
                wrong += [f"{actor.role}: {line.words}: {line.url}: {status}"] * (status != 200)
    assert wrong == []
    assert len(opened) > len(Role)


@pytest.mark.rule("R-216")
def test_who_complains_is_told_to_the_owner_of_the_case_alone(house: House) -> None:
    for role in Role:
        answer, _ = house.knock("complaints:reveal", "POST", role, reason="需要核实情况")
        assert complainants.tells(answer) is (role in complainants.HANDLERS)


def test_no_act_is_done_by_looking_and_nothing_is_sent_to_a_page(house: House) -> None:
    wrong = []
    for door in DOORS:
        for method in {"GET", "POST"} - {*door.methods}:
            role = min(door.roles, default="")
            answer, _ = house.knock(door.name, method, role)
            if answer.status_code not in {NOT_THIS_WAY, *SHUT} and outcome(answer) != "sign-in":
                wrong.append(f"{door.name} {method}: {answer.status_code}")
    assert wrong == []
