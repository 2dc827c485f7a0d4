"""A key ends, and strangers verify alone: what was logged holds, what the thief signs fails."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.config import verify_command
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import envelope, jsontext, proof, trust
from shuzheng.credentials.models import Certificate, IssuerKey
from shuzheng.credentials.queries import papers
from shuzheng.credentials.queries import trust as trusted
from shuzheng.credentials.services import issuing, keys, status
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pytest_django import Settings

    from shuzheng.credentials.tests.cast import Cast

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SECURITY = actor(Role.SECURITY_ADMIN, person_id=888_888)


@pytest.fixture(autouse=True)
def _place(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.LOG_ORIGIN = "log.example/log"


@pytest.fixture(params=["did:key", "did:web"])
def cast(request: pytest.FixtureRequest, settings: Settings) -> Cast:
    """Return a plan whose organisation issues one certificate at `LATER` and one an hour later."""
    settings.PUBLIC_URL = "https://sz.example"
    settings.IS_PRODUCTION = request.param == "did:web"
    made = issued_plan(["沈予安", "许文澜", "阿依古丽·买买提"])
    issuing.issue(made.plan, actor=made.issuer, now=LATER, at_once=1)
    issuing.issue(made.plan, actor=made.issuer, now=LATER + HOUR, at_once=1)
    assert IssuerKey.objects.get().did.startswith(request.param)
    return made


def parcel(row: Certificate) -> bytes:
    """Return a certificate's bundle with its proof from the log and no status list."""
    document = jsontext.read(row.credential.encode())
    return jsontext.canonical(envelope.bundle(document, papers.proof(row).decode(), ()))


def forged(row: Certificate) -> bytes:
    """Return a certificate with another name, signed with the stolen key and dated back."""
    document = jsontext.read(row.credential.encode())
    document["credentialSubject"]["identifier"][0]["identityHash"] = "冒名者"
    del document["proof"]
    key = row.key
    signed = proof.create(
        document,
        created=LATER,
        method=f"{key.did}#{key.multikey}",
        sign=holder.signer(key),
    )
    return jsontext.canonical(envelope.bundle(signed, papers.proof(row).decode(), ()))


def verdicts(
    folder: Path, at: datetime, capsys: pytest.CaptureFixture[str], *files: bytes
) -> list[tuple[str, int]]:
    """Return verdict and exit status of each file, by `shuzheng verify` and today's trust file."""
    status.publish(now=at)
    log.publish(now=at)
    (folder / "trust.json").write_bytes(jsontext.canonical(trusted.document(at)))
    found = []
    for content in files:
        (folder / "file.json").write_bytes(content)
        place, named = str(folder / "file.json"), str(folder / "trust.json")
        code = verify_command.main([place, "--trust", named, "--at", at.isoformat(), "--json"])
        [record] = json.loads(capsys.readouterr().out)
        found.append((record["verdict"], code))
    return found


def test_after_a_rotation_every_certificate_verifies_under_the_key_of_its_day(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change = keys.propose_rotation(
        IssuerKey.objects.get().pk, "例行更换", actor=cast.issuer, now=LATER + 2 * HOUR
    )
    keys.confirm(change, actor=SECURITY, now=LATER + 2 * HOUR)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + 3 * HOUR)
    log.publish(now=LATER + 3 * HOUR)
    rows = Certificate.objects.order_by("log_index")

    said = verdicts(tmp_path, LATER + 4 * HOUR, capsys, *map(parcel, rows))

    assert said == [("valid", 0), ("valid", 0), ("valid", 0)]
    assert [row.key.valid_until is None for row in rows] == [False, False, True]


def test_after_a_theft_only_what_the_log_held_before_verifies(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.publish(now=LATER + HOUR)
    before, after = Certificate.objects.order_by("log_index")
    files = [parcel(before), parcel(after), forged(before)]
    # The log says no before anybody knows of the theft: the forged one is not what was logged.
    assert verdicts(tmp_path, LATER + HOUR, capsys, *files) == [
        ("valid", 0),
        ("valid", 0),
        ("not_trusted", 1),
    ]

    change = keys.report_theft(
        before.key_id, "介质丢失", LATER + HOUR / 2, actor=cast.issuer, now=LATER + 2 * HOUR
    )
    keys.confirm(change, actor=SECURITY, now=LATER + 2 * HOUR)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + 3 * HOUR)
    log.publish(now=LATER + 3 * HOUR)
    late = Certificate.objects.order_by("-log_index")[0]
    stripped = jsontext.canonical(
        envelope.bundle(jsontext.read(before.credential.encode()), "", ())
    )
    named = jsontext.read(forged(before))["credential"]
    bare = jsontext.canonical(envelope.bundle(named, "", ()))

    said = verdicts(
        tmp_path, LATER + 4 * HOUR, capsys, *files, parcel(late), parcel(before), stripped, bare
    )

    assert said == [
        ("valid", 0),  # logged before the theft
        ("not_trusted", 1),  # logged after it
        ("not_trusted", 1),  # signed by the thief, with another's proof
        ("valid", 0),  # issued since, under the next key
        ("valid", 0),  # the first one, with a fresh proof
        ("not_trusted", 1),  # the first one without its proof: nothing tells it from a forgery
        ("not_trusted", 1),  # signed by the thief, without any
    ]
    read = trust.read(trusted.document(LATER + 4 * HOUR))
    ended = [key for issuer in read.issuers.values() for key in issuer.keys if key.compromised_at]
    assert [(key.compromised_at, key.compromised_size) for key in ended] == [(LATER + HOUR / 2, 2)]


def test_the_thief_cannot_revoke_or_clear_anything(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = Certificate.objects.order_by("log_index")[0]
    status.suspend(row.number, "有人举报", actor=cast.issuer, now=LATER + HOUR)
    log.publish(now=LATER + HOUR)
    assert verdicts(tmp_path, LATER + HOUR, capsys, parcel(row)) == [("suspended", 4)]
    old = [json.loads(one.document) for one in (row.revocation_list, row.suspension_list)]
    change = keys.report_theft(
        row.key_id, "介质丢失", LATER + HOUR, actor=cast.issuer, now=LATER + 2 * HOUR
    )
    keys.confirm(change, actor=SECURITY, now=LATER + 2 * HOUR)
    status.clear(row.number, actor=cast.issuer, now=LATER + 2 * HOUR)

    said = verdicts(tmp_path, LATER + 3 * HOUR, capsys, parcel(row))
    assert said == [("valid", 0)]
    listed = trusted.document(LATER + 3 * HOUR)["status_lists"]
    before, after = (
        {proof["verificationMethod"] for one in lists for proof in one["proof"]}
        for lists in (old, listed)
    )
    assert (len(before), len(after)) == (1, 1)
    assert before != after
