"""Sign credentials and judge them, in this process: `credentials prepare | issue | verify`.

`prepare COUNT DIR` leaves unsigned credentials in DIR/unsigned, signed ones in DIR/signed, the
trust file that judges them, with both status lists, and the key for a peer to sign by. `issue
COUNT` signs as the platform's job does. `verify DIR` makes every check of `shuzheng verify`.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.ours import issuing, setting
from bench.telling import tell
from shuzheng.credentials.core import batch, did, multibase, proof, statuslist, trust
from shuzheng.credentials.core.verifying import Verdict, Verifier

SECRET_PREFIX = b"\x80\x26"
"""The multicodec of an Ed25519 secret key, by which the peer reads it."""
UNSIGNED, SIGNED, TRUST, KEY = "unsigned", "signed", "trust.json", "key.json"


def prepare(count: int, folder: Path) -> None:
    """Leave what is measured, and what judges it."""
    private = Ed25519PrivateKey.generate()
    identifier = did.key_identifier(private.public_key().public_bytes_raw())
    method = did.method_id(identifier, did.key_of(identifier))
    issuing.unsigned(count, folder / UNSIGNED, identifier)
    signed = folder / SIGNED
    signed.mkdir()
    signer = _signer(private, identifier, method)
    for grant in issuing.grants(count):
        (signed / f"{grant.id}.json").write_bytes(signer.sign(grant))
    (folder / TRUST).write_text(json.dumps(_trust(private, identifier, method)), encoding="utf-8")
    secret = multibase.base58(SECRET_PREFIX + private.private_bytes_raw())
    key = {
        "id": method,
        "type": "Multikey",
        "controller": identifier,
        "publicKeyMultibase": did.key_of(identifier),
        "secretKeyMultibase": secret,
    }
    (folder / KEY).write_text(json.dumps(key), encoding="utf-8")


def issue(count: int) -> None:
    """Sign so many credentials of one batch."""
    private = Ed25519PrivateKey.generate()
    identifier = did.key_identifier(private.public_key().public_bytes_raw())
    wanted = issuing.grants(count)
    began = time.perf_counter()
    signer = _signer(private, identifier, did.method_id(identifier, did.key_of(identifier)))
    made = [signer.sign(grant) for grant in wanted]
    tell(seconds=time.perf_counter() - began, count=len(made), bytes=len(made[0]))


def verify(folder: Path) -> None:
    """Judge every file of a folder; each has to be found valid."""
    verifier = Verifier(trust.parse((folder / TRUST).read_bytes()), setting.moment())
    given = [path.read_bytes() for path in sorted((folder / SIGNED).iterdir())]
    began = time.perf_counter()
    found = [verifier.verify(data).verdict for data in given]
    seconds = time.perf_counter() - began
    if set(found) != {Verdict.VALID}:
        raise SystemExit(f"not all were found valid: {set(found)}")
    tell(seconds=seconds, count=len(found))


def _signer(private: Ed25519PrivateKey, identifier: str, method: str) -> batch.BatchSigner:
    return batch.BatchSigner(
        issuing.award(identifier), created=setting.moment(), method=method, sign=private.sign
    )


def _trust(private: Ed25519PrivateKey, identifier: str, method: str) -> object:
    now = setting.moment()
    lists = tuple(
        proof.create(
            statuslist.credential(
                f"{issuing.PUBLIC_URL}/status/{purpose}",
                issuer=identifier,
                purpose=purpose,
                bits=statuslist.bitstring(()),
                valid_from=now,
                valid_until=now + timedelta(days=1),
            ),
            created=now,
            method=method,
            sign=private.sign,
        )
        for purpose in (statuslist.REVOCATION, statuslist.SUSPENSION)
    )
    key = trust.Key(method, did.key_of(identifier), now - timedelta(days=1), None, None, 0)
    issuer = trust.Issuer(identifier, "演示评价中心", (key,))
    return trust.compose(trust.Trust(now, {identifier: issuer}, status_lists=lists))


def main() -> None:
    """Do one of the three."""
    deed, *rest = sys.argv[1:]
    if deed == "prepare":
        prepare(int(rest[0]), Path(rest[1]))
    elif deed == "issue":
        issue(int(rest[0]))
    else:
        verify(Path(rest[0]))


if __name__ == "__main__":
    main()
