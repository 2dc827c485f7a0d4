"""Browsers of the parties before an assessment day, and of candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.assessment.tests.visitors import browser, text
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from django.test import Client

    from shuzheng.assessment.tests.cast import Province

MOST_QUERIES = 55
"""What a page may take in all, the frame with every room's counters included."""

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def host(here: Province) -> Client:
    """Return the site administrator's browser."""
    return browser(Role.SITE_ADMIN, here.college, 910_001)


def college(here: Province) -> Client:
    """Return the college's administrator's browser."""
    return browser(Role.INSTITUTION_ADMIN, here.college, 910_002)


def liaison(here: Province) -> Client:
    """Return the college's liaison's browser."""
    return browser(Role.LIAISON, here.college, 910_003)


def lead(here: Province) -> Client:
    """Return the alliance's lead's browser."""
    return browser(Role.ALLIANCE_LEAD, here.school, 910_004)


def staff(here: Province) -> Client:
    """Return the browser of the certificate's organisation."""
    return browser(Role.ORGANISATION_STAFF, here.organisation, 910_005)


def rival(here: Province) -> Client:
    """Return the browser of another organisation."""
    return browser(Role.ORGANISATION_STAFF, here.stranger, 910_006)


def officer(here: Province) -> Client:
    """Return the coordination office's browser."""
    return browser(Role.OFFICE_OFFICER, here.office, 910_007)


def neighbour(here: Province) -> Client:
    """Return the browser of the other school's liaison."""
    return browser(Role.LIAISON, here.school, 910_008)


def learner(person_id: int, role: Role = Role.SOCIAL_LEARNER) -> Client:
    """Return somebody's own browser."""
    return browser(role, None, person_id)


def paper(name: str = "材料.pdf") -> SimpleUploadedFile:
    """Return a document as somebody would upload it."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def page(client: Client, url: str) -> str:
    """Return a page's text; it keeps within the budget of queries."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    shown = text(answer)
    said = "\n".join(one["sql"][:160] for one in captured)
    assert len(captured) <= MOST_QUERIES, f"{url} takes {len(captured)}:\n{said}"
    return shown


def workbook(client: Client, url: str) -> bytes:
    """Return the workbook that an address hands out."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.content[:2000]
    assert answer["Content-Type"] == XLSX
    streamed = getattr(answer, "streaming_content", None)
    body = b"".join(streamed) if streamed else answer.content
    assert body[:2] == b"PK"
    return body
