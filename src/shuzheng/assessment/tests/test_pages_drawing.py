"""The draw of seats on the pages of both parties, on their desks, and for anybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.services import drawing
from shuzheng.assessment.tests import cast_b, visitors
from shuzheng.assessment.tests.cast_b import AFTER_CLOSE
from shuzheng.foundation import todos
from shuzheng.identity.rules.kinds import Role
from shuzheng.transparency.core.draws import Party, commitment
from shuzheng.transparency.models import Draw, DrawShare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.assessment.tests.cast_b import Day

pytestmark = pytest.mark.django_db

SECRET = bytes(range(32))


@pytest.fixture
def _served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from visitors.served(monkeypatch)


def opened() -> Day:
    day = cast_b.closed(3)
    drawing.begin(day.plan, actor=day.host(), now=AFTER_CLOSE)
    return day


def duties(day: Day, who: str) -> list[str]:
    return [str(one.title) for one in todos.waiting_for(getattr(day, who)(), AFTER_CLOSE)]


@pytest.mark.usefixtures("_served")
def test_the_desk_names_who_is_awaited() -> None:
    day = opened()
    title = f"{day.row().name} {day.row().number}"
    wanted = f"Be the witness of the draw of seats: {title}"
    assert wanted in duties(day, "officer")
    assert wanted not in duties(day, "host")
    drawing.witness(day.plan, actor=day.officer(), now=AFTER_CLOSE)

    wanted = f"Show the secret for the draw of seats: {title}"
    assert wanted in duties(day, "officer")
    assert wanted in duties(day, "host")
    assert wanted not in duties(day, "staff")


@pytest.mark.usefixtures("_served")
def test_the_pages_lead_both_parties_through_the_draw() -> None:
    day = cast_b.closed(4)
    url = f"/assessment/plans/{day.plan}/seats/"
    host, officer = visitors.host(day), visitors.officer(day)

    assert "Open the draw of the seats" in visitors.text(host.get(url))
    host.post(f"{url}draw/")
    assert "Open the draw of the seats" not in visitors.text(host.get(url))
    assert "Be the witness" in visitors.text(officer.get(url))
    assert Draw.objects.get().uid.hex in visitors.text(officer.get(f"{url}witness/"))
    officer.post(f"{url}witness/", {"own": ""})
    assert "Show the secret" in visitors.text(host.get(url))
    host.post(f"{url}secret/")
    assert "Show the secret" not in visitors.text(host.get(url))
    officer.post(f"{url}secret/")
    assert "Seating planned" in visitors.text(host.get(url))

    public = visitors.browser(Role.LIAISON, day.here.school, 900_077)
    uid = Draw.objects.get().uid
    page = visitors.text(public.get(f"/draws/{uid}"))
    assert "Drawn" in page
    assert Draw.objects.get().seed in page
    assert f"/draws/{uid}" in visitors.text(public.get("/draws"))
    document = json.loads(public.get(f"/draws/{uid}.json").content)
    assert len(document["entries"]) == 6
    assert "inputs" not in document
    assert "inputs" in json.loads(host.get(f"{url}draw.json").content)
    assert "inputs" in json.loads(officer.get(f"{url}draw.json").content)
    assert public.get(f"{url}draw.json").status_code == 404


@pytest.mark.usefixtures("_served")
def test_a_secret_of_ones_own_is_typed_on_its_page() -> None:
    day = opened()
    url = f"/assessment/plans/{day.plan}/seats/"
    officer = visitors.officer(day)
    made = commitment(Draw.objects.get().uid.bytes, Party.WITNESS, SECRET).hex()
    officer.post(f"{url}witness/", {"own": made})
    assert f'href="{url}secret/"' in visitors.text(officer.get(url))

    assert "This is not the secret" in visitors.text(
        officer.post(f"{url}secret/", {"own": "22" * 32}), 422
    )
    officer.post(f"{url}secret/", {"own": SECRET.hex()})

    assert DrawShare.objects.get(party="witness").secret == SECRET.hex()
