"""Roots and proofs are those of RFC 6962 and RFC 9162, and nothing else passes for them."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.transparency.core import merkle

VECTORS = Path(__file__).parents[4].parent / "shared" / "vectors" / "merkle"
VECTOR_COUNT = 196

REFERENCE_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
REFERENCE_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def vectors(kind: str) -> list[tuple[str, dict[str, Any]]]:
    folder = VECTORS / kind
    if not folder.is_dir():
        pytest.skip("the published Merkle vectors are not in ../shared/vectors/merkle")
    return [
        (str(path.relative_to(VECTORS)), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.rglob("*.json"))
    ]


def proof_of(case: dict[str, Any]) -> list[bytes]:
    return [base64.b64decode(node) for node in case["proof"] or ()]


def judge_inclusion(case: dict[str, Any]) -> None:
    merkle.verify_inclusion(
        base64.b64decode(case["leafHash"]),
        case["leafIdx"],
        case["treeSize"],
        proof_of(case),
        base64.b64decode(case["root"]),
    )


def judge_consistency(case: dict[str, Any]) -> None:
    merkle.verify_consistency(
        case["size1"],
        case["size2"],
        proof_of(case),
        base64.b64decode(case["root1"]),
        base64.b64decode(case["root2"]),
    )


def test_every_published_proof_is_judged_as_published() -> None:
    wrong = []
    judged = 0
    for kind, judge in (("inclusion", judge_inclusion), ("consistency", judge_consistency)):
        for name, case in vectors(kind):
            judged += 1
            try:
                judge(case)
            except merkle.ProofRefused:
                refused = True
            else:
                refused = False
            if refused != case["wantErr"]:
                wrong.append(name)

    assert wrong == []
    assert judged == VECTOR_COUNT


def test_hashes_are_separated_by_domain_as_rfc_6962_says() -> None:
    assert merkle.EMPTY_ROOT.hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert merkle.leaf_hash(b"").hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert merkle.leaf_hash(b"L123456").hex() == (
        "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    )
    assert merkle.node_hash(b"N123", b"N456").hex() == (
        "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


def test_the_eight_reference_trees_have_their_published_roots() -> None:
    hashes = [merkle.leaf_hash(leaf) for leaf in REFERENCE_LEAVES]

    roots = tuple(merkle.root_of(hashes[:size]).hex() for size in range(1, 9))

    assert roots == REFERENCE_ROOTS


def leaves(count: int) -> list[bytes]:
    return [merkle.leaf_hash(b"leaf %d" % number) for number in range(count)]


def reader(hashes: list[bytes]) -> merkle.Reader:
    def read(level: int, index: int) -> bytes:
        start, end = index << level, index + 1 << level
        assert end <= len(hashes), f"subtree {index} of level {level} is not complete"
        return merkle.root_of(hashes[start:end])

    return read


def defined_root(hashes: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, as it is written there."""
    if not hashes:
        return sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    left, right = defined_root(hashes[:k]), defined_root(hashes[k:])
    return sha256(b"\x01" + left + right).digest()


@given(st.integers(0, 600))
def test_three_ways_to_a_root_agree_with_the_definition(size: int) -> None:
    hashes = leaves(size)
    stack = merkle.Stack()
    stack.push(hashes)

    assert (
        merkle.root_of(hashes)
        == merkle.root(size, reader(hashes))
        == stack.root()
        == defined_root(hashes)
    )


@given(st.data(), st.integers(1, 600))
def test_every_entry_is_proved_and_no_altered_proof_passes(data: st.DataObject, size: int) -> None:
    hashes = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    root = merkle.root_of(hashes)
    proof = merkle.inclusion(index, size, reader(hashes))

    merkle.verify_inclusion(hashes[index], index, size, proof, root)

    for altered in altered_proofs(data, proof):
        with pytest.raises(merkle.ProofRefused):
            merkle.verify_inclusion(hashes[index], index, size, altered, root)
    with pytest.raises(merkle.ProofRefused):
        merkle.verify_inclusion(merkle.leaf_hash(b"another"), index, size, proof, root)
    if size > 1:
        with pytest.raises(merkle.ProofRefused):
            merkle.verify_inclusion(hashes[index], index ^ 1, size, proof, root)


@given(st.data(), st.integers(1, 600))
def test_every_earlier_size_is_proved_to_be_the_start(data: st.DataObject, size: int) -> None:
    hashes = leaves(size)
    old_size = data.draw(st.integers(1, size))
    old_root, root = merkle.root_of(hashes[:old_size]), merkle.root_of(hashes)
    proof = merkle.consistency(old_size, size, reader(hashes))

    merkle.verify_consistency(old_size, size, proof, old_root, root)

    for altered in altered_proofs(data, proof):
        with pytest.raises(merkle.ProofRefused):
            merkle.verify_consistency(old_size, size, altered, old_root, root)


def altered_proofs(data: st.DataObject, proof: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    altered = [(*proof, bytes(32)), (bytes(32), *proof)]
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        bit = data.draw(st.integers(0, 255))
        node = bytearray(proof[place])
        node[bit // 8] ^= 1 << bit % 8
        altered += [
            proof[:-1],
            proof[1:],
            (*proof[:place], bytes(node), *proof[place + 1 :]),
            (*proof[:place], proof[place][:-1], *proof[place + 1 :]),
        ]
    return altered


def test_a_rewritten_log_cannot_be_proved_to_continue_the_old_one() -> None:
    old, rewritten = leaves(5), [merkle.leaf_hash(b"forged"), *leaves(9)[1:]]
    proof = merkle.consistency(5, 9, reader(rewritten))

    with pytest.raises(merkle.RootDiffers):
        merkle.verify_consistency(5, 9, proof, merkle.root_of(old), merkle.root_of(rewritten))


def test_nothing_is_proved_about_an_empty_log_or_a_shrunken_one() -> None:
    hashes = leaves(3)
    root = merkle.root_of(hashes)

    for old_size, new_size in ((0, 3), (0, 0), (4, 3), (-1, 3)):
        with pytest.raises(merkle.NothingToCompare):
            merkle.verify_consistency(old_size, new_size, (), merkle.EMPTY_ROOT, root)
        with pytest.raises(merkle.NothingToCompare):
            merkle.consistency(old_size, new_size, reader(hashes))


def test_an_index_beyond_the_log_is_refused_by_name() -> None:
    hashes = leaves(3)

    for index in (3, -1, 1 << 70):
        with pytest.raises(merkle.OutsideTheLog, match="in a log of 3 entries"):
            merkle.verify_inclusion(hashes[0], index, 3, (), merkle.root_of(hashes))
        with pytest.raises(merkle.OutsideTheLog):
            merkle.inclusion(index, 3, reader(hashes))
