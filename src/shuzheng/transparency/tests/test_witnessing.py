"""A witness says yes only to a log that it follows, that signed, and that only grew."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, merkle, note, witnessing
from shuzheng.transparency.core.checkpoint import Checkpoint
from shuzheng.transparency.core.witnessing import Request

# The example of C2SP tlog-witness, add-checkpoint.
SPEC_REQUEST = """\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1g\
GzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267U\
Ejw6QUXTS5Rovnzv++qbSzm9Q=
"""

ORIGIN = "log.example/log"
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = note.VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)
LOGS = {ORIGIN: (KEY,)}


def hashes(size: int, story: str = "entry") -> list[bytes]:
    """Return leaf hashes; every story begins alike for two entries."""
    return [
        merkle.leaf_hash(f"{story if number > 1 else 'entry'} {number}".encode())
        for number in range(size)
    ]


def head(size: int, story: str = "entry") -> Checkpoint:
    return Checkpoint(ORIGIN, size, merkle.root_of(hashes(size, story)))


def signed(size: int, story: str = "entry") -> str:
    return checkpoint.sign(head(size, story), KEY, SECRET.sign)


def proof(old: int, new: int, story: str = "entry") -> tuple[bytes, ...]:
    leaves = hashes(new, story)

    def read(level: int, place: int) -> bytes:
        return merkle.root_of(leaves[place << level : (place + 1) << level])

    return merkle.consistency(old, new, read)


def judge(request: Request, *seen: Checkpoint) -> Checkpoint:
    return witnessing.judge(request, LOGS, {one.origin: one for one in seen})


def test_the_example_of_the_specification_reads_and_writes_back() -> None:
    request = witnessing.parse(SPEC_REQUEST.encode())

    assert request.old_size == 20_852_014
    assert [node.hex()[:8] for node in request.proof] == [
        "3e544d0a",
        "8eb2590e",
        "e7ea4a95",
        "ffa59584",
    ]
    assert checkpoint.parse(note.parse(request.note).text).size == 20_852_163
    assert str(request) == SPEC_REQUEST


def test_first_contact_needs_no_proof_and_takes_none() -> None:
    assert judge(Request(0, (), signed(5))) == head(5)
    with pytest.raises(witnessing.Inconsistent):
        judge(Request(0, proof(3, 5), signed(5)))


def test_whoever_is_remembered_is_not_met_for_the_first_time_again() -> None:
    with pytest.raises(witnessing.OtherSize) as refusal:
        judge(Request(0, (), signed(5, "forged")), head(5))

    assert (refusal.value.status, refusal.value.params["size"]) == (409, 5)


def test_a_log_that_grew_is_believed_with_its_proof_only() -> None:
    assert judge(Request(3, proof(3, 7), signed(7)), head(3)) == head(7)
    for wrong in ((), proof(2, 7), proof(3, 6), proof(3, 7)[:-1], (*proof(3, 7), bytes(32))):
        with pytest.raises(witnessing.Inconsistent) as refusal:
            judge(Request(3, wrong, signed(7)), head(3))
        assert refusal.value.status == 422


def test_a_log_that_forked_is_refused_at_every_size() -> None:
    forged = Request(3, proof(3, 7, "forged"), signed(7, "forged"))
    same_size = Request(3, (), signed(3, "forged"))

    with pytest.raises(witnessing.Inconsistent):
        judge(forged, head(3))
    with pytest.raises(witnessing.Forked) as refusal:
        judge(same_size, head(3))
    assert refusal.value.status == 409


def test_a_log_that_shrank_is_refused_whatever_it_says_of_before() -> None:
    with pytest.raises(witnessing.OtherSize):
        judge(Request(3, (), signed(3)), head(7))
    with pytest.raises(witnessing.OldSizeBeyond) as refusal:
        judge(Request(7, (), signed(3)), head(7))
    assert refusal.value.status == 400


def test_the_same_checkpoint_may_be_shown_again_without_proof() -> None:
    assert judge(Request(3, (), signed(3)), head(3)) == head(3)
    with pytest.raises(witnessing.Inconsistent):
        judge(Request(3, (bytes(32),), signed(3)), head(3))


def test_an_empty_log_has_one_root_and_is_followed_by_any_beginning() -> None:
    false = checkpoint.sign(Checkpoint(ORIGIN, 0, bytes(32)), KEY, SECRET.sign)

    assert judge(Request(0, (), signed(0))) == head(0)
    assert judge(Request(0, (), signed(5)), head(0)) == head(5)
    with pytest.raises(witnessing.Inconsistent):
        judge(Request(0, (), false))


def test_a_log_that_is_not_followed_is_unknown() -> None:
    other = Checkpoint("other.example/log", 5, head(5).root)
    request = Request(0, (), checkpoint.sign(other, KEY, SECRET.sign))

    with pytest.raises(witnessing.UnknownLog) as refusal:
        judge(request)
    assert refusal.value.status == 404


def test_what_the_log_has_not_signed_is_refused_before_anything_is_told() -> None:
    public = STRANGER.public_key().public_bytes_raw()
    stranger = note.VerifierKey(ORIGIN, public)
    by_stranger = checkpoint.sign(head(5), stranger, STRANGER.sign)
    altered = signed(5).replace("\n5\n", "\n6\n")

    for text in (by_stranger, altered):
        with pytest.raises(witnessing.NotSignedByLog) as refusal:
            judge(Request(1, (), text), head(3))
        assert refusal.value.status == 403


def test_signatures_of_strangers_beside_that_of_the_log_are_passed_over() -> None:
    public = STRANGER.public_key().public_bytes_raw()
    both = note.cosign(note.parse(signed(5)), note.VerifierKey("w", public), STRANGER.sign)

    assert judge(Request(0, (), str(both))) == head(5)


def test_a_log_may_be_known_under_several_keys() -> None:
    second = note.VerifierKey(ORIGIN, STRANGER.public_key().public_bytes_raw())
    request = Request(0, (), checkpoint.sign(head(5), second, STRANGER.sign))

    assert witnessing.judge(request, {ORIGIN: (KEY, second)}, {}) == head(5)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("", 1),
        ("old 5", 1),
        ("old 5\n", 2),
        (f"new 5\n\n{signed(5)}", 1),
        (f"old 05\n\n{signed(5)}", 1),
        (f"old -1\n\n{signed(5)}", 1),
        (f"old ５\n\n{signed(5)}", 1),
        (f"old  5\n\n{signed(5)}", 1),
        (f"old {'9' * 5000}\n\n{signed(5)}", 1),
        (f"old 9223372036854775808\n\n{signed(5)}", 1),
        (f"old 3\nAAAA\n\n{signed(5)}", 2),
        (f"old 3\n{'A' * 43}=\n{'A' * 42}B=\n\n{signed(5)}", 3),
        (f"old 3\n{'A' * 43}= \n\n{signed(5)}", 2),
        ("old 3\n" + f"{'A' * 43}=\n" * 64 + f"\n{signed(5)}", 65),
        (b"old 3\n\xff\n\n", 2),
        ("old 3\n\n" + "x" * witnessing.LARGEST_REQUEST, 1),
    ],
)
def test_a_malformed_request_is_refused_and_the_line_named(body: bytes | str, line: int) -> None:
    data = body if isinstance(body, bytes) else body.encode()

    with pytest.raises(witnessing.RequestMalformed) as refusal:
        witnessing.parse(data)

    assert (refusal.value.status, refusal.value.params["line"]) == (400, line)


@pytest.mark.parametrize("text", ["", "no note\n", signed(5)[:-1], "a\nb\nc\n\n— a AAAAAAAA\n"])
def test_a_malformed_checkpoint_is_a_malformed_request(text: str) -> None:
    with pytest.raises(witnessing.RequestMalformed):
        judge(Request(0, (), text))


@given(st.binary(max_size=300))
def test_no_bytes_break_the_witness(body: bytes) -> None:
    with pytest.raises(Refusal):
        judge(witnessing.parse(b"old 3\n\n" + body), head(3))


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40))
def test_what_a_witness_has_accepted_is_one_history(old: int, more: int, claimed: int) -> None:
    new = old + more
    honest = Request(old, proof(old, new) if more else (), signed(new))

    assert judge(honest, head(old)) == head(new)
    assert str(witnessing.parse(str(honest).encode())) == str(honest)
    if claimed != old:
        with pytest.raises(Refusal):
            judge(Request(claimed, honest.proof, honest.note), head(old))
    if old > 2:
        forged = proof(old, new, "forged") if more else ()
        with pytest.raises(Refusal):
            judge(Request(old, forged, signed(new, "forged")), head(old))
