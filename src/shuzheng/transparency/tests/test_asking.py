"""Which witnesses are asked is settled at the start; what they answer has one meaning each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.transparency.core import asking, cosignature, note
from shuzheng.transparency.core.asking import Answer, Outcome
from shuzheng.transparency.core.checkpoint import Checkpoint
from shuzheng.transparency.core.cosignature import WitnessKey
from shuzheng.transparency.core.witnessing import Request

SECRET = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
KEY = WitnessKey("witness.hfut.example/w1", SECRET.public_key().public_bytes_raw())
OTHER = WitnessKey("witness.ustc.example/w1", bytes(32))
NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
HEAD = Checkpoint("log.example/log", 8, bytes(32))


def cosigned(at: datetime = NOON, head: Checkpoint = HEAD) -> bytes:
    return f"{cosignature.make(head.text, KEY, SECRET.sign, int(at.timestamp()))}\n".encode()


def understood(answer: Answer | None, old: int = 3) -> asking.Heard:
    return asking.understand(answer, Request(old, (), "note"), HEAD, KEY, NOON)


def test_a_list_names_keys_and_addresses() -> None:
    found = asking.read(
        [
            {"key": str(KEY), "url": "https://witness.hfut.example/w1/"},
            {"key": str(OTHER), "url": "http://127.0.0.1:8100"},
        ]
    )

    assert found == (
        asking.Witness(KEY, "https://witness.hfut.example/w1"),
        asking.Witness(OTHER, "http://127.0.0.1:8100"),
    )
    assert asking.read([]) == ()


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({}, "[]"),
        ([{"key": str(KEY), "url": "https://a.example"}] * 33, "[]"),
        (["x"], "[0]"),
        ([{"key": str(KEY)}], "[0]"),
        ([{"key": str(KEY), "url": "https://a.example", "name": "a"}], "[0]"),
        ([{"key": "no key", "url": "https://a.example"}], "[0].key"),
        ([{"key": str(note.VerifierKey("a", bytes(32))), "url": "https://a.example"}], "[0].key"),
        *(
            ([{"key": str(KEY), "url": url}], "[0].url")
            for url in (
                "",
                7,
                "a.example",
                "http://a.example",
                "http://10.0.0.8:8100",
                "ftp://a.example",
                "file:///etc/passwd",
                "https://name:secret@a.example",
                "https://a.example/?x=1",
                "https://a.example/#x",
                "https://a.example:99999",
                "https://a.example:0",
                "https://[::1",
                "https://例.example",
            )
        ),
    ],
)
def test_a_list_that_is_wrong_names_the_place(document: object, place: str) -> None:
    with pytest.raises(asking.BadWitnesses) as refusal:
        asking.read(document)

    assert refusal.value.params["place"] == place


def test_one_witness_is_not_asked_under_two_names() -> None:
    again = WitnessKey("witness.hfut.example/w2", KEY.public)

    with pytest.raises(cosignature.SameWitnessTwice):
        asking.read(
            [
                {"key": str(KEY), "url": "https://a.example"},
                {"key": str(again), "url": "https://b.example"},
            ]
        )


def test_a_cosignature_is_kept_with_its_time() -> None:
    heard = understood(Answer(200, cosigned()))

    assert heard.outcome is Outcome.COSIGNED
    assert f"{heard.line}\n".encode() == cosigned()
    assert heard.sighting == cosignature.Sighting("witness.hfut.example/w1", NOON)


@pytest.mark.parametrize(
    ("answer", "outcome", "size"),
    [
        (None, Outcome.SILENT, None),
        (Answer(200, b""), Outcome.UNREADABLE, None),
        (Answer(200, b"<html>"), Outcome.UNREADABLE, None),
        (Answer(200, cosigned(head=Checkpoint("a", 8, bytes(32)))), Outcome.UNREADABLE, None),
        (Answer(200, cosigned(NOON + timedelta(minutes=11))), Outcome.UNREADABLE, None),
        (Answer(409, b"5\n"), Outcome.OTHER_SIZE, 5),
        (Answer(409, b"0\n"), Outcome.OTHER_SIZE, 0),
        (Answer(409, b"9\n"), Outcome.AHEAD, 9),
        (Answer(409, b"3\n"), Outcome.UNREADABLE, 3),
        (Answer(409, b"5"), Outcome.UNREADABLE, None),
        (Answer(409, b"05\n"), Outcome.UNREADABLE, None),
        (Answer(409, b"-1\n"), Outcome.UNREADABLE, None),
        (Answer(409, b"9223372036854775808\n"), Outcome.UNREADABLE, None),
        (Answer(403, b""), Outcome.NOT_SIGNED, None),
        (Answer(404, b""), Outcome.UNKNOWN_LOG, None),
        (Answer(422, b""), Outcome.INCONSISTENT, None),
        (Answer(400, b""), Outcome.UNREADABLE, None),
        (Answer(302, b""), Outcome.UNREADABLE, None),
        (Answer(503, b""), Outcome.UNREADABLE, None),
    ],
)
def test_every_answer_has_one_meaning(
    answer: Answer | None, outcome: Outcome, size: int | None
) -> None:
    heard = understood(answer)

    assert (heard.outcome, heard.size, heard.line) == (outcome, size, "")


def test_the_size_that_was_shown_is_a_fork() -> None:
    assert understood(Answer(409, b"8\n"), old=8).outcome is Outcome.FORKED
    assert understood(Answer(409, b"8\n"), old=3).outcome is Outcome.OTHER_SIZE


@given(st.integers(100, 599), st.binary(max_size=200))
def test_no_answer_breaks_the_asker_or_passes_for_a_cosignature(status: int, body: bytes) -> None:
    assert understood(Answer(status, body)).outcome is not Outcome.COSIGNED
