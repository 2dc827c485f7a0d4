"""A certificate signed in bulk is the certificate signed alone, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import achievement, batch, jsontext, proof
from shuzheng.credentials.core.integrity import signing
from shuzheng.credentials.core.integrity.suite import SM2
from shuzheng.credentials.tests.core import cast

NAMES = (
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1)
    .map(lambda text: text.strip()[:50].strip())
    .filter(bool)
)
ADDRESSES = st.sampled_from(["https://sz.example/s/1", 'https://sz.example/s/"\\', "http://a/é"])
GRANTS = st.builds(
    achievement.Grant,
    id=st.uuids(),
    number=st.sampled_from(["X202601000420009173L", "1+X“旧”号-7"]),
    holder=NAMES,
    revocation=st.tuples(ADDRESSES, st.integers(0, 131_071)),
    suspension=st.tuples(ADDRESSES, st.integers(0, 131_071)),
    message=st.tuples(ADDRESSES, st.integers(0, 262_143)),
)
AWARDS = st.builds(
    replace,
    st.just(cast.AWARD),
    title=NAMES,
    criteria=st.text(st.characters(exclude_categories=["Cs", "Co"]), max_size=30),
    module=NAMES | st.just(""),
    valid_until=st.none() | st.just(cast.ISSUED + timedelta(days=365)),
)


def signer(award: achievement.Award) -> batch.BatchSigner:
    return batch.BatchSigner(
        award, created=cast.SIGNED, method=cast.METHOD, sign=cast.ORGANISATION.sign
    )


@settings(deadline=None)
@given(AWARDS, GRANTS)
def test_in_bulk_and_alone_give_the_same_bytes(
    award: achievement.Award, grant: achievement.Grant
) -> None:
    alone = cast.sign(achievement.credential(award, grant))

    assert signer(award).sign(grant) == jsontext.canonical(alone)


@settings(deadline=None, max_examples=30)
@given(AWARDS, GRANTS)
def test_two_proofs_in_bulk_are_two_proofs_alone(
    award: achievement.Award, grant: achievement.Grant
) -> None:
    # SM2 draws a number for each signature; here one signature is used for both.
    made: list[bytes] = []

    def sign(message: bytes) -> bytes:
        made.append(message)
        return b"\x07" * 64

    bulk = batch.BatchSigner(
        award,
        created=cast.SIGNED,
        method=cast.METHOD,
        sign=cast.ORGANISATION.sign,
        beside=batch.Beside(cast.SM2_METHOD, sign),
    )
    alone = signing.add(
        cast.sign(achievement.credential(award, grant)),
        suite=SM2,
        created=cast.SIGNED,
        method=cast.SM2_METHOD,
        sign=sign,
    )

    assert bulk.sign(grant) == jsontext.canonical(alone)
    assert made[0] == made[1]


def test_each_certificate_of_a_batch_has_its_own_signature() -> None:
    bulk = signer(cast.AWARD)
    grants = [replace(cast.MENG, id=UUID(int=n), holder=name) for n, name in enumerate("甲乙丙")]

    signed = [jsontext.read(bulk.sign(grant)) for grant in grants]

    public = cast.ORGANISATION.public_key().public_bytes_raw()
    for document in signed:
        proof.verify_whole(document, public)
    assert len({document["proof"]["proofValue"] for document in signed}) == 3
    assert [d["credentialSubject"]["identifier"][0]["identityHash"] for d in signed] == [
        "甲",
        "乙",
        "丙",
    ]


def test_a_name_that_cannot_be_signed_is_refused_in_bulk_too() -> None:
    with pytest.raises(achievement.UnfitName):
        signer(cast.AWARD).sign(replace(cast.MENG, holder="孟\n晓棠"))


@pytest.mark.parametrize("text", ["\ue0f0holder\ue0f1", "\ue0f0number\ue0f1"])
def test_an_award_that_holds_a_mark_is_not_prepared(text: str) -> None:
    with pytest.raises(ValueError, match="used as a mark"):
        signer(replace(cast.AWARD, criteria=text))
