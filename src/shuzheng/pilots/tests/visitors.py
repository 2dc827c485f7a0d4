"""Browsers of people in their roles, for the tests of pages, and what they hand in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuzheng.identity.models import Membership, Person, User
from shuzheng.identity.tests.cast import NOON

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.identity.rules.kinds import Role

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def browser(role: Role, organisation_id: int | None = None, *, person_id: int = 0) -> Client:
    """Return the browser of a person (by default somebody new) in this role."""
    person = Person.objects.filter(pk=person_id).first() or Person.objects.create(
        name="经办人",
        document_kind="resident_identity_card",
        document_index=uuid4().hex * 2,
        document_sealed="x",
        document_masked="3499****0011",
        created_at=NOON,
    )
    user = User.objects.create(username=f"u{person.pk}", person=person, created_at=NOON)
    Membership.objects.create(
        person=person, organisation_id=organisation_id, role=role, since=date(2020, 1, 1)
    )
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(answer: Answer, status: int = 200) -> str:
    """Return a page's text, once its status is as expected and it holds no inline style."""
    assert answer.status_code == status, answer.content.decode().split("<main")[-1][:3000]
    page = answer.content.decode()
    assert "style=" not in page.replace('rel="stylesheet"', "")
    return page


def pdf(name: str = "材料.pdf") -> SimpleUploadedFile:
    """Return a small document to hand in."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")
