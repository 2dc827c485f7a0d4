"""After a rotation every sealed value comes under the new key, and the old key can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from shuzheng.foundation import clock, facts, files, keyring, resealing, sealing
from shuzheng.foundation.models import Fact, FactPayload, FollowerCursor, Job, Upload, UploadPart
from shuzheng.foundation.sheets import originals
from shuzheng.kernel.actor import CLOCK

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db

NOW = clock.now()
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
facts.declare("tests.secret.kept", "kept a secret", personal=("name",))


@pytest.fixture
def keys(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "keys.json"
    keyring.make(path)
    settings.KEYRING = keyring.load(path)
    return path


def renew(keys: Path, settings: Settings) -> int:
    """Rotate, reseal one row at a time, drop the old key; returns how many rows there were."""
    keyring.rotate(keys)
    settings.KEYRING = keyring.load(keys)
    count = sum(_all(function) for function in sealing.resealables().values())
    keyring.drop(keys, "k1")
    settings.KEYRING = keyring.load(keys)
    return count


def _all(function: sealing.Reseal) -> int:
    count = 0
    while found := function(1):
        count += found
    return count


def upload() -> Upload:
    row = Upload(
        definition="test.roster",
        filename="名单.xlsx",
        size=4,
        digest="0" * 64,
        user_id=1,
        membership_id=1,
        organisation_id=1,
        uploaded_at=NOW,
        moved_at=NOW,
        expires_at=NOW,
    )
    row.preview_sealed = sealing.seal("沈予安", row.place("preview"))
    row.save()
    return row


@pytest.mark.breaks_facts
def test_what_the_plumbing_keeps_opens_without_the_old_key(keys: Path, settings: Settings) -> None:
    with transaction.atomic():
        fact = facts.record(
            "tests.secret.kept",
            FollowerCursor(pk="x"),
            actor=CLOCK,
            now=NOW,
            personal={"name": "沈予桉"},
        )
    file = upload()
    originals.keep(file, "original", b"workbook")
    job = Job(name="x", user_id=0, membership_id=0, organisation_id=0, attempts=1)
    job.enqueued_at = job.run_after = NOW
    job.refusal_sealed = sealing.seal("words", job.place())
    job.save()
    proof = files.store(
        SimpleUploadedFile("低保证.pdf", PDF), actor=CLOCK, now=NOW, kinds=("pdf",), sealed=True
    )

    assert renew(keys, settings) == 5

    assert facts.personal_of(fact) == {"name": "沈予桉"}
    assert facts.check_chain() == []
    file.refresh_from_db()
    job.refresh_from_db()
    assert sealing.unseal(file.preview_sealed, file.place("preview")) == "沈予安"
    assert originals.fetch(file) == b"workbook"
    assert files.unsealed(proof.pk).body == PDF
    assert sealing.unseal(job.refusal_sealed, job.place()) == "words"
    assert {sealing.key_of(one.key_sealed) for one in UploadPart.objects.all()} == {"k2"}


def test_what_is_under_the_current_key_is_left_alone(keys: Path) -> None:
    del keys
    upload()
    before = Upload.objects.get().preview_sealed

    assert [function(10) for function in sealing.resealables().values()] == [
        0 for _ in sealing.resealables()
    ]
    assert Upload.objects.get().preview_sealed == before


def test_a_value_changed_meanwhile_is_not_overwritten(
    keys: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = upload()
    keyring.rotate(keys)
    settings.KEYRING = keyring.load(keys)
    newer = sealing.seal("许文澜", file.place("preview"))
    seal = sealing.reseal

    def meanwhile(sealed: str, place: sealing.Place) -> str:
        Upload.objects.filter(pk=file.pk).update(preview_sealed=newer)
        return seal(sealed, place)

    monkeypatch.setattr(sealing, "reseal", meanwhile)
    sealing.resealables()["foundation.uploads"](10)

    assert Upload.objects.get().preview_sealed == newer


@pytest.mark.breaks_facts
def test_the_database_lets_a_payload_be_sealed_anew_and_nothing_else(keys: Path) -> None:
    del keys
    with transaction.atomic():
        fact = facts.record(
            "tests.secret.kept",
            FollowerCursor(pk="x"),
            actor=CLOCK,
            now=NOW,
            personal={"name": "沈予桉"},
        )
    place = facts.place_of(fact.seq)
    body = FactPayload.objects.get().body
    refused = [
        {"body": "something else"},
        {"body": "k9.short"},
        {"body": sealing.seal('{"name":"另一名"}', place)},
        {"body": f"k9{body[2:]}", "salt": "0" * 64},
        {"salt": "0" * 64},
    ]
    for change in refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            FactPayload.objects.update(**change)

    FactPayload.objects.update(body=f"k9{body[2:]}")

    assert facts.check_chain() == ["the payload of fact 1 does not open"]


def test_resealing_leaves_one_fact(keys: Path) -> None:
    del keys
    resealing.record(7, now=NOW)

    fact = Fact.objects.get()
    assert (fact.verb, fact.role) == ("foundation.values.resealed", "operator")
    assert fact.data == {"count": 7, "key": "k1"}


def test_a_dropped_keys_name_is_never_given_again(keys: Path) -> None:
    assert keyring.rotate(keys) == "k2"
    keyring.drop(keys, "k1")

    assert keyring.rotate(keys) == "k3"
    assert set(keyring.load(keys).sealing) == {"k2", "k3"}
    with pytest.raises(keyring.NoKeys, match="the current sealing key"):
        keyring.drop(keys, "k3")
    with pytest.raises(keyring.NoKeys, match="no sealing key k1"):
        keyring.drop(keys, "k1")


def test_two_rooms_cannot_declare_the_same_values() -> None:
    with pytest.raises(ValueError, match="twice"):
        sealing.resealable("foundation.jobs", lambda batch: batch)
