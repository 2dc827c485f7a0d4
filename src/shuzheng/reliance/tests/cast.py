"""An enterprise with a verifier, beside certificates in every state."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from shuzheng.credentials.rules.status import Mend
from shuzheng.credentials.services import mending
from shuzheng.credentials.tests import cast as stage
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.foundation import files, sealing
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation

if TYPE_CHECKING:
    import pytest

    from shuzheng.credentials.tests.visits import Register
    from shuzheng.kernel.actor import Actor

HELD, SUSPENDED, REVOKED, REPLACED = visits.NAMES
NOW = LATER + timedelta(minutes=1)
"""When all of it has been published."""

SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
UNKNOWN = "X2026D1000120009999N"
"""A number that fits its check character and was never given."""


@dataclass(frozen=True)
class Street:
    """Issued certificates, one in each state, and an enterprise that asks about them."""

    register: Register
    enterprise: int
    verifier: Actor
    successor: str

    def number(self, name: str) -> str:
        """Return the number of the certificate that bears this name."""
        return next(row.number for row in self.register.rows if row.holder == name)


def enterprise(code: str = "Q1", name: str = "演示企业") -> int:
    """Return the id of a new enterprise."""
    return organisation(code, OrganisationKind.ENTERPRISE, name=name)


def street(monkeypatch: pytest.MonkeyPatch) -> Street:
    """Return certificates held, under enquiry, revoked and replaced, all of it published."""
    register = visits.register(monkeypatch)
    register.suspend(SUSPENDED)
    register.revoke(REVOKED)
    old = register.of(REPLACED)
    stage.rename(old.person_id, "韩启铭")
    scan = SimpleUploadedFile("户口簿.pdf", SCAN, "application/pdf")
    proof = files.store(scan, actor=register.cast.issuer, now=LATER, kinds=("pdf",), sealed=True).pk
    successor = mending.replace(
        old.number, Mend.NAME, "姓名误录", proof, actor=register.cast.issuer, now=LATER
    )
    visits.publish(monkeypatch)
    here = enterprise()
    someone = actor(Role.ENTERPRISE_USER, here, person_id=700_000)
    return Street(register, here, someone, successor)


def rejuvenate() -> None:
    """Let everybody be seventeen; the cast's holders are just of age."""
    for one in Person.objects.all():
        born = sealing.seal("2008-10-01", one.place("born"))
        Person.objects.filter(pk=one.pk).update(born_sealed=born)


def read(body: bytes) -> list[list[object]]:
    """Return the rows of a workbook's only page below its title."""
    page = load_workbook(io.BytesIO(body)).worksheets[0]
    return [list(row) for row in page.iter_rows(min_row=3, values_only=True)]
