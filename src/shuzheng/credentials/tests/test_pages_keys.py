"""The pages of signing keys: register, one key, a proposal and its decision, the public list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from shuzheng.credentials.models import Certificate, IssuerKey, KeyChange, Sm2Key
from shuzheng.credentials.services import issuing, keys
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation import clock
from shuzheng.foundation.models import Job
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import organisation

if TYPE_CHECKING:
    from pytest_django import Settings

    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


@pytest.fixture
def issuer(register: Register) -> Client:
    """Return the browser of whoever issues for the organisation."""
    return browser(Role.ORGANISATION_ISSUER, register.cast.holder)


@pytest.fixture
def security(register: Register) -> Client:
    """Return the browser of the security administrator, at the office."""
    return browser(Role.SECURITY_ADMIN, register.office)


def key() -> IssuerKey:
    return IssuerKey.objects.order_by("pk")[0]


def proposal() -> KeyChange:
    return KeyChange.objects.order_by("-pk")[0]


def test_a_rotation_goes_from_the_issuer_to_the_security_administrator(
    issuer: Client, security: Client
) -> None:
    url = f"/certificates/keys/{key().pk}"
    assert "演示评价中心" in text(issuer.get("/certificates/keys"))
    assert "Propose a new signing key for 演示评价中心?" in text(issuer.get(f"{url}/rotate"))

    assert text(issuer.post(f"{url}/rotate", {"reason": " "}), 422)
    answer = issuer.post(f"{url}/rotate", {"reason": "三年到期，例行更换"})

    assert answer["Location"] == url
    page = text(issuer.get(url))
    assert "三年到期，例行更换" in page
    assert "/confirm" not in page
    assert text(issuer.post(f"{url}/rotate", {"reason": "再提"}), 409)
    step = f"/certificates/keys/changes/{proposal().pk}"
    assert "Decide on changes of signing keys" in visits.body(security.get("/desk/"))
    shown = text(security.get(f"{step}/confirm"))
    assert "Certificates that stay good" in shown
    assert "三年到期，例行更换" in shown
    assert security.post(f"{step}/confirm")["Location"] == url

    page = text(security.get(url))
    assert "confirmed the rotation of the signing key" in page
    assert f"{url}/rotate" not in page
    assert IssuerKey.objects.count() == 2
    assert Job.objects.filter(name="credentials.status.publish").exists()
    assert security.post(f"{step}/confirm").status_code == 404
    assert "已停用；所签署的内容继续有效。" in visits.body(Client().get("/verify/keys"))


def test_a_proposal_is_declined_with_a_reason_or_withdrawn(
    issuer: Client, security: Client
) -> None:
    url = f"/certificates/keys/{key().pk}"
    issuer.post(f"{url}/rotate", {"reason": "例行更换"})
    step = f"/certificates/keys/changes/{proposal().pk}"
    assert text(security.post(f"{step}/decline", {"reason": ""}), 422)
    assert security.post(f"{step}/withdraw").status_code == 404
    assert security.post(f"{step}/decline", {"reason": "评估后再换"})["Location"] == url
    assert "评估后再换" in text(issuer.get(url))

    issuer.post(f"{url}/rotate", {"reason": "例行更换"})
    step = f"/certificates/keys/changes/{proposal().pk}"
    assert issuer.get(f"{step}/withdraw").status_code == 405
    assert issuer.post(f"{step}/withdraw")["Location"] == url
    assert [row.state for row in KeyChange.objects.order_by("pk")] == ["declined", "withdrawn"]
    assert IssuerKey.objects.count() == 1


def test_a_theft_is_reported_confirmed_and_its_certificates_are_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = issued_plan(["沈予安", "许文澜"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER, at_once=1)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + HOUR)
    monkeypatch.setattr(clock, "now", lambda: LATER + 2 * HOUR)
    before, late = Certificate.objects.order_by("log_index")
    office = organisation("O1", OrganisationKind.COORDINATION_OFFICE, name="省试点办")
    issuer = browser(Role.ORGANISATION_ISSUER, cast.holder)
    security = browser(Role.SECURITY_ADMIN, office)
    url = f"/certificates/keys/{key().pk}"

    report = {"reason": "备份介质丢失", "since": "2026-05-01T12:30"}
    assert "Report the signing key of 演示评价中心 stolen?" in text(issuer.get(f"{url}/theft"))
    assert text(issuer.post(f"{url}/theft", report | {"since": "2027-05-01T12:30"}), 422)
    assert issuer.post(f"{url}/theft", report)["Location"] == url
    step = f"/certificates/keys/changes/{proposal().pk}"
    assert "Certificates that verify no longer" in text(security.get(f"{step}/confirm"))
    security.post(f"{step}/confirm")
    visits.publish(monkeypatch)

    assert "Signed after the theft" in text(security.get(url))
    assert "?view=stolen" not in text(security.get(url))
    assert "Standing." not in text(security.get(url))  # no value shows through the page's frame
    assert "?view=stolen" in text(issuer.get(url))
    listed = text(issuer.get("/certificates?view=stolen"))
    assert late.number in listed.replace(" ", "")
    assert before.number not in listed.replace(" ", "")
    assert "Replace certificates that were signed with a stolen key" in visits.body(
        issuer.get("/desk/")
    )
    public = text(Client().post("/verify", {"number": late.number, "holder": late.holder}))
    assert "其签名密钥在此之前已被盗" in public
    good = text(Client().post("/verify", {"number": before.number, "holder": before.holder}))
    assert "证书真实有效" in good

    form = {"mend": "stolen_key", "reason": "签名密钥被盗，重新颁发"}
    refused = issuer.post(f"/certificates/{before.number}/replace", form)
    assert "it stays good" in text(refused, 409)
    answer = issuer.post(f"/certificates/{late.number}/replace", form)
    new = Certificate.objects.order_by("-pk")[0]
    assert answer["Location"] == f"/certificates/{new.number}"
    visits.publish(monkeypatch)
    assert "签名密钥被盗" in text(
        Client().post("/verify", {"number": late.number, "holder": late.holder})
    )
    assert "Replace certificates that were signed" not in visits.body(issuer.get("/desk/"))


def test_who_reads_the_register_of_keys(register: Register, issuer: Client) -> None:
    del issuer
    rival = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")
    other = browser(Role.ORGANISATION_ISSUER, rival)

    assert other.get(f"/certificates/keys/{key().pk}").status_code == 404
    assert "演示评价中心" not in text(other.get("/certificates/keys"))
    office = browser(Role.OFFICE_OFFICER, register.office)
    assert "Report a theft" not in text(office.get(f"/certificates/keys/{key().pk}"))
    assert browser(Role.LIAISON, register.cast.school).get("/certificates/keys").status_code == 403
    public = visits.body(Client().get("/verify/keys"))
    assert key().multikey in public
    assert "演示评价中心" in public


def test_an_organisation_asks_for_sm2_signatures_and_ends_them(
    register: Register, issuer: Client, security: Client
) -> None:
    url = f"/certificates/keys/{key().pk}"
    assert f"{url}/sm2" in text(issuer.get(url))
    assert f"{url}/sm2" not in text(security.get(url))
    assert security.get(f"{url}/sm2").status_code == 403
    rival = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION)
    assert browser(Role.ORGANISATION_ISSUER, rival).get(f"{url}/sm2").status_code == 404
    asked = text(issuer.get(f"{url}/sm2"))
    assert "Sign the certificates of 演示评价中心 with SM2 as well?" in asked
    assert "carry two proofs" in asked

    assert issuer.post(f"{url}/sm2")["Location"] == url

    second = Sm2Key.objects.get()
    page = text(issuer.get(url))
    assert second.multikey in page
    assert "SM2 signatures beside it" in page
    assert "asked for SM2 signatures on new certificates" in page
    assert f"{url}/sm2/end" in page
    assert text(issuer.post(f"{url}/sm2"), 409)
    assert "signs with SM2 as well" in text(issuer.get("/certificates/keys"))
    public = visits.body(Client().get("/verify/keys"))
    assert second.multikey in public
    assert "2026年5月1日起同时使用国密SM2签名" in public

    assert "with SM2 no more?" in text(issuer.get(f"{url}/sm2/end"))
    assert issuer.post(f"{url}/sm2/end")["Location"] == url
    assert text(issuer.post(f"{url}/sm2/end"), 409)
    page = text(issuer.get(url))
    assert "ended the SM2 signatures on new certificates" in page
    assert "Until when" in page
    public = visits.body(Client().get("/verify/keys"))
    assert "2026年5月1日至2026年5月1日同时使用国密SM2签名" in public
    del register


def test_an_organisation_whose_keys_lie_in_a_token_is_told_why_it_cannot(
    issuer: Client, settings: Settings
) -> None:
    settings.KEYS_IN_TOKEN = True
    url = f"/certificates/keys/{key().pk}"

    page = text(issuer.get(url))

    assert "a key for SM2 would lie outside it" in page
    assert f'href="{url}/sm2"' not in page
    assert "a key for SM2 would lie outside it" in text(issuer.post(f"{url}/sm2"), 409)


def test_a_certificate_of_two_proofs_is_shown_with_one_check_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER + HOUR)
    cast = issued_plan(["沈予安", "许文澜"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER, at_once=1)
    keys.ask_sm2(key().pk, actor=cast.issuer, now=LATER)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    visits.publish(monkeypatch)
    plain, twofold = Certificate.objects.order_by("log_index")

    def shown(row: Certificate) -> str:
        return text(Client().post("/verify", {"number": row.number, "holder": row.holder}))

    assert "国密（SM2）签名也相符" in shown(twofold)
    assert "13项核对全部通过" in shown(twofold)
    assert "国密" not in shown(plain)
    assert "12项核对全部通过" in shown(plain)
