"""The pages of packages of papers, as the organisation, the site and others see and send them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.assessment.models import CustodyStep, PaperPackage
from shuzheng.assessment.tests import cast_b, visitors
from shuzheng.assessment.tests.cast_b import AFTER_CLOSE, EVENING, MORNING

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at an instant that each test sets."""
    yield from visitors.served(monkeypatch)


def test_a_package_goes_its_way_through_the_pages_alone() -> None:
    day = cast_b.running(1)
    staff, host = visitors.staff(day), visitors.host(day)
    url = f"/assessment/plans/{day.plan}/custody/"
    visitors.Now.at = AFTER_CLOSE
    assert "No package of papers here" in visitors.text(staff.get(url))

    said = {"session": str(day.session()), "site": str(day.here.site)}
    page = visitors.text(staff.post(f"{url}new/", {**said, "packages": "F0012 20\nF0013"}), 422)
    assert "Line 2: write a seal&#x27;s number, a blank and how many copies." in page
    assert PaperPackage.objects.count() == 0
    staff.post(f"{url}new/", {**said, "packages": "F0012 20\n\nF0013 5\n"})
    assert list(PaperPackage.objects.order_by("seal").values_list("seal", "copies")) == [
        ("F0012", 20),
        ("F0013", 5),
    ]

    one = f"/assessment/packages/{PaperPackage.objects.get(seal='F0012').pk}/"
    staff.post(f"{one}send/", {"carrier": "机要专送"})
    assert "Receive the packages of papers" in visitors.text(host.get("/desk/"))
    visitors.Now.at = MORNING - timedelta(hours=9)
    host.post(f"{one}receive/", {"seal": "F0012", "second": "保管乙"})
    assert "The package may be opened from" in visitors.text(host.get(one))
    visitors.Now.at = MORNING - timedelta(minutes=25)
    page = visitors.text(host.post(f"{one}open/", {"seal": "F0021", "second": "监考乙"}), 422)
    assert "The seal on the package is not number F0012." in page
    host.post(f"{one}open/", {"seal": "F0012", "second": "监考乙"})
    visitors.Now.at = EVENING
    staff.post(f"{one}take_back/", {"second": "保管丙"})

    page = visitors.text(staff.get(one))
    assert [word in page for word in ("Taken back", "监考乙", "保管丙", "机要专送")] == [True] * 4
    assert CustodyStep.objects.count() == 6


def test_who_may_look_sees_packages_and_cannot_move_them() -> None:
    day = cast_b.running(1)
    staff, officer = visitors.staff(day), visitors.officer(day)
    url = f"/assessment/plans/{day.plan}/custody/"
    said = {"session": str(day.session()), "site": str(day.here.site), "packages": "F0012 20"}
    staff.post(f"{url}new/", said)
    one = f"/assessment/packages/{PaperPackage.objects.get().pk}/"

    page = visitors.text(officer.get(url))
    assert "F0012" in page
    assert "Seal packages" not in page
    assert "Send it to the site" not in visitors.text(officer.get(one))
    assert officer.post(f"{one}send/", {"carrier": "某人"}).status_code == 404
    assert visitors.host(day).post(f"{one}send/", {"carrier": "某人"}).status_code == 404
    assert staff.get(f"{one}burn/").status_code == 404
    assert PaperPackage.objects.get().state == "sealed"


def test_a_list_of_packages_costs_the_same_for_few_and_many() -> None:
    day = cast_b.running(1)
    staff = visitors.staff(day)
    url = f"/assessment/plans/{day.plan}/custody/"
    said = {"session": str(day.session()), "site": str(day.here.site)}
    staff.post(f"{url}new/", {**said, "packages": "E0 20"})
    staff.get(url)
    with CaptureQueriesContext(connection) as for_one:
        visitors.text(staff.get(url))
    lines = "\n".join(f"F{n} 20" for n in range(49))
    staff.post(f"{url}new/", {**said, "packages": lines})
    staff.get(url)

    with CaptureQueriesContext(connection) as for_fifty:
        page = visitors.text(staff.get(url))

    assert page.count("/assessment/packages/") == 50
    assert len(for_fifty) == len(for_one)
