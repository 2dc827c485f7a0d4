"""One entry says what a batch of certificates rests on; each is proved without the others."""

from __future__ import annotations

from hashlib import sha256

import pytest

from shuzheng.credentials.core import grounds
from shuzheng.transparency.core import leaves, merkle

URNS = [f"urn:uuid:7d1e9c52-6b0f-4c55-9a83-0f5f1f0b2a1{n}" for n in range(3)]
EACH = [grounds.of(urn, 7 + n) for n, urn in enumerate(URNS)]
A, B, C = (sha256(b"\0" + one).digest() for one in EACH)
ROOT = sha256(b"\1" + sha256(b"\1" + A + B).digest() + C).hexdigest()
FOUND = grounds.Grounds(3, ROOT)
PATHS = [grounds.path_to(place, EACH) for place in range(3)]


def test_a_leaf_names_the_certificate_and_where_its_result_stands() -> None:
    assert EACH[0] == b'{"certificate":"' + URNS[0].encode() + b'","result":7}'
    assert grounds.of(URNS[0], None).endswith(b'"result":null}')


def test_the_entry_is_in_clear_and_about_the_certificates_before_it() -> None:
    assert grounds.over(EACH) == FOUND
    assert FOUND.leaf().data == f"shuzheng-log/v1\ncertificates.grounds\npublic 3 {ROOT}\n".encode()
    assert grounds.parse(FOUND.leaf().data) == FOUND
    for place in range(3):
        grounds.verify(FOUND, 40, 37 + place, EACH[place], PATHS[place])


@pytest.mark.parametrize("place", [36, 38, 39, 40])
def test_it_proves_nothing_of_another_place(place: int) -> None:
    with pytest.raises((merkle.ProofRefused, grounds.NotOfThisBatch)):
        grounds.verify(FOUND, 40, place, EACH[0], PATHS[0])


def test_it_proves_no_other_result() -> None:
    with pytest.raises(merkle.RootDiffers):
        grounds.verify(FOUND, 40, 37, grounds.of(URNS[0], 8), PATHS[0])


@pytest.mark.parametrize("words", ["0 " + ROOT, "3", ROOT, f"03 {ROOT}", f"3 {ROOT} x"])
def test_an_entry_of_another_form_is_refused(words: str) -> None:
    with pytest.raises(leaves.LeafMalformed):
        grounds.parse(leaves.public("certificates.grounds", words).data)
