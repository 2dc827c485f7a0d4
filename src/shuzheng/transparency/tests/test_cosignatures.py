"""A witness's cosignature is made and judged as C2SP tlog-cosignature says."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.transparency.core import checkpoint, cosignature, note
from shuzheng.transparency.core.checkpoint import Checkpoint
from shuzheng.transparency.core.cosignature import Sighting, WitnessKey

# A checkpoint of a public log and the cosignature that a public witness gave it in August 2026,
# with the key that the witness's operator publishes.
PUBLIC_WITNESS = (
    "witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G"
)
PUBLIC_CHECKPOINT = """\
coachandhorses2026h1.staging.certificate.transparency.goog
185550722
YXAM0VmnrfvLaBCOOYSJhCaE5F10oGBOo+hkbDa1kng=

— coachandhorses2026h1.staging.certificate.transparency.goog MpXgsHy8ZwxXnO+WjtVrPxAzL49Rs1gWTkNV\
NeEa//5peAzaocRCB3qt3EaibjzY5GILLtGgBP7dBhgcSHy+JQh0OAc=
— witness.navigli.sunlight.geomys.org o+AP4gAAAABqb7DzNrGFRJnQ9vrJ8xpnwZytnr/ZYczDIsvwvouiSjwOjn7\
a72ccxBk+lKnZ7dKqkYKER1s/KxLTaVwQD7lJZTC/CQ==
"""
# The example of C2SP tlog-cosignature, whose keys are not published.
SPEC_LINE = (
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBI"
    "fZ+qnA=="
)

LOG_SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
LOG = note.VerifierKey("log.example/log", LOG_SECRET.public_key().public_bytes_raw())
HEAD = Checkpoint("log.example/log", 3, bytes(32))
SIGNED = checkpoint.sign(HEAD, LOG, LOG_SECRET.sign)
NOON = 1_795_233_600
"""2026-11-21T04:00:00Z."""


def secret(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def witness(seed: int, name: str = "") -> WitnessKey:
    public = secret(seed).public_key().public_bytes_raw()
    return WitnessKey(name or f"witness.example/w{seed}", public)


def cosigned(*seeds: int, at: int = NOON) -> note.Note:
    lines = [cosignature.make(HEAD.text, witness(s), secret(s).sign, at) for s in seeds]
    return note.parse(SIGNED + "".join(f"{line}\n" for line in lines))


def test_the_cosignature_of_a_public_witness_is_accepted_under_its_published_key() -> None:
    key = cosignature.witness_key(PUBLIC_WITNESS)

    seen = cosignature.sightings(note.parse(PUBLIC_CHECKPOINT), [key])

    assert seen == (
        Sighting(
            "witness.navigli.sunlight.geomys.org", datetime(2026, 8, 2, 21, 4, 51, tzinfo=UTC)
        ),
    )
    assert str(key) == PUBLIC_WITNESS
    assert key.key_id.hex() == "a3e00fe2"
    with pytest.raises(note.SignatureBad, match=r"witness\.navigli"):
        cosignature.sightings(note.parse(PUBLIC_CHECKPOINT.replace("50722", "50723")), [key])


def test_the_example_of_the_specification_carries_its_time() -> None:
    value = base64.b64decode(SPEC_LINE)[4:]

    assert len(value) == 72
    assert int.from_bytes(value[:8], "big") == 1_679_315_147


def test_a_cosignature_is_the_time_and_a_signature_of_header_time_and_text() -> None:
    line = cosignature.make("a/log\n1\n" + "A" * 43 + "=\n", witness(1), secret(1).sign, 1)

    name, encoded = line.removeprefix("— ").split(" ")
    value = base64.b64decode(encoded)
    signed = b"cosignature/v1\ntime 1\na/log\n1\n" + b"A" * 43 + b"=\n"
    secret(1).public_key().verify(value[12:], signed)
    assert name == "witness.example/w1"
    assert value[:4] == witness(1).key_id
    assert value[4:12] == b"\0\0\0\0\0\0\0\1"


def test_witnesses_are_named_once_in_the_order_of_those_who_are_believed() -> None:
    signed = cosigned(2, 1, 3, 1)

    seen = cosignature.sightings(signed, [witness(1), witness(2), witness(4)])

    noon = datetime(2026, 11, 21, 4, tzinfo=UTC)
    assert seen == (Sighting("witness.example/w1", noon), Sighting("witness.example/w2", noon))
    assert checkpoint.open(str(signed), LOG) == HEAD


def test_a_name_or_a_key_alone_is_not_the_witness() -> None:
    signed = cosigned(1)

    assert cosignature.sightings(signed, [witness(2, "witness.example/w1")]) == ()
    assert cosignature.sightings(signed, [witness(1, "witness.example/other")]) == ()
    assert cosignature.sightings(note.parse(SIGNED), [witness(1)]) == ()


def test_one_line_of_a_known_witness_that_does_not_fit_refuses_the_note() -> None:
    wrong = cosignature.make(Checkpoint("a", 1, bytes(32)).text, witness(1), secret(1).sign, NOON)

    for lines in (f"{wrong}\n", str(cosigned(1)).partition("\n\n")[2] + f"{wrong}\n"):
        signed = note.parse(f"{HEAD.text}\n{lines}")
        with pytest.raises(note.SignatureBad, match="w1"):
            cosignature.sightings(signed, [witness(1), witness(2)])
        assert cosignature.sightings(signed, [witness(2)]) == ()


def test_a_plain_signature_is_no_cosignature_and_a_cosignature_no_signature() -> None:
    plain = note.sign(HEAD.text, witness(1), secret(1).sign)
    log_like = note.VerifierKey("witness.example/w1", witness(1).public)
    made = cosignature.make(HEAD.text, witness(1), secret(1).sign, NOON)
    value = note.parse(f"{HEAD.text}\n{made}\n").signatures[0].value
    as_log = note.Note(HEAD.text, (note.Signature(log_like.name, log_like.key_id, value),))

    with pytest.raises(note.SignatureBad):
        cosignature.sightings(plain, [witness(1)])
    with pytest.raises(note.SignatureBad):
        note.open(str(as_log), [log_like])


@pytest.mark.parametrize("seconds", [cosignature.LATEST + 1, (1 << 63) - 1, (1 << 64) - 1])
def test_a_time_beyond_the_calendar_is_not_accepted(seconds: int) -> None:
    text = f"cosignature/v1\ntime {seconds}\n{HEAD.text}".encode()
    value = seconds.to_bytes(8, "big") + secret(1).sign(text)
    line = note.Signature("witness.example/w1", witness(1).key_id, value)

    with pytest.raises(note.SignatureBad):
        cosignature.sightings(note.Note(HEAD.text, (line,)), [witness(1)])
    with pytest.raises(ValueError, match="no time"):
        cosignature.make(HEAD.text, witness(1), secret(1).sign, seconds)


def test_only_a_checkpoint_is_cosigned() -> None:
    with pytest.raises(checkpoint.CheckpointMalformed):
        cosignature.make("Any text at all.\n", witness(1), secret(1).sign, NOON)


def test_an_answer_is_read_for_the_witness_that_was_asked() -> None:
    lines = str(cosigned(2, 1)).partition("\n\n")[2].split("\n", 1)[1]

    line, seen = cosignature.answered(HEAD.text, lines.encode(), witness(1))

    assert line == cosignature.make(HEAD.text, witness(1), secret(1).sign, NOON)
    assert seen == Sighting("witness.example/w1", datetime(2026, 11, 21, 4, tzinfo=UTC))


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (b"", note.NoteMalformed),
        (b"<html>\n", note.NoteMalformed),
        (b"\xff\n", note.NoteMalformed),
        (SIGNED.partition("\n\n")[2].encode(), note.NoteUnsigned),
        (f"{cosignature.make(HEAD.text, witness(2), secret(2).sign, NOON)}\n", note.NoteUnsigned),
        (
            f"{cosignature.make(HEAD.text.replace('3', '4', 1), witness(1), secret(1).sign, 9)}\n",
            note.SignatureBad,
        ),
    ],
)
def test_an_answer_without_the_cosignature_is_refused(
    answer: bytes | str, refusal: type[note.NoteRefused]
) -> None:
    with pytest.raises(refusal):
        cosignature.answered(HEAD.text, answer, witness(1))


def test_an_answer_cannot_smuggle_another_text_in() -> None:
    text = f"{HEAD.text}\nmore\n"
    statement = f"cosignature/v1\ntime {NOON}\n{text}".encode()
    value = NOON.to_bytes(8, "big") + secret(1).sign(statement)
    line = note.Signature("witness.example/w1", witness(1).key_id, value)

    assert note.open(f"{text}\n{line}\n", [witness(1)]).text == text
    with pytest.raises(note.NoteMalformed):
        cosignature.answered(HEAD.text, f"more\n\n{line}\n", witness(1))


def test_a_log_key_is_no_witness_key() -> None:
    with pytest.raises(note.KeyUnknownKind):
        cosignature.witness_key(str(LOG))
    with pytest.raises(note.KeyUnknownKind):
        note.verifier_key(PUBLIC_WITNESS)
    with pytest.raises(note.KeyMalformed):
        cosignature.witness_key(PUBLIC_WITNESS.replace("a3e00fe2", "a3e00fe3"))


@pytest.mark.parametrize(
    "second",
    [
        witness(1),
        witness(1, "witness.example/another-name"),
        witness(2, "witness.example/w1"),
        WitnessKey("log.example/log", witness(2).public),
        WitnessKey("witness.example/of-the-log", LOG.public),
    ],
)
def test_one_witness_under_two_names_counts_for_nobody(second: WitnessKey) -> None:
    cosignature.require_distinct([witness(1), witness(2)], LOG)
    with pytest.raises(cosignature.SameWitnessTwice, match=second.name):
        cosignature.require_distinct([witness(1), second], LOG)


@given(
    st.integers(0, checkpoint.LARGEST),
    st.binary(min_size=32, max_size=32),
    st.integers(0, cosignature.LATEST),
    st.integers(0, 71),
    st.integers(1, 255),
)
def test_every_cosignature_holds_for_its_text_and_no_changed_byte_of_it_does(
    size: int, root: bytes, seconds: int, place: int, change: int
) -> None:
    text = Checkpoint("log.example/log", size, root).text
    line = cosignature.make(text, witness(1), secret(1).sign, seconds)
    (signature,) = note.parse(f"{text}\n{line}\n").signatures

    assert witness(1).accepts(text.encode(), signature.value)
    changed = bytearray(signature.value)
    changed[place] ^= change
    assert not witness(1).accepts(text.encode(), bytes(changed))
    assert not witness(1).accepts(text.encode(), signature.value[:-1])
    assert not witness(1).accepts(text.encode() + b"x\n", signature.value)
