"""A certificate is made in another form for its holder and its organisation, while it holds."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.credentials.access import NoSuchCertificate
from shuzheng.credentials.core import did, jsontext, numbers
from shuzheng.credentials.core.forms.table import Form
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.models import Certificate, IssuerKey
from shuzheng.credentials.queries import pages_files, verification
from shuzheng.credentials.rules.status import NotInForce
from shuzheng.credentials.services import forms, issuing, keys
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Person
from shuzheng.identity.queries import feed
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client
    from pytest_django import Settings

    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.tests.visits import Register
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db
ASKED = LATER + timedelta(days=20)


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


def learner(row: Certificate) -> Actor:
    return actor(Role.STUDENT, person_id=row.person_id)


def rotated(issuer: Actor) -> IssuerKey:
    """Let two persons rotate the only key; returns the new one."""
    change = keys.propose_rotation(IssuerKey.objects.get().pk, "到期更换", actor=issuer, now=ASKED)
    keys.confirm(change, actor=actor(Role.SECURITY_ADMIN, person_id=888_888), now=ASKED)
    return IssuerKey.objects.get(valid_until=None)


def asked(row: Certificate, who: Actor, now: datetime = ASKED) -> Object:
    return jsontext.read(forms.make(row.number, Form.RDFC, actor=who, now=now).body)


@pytest.mark.rule("R-112")
def test_a_holder_gets_a_form_of_today_that_verifies_and_is_recorded(register: Register) -> None:
    row = register.of("沈予安")
    made = forms.make(row.number, Form.RDFC, actor=learner(row), now=LATER)
    document, issued = jsontext.read(made.body), jsontext.read(row.credential.encode())

    assert (made.name, made.media_type) == (f"{row.number}.rdfc.json", "application/vc")
    assert {**document, "proof": 0} == {**issued, "proof": 0}
    assert document["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    found = verification.by_file(made.body, LATER)
    assert found.verdict is Verdict.VALID
    assert found.report.check(Step.LOG).outcome is Outcome.UNDECIDABLE
    fact = Fact.objects.latest("seq")
    assert (fact.verb, fact.data) == ("credentials.form.made", {"form": "rdfc"})
    assert feed.sentence(fact) == "申请把证书重新签成eddsa-rdfc-2022的形式"
    row.refresh_from_db()
    assert jsontext.read(row.credential.encode()) == issued


def test_nobody_gets_it_but_the_holder_and_the_organisation(register: Register) -> None:
    row, other = register.of("沈予安"), register.of("许文澜")
    school = actor(Role.LIAISON, register.cast.school)
    office = actor(Role.OFFICE_OFFICER, register.office)

    assert asked(row, register.cast.issuer)["id"] == row.uid.urn
    for who, refusal in (
        (learner(other), NoSuchCertificate),
        (school, NotPermitted),
        (office, NotPermitted),
    ):
        with pytest.raises(refusal):
            asked(row, who)
    assert Fact.objects.filter(verb="credentials.form.made").count() == 1


def test_nothing_is_signed_anew_about_a_certificate_that_does_not_hold(register: Register) -> None:
    register.suspend("沈予安")
    register.revoke("许文澜")

    for name in ("沈予安", "许文澜"):
        with pytest.raises(NotInForce):
            asked(register.of(name), register.cast.issuer)
    assert not Fact.objects.filter(verb="credentials.form.made").exists()


def test_a_key_put_in_the_place_of_another_signs_only_under_the_same_identifier(
    register: Register,
) -> None:
    row = register.of("沈予安")
    rotated(register.cast.issuer)

    with pytest.raises(forms.IssuerChanged):
        asked(row, learner(row), ASKED + timedelta(hours=1))


def test_of_two_keys_under_a_web_identifier_the_one_in_use_signs(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    settings.PUBLIC_URL = "https://sz.example"
    cast = issued_plan(["沈予安"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    row = Certificate.objects.get()
    fresh = rotated(cast.issuer)

    made = forms.make(row.number, Form.RDFC, actor=learner(row), now=ASKED + timedelta(hours=1))

    document = jsontext.read(made.body)
    assert fresh.pk != row.key_id
    assert document["issuer"]["id"] == row.key.did == fresh.did
    assert document["proof"]["verificationMethod"] == did.method_id(fresh.did, fresh.multikey)
    assert document["proof"]["created"] == "2026-05-21T05:00:00Z"
    found = verification.by_file(made.body, ASKED + timedelta(hours=1))
    assert found.report.check(Step.SIGNATURE).outcome is Outcome.HELD
    assert found.report.check(Step.KEY).outcome is Outcome.HELD


def test_a_key_that_is_reported_stolen_signs_no_form(register: Register) -> None:
    row = register.of("沈予安")
    keys.report_theft(row.key_id, "备份介质丢失", LATER, actor=register.cast.issuer, now=ASKED)

    with pytest.raises(keys.KeyReported):
        asked(row, learner(row), ASKED + timedelta(hours=1))


def test_the_pages_offer_the_forms_and_a_button_hands_one_out(register: Register) -> None:
    row = register.of("沈予安")
    student = browser(Role.STUDENT)
    Certificate.objects.filter(pk=row.pk).update(person=Person.objects.order_by("-pk")[0])
    issuer = browser(Role.ORGANISATION_ISSUER, register.cast.holder)
    place = f"/certificates/{row.number}/form"

    assert "For wallets and Open Badges" in text(student.get(f"/certificates/mine/{row.number}"))
    assert "For wallets and Open Badges" in text(issuer.get(f"/certificates/{row.number}"))
    for who in (student, issuer):
        answer = who.post(place, {"form": "rdfc"})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/vc"
        assert answer["Content-Disposition"] == f'attachment; filename="{row.number}.rdfc.json"'
        assert answer["Cache-Control"].startswith("private, no-store")
        assert jsontext.read(answer.content)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    for form, kind in (("jwt", "application/vc+jwt"), ("sd-jwt", "application/dc+sd-jwt")):
        answer = student.post(place, {"form": form})
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert answer["Content-Disposition"] == f'attachment; filename="{row.number}.{form}"'
    assert student.get(place).status_code == 405
    assert student.post(place, {"form": "paper"}).status_code == 404
    assert student.post(f"/certificates/{register.of('许文澜').number}/form").status_code == 404


@pytest.mark.rule("R-112")
def test_a_token_is_judged_beside_the_register_like_the_original(register: Register) -> None:
    row = register.of("沈予安")
    made = forms.make(row.number, Form.JWT, actor=learner(row), now=LATER)

    found = pages_files.by_file(made.body, LATER)
    assert found.verdict is Verdict.VALID
    assert found.sheet is not None
    assert [one.equal for one in found.differences] == [True] * len(found.differences)
    register.revoke("沈予安")
    assert pages_files.by_file(made.body, LATER).verdict is Verdict.REVOKED


def some(token: bytes, *names: str) -> bytes:
    """Return a token of parts as a wallet shows it: with these statements and no other."""
    first, *disclosures, end = token.split(b"~")
    kept = [one for one in disclosures if _named(one) in names]
    return b"~".join([first, *kept, end])


def _named(disclosure: bytes) -> str:
    _, name, _ = json.loads(urlsafe_b64decode(disclosure + b"=" * (-len(disclosure) % 4)))
    return str(name)


def dropped(client: Client, body: bytes) -> str:
    return text(client.post("/verify/file", {"file": SimpleUploadedFile("a.sd-jwt", body)}))


@pytest.mark.rule("R-112")
def test_what_a_holder_keeps_back_is_told_by_no_register_either(register: Register) -> None:
    row = register.of("沈予安")
    whole = forms.make(row.number, Form.SD_JWT, actor=learner(row), now=LATER).body
    visitor = browser(Role.STUDENT)

    everything = pages_files.by_file(whole, LATER)
    assert everything.verdict is Verdict.VALID
    assert everything.sheet is not None
    assert {one.equal for one in everything.differences} == {True}

    few = pages_files.by_file(some(whole, "certificate", "level", "number"), LATER)
    assert (few.verdict, few.sheet) == (Verdict.VALID, None)
    assert [one.label for one in few.differences] == ["Level", "Certificate"]
    assert few.lines[-2].template == "It is registered under this number."

    page = dropped(visitor, some(whole, "certificate", "level", "number"))
    assert "What the holder shows" in page
    assert "Not shown" in page
    assert "Holder, Evaluation organisation, Day of issue, Standard, Skills" in page
    assert numbers.spaced(row.number) in page
    for kept in ("沈予安", "演示评价中心</dd>"):
        assert kept not in page
    assert row.token not in page
    page = dropped(visitor, some(whole, "level"))
    assert "The certificate is genuine and in force" in page
    assert row.number not in page
    assert "registered" not in page.split("Point by point")[1].split("What the holder shows")[0]

    register.revoke("沈予安")
    revoked = pages_files.by_file(some(whole, "level", "number"), LATER)
    assert (revoked.verdict, revoked.sheet) == (Verdict.REVOKED, None)


def test_a_certificate_under_enquiry_is_offered_in_no_other_form(register: Register) -> None:
    register.suspend("沈予安")
    row = register.of("沈予安")
    issuer = browser(Role.ORGANISATION_ISSUER, register.cast.holder)

    assert "For wallets and Open Badges" not in text(issuer.get(f"/certificates/{row.number}"))
    assert issuer.post(f"/certificates/{row.number}/form", {"form": "rdfc"}).status_code == 409


def test_the_type_of_certificates_that_are_shown_in_part_is_published(register: Register) -> None:
    row = register.of("沈予安")
    made = forms.make(row.number, Form.SD_JWT, actor=learner(row), now=ASKED)
    payload = made.body.split(b".")[1]
    said = jsontext.read(urlsafe_b64decode(payload + b"=="))

    answer = browser(Role.STUDENT).get("/types/certificate/v1")

    assert said["vct"] == answer.json()["vct"] == "http://testserver/types/certificate/v1"
    assert answer["Access-Control-Allow-Origin"] == "*"
