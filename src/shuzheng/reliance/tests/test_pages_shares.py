"""The pages of shared links: the holder's on the phone, and the one behind a link."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from shuzheng.identity.models import Guardianship, Membership, User
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import BACKEND, LONG_AGO, browser, text
from shuzheng.identity.tests.cast import NOON
from shuzheng.reliance.models import Opening, Share
from shuzheng.reliance.services import sharing
from shuzheng.reliance.tests import cast
from shuzheng.reliance.tests.cast import HELD, NOW, SUSPENDED, Street
from shuzheng.reliance.tests.test_sharing import holder

LINK = re.compile(r"/s/([A-Za-z0-9_-]{22})")


@pytest.fixture
def street(db: None, monkeypatch: pytest.MonkeyPatch) -> Street:  # noqa: ARG001 - it needs the database
    return cast.street(monkeypatch)


def browser_of(street: Street, name: str, role: Role = Role.STUDENT) -> Client:
    """Return the browser of a holder of the cast."""
    who = street.register.of(name).person_id
    user = User.objects.create(username=f"h{who}", person_id=who, created_at=NOON, password="!")
    Membership.objects.create(person_id=who, organisation=None, role=role, since=LONG_AGO)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user, backend=BACKEND)
    return client


def filled(street: Street, **changes: object) -> dict[str, object]:
    return {
        "chosen": [street.number(HELD)],
        "recipient": "演示企业",
        "purpose": "应聘测试员",
        "extent": "whole",
        "days": "30",
        "agreed": "on",
        **changes,
    }


@pytest.mark.rule("R-179")
def test_a_holder_makes_a_link_sees_it_once_and_takes_it_back(street: Street) -> None:
    me = browser_of(street, HELD, Role.SOCIAL_LEARNER)

    made = text(me.post("/shares/new", filled(street)))
    secret = LINK.findall(made)[0]
    listed = text(me.get("/shares"))

    assert secret not in listed
    assert "应聘测试员" in listed
    assert "0 times" in listed
    answer = me.post(f"/shares/{Share.objects.get().uid}/withdraw")
    assert answer["Location"] == "/shares"
    assert "Taken back" in text(me.get("/shares"))
    assert HELD not in text(Client().get(f"/s/{secret}"), 410)


def test_without_consent_no_link_is_made(street: Street) -> None:
    me = browser_of(street, HELD, Role.SOCIAL_LEARNER)

    page = text(me.post("/shares/new", filled(street, agreed="")), 422)

    assert "演示企业" in page
    assert not Share.objects.exists()


def test_looking_at_a_link_shows_and_counts_nothing_and_its_button_opens_it(
    street: Street,
) -> None:
    made = sharing.share([street.number(HELD)], "企业", "应聘", 30, actor=holder(street), now=NOW)
    anybody, url = Client(headers={"Accept-Language": "en"}), f"/s/{made.secret}"

    closed = anybody.get(url)

    assert HELD not in text(closed)
    # Without any referrer a browser would name no origin either, and the button would be refused.
    assert closed["Referrer-Policy"] == "same-origin"
    assert closed["X-Robots-Tag"] == "noindex, nofollow"
    assert Opening.objects.count() == 0
    opened = text(anybody.post(url))
    assert HELD in opened
    assert "Genuine, in force" in opened
    assert Opening.objects.get().organisation_id is None


def test_an_enterprise_that_signed_in_is_named_to_the_holder(street: Street) -> None:
    made = sharing.share([street.number(HELD)], "企业", "应聘", 30, actor=holder(street), now=NOW)
    me = browser_of(street, HELD, Role.SOCIAL_LEARNER)

    browser(Role.ENTERPRISE_USER, street.enterprise).post(f"/s/{made.secret}")

    assert "演示企业" in text(me.get(f"/shares/{made.uid}"))


def test_another_holder_does_not_see_a_link(street: Street) -> None:
    made = sharing.share([street.number(HELD)], "企业", "应聘", 30, actor=holder(street), now=NOW)
    other = browser_of(street, SUSPENDED, Role.SOCIAL_LEARNER)

    assert other.get(f"/shares/{made.uid}").status_code == 404
    assert "No link yet" in text(other.get("/shares"))


def test_a_guardian_finds_the_wards_link_and_agrees(street: Street) -> None:
    cast.rejuvenate()
    guard = street.register.of(SUSPENDED).person_id
    Guardianship.objects.create(
        ward_id=street.register.of(HELD).person_id,
        guardian_id=guard,
        relation="mother",
        since=NOW.date(),
    )
    made = sharing.share([street.number(HELD)], "企业", "应聘", 30, actor=holder(street), now=NOW)
    mother = browser_of(street, SUSPENDED, Role.GUARDIAN)

    assert "Agree to the link" in text(mother.get("/shares"))
    mother.post(f"/shares/{made.uid}/consent")

    assert Share.objects.get().state == "open"


@pytest.mark.django_db
def test_an_unknown_link_leads_to_nothing() -> None:
    page = text(Client(headers={"Accept-Language": "en"}).get(f"/s/{'A' * 22}"), 404)

    assert "This link leads to nothing." in page
