"""An anchor says how far the facts had come, and proves each of those since the one before."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from shuzheng.transparency.core import anchors, leaves, merkle

FACTS = [sha256(str(number).encode()).hexdigest() for number in range(5)]
A, B, C, D, E = (sha256(b"\0" + bytes.fromhex(one)).digest() for one in FACTS)


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


ROOT = node(node(node(A, B), node(C, D)), E).hex()
ANCHOR = anchors.Anchor(date(2026, 11, 24), 12, FACTS[4], 5, ROOT)


def test_it_says_so_in_clear() -> None:
    assert ANCHOR.words == f"2026-11-24 12 {FACTS[4]} 5 {ROOT}"
    assert anchors.parse(ANCHOR.leaf().data) == ANCHOR
    assert ANCHOR.first == 8


def test_one_from_before_there_were_roots_is_read_as_it_is() -> None:
    old = leaves.public("facts.head", f"2026-11-24 12 {FACTS[4]}")

    assert anchors.parse(old.data) == anchors.Anchor(date(2026, 11, 24), 12, FACTS[4])
    assert anchors.parse(old.data).leaf() == old


@pytest.mark.parametrize(
    "more", [f"0 {ROOT}", f"13 {ROOT}", f"05 {ROOT}", "5", ROOT, f"5 {ROOT[1:]}", f"5 {ROOT} 1"]
)
def test_a_root_of_no_such_facts_is_refused(more: str) -> None:
    with pytest.raises(leaves.LeafMalformed):
        anchors.parse(leaves.public("facts.head", f"2026-11-24 12 {FACTS[4]} {more}").data)


def test_the_root_is_that_of_rfc_6962() -> None:
    assert anchors.root_of(FACTS) == (5, ROOT)
    assert anchors.root_of([]) == (0, "")


def test_each_fact_has_a_path_and_no_other_fact_has_it() -> None:
    paths = [anchors.path_to(place, FACTS) for place in range(5)]

    assert paths[2] == (D, node(A, B), E)
    for place, path in enumerate(paths):
        anchors.verify(ANCHOR, 8 + place, FACTS[place], path)
        with pytest.raises(merkle.ProofRefused):
            anchors.verify(ANCHOR, 8 + place, FACTS[place - 1], path)
        with pytest.raises(merkle.ProofRefused):
            anchors.verify(ANCHOR, 7 + place, FACTS[place], path)
