"""The office of a large province: `office grow SCALE FILE | pages FILE TURNS | round | siting`.

`grow` builds the small province of the tests, in which every page has something to show, and puts
beside it so many institutions, organisations, certificates and years of reports; FILE says which
pages there are and who opens them. `pages` asks for each of them, `round` runs what the clock asks
for in a day, `siting` has sites proposed. Everybody here is invented.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.ours import setting

# isort: split
# The rooms are loaded above.
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import doors, matters, province, samples

from bench.ours import large
from bench.telling import tell
from shuzheng.alliances.core.siting import gap
from shuzheng.alliances.models import SitingProposal
from shuzheng.alliances.services import siting
from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.jobs import running, schedules
from shuzheng.foundation.models import Job
from shuzheng.identity.models import Organisation, User
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.insight.services import cutting
from shuzheng.pilots.models import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOST = "zs.example.cn"
OK = 200
ROLES = (Role.OFFICE_OFFICER, Role.PROVINCIAL_ADMIN, Role.CITY_OFFICER, Role.LIAISON)
"""Who opens a page: the first of them who may."""
ROOMS = frozenset(
    {
        "adjustment",
        "alliances",
        "catalogue",
        "complaints",
        "desk",
        "evaluation",
        "gazette",
        "governance",
        "insight",
        "pilots",
        "quality",
        "standing",
        "support",
    }
)
"""The rooms of the pilot office."""
SCALES = {"whole": large.Scale(500, 450, 300, 10), "tiny": large.Scale(20, 20, 8, 1)}


def grow(scale: large.Scale, told: Path) -> None:
    """Build the province and what stands beside it; write which pages to ask for."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        small = province.build(Path(folder))
    visitors = matters.build(small)
    told.write_text(json.dumps(list(_doors(small, visitors))), encoding="utf-8")
    added = large.build(scale, small.world.today)
    cutting.take(actor=small.world.office, now=setting.moment())
    setting.settle_database()
    tell(seconds=0, count=added)


def pages(told: Path, turns: int) -> None:
    """Ask for each page `turns` times, as whoever may open it."""
    settings.REQUIRE_SECOND_FACTOR = False
    setting.ready()
    times: dict[str, list[float]] = {}
    queries: dict[str, int] = {}
    for name, url, user, membership in json.loads(told.read_text(encoding="utf-8")):
        client = _signed_in(user, membership)
        with CaptureQueriesContext(connection) as asked:
            status, _ = _ask(client, url)
        # A sample that is in another state than its page wants is sent elsewhere; that is no page.
        if status == OK:
            queries[name] = len(asked)
            times[name] = sorted(_ask(client, url)[1] for _ in range(turns))
    found = {name: 1000 * each[turns * 95 // 100] for name, each in times.items()}
    slowest, busiest = max(found, key=found.__getitem__), max(queries, key=queries.__getitem__)
    tell(
        seconds=sum(map(sum, times.values())),
        count=len(found),
        worst=found[slowest],
        slowest=slowest,
        median=median(found.values()),
        queries=queries[busiest],
        busiest=busiest,
        **_counts(),
        pages={name: round(one, 1) for name, one in found.items()},
    )


def daily_round() -> None:
    """Run each job of the clock once, as after a day in which everything fell due."""
    setting.ready()
    schedules.tick(setting.moment(), rulebooks.calendar())
    uids = list(
        Job.objects.filter(state="queued", marks__isnull=False).values_list("uid", flat=True)
    )
    began = time.perf_counter()
    for uid in uids:
        running.run(uid)
    seconds = time.perf_counter() - began
    left = Job.objects.filter(uid__in=uids).exclude(state="succeeded")
    if left.exists():
        raise SystemExit(f"not done: {list(left.values_list('name', 'state'))}")
    if facts.check_chain():
        raise SystemExit("the chain of facts is broken")
    tell(seconds=seconds, count=len(uids))


def propose() -> None:
    """Have sites proposed for the whole province."""
    office = setting.again(Role.OFFICE_OFFICER)
    began = time.perf_counter()
    pk = siting.propose(actor=office, now=setting.moment())
    seconds = time.perf_counter() - began
    row = SitingProposal.objects.get(pk=pk)
    tell(
        seconds=seconds,
        count=row.rows.count(),
        gap=gap(row.value, row.bound),
        demands=len(row.inputs["demands"]),
        places=len(row.inputs["places"]),
    )


def _doors(
    small: province.Province, visitors: Mapping[Role, Mapping[str, matters.Visitor]]
) -> Iterator[tuple[str, str, int, int]]:
    """Yield the pages of the rooms: name, address, and the account and capacity that opens it."""
    taken = dict(samples.addresses())
    for door in doors.read():
        if door.room not in ROOMS or "GET" not in door.methods or not doors.is_page(door):
            continue
        role = next((role for role in ROLES if role in door.roles), None)
        if role is None:
            continue
        who = doors.visitor(door.name, role, visitors)
        kwargs = samples.arguments(door.name, taken[door.name], who.actor, small)
        url = reverse(door.name, kwargs=kwargs)
        yield door.name, url, who.user.pk, who.actor.membership_id


def _signed_in(user: int, membership: int) -> Client:
    """Return a browser in which an account has signed in and chosen a capacity."""
    client = Client()
    client.force_login(User.objects.get(pk=user), backend=doors.BACKEND)
    session = client.session
    session["capacity"] = membership
    session.save()
    return client


def _ask(client: Client, url: str) -> tuple[int, float]:
    """Return the status of a page's answer, and how many seconds it took."""
    began = time.perf_counter()
    answer = client.get(url, secure=True, headers={"host": HOST})
    return answer.status_code, time.perf_counter() - began


def _counts() -> dict[str, int]:
    of = Organisation.objects.filter
    return {
        "reports": Report.objects.count(),
        "institutions": of(kind=OrganisationKind.INSTITUTION).count(),
        "organisations": of(kind=OrganisationKind.EVALUATION_ORGANISATION).count(),
        "certificates": CertificateType.objects.count(),
    }


def main() -> None:
    """Do one of the four."""
    deed, *rest = sys.argv[1:]
    if deed == "grow":
        grow(SCALES[rest[0]], Path(rest[1]))
    elif deed == "pages":
        pages(Path(rest[0]), int(rest[1]))
    elif deed == "round":
        daily_round()
    else:
        propose()


if __name__ == "__main__":
    main()
