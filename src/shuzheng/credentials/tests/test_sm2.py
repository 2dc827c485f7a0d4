"""An organisation has its certificates signed with SM2 as well, until it wishes that no more."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from shuzheng.credentials import access
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did, jsontext
from shuzheng.credentials.core import trust as files
from shuzheng.credentials.core.forms.table import Form
from shuzheng.credentials.core.sm2 import signing
from shuzheng.credentials.core.verifying import Outcome, Verifier
from shuzheng.credentials.models import Certificate, IssuerKey, Sm2Key
from shuzheng.credentials.queries import key_trials, papers, trust, verification
from shuzheng.credentials.rules import keys as rules
from shuzheng.credentials.rules.status import Mend
from shuzheng.credentials.services import forms, issuing, keys, mending, status
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django import Settings

    from shuzheng.credentials.tests.cast import Cast

HOUR = timedelta(hours=1)
SECURITY = actor(Role.SECURITY_ADMIN, person_id=888_888)
JCS, SM2 = "eddsa-jcs-2022", "sm2-sm3-jcs-2026"


@pytest.fixture(params=["did:key", "did:web"])
def cast(request: pytest.FixtureRequest, settings: Settings, db: None) -> Cast:  # noqa: ARG001 - it needs the database
    """Return a plan of whose certificates one is issued at `LATER`, before anybody asks for SM2."""
    settings.PUBLIC_URL = "https://sz.example"
    settings.IS_PRODUCTION = request.param == "did:web"
    made = issued_plan(["沈予安", "许文澜", "阿依古丽·买买提", "韩启明"])
    issuing.issue(made.plan, actor=made.issuer, now=LATER, at_once=1)
    return made


def key() -> IssuerKey:
    return IssuerKey.objects.get(valid_until=None)


def ask(cast: Cast, at: datetime) -> str:
    return keys.ask_sm2(key().pk, actor=cast.issuer, now=at)


def issue(cast: Cast, at: datetime) -> None:
    issuing.issue(cast.plan, actor=cast.issuer, now=at, at_once=1)


def proofs() -> list[list[str]]:
    """Return the suites of every certificate's proofs, in the order of the log."""
    found = []
    for row in Certificate.objects.order_by("log_index"):
        given = json.loads(row.credential)["proof"]
        listed: list[dict[str, Any]] = given if isinstance(given, list) else [given]
        found.append([one["cryptosuite"] for one in listed])
    return found


def said(at: datetime) -> list[tuple[str, str]]:
    """Return the verdict on each certificate, and what became of its eleventh check ("" for none).

    Judged as strangers judge, by the published trust file.
    """
    status.publish(now=at)
    log.publish(now=at)
    verifier = Verifier(files.read(json.loads(json.dumps(trust.document(at)))), at)
    found = []
    for row in Certificate.objects.order_by("log_index"):
        report = verifier.verify(row.credential.encode(), evidence=papers.proof(row).decode())
        ours = verification.by_number(row.number, row.holder, at).report
        assert [one.outcome for one in ours.checks] == [one.outcome for one in report.checks]
        also = [one.outcome.value for one in report.checks[10:]]
        found.append((report.verdict.value, "".join(also)))
    return found


GOOD, PLAIN = ("valid", "held"), ("valid", "")


def test_certificates_issued_from_then_on_carry_both_proofs(cast: Cast) -> None:
    multikey = ask(cast, LATER + HOUR)

    issue(cast, LATER + 2 * HOUR)

    assert proofs() == [[JCS], [JCS, SM2]]
    assert said(LATER + 3 * HOUR) == [PLAIN, GOOD]
    row = Sm2Key.objects.get()
    assert (row.multikey, row.key, row.valid_from, row.valid_until) == (
        multikey,
        key(),
        LATER + HOUR,
        None,
    )
    second = json.loads(Certificate.objects.order_by("-log_index")[0].credential)["proof"][1]
    assert second["verificationMethod"] == f"{key().did}#{multikey}"
    fact = Fact.objects.get(verb="credentials.sm2.asked")
    assert (fact.subject, fact.data) == (f"credentials.issuerkey:{key().pk}", {})


def test_the_trust_file_and_the_identifier_publish_the_key(cast: Cast) -> None:
    before = trust.edition()
    multikey = ask(cast, LATER + HOUR + timedelta(milliseconds=700))
    asked = trust.edition()
    method = f"{key().did}#{multikey}"

    [issuer] = trust.document(LATER + HOUR)["issuers"]
    assert issuer["sm2_keys"] == [
        {
            "id": method,
            "publicKeyMultibase": multikey,
            "valid_from": "2026-05-01T05:00:00Z",
        }
    ]
    keys.end_sm2(key().pk, actor=cast.issuer, now=LATER + 2 * HOUR)
    [issuer] = trust.document(LATER + 2 * HOUR)["issuers"]
    assert issuer["sm2_keys"][0]["valid_until"] == "2026-05-01T06:00:01Z"
    assert len({before, asked, trust.edition()}) == 3
    document = trust.did_document("E1")
    if key().did.startswith("did:key"):
        assert document is None
    else:
        assert document is not None
        assert document["verificationMethod"][1] == {
            "id": method,
            "type": "Multikey",
            "controller": key().did,
            "publicKeyMultibase": multikey,
            "expires": "2026-05-01T06:00:01Z",
        }
        assert document["assertionMethod"][1] == method


def test_it_is_the_wish_of_the_organisation_itself(cast: Cast) -> None:
    rival = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION)
    other = actor(Role.ORGANISATION_ISSUER, rival)
    staff = actor(Role.ORGANISATION_STAFF, cast.holder)

    with pytest.raises(access.NoSuchKey):
        keys.ask_sm2(key().pk, actor=other, now=LATER)
    for one in (staff, SECURITY, actor(Role.OFFICE_OFFICER, person_id=1)):
        with pytest.raises(NotPermitted):
            keys.ask_sm2(key().pk, actor=one, now=LATER)
    ask(cast, LATER + HOUR)
    with pytest.raises(access.NoSuchKey):
        keys.end_sm2(key().pk, actor=other, now=LATER + HOUR)
    with pytest.raises(NotPermitted):
        keys.end_sm2(key().pk, actor=SECURITY, now=LATER + HOUR)
    assert Sm2Key.objects.filter(valid_until=None).count() == 1


def test_it_is_asked_for_once_and_ended_once(cast: Cast) -> None:
    with pytest.raises(keys.Sm2NotAsked):
        keys.end_sm2(key().pk, actor=cast.issuer, now=LATER)
    ask(cast, LATER + HOUR)
    with pytest.raises(keys.Sm2AskedAlready):
        ask(cast, LATER + HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sm2Key.objects.create(key=key(), multikey="z", private_sealed="x", valid_from=LATER)

    keys.end_sm2(key().pk, actor=cast.issuer, now=LATER + 2 * HOUR)
    with pytest.raises(keys.Sm2NotAsked):
        keys.end_sm2(key().pk, actor=cast.issuer, now=LATER + 2 * HOUR)


def test_once_ended_new_certificates_have_one_proof_and_the_others_stay_good(cast: Cast) -> None:
    ask(cast, LATER + HOUR)
    issue(cast, LATER + 2 * HOUR)
    keys.end_sm2(key().pk, actor=cast.issuer, now=LATER + 2 * HOUR)
    issue(cast, LATER + 2 * HOUR)
    again = ask(cast, LATER + 3 * HOUR)
    issue(cast, LATER + 3 * HOUR)

    assert proofs() == [[JCS], [JCS, SM2], [JCS], [JCS, SM2]]
    assert said(LATER + 4 * HOUR) == [PLAIN, GOOD, PLAIN, GOOD]
    first, second = Sm2Key.objects.order_by("pk")
    assert first.valid_until == LATER + 2 * HOUR + timedelta(seconds=1)
    assert second.multikey == again != first.multikey


def test_a_rotation_ends_both_keys_and_the_wish_goes_on(cast: Cast) -> None:
    ask(cast, LATER + HOUR)
    issue(cast, LATER + HOUR)
    change = keys.propose_rotation(key().pk, "到期更换", actor=cast.issuer, now=LATER + 2 * HOUR)
    keys.confirm(change, actor=SECURITY, now=LATER + 2 * HOUR)
    issue(cast, LATER + 3 * HOUR)

    assert proofs() == [[JCS], [JCS, SM2], [JCS, SM2]]
    assert said(LATER + 4 * HOUR) == [PLAIN, GOOD, GOOD]
    first, second = Sm2Key.objects.order_by("pk")
    assert first.valid_until == first.key.valid_until == LATER + 2 * HOUR + timedelta(seconds=1)
    assert (second.key, second.valid_from, second.valid_until) == (key(), LATER + 2 * HOUR, None)
    assert [fact.verb for fact in Fact.objects.order_by("seq")][-4:-1] == [
        "credentials.key.made",
        "credentials.sm2.continued",
        "credentials.key.rotated",
    ]


def test_without_the_wish_a_rotation_makes_no_key_for_sm2(cast: Cast) -> None:
    change = keys.propose_rotation(key().pk, "到期更换", actor=cast.issuer, now=LATER + HOUR)
    keys.confirm(change, actor=SECURITY, now=LATER + HOUR)

    assert not Sm2Key.objects.exists()
    assert not Fact.objects.filter(verb__startswith="credentials.sm2").exists()


def test_a_theft_is_of_both_keys(cast: Cast) -> None:
    ask(cast, LATER + HOUR / 2)
    issue(cast, LATER + HOUR)
    issue(cast, LATER + 3 * HOUR)
    stolen = key()
    change = keys.report_theft(
        stolen.pk, "备份介质丢失", LATER + 2 * HOUR, actor=cast.issuer, now=LATER + 4 * HOUR
    )
    with pytest.raises(keys.KeyReported):
        issue(cast, LATER + 4 * HOUR)
    keys.confirm(change, actor=SECURITY, now=LATER + 5 * HOUR)
    assert said(LATER + 5 * HOUR) == [PLAIN, GOOD, ("not_trusted", "failed")]

    late = Certificate.objects.order_by("-log_index")[0]
    mending.replace(
        late.number, Mend.STOLEN_KEY, "换发", None, actor=cast.issuer, now=LATER + 6 * HOUR
    )

    assert proofs()[-1] == [JCS, SM2]
    assert said(LATER + 6 * HOUR)[-1] == GOOD
    assert [row.key == stolen for row in Sm2Key.objects.order_by("pk")] == [True, False]


def test_an_ended_key_and_one_that_is_reported_stolen_get_none(cast: Cast) -> None:
    old = key()
    change = keys.report_theft(old.pk, "丢失", LATER, actor=cast.issuer, now=LATER + HOUR)
    with pytest.raises(keys.KeyReported):
        ask(cast, LATER + HOUR)
    keys.confirm(change, actor=SECURITY, now=LATER + HOUR)

    with pytest.raises(rules.KeyEnded):
        keys.ask_sm2(old.pk, actor=cast.issuer, now=LATER + 2 * HOUR)
    assert not Sm2Key.objects.exists()


def test_a_second_proof_that_was_changed_or_left_out_is_told(cast: Cast) -> None:
    ask(cast, LATER + HOUR)
    issue(cast, LATER + HOUR)
    said(LATER + 2 * HOUR)
    row = Certificate.objects.order_by("-log_index")[0]
    document, evidence = json.loads(row.credential), papers.proof(row).decode()
    first, second = document["proof"]
    verifier = verification.verifier(0, LATER + 2 * HOUR)

    def judged(given: object) -> tuple[str, list[int]]:
        text = jsontext.canonical({**document, "proof": given})
        report = verifier.verify(text, evidence=evidence)
        failed = [one.number for one in report.checks if one.outcome is Outcome.FAILED]
        return report.verdict.value, failed

    assert judged([first, second]) == ("valid", [])
    changed = {**second, "created": "2026-05-01T05:00:01Z"}
    assert judged([first, changed]) == ("altered", [7, 11])
    assert judged(first) == ("not_trusted", [7])
    assert judged(second) == ("malformed", [2, 7])


def test_the_form_for_wallets_has_one_proof_and_holds(cast: Cast) -> None:
    ask(cast, LATER + HOUR)
    issue(cast, LATER + HOUR)
    said(LATER + 2 * HOUR)
    row = Certificate.objects.order_by("-log_index")[0]

    made = forms.make(row.number, Form.RDFC, actor=cast.issuer, now=LATER + 2 * HOUR)

    assert json.loads(made.body)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    report = verification.verifier(0, LATER + 2 * HOUR).verify(made.body)
    assert (report.verdict.value, len(report.checks)) == ("valid", 10)


def test_where_keys_lie_in_a_token_there_is_no_key_for_sm2(cast: Cast, settings: Settings) -> None:
    settings.KEYS_IN_TOKEN = True

    with pytest.raises(holder.Sm2OutsideToken):
        ask(cast, LATER + HOUR)

    assert not Sm2Key.objects.exists()
    assert not Fact.objects.filter(verb="credentials.sm2.asked").exists()


def test_when_keys_move_into_a_token_the_wish_ends_and_the_key_still_can(
    cast: Cast, settings: Settings
) -> None:
    ask(cast, LATER + HOUR)
    issue(cast, LATER + HOUR)
    old = key()
    settings.KEYS_IN_TOKEN = True
    change = keys.propose_rotation(old.pk, "改用密码设备", actor=cast.issuer, now=LATER + 2 * HOUR)
    keys.confirm(change, actor=SECURITY, now=LATER + 2 * HOUR)
    issue(cast, LATER + 3 * HOUR)

    assert proofs() == [[JCS], [JCS, SM2], [JCS]]
    assert said(LATER + 4 * HOUR) == [PLAIN, GOOD, PLAIN]
    ended = Fact.objects.get(verb="credentials.sm2.ended")
    assert ended.subject == f"credentials.issuerkey:{old.pk}"


def test_each_current_key_is_tried_those_for_sm2_too(cast: Cast) -> None:
    ask(cast, LATER + HOUR)
    row = Sm2Key.objects.get()

    assert [
        (one.multikey, one.organisation, one.token, one.fault) for one in key_trials.trials()
    ] == [
        (key().multikey, "演示评价中心", "", ""),
        (row.multikey, "演示评价中心", "", ""),
    ]
    other = did.sm2_multikey(signing.public_of(signing.generate()))
    Sm2Key.objects.update(multikey=other)
    assert key_trials.trials()[1].fault == "it signs with another key"
    Sm2Key.objects.update(private_sealed="k9.AAAA")
    assert key_trials.trials()[1].fault == "credentials_sm2key.private does not open"
