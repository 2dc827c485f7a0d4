"""An organisation offers tokens of Open Badges (RS256) until it wishes that no more."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from shuzheng.credentials import access
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import rsa
from shuzheng.credentials.core import trust as files
from shuzheng.credentials.core.forms.table import Form
from shuzheng.credentials.core.verifying import Outcome, Step, Verifier
from shuzheng.credentials.models import Certificate, IssuerKey, RsaKey
from shuzheng.credentials.queries import further, key_trials, trust, verification
from shuzheng.credentials.rules import keys as rules
from shuzheng.credentials.rules.status import State
from shuzheng.credentials.services import forms, issuing, keys, resealing, rsa_wishes, status
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from pytest_django import Settings

    from shuzheng.credentials.core.verifying import Report
    from shuzheng.credentials.tests.cast import Cast
    from shuzheng.kernel.actor import Actor

HOUR = timedelta(hours=1)
SECURITY = actor(Role.SECURITY_ADMIN, person_id=888_888)


@pytest.fixture(params=["did:key", "did:web"])
def cast(request: pytest.FixtureRequest, settings: Settings, db: None) -> Cast:  # noqa: ARG001 - it needs the database
    """Return a plan of whose certificates one is issued at `LATER`."""
    settings.PUBLIC_URL = "https://sz.example"
    settings.IS_PRODUCTION = request.param == "did:web"
    made = issued_plan(["沈予安", "许文澜"])
    issuing.issue(made.plan, actor=made.issuer, now=LATER, at_once=1)
    return made


def key() -> IssuerKey:
    return IssuerKey.objects.get(valid_until=None)


def certificate() -> Certificate:
    return Certificate.objects.order_by("log_index")[0]


def of_holder() -> Actor:
    return actor(Role.STUDENT, person_id=certificate().person_id)


def ask(cast: Cast, at: datetime = LATER + HOUR) -> str:
    return rsa_wishes.ask(key().pk, actor=cast.issuer, now=at)


def made(at: datetime, who: Actor | None = None) -> bytes:
    found = forms.make(certificate().number, Form.RS256, actor=who or of_holder(), now=at)
    assert found.name == f"{certificate().number}.ob.jwt"
    assert found.media_type == "application/jwt"
    return found.body


def judged(token: bytes, at: datetime) -> Report:
    """Judge as strangers judge, by the published trust file; our own page says the same."""
    status.publish(now=at)
    log.publish(now=at)
    report = Verifier(files.read(json.loads(json.dumps(trust.document(at)))), at).verify(token)
    ours = verification.by_file(token, at)
    assert [one.outcome for one in ours.report.checks] == [one.outcome for one in report.checks]
    return report


def header(token: bytes) -> dict[str, Any]:
    text_of = token.split(b".")[0]
    found: dict[str, Any] = json.loads(urlsafe_b64decode(text_of + b"=" * (-len(text_of) % 4)))
    return found


def test_a_holder_has_the_certificate_as_a_token_that_strangers_believe(cast: Cast) -> None:
    name = ask(cast)

    token = made(LATER + 2 * HOUR)

    row = RsaKey.objects.get()
    assert (row.thumbprint, row.key, row.valid_from, row.valid_until) == (
        name,
        key(),
        LATER + HOUR,
        None,
    )
    assert header(token) == {"alg": "RS256", "typ": "JWT", "jwk": rsa.jwk(row.modulus)}
    report = judged(token, LATER + 3 * HOUR)
    assert report.verdict == "valid"
    assert report.check(Step.LOG).outcome is Outcome.UNDECIDABLE
    assert "private" not in json.dumps(trust.document(LATER + HOUR))
    fact = Fact.objects.get(verb="credentials.rsa.asked")
    assert (fact.subject, fact.data) == (f"credentials.issuerkey:{key().pk}", {})
    assert Fact.objects.get(verb="credentials.form.made").data == {"form": "rs256"}
    assert made(LATER + 3 * HOUR, cast.issuer) != b""


def test_it_is_published_in_the_trust_file_and_under_the_identifier(cast: Cast) -> None:
    before = trust.edition()
    name = ask(cast, LATER + HOUR + timedelta(milliseconds=700))
    method = f"{key().did}#{name}"

    [issuer] = trust.document(LATER + 2 * HOUR)["issuers"]

    assert trust.edition() != before
    assert issuer["rsa_keys"] == [
        {
            "id": method,
            "publicKeyJwk": rsa.jwk(RsaKey.objects.get().modulus),
            "valid_from": "2026-05-01T05:00:00Z",
        }
    ]
    document = trust.did_document("E1")
    if key().did.startswith("did:web"):
        assert document is not None
        assert document["verificationMethod"][1]["type"] == "JsonWebKey"
        assert document["assertionMethod"][1] == method
    else:
        assert document is None
    rsa_wishes.end(key().pk, actor=cast.issuer, now=LATER + 2 * HOUR)
    [issuer] = trust.document(LATER + 3 * HOUR)["issuers"]
    assert issuer["rsa_keys"][0]["valid_until"] == "2026-05-01T06:00:01Z"


def test_without_the_wish_there_is_none_and_nothing_is_offered(cast: Cast) -> None:
    number = certificate().number

    with pytest.raises(forms.NoRsaKey):
        made(LATER + HOUR)
    assert Form.RS256 not in further.forms(number, State.ISSUED)
    ask(cast)
    assert Form.RS256 in further.forms(number, State.ISSUED)
    assert further.forms(number, State.SUSPENDED) == frozenset()
    rsa_wishes.end(key().pk, actor=cast.issuer, now=LATER + 2 * HOUR)

    with pytest.raises(forms.NoRsaKey):
        made(LATER + 3 * HOUR)
    with pytest.raises(rsa_wishes.RsaNotAsked):
        rsa_wishes.end(key().pk, actor=cast.issuer, now=LATER + 3 * HOUR)
    assert Fact.objects.filter(verb="credentials.rsa.ended").count() == 1


def test_what_was_made_before_the_end_stays_good(cast: Cast) -> None:
    ask(cast)
    token = made(LATER + 2 * HOUR)
    rsa_wishes.end(key().pk, actor=cast.issuer, now=LATER + 2 * HOUR)

    assert judged(token, LATER + 3 * HOUR).verdict == "valid"


def test_only_the_organisation_itself_asks_and_only_once(cast: Cast) -> None:
    other = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")
    rival = actor(Role.ORGANISATION_ISSUER, other, person_id=77)
    staff = actor(Role.ORGANISATION_STAFF, cast.holder)

    with pytest.raises(access.NoSuchKey):
        rsa_wishes.ask(key().pk, actor=rival, now=LATER)
    with pytest.raises(NotPermitted):
        rsa_wishes.ask(key().pk, actor=staff, now=LATER)
    ask(cast)
    with pytest.raises(rsa_wishes.RsaAskedAlready):
        ask(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        RsaKey.objects.create(
            key=key(), thumbprint="t", modulus="n", private_sealed="x", valid_from=LATER
        )


def test_the_wish_goes_on_with_the_next_signing_key(cast: Cast) -> None:
    ask(cast)
    token = made(LATER + 2 * HOUR)
    change = keys.propose_rotation(key().pk, "例行轮换", actor=cast.issuer, now=LATER + 2 * HOUR)
    keys.confirm(change, actor=SECURITY, now=LATER + 3 * HOUR)

    first, second = RsaKey.objects.order_by("pk")

    assert (first.valid_until, second.key) == (LATER + 3 * HOUR + timedelta(seconds=1), key())
    assert first.thumbprint != second.thumbprint
    assert judged(token, LATER + 4 * HOUR).verdict == "valid"
    assert Fact.objects.filter(verb="credentials.rsa.continued").count() == 1


def test_it_is_lost_with_the_signing_key(cast: Cast) -> None:
    ask(cast)
    token = made(LATER + 2 * HOUR)
    stolen = key()
    report = keys.report_theft(
        stolen.pk, "密钥文件外泄", LATER + HOUR, actor=cast.issuer, now=LATER + 3 * HOUR
    )
    with pytest.raises(keys.KeyReported):
        made(LATER + 3 * HOUR)
    keys.confirm(report, actor=SECURITY, now=LATER + 4 * HOUR)

    assert judged(token, LATER + 5 * HOUR).verdict == "not_trusted"
    with pytest.raises(rules.KeyEnded):
        rsa_wishes.ask(stolen.pk, actor=cast.issuer, now=LATER + 5 * HOUR)
    assert [row.key == stolen for row in RsaKey.objects.order_by("pk")] == [True, False]


def test_where_keys_lie_in_a_token_there_is_none(cast: Cast, settings: Settings) -> None:
    settings.KEYS_IN_TOKEN = True

    with pytest.raises(holder.RsaOutsideToken):
        ask(cast)
    assert not RsaKey.objects.exists()


def test_the_key_is_sealed_and_tried(cast: Cast) -> None:
    name = ask(cast)
    row = RsaKey.objects.get()

    assert row.modulus not in row.private_sealed
    assert [(one.multikey, one.fault) for one in key_trials.trials()] == [
        (key().multikey, ""),
        (f"RSA {name}", ""),
    ]
    assert resealing.reseal(100) == 0
    RsaKey.objects.update(modulus=rsa.modulus_of(rsa.generate()))
    assert key_trials.trials()[1].fault == "it signs with another key"
    RsaKey.objects.update(private_sealed="k9.AAAA")
    assert key_trials.trials()[1].fault != ""


def test_the_issuer_asks_and_ends_on_the_page_of_the_key(cast: Cast) -> None:
    client = browser(Role.ORGANISATION_ISSUER, cast.holder)
    page = f"/certificates/keys/{key().pk}"

    assert "Make tokens of Open Badges" in text(client.get(page))
    assert "An RSA key is made" in text(client.get(f"{page}/rsa"))
    client.post(f"{page}/rsa")
    name = RsaKey.objects.get().thumbprint
    shown = text(client.get(page))
    assert name in shown
    assert "Thumbprint of the key" in shown
    assert "End tokens of Open Badges" in shown
    assert name in visits.body(Client().get("/verify/keys"))
    client.post(f"{page}/rsa/end")
    assert RsaKey.objects.get().valid_until is not None
    assert "Make tokens of Open Badges" in text(client.get(page))


def test_a_holder_finds_the_form_where_the_organisation_offers_it(cast: Cast) -> None:
    client = browser(Role.ORGANISATION_ISSUER, cast.holder)
    page = f"/certificates/{certificate().number}"

    assert "For older readers of Open Badges" not in text(client.get(page))
    ask(cast)
    assert "For older readers of Open Badges" in text(client.get(page))
