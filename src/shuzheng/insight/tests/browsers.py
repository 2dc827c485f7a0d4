"""Browsers of people in their roles, for the tests of pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.test import Client

from shuzheng.identity.models import Membership, Person, User
from shuzheng.insight.tests.cast import NOW

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.identity.rules.kinds import Role


def browser(role: Role, organisation_id: int | None = None, *, name: str = "经办人") -> Client:
    """Return the browser of somebody new in this role, with the pages in English."""
    serial = Person.objects.count() + 500_000
    person = Person.objects.create(
        name=name,
        document_kind="resident_identity_card",
        document_index=f"{serial:064d}",
        document_sealed="x",
        document_masked="3499****0011",
        created_at=NOW,
    )
    user = User.objects.create(username=f"u{person.pk}", person=person, created_at=NOW)
    Membership.objects.create(
        person=person, organisation_id=organisation_id, role=role, since=date(2020, 1, 1)
    )
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(answer: Answer, status: int = 200) -> str:
    """Return a page's text, which must have this status and no inline style."""
    assert answer.status_code == status, answer.content.decode().split("<main")[-1][:3000]
    page = answer.content.decode()
    assert "style=" not in page.replace('rel="stylesheet"', "")
    return page
