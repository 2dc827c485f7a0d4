"""Meng's whole record: two certificates of one organisation, published by the province."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from shuzheng.credentials.core import achievement, did, jsontext, records, trust, verifying
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from shuzheng.credentials.core.jsontext import Object

PROVINCE = cast.key_from(5)
PROVINCE_DID = cast.did_of(PROVINCE)
PROVINCE_KEY = trust.Key(
    did.method_id(PROVINCE_DID, did.key_of(PROVINCE_DID)),
    did.key_of(PROVINCE_DID),
    datetime(2026, 1, 1, tzinfo=UTC),
)
MADE = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SENIOR_AWARD = replace(
    cast.AWARD, achievement="https://sz.example/achievements/010004/3/2.0", level=3
)
SENIOR = replace(
    cast.MENG,
    id=UUID("2f6f2f2e-5e0b-4d55-8f5b-4a1d8d0c7b22"),
    number="X202601000430000017J",
    revocation=(cast.REVOCATIONS, 1_201),
    suspension=(cast.SUSPENSIONS, 88_004),
    message=(cast.MESSAGES, 402),
)


def certificates() -> list[Object]:
    """Return both certificates, as issued."""
    return [cast.certificate(), cast.certificate(SENIOR_AWARD, SENIOR)]


def unsigned(
    held: Sequence[Object] | None = None,
    *,
    publisher: str = PROVINCE_DID,
    partial: bool = False,
    holder: str = "孟晓棠",
) -> Object:
    """Return a record before it is signed."""
    return records.credential(
        records.Compilation(
            id=UUID("b1f6a0de-90a4-4e0c-9f4d-0f0e3c9f6a55"),
            publisher=achievement.Issuer(publisher, "江淮省教育厅"),
            holder=holder,
            at=MADE,
            is_partial=partial,
            certificates=certificates() if held is None else held,
        )
    )


def signed(document: Object | None = None, key: Ed25519PrivateKey = PROVINCE) -> Object:
    """Return a record under the signature of `key`."""
    return cast.sign(unsigned() if document is None else document, key, MADE)


def trusted(*, key: trust.Key = PROVINCE_KEY, required: bool = False) -> trust.Trust:
    """Return a trust file that names the organisation as issuer, the province as publisher."""
    publisher = trust.Issuer(PROVINCE_DID, "江淮省教育厅", (key,))
    return replace(cast.trust_in(required=required), publishers={PROVINCE_DID: publisher})


def judge(
    document: Object,
    *,
    within: trust.Trust | None = None,
    lists: Sequence[Object] | None = None,
    now: datetime = cast.TODAY,
) -> verifying.Report:
    """Judge a record with fresh status lists at hand."""
    data = jsontext.canonical(document)
    given = cast.fresh_lists() if lists is None else lists
    return verifying.verify(data, within or trusted(), now, status_lists=given)
