"""A certificate's place in the evidence log is proved without saying whose certificate it is."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core import evidence, jsontext
from shuzheng.credentials.tests.core import cast
from shuzheng.transparency.core import leaves, merkle, note
from shuzheng.transparency.core import proof as log_proof

if TYPE_CHECKING:
    from shuzheng.kernel.refusals import Refusal


def test_the_entry_is_a_salted_commitment_of_its_kind_and_nothing_else() -> None:
    signed = cast.signed_bytes()
    entry = evidence.leaf(signed, cast.SALT)
    digest = sha256(
        b"shuzheng/log/commitment/v1\0certificate.issued\0" + cast.SALT + sha256(signed).digest()
    ).digest()

    assert entry.data == (
        b"shuzheng-log/v1\ncertificate.issued\nsha256 " + base64.b64encode(digest) + b"\n"
    )


def test_another_salt_gives_another_entry() -> None:
    signed = cast.signed_bytes()

    assert evidence.leaf(signed, bytes(32)).data != evidence.leaf(signed, cast.SALT).data


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_of_another_length_is_a_defect_of_the_caller(salt: bytes) -> None:
    with pytest.raises(ValueError, match="a salt has 32 bytes"):
        evidence.leaf(b"{}", salt)
    with pytest.raises(ValueError, match="a salt has 32 bytes"):
        evidence.write(salt, 0, [], "")


def test_the_evidence_is_a_tlog_proof_with_the_salt_as_its_extra_data() -> None:
    text = cast.logged(cast.certificate())

    assert text.startswith(
        "c2sp.org/tlog-proof@v1\nextra AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nindex 2\n"
    )
    assert "\n\nsz.example/log\n5\n" in text


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 2), (2, 5), (4, 5), (254, 255)])
def test_a_logged_certificate_is_found_where_it_stands(index: int, size: int) -> None:
    document = cast.certificate()
    text = cast.logged(document, index=index, size=size)

    found = evidence.verify(document, text, str(cast.log_key()))

    assert (found.index, found.head.size, found.head.origin) == (index, size, "sz.example/log")


def test_white_space_and_order_of_the_file_do_not_matter() -> None:
    document = cast.certificate()
    text = cast.logged(document)
    turned = dict(reversed(document.items()))

    assert evidence.verify(turned, text, cast.log_key()).index == 2


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", log_proof.ProofMalformed),
        ("c2sp.org/tlog-proof@v1\nindex 2\n", log_proof.ProofMalformed),
        (cast.logged(cast.certificate()).replace("index 2", "index 3"), merkle.RootDiffers),
        (cast.logged(cast.certificate()).replace("index 2", "index 5"), merkle.OutsideTheLog),
        (cast.logged(cast.certificate()).replace("\nYcoR", "\nYcoS"), merkle.RootDiffers),
        (cast.logged(cast.certificate()).replace("\n5\n", "\n6\n"), note.SignatureBad),
        (cast.logged(cast.certificate(), key=cast.STRANGER), note.NoteUnsigned),
        (cast.logged(cast.certificate()).replace("extra AAEC", "extra AAED"), merkle.RootDiffers),
        (
            cast.logged(cast.certificate()).replace(
                "extra AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", ""
            ),
            evidence.NoSalt,
        ),
    ],
)
def test_evidence_that_differs_anywhere_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        evidence.verify(cast.certificate(), text, cast.log_key())


def test_an_entry_of_another_kind_does_not_vouch_for_a_certificate() -> None:
    document = cast.certificate()
    payload = sha256(jsontext.canonical(document)).digest()
    other = leaves.sealed("status.changed", payload, cast.SALT)

    assert other.data != evidence.leaf(jsontext.canonical(document), cast.SALT).data


def test_evidence_of_one_certificate_is_none_of_another() -> None:
    text = cast.logged(cast.certificate())
    other = cast.sign({"@context": [], "id": "urn:uuid:0"})

    with pytest.raises(merkle.RootDiffers):
        evidence.verify(other, text, cast.log_key())
