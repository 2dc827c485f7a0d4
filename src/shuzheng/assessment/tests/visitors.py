"""Browsers of everybody around an assessment day, and the clock at their door."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.test import Client
from django.utils import translation

from shuzheng.assessment.models import (
    Registration,
)
from shuzheng.assessment.tests.cast_b import (
    AFTER_CLOSE,
)
from shuzheng.foundation import clock
from shuzheng.identity.models import Membership, Person, User
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.assessment.tests import cast_b


class Now:
    """The door's clock in these tests."""

    at: datetime = AFTER_CLOSE


def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at `Now.at`."""
    Now.at = AFTER_CLOSE
    monkeypatch.setattr(clock, "now", lambda: Now.at)
    with translation.override("en"):
        yield


def browser(role: Role, organisation_id: int | None, person_id: int) -> Client:
    """Return the browser of this person in this role."""
    person, _ = Person.objects.get_or_create(
        pk=person_id,
        defaults={
            "name": "经办人",
            "document_kind": "resident_identity_card",
            "document_index": f"clerk{person_id}",
            "document_masked": "3499****001X",
            "created_at": AFTER_CLOSE,
        },
    )
    user, _ = User.objects.get_or_create(
        person=person, defaults={"username": f"u{person_id}", "created_at": AFTER_CLOSE}
    )
    held = Membership.objects.filter(person=person, role=role)
    if not held.exists():
        Membership.objects.create(
            person=person, organisation_id=organisation_id, role=role, since=date(2020, 1, 1)
        )
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def host(day: cast_b.Day) -> Client:
    return browser(Role.SITE_ADMIN, day.here.college, 900_001)


def door(day: cast_b.Day) -> Client:
    return browser(Role.INVIGILATOR, day.here.college, 900_002)


def staff(day: cast_b.Day) -> Client:
    return browser(Role.ORGANISATION_STAFF, day.here.organisation, day.clerk)


def officer(day: cast_b.Day) -> Client:
    return browser(Role.OFFICE_OFFICER, day.here.office, day.officer_id)


def assessor(day: cast_b.Day, index: int = 0) -> Client:
    return browser(Role.ASSESSOR, day.here.organisation, day.here.assessors[index])


def candidate(day: cast_b.Day, index: int = 0) -> Client:
    person = Registration.objects.get(pk=day.candidates[index]).person_id
    return browser(Role.SOCIAL_LEARNER, None, person)


def uid(day: cast_b.Day, index: int = 0) -> str:
    return str(Registration.objects.get(pk=day.candidates[index]).uid)


def text(answer: Answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode().split("<main")[-1][:3000]
    page = answer.content.decode()
    assert "style=" not in page.replace('rel="stylesheet"', "")
    return page


def draw(day: cast_b.Day) -> None:
    """Let the host and the office draw the seats on their pages."""
    url = f"/assessment/plans/{day.plan}/seats/"
    host(day).post(f"{url}draw/")
    officer(day).post(f"{url}witness/", {"own": ""})
    host(day).post(f"{url}secret/")
    officer(day).post(f"{url}secret/")
