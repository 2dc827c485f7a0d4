"""The cast of the pages of qualifications: certificates, documents and a grant by the page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import clock
from shuzheng.identity.tests.cast import identity_number
from shuzheng.kernel import periods
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from django.test import Client

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TODAY = periods.day(clock.now())


def certificate(code: str, organisation_id: int) -> int:
    """Return an invented certificate of an organisation."""
    return CertificateType.objects.create(
        code=code,
        name=f"演示证书{code}",
        short_name=code,
        organisation_id=organisation_id,
        levels=["elementary", "intermediate"],
    ).pk


def paper(body: bytes = PDF, name: str = "资格.pdf") -> SimpleUploadedFile:
    """Return a document as uploaded."""
    return SimpleUploadedFile(name, body)


def granting(code: str = "D10001", **changes: object) -> dict[str, object]:
    """Return what the form of a grant sends, with changes."""
    return {
        "name": "许文澜",
        "document_kind": "resident_identity_card",
        "document_number": identity_number(600, "19800101"),
        "certificate": CertificateType.objects.get(code=code).pk,
        "level": "intermediate",
        "kind": "assessor",
        "background": "industry",
        "number": "KP-1",
        "issued_on": "2026-01-01",
        "expires_on": str(TODAY + timedelta(days=400)),
        "document": paper(),
        **changes,
    }


def qualified(client: Client, **changes: object) -> Qualification:
    """Grant a qualification by the page and return it."""
    answer = client.post("/workforce/grant", granting(**changes))  # type: ignore[arg-type]
    assert answer.status_code == 302, answer.content.decode().split("<main")[-1][:2000]
    return Qualification.objects.order_by("-pk")[0]
