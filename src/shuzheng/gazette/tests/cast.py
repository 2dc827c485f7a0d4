"""The office, the department, and documents of theirs, for the tests of the gazette."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.gazette.models import Document
from shuzheng.gazette.rules.documents import Issuer, Kind, Publicity
from shuzheng.gazette.services import documents
from shuzheng.gazette.services.documents import Draft
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from datetime import datetime

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.kernel.actor import Actor

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
BODY = (
    "现就有关事项通知如下。\n一、试点备案\n有意参与的院校提交材料。\n（一）时间安排\n按日程进行。"
)
GIVEN = Draft(
    kind=Kind.NOTICE,
    publicity=Publicity.PUBLIC,
    issuer=Issuer.DEPARTMENT,
    title="关于做好试点工作的通知",
    body=BODY,
)


class Cast:
    """Who writes (the office) and who approves (the department)."""

    def __init__(self) -> None:
        department = organisation(
            "JYT", OrganisationKind.PROVINCIAL_DEPARTMENT, name="演示省教育厅"
        )
        office = organisation("SDB", OrganisationKind.COORDINATION_OFFICE, name="演示省试点办")
        self.office: Actor = actor(Role.OFFICE_OFFICER, office, person_id=11)
        self.department: Actor = actor(Role.PROVINCIAL_ADMIN, department, person_id=12)

    def drafted(self, *, now: datetime = NOON, **changes: Any) -> int:  # noqa: ANN401 - of any draft
        """Return a draft of the office, with changes."""
        return documents.draft(replace(GIVEN, **changes), actor=self.office, now=now)

    def out(self, *, now: datetime = NOON, **changes: Any) -> int:  # noqa: ANN401 - of any draft
        """Return a published document, with changes."""
        pk = self.drafted(now=now, **changes)
        self.publish(pk, now=now)
        return pk

    def publish(self, pk: int, *, now: datetime = NOON) -> str:
        """Approve and publish a draft; returns its number."""
        revision = Document.objects.get(pk=pk).revision
        documents.approve(pk, revision, actor=self.department, now=now)
        return documents.publish(pk, actor=self.office, now=now)


def text(answer: Answer, status: int = 200) -> str:
    """Return a page's text; it must have this status and no inline style."""
    page = answer.content.decode()
    assert answer.status_code == status, page.split("<main")[-1][:3000]
    assert "style=" not in page.replace('rel="stylesheet"', "")
    return page


def later(days: int) -> datetime:
    """Return noon, so many days on."""
    return NOON + timedelta(days=days)


def pdf(name: str = "附件.pdf", body: bytes = PDF) -> SimpleUploadedFile:
    """Return a small file to attach."""
    return SimpleUploadedFile(name, body, "application/pdf")
