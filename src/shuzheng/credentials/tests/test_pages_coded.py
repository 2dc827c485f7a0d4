"""The page behind the code on a paper, and what verifiers fetch: fast, public, never private."""

from __future__ import annotations

import io
import json
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.credentials.core import did, statuslist, trust, verifying
from shuzheng.credentials.models import Certificate, IssuerKey, StatusList
from shuzheng.credentials.queries import trust as published
from shuzheng.credentials.queries import verification
from shuzheng.credentials.services import status
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.foundation import clock
from shuzheng.identity.models import Organisation

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


@pytest.mark.rule("R-112")
def test_the_code_opens_the_certificate(client: Client, register: Register) -> None:
    row = register.of("阿依古丽·买买提")

    answer = client.get(f"/v/{row.token}")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "证书真实有效" in page
    assert "11项核对全部通过" in page
    assert "查验时间：2026年5月1日12:00:00" in page
    assert "阿依古丽·买买提" in page
    assert f"/v/{row.token}/bundle.json" in page


def test_it_names_no_visitor_and_can_be_kept_on_the_way(client: Client, register: Register) -> None:
    client.cookies["sessionid"] = "somebody"
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"/v/{register.of('沈予安').token}")

    assert "Set-Cookie" not in answer
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=30"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert {"Accept", "Accept-Language", "Cookie"} <= {
        one.strip() for one in answer["Vary"].split(",")
    }
    assert "csrf" not in answer.content.decode()
    assert not [one for one in captured if "session" in one["sql"] or "_user" in one["sql"]]


def test_it_is_drawn_once_and_then_costs_one_query(client: Client, register: Register) -> None:
    url = f"/v/{register.of('沈予安').token}"
    for path in (url, f"{url}.json"):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        assert len(captured) == 1


def test_the_time_of_the_check_is_the_visitors_own(
    client: Client, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/v/{register.of('沈予安').token}"
    client.get(url)
    monkeypatch.setattr(clock, "now", lambda: LATER.replace(minute=3, second=7))

    assert "12:03:07" in client.get(url).content.decode()
    assert json.loads(client.get(f"{url}.json").content)["checked_at"] == "2026-05-01T04:03:07Z"


@pytest.mark.parametrize(
    ("seen", "later", "anew"),
    [
        ("2026-05-01T04:00:00Z", "2026-05-01T04:01:00Z", False),
        ("2026-05-01T04:00:00Z", "2026-05-01T05:00:00Z", True),
        ("2026-05-01T15:59:00Z", "2026-05-01T16:00:00Z", True),  # midnight in the province
        ("2026-05-01T16:00:00Z", "2026-05-01T16:01:00Z", False),
    ],
)
def test_it_is_drawn_anew_after_an_hour_and_with_the_provinces_day(
    client: Client,
    register: Register,
    monkeypatch: pytest.MonkeyPatch,
    seen: str,
    later: str,
    anew: bool,  # noqa: FBT001 - of the table
) -> None:
    # The second of the hour follows from the token, so the test has its own.
    Certificate.objects.filter(pk=register.of("沈予安").pk).update(token="A" * 22)
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(seen))
    client.get(f"/v/{'A' * 22}")
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(later))

    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/v/{'A' * 22}").status_code == 200

    assert (len(captured) > 1) is anew


def test_a_change_of_status_shows_at_once(client: Client, register: Register) -> None:
    url = f"/v/{register.of('韩启明').token}"
    assert "证书真实有效" in client.get(url).content.decode()
    assert json.loads(client.get(f"{url}.json").content)["verdict"] == "valid"

    register.suspend("韩启明")
    assert "证书正在核查" in client.get(url).content.decode()
    register.revoke("韩启明")

    page = client.get(url).content.decode()
    found = json.loads(client.get(f"{url}.json").content)
    assert "证书已撤销，不再有效" in page
    assert "2026年5月31日前（含当日）" in page
    assert (found["verdict"], found["certificate"]["status"]) == ("revoked", "revoked")
    assert (found["certificate"]["ground"], found["certificate"]["decision"][:6]) == (
        "misconduct",
        "CX2026",
    )


def test_programs_get_the_public_fields_and_every_check(client: Client, register: Register) -> None:
    row = register.of("沈予安")

    by_name = client.get(f"/v/{row.token}.json", headers={"Accept-Language": "en"})
    by_wish = client.get(
        f"/v/{row.token}", headers={"Accept": "application/json", "Accept-Language": "en"}
    )

    found = by_name.json()
    assert found == by_wish.json()
    assert by_name["Access-Control-Allow-Origin"] == "*"
    assert found["certificate"] == {
        "number": row.number,
        "holder": "沈予安",
        "certificate": "演示软件测试",
        "certificate_code": "D10001",
        "level": "intermediate",
        "module": "",
        "standard": "演示软件测试职业技能等级标准",
        "standard_version": "1.0",
        "organisation": "演示评价中心",
        "issued_on": "2026-05-01",
        "status": "issued",
        "status_since": "2026-05-01",
        "demonstration": True,
        "url": f"http://testserver/v/{row.token}",
    }
    assert [one["number"] for one in found["checks"]] == list(range(1, 12))
    assert {one["outcome"] for one in found["checks"]} == {"held"}


def test_a_browser_prefers_the_page(client: Client, register: Register) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

    answer = client.get(f"/v/{register.of('沈予安').token}", headers={"Accept": accept})

    assert answer["Content-Type"] == "text/html; charset=utf-8"


def test_the_language_can_be_chosen_in_the_address(client: Client, register: Register) -> None:
    url = f"/v/{register.of('沈予安').token}"

    assert (
        "The certificate is genuine and in force" in client.get(f"{url}?lang=en").content.decode()
    )
    assert "证书真实有效" in client.get(f"{url}?lang=xx").content.decode()


@pytest.mark.parametrize("token", ["x", "x" * 22, "a" * 500, "%00", "..%2f", "<script>"])
def test_an_unknown_code_is_not_found(client: Client, token: str) -> None:
    page, data = client.get(f"/v/{token}"), client.get(f"/v/{token}.json")

    assert (page.status_code, data.status_code) == (404, 404)
    assert "<script>" not in page.content.decode().split("<main")[1].split("</main>")[0]


def test_an_unknown_code_says_what_to_do(client: Client) -> None:
    page = client.get(f"/v/{'x' * 22}").content.decode()
    problem = client.get(f"/v/{'x' * 22}.json")

    assert "这个码没有对应的登记证书" in page
    assert (problem["Content-Type"], problem.json()["code"]) == (
        "application/problem+json",
        "certificate-code-unknown",
    )
    for name in ("bundle.json", "report.pdf"):
        assert client.get(f"/v/{'x' * 22}/{name}").status_code == 404


def test_a_token_is_compared_whole(client: Client, register: Register) -> None:
    token = register.of("沈予安").token

    for wrong in (token.swapcase(), token[:-1], f"{token}x"):
        assert client.get(f"/v/{wrong}").status_code == 404


def test_the_bundle_verifies_without_us(client: Client, register: Register) -> None:
    bundle = client.get(f"/v/{register.of('沈予安').token}/bundle.json")
    trusted = trust.parse(client.get("/trust.json").content)

    report = verifying.verify(bundle.content, trusted, LATER)

    assert report.verdict is verifying.Verdict.VALID
    assert all(one.outcome is verifying.Outcome.HELD for one in report.checks)
    assert "attachment" in bundle["Content-Disposition"]


def test_the_report_can_be_had_by_the_code(client: Client, register: Register) -> None:
    answer = client.get(f"/v/{register.of('沈予安').token}/report.pdf")

    text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "证书真实有效" in "".join(text.split())


def test_a_status_list_is_what_was_signed(client: Client, register: Register) -> None:
    row = register.of("沈予安")

    answer = client.get(f"/status/{row.revocation_list.token}")

    assert answer["Content-Type"] == "application/vc"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    listed = statuslist.read(json.loads(answer.content))
    assert listed.url == f"http://testserver/status/{row.revocation_list.token}"
    assert client.get("/status/nothing").status_code == 404


def test_a_status_list_signed_here_is_sent_at_once_and_anothers_soon_after(
    client: Client, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/status/{register.of('韩启明').suspension_list.token}"
    held = SimpleNamespace(monotonic=lambda: 1_000.0)
    monkeypatch.setattr(published, "time", held)
    first = client.get(path).content

    register.suspend("韩启明")
    status.publish(now=LATER)
    second = client.get(path).content
    assert second != first

    # As another process signs it: nobody here is told.
    StatusList.objects.filter(token=path.removeprefix("/status/")).update(document="{}")
    held.monotonic = lambda: 1_004.9
    assert client.get(path).content == second
    held.monotonic = lambda: 1_005.1
    assert client.get(path).content == b"{}"


def test_what_is_known_already_is_not_sent_again(client: Client, register: Register) -> None:
    for path in (f"/status/{register.of('沈予安').revocation_list.token}", "/trust.json"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        other = client.get(path, headers={"If-None-Match": '"other"'})

        assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_the_trust_file_changes_with_the_lists(
    client: Client, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get("/trust.json")
    register.suspend("沈予安")
    visits.publish(monkeypatch)

    second = client.get("/trust.json", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200
    assert len(trust.parse(second.content).status_lists) == 3


def test_an_identifier_under_this_host_has_its_document(
    client: Client, register: Register, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://sz.example"
    assert client.get("/organisations/E1/did.json").status_code == 404
    key = IssuerKey.objects.get()
    IssuerKey.objects.update(did=did.web_identifier("sz.example", "organisations", "E1"))

    answer = client.get("/organisations/E1/did.json")

    found = answer.json()
    assert answer["Content-Type"] == "application/did+ld+json"
    assert found["id"] == "did:web:sz.example:organisations:E1"
    assert found["verificationMethod"][0]["publicKeyMultibase"] == key.multikey
    assert Organisation.objects.filter(pk=register.cast.holder, code="E1").exists()
    assert client.get("/organisations/nobody/did.json").status_code == 404


def test_a_code_leads_to_the_same_result_as_before_it_was_kept(
    client: Client, register: Register
) -> None:
    row = register.of("沈予安")
    client.get(f"/v/{row.token}")

    report = verification.by_token(row.token, LATER).report

    assert report.verdict is verifying.Verdict.VALID
    assert report.checked_at == LATER
