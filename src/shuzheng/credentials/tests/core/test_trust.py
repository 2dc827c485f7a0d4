"""A trust file is believed as a whole, so it is read as a whole or refused by place."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import trust
from shuzheng.credentials.tests.core import cast
from shuzheng.transparency.core import checkpoint, note

if TYPE_CHECKING:
    from collections.abc import Callable

LOG_KEY = "sz.example/log+15e6c590+Ae1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR"
CHECKPOINT = checkpoint.sign(
    checkpoint.Checkpoint("sz.example/log", 3, bytes(32)), cast.log_key(), cast.LOG.sign
)
FILE: dict[str, Any] = {
    "version": 1,
    "generated_at": "2026-11-24T02:32:08Z",
    "issuers": [
        {
            "did": cast.ORGANISATION_DID,
            "name": "长照服务评价中心",
            "keys": [
                {
                    "id": cast.METHOD,
                    "publicKeyMultibase": cast.MULTIKEY,
                    "valid_from": "2026-01-01T00:00:00Z",
                    "valid_until": "2028-01-01T00:00:00Z",
                    "compromised_at": "2027-05-01T00:00:00Z",
                    "compromised_size": 7,
                }
            ],
        },
        {
            "did": "did:web:sz.example:orgs:b",
            "name": "乙评价中心",
            "keys": [],
            "succeeds": ["did:web:old.example:orgs:b"],
        },
    ],
    "log": {"origin": "sz.example/log", "key": LOG_KEY, "required": True},
    "status_lists": [{"id": "https://sz.example/status/1"}],
    "checkpoint": CHECKPOINT,
}


def test_a_trust_file_is_read() -> None:
    read = trust.parse(json.dumps(FILE).encode())

    assert read.generated_at == cast.TODAY
    assert read.issuers[cast.ORGANISATION_DID] == trust.Issuer(
        cast.ORGANISATION_DID,
        "长照服务评价中心",
        (
            trust.Key(
                id=cast.METHOD,
                multikey=cast.MULTIKEY,
                valid_from=datetime(2026, 1, 1, tzinfo=UTC),
                valid_until=datetime(2028, 1, 1, tzinfo=UTC),
                compromised_at=datetime(2027, 5, 1, tzinfo=UTC),
                compromised_size=7,
            ),
        ),
    )
    assert read.issuers["did:web:sz.example:orgs:b"].succeeds == ("did:web:old.example:orgs:b",)
    assert read.log == trust.Log(cast.log_key(), required=True)
    assert read.checkpoint == checkpoint.Checkpoint("sz.example/log", 3, bytes(32))
    assert read.status_lists == ({"id": "https://sz.example/status/1"},)


def test_what_is_composed_is_what_was_read() -> None:
    assert trust.compose(trust.read(FILE), CHECKPOINT) == FILE


def test_the_smallest_trust_file_names_nobody() -> None:
    file = {"version": 1, "generated_at": "2026-11-24T02:32:08Z", "issuers": []}

    assert trust.read(file) == trust.Trust(cast.TODAY, {})


def test_a_key_is_in_use_from_its_first_instant_to_before_its_last() -> None:
    key = trust.read(FILE).issuers[cast.ORGANISATION_DID].keys[0]

    assert not key.covers(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert key.covers(datetime(2026, 1, 1, tzinfo=UTC))
    assert key.covers(datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert not key.covers(datetime(2028, 1, 1, tzinfo=UTC))


def first_key(file: dict[str, Any]) -> dict[str, Any]:
    key: dict[str, Any] = file["issuers"][0]["keys"][0]
    return key


OTHER = note.VerifierKey("other.example/log", cast.LOG.public_key().public_bytes_raw())


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda f: f.pop("generated_at"), "generated_at"),
        (lambda f: f.update(issuers={}), "issuers"),
        (lambda f: f.pop("issuers"), "issuers"),
        (lambda f: f["issuers"].append("x"), "issuers"),
        (lambda f: f["issuers"].append(f["issuers"][0]), "issuers[2].did"),
        (lambda f: f["issuers"][1].update(did="did:example:1"), "issuers[1].did"),
        (lambda f: f["issuers"][1].update(did="did:web:sz.example/x"), "issuers[1].did"),
        (lambda f: f["issuers"][1].update(name=""), "issuers[1].name"),
        (lambda f: f["issuers"][1].pop("keys"), "issuers[1].keys"),
        (lambda f: f["issuers"][1].update(succeeds="x"), "issuers[1].succeeds"),
        (
            lambda f: f["issuers"][1].update(succeeds=["did:web:a.example", 1]),
            "issuers[1].succeeds[1]",
        ),
        (lambda f: f["issuers"][1].update(succeeds=["did:x:1"]), "issuers[1].succeeds[0]"),
        (
            lambda f: f["issuers"][0]["keys"].append(first_key(f)),
            "issuers[0].keys[1].id",
        ),
        (lambda f: first_key(f).update(id="did:web:a#1"), "issuers[0].keys[0].id"),
        (
            lambda f: first_key(f).update(publicKeyMultibase="z6Mk"),
            "issuers[0].keys[0].publicKeyMultibase",
        ),
        (
            lambda f: first_key(f).update(
                publicKeyMultibase=cast.STRANGER_DID.removeprefix("did:key:")
            ),
            "issuers[0].keys[0].publicKeyMultibase",
        ),
        (lambda f: first_key(f).pop("valid_from"), "issuers[0].keys[0].valid_from"),
        (
            lambda f: first_key(f).update(valid_until="2028-01-01"),
            "issuers[0].keys[0].valid_until",
        ),
        (
            lambda f: first_key(f).update(compromised_at=0),
            "issuers[0].keys[0].compromised_at",
        ),
        (
            lambda f: first_key(f).update(compromised_size=-1),
            "issuers[0].keys[0].compromised_size",
        ),
        (
            lambda f: first_key(f).update(compromised_size=True),
            "issuers[0].keys[0].compromised_size",
        ),
        (lambda f: f.update(log="sz.example/log"), "log"),
        (lambda f: f["log"].pop("key"), "log.key"),
        (lambda f: f["log"].update(key="sz.example/log+0+AA"), "log.key"),
        (lambda f: f["log"].update(origin="other.example/log"), "log.origin"),
        (lambda f: f["log"].update(required="yes"), "log.required"),
        (lambda f: f.update(status_lists={}), "status_lists"),
        (lambda f: f.update(status_lists=["x"]), "status_lists"),
        (lambda f: f.pop("log"), "checkpoint"),
        (lambda f: f.update(checkpoint=None), "checkpoint"),
        (lambda f: f.update(checkpoint=CHECKPOINT.replace("\n3\n", "\n4\n")), "checkpoint"),
        (
            lambda f: f.update(log={"origin": "other.example/log", "key": str(OTHER)}),
            "checkpoint",
        ),
    ],
)
def test_a_malformed_trust_file_is_refused_by_place(
    change: Callable[[dict[str, Any]], object], place: str
) -> None:
    file = copy.deepcopy(FILE)
    change(file)

    with pytest.raises(trust.BadTrust) as refused:
        trust.read(file)

    assert str(refused.value) == f"The trust file is wrong in “{place}”."


@pytest.mark.parametrize("version", [0, 3, "1", True, None, 1.5, [], {}])
def test_another_version_is_refused(version: object) -> None:
    with pytest.raises(trust.OtherVersion):
        trust.read({**FILE, "version": version})
