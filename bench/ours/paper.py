"""Draw certificates with their credentials attached: `paper COUNT FIRST FILE`.

`FIRST` numbers the certificates of this run, so that no two of them are the same; the last one is
kept as `FILE`.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench import wording
from bench.telling import tell
from shuzheng.credentials.core import achievement, jsontext, proof
from shuzheng.foundation.documents.papers import credentials

ISSUED_AT = datetime(2026, 7, 15, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
SKILLS = 12
STANDARD_URL = "https://zs.example.cn/catalogue/010002/standards/2.0"


def credential(n: int) -> bytes:
    """Return a signed credential."""
    award = achievement.Award(
        issuer=achievement.Issuer("did:web:zs.example.cn:organisations:E1", wording.ORGANISATION),
        achievement="https://zs.example.cn/catalogue/010002/levels/intermediate/2.0",
        title=wording.CERTIFICATE,
        code="010002",
        level=2,
        standard=achievement.Standard(
            wording.STANDARD,
            "2.0",
            STANDARD_URL,
            tuple(
                achievement.Skill(
                    f"1.1.{k}",
                    f"能按照第{k}项要求编写、复核并维护页面。",
                    f"{STANDARD_URL}#1.1.{k}",
                )
                for k in range(1, SKILLS + 1)
            ),
        ),
        criteria=f"经考核，达到《{wording.STANDARD}》要求。",
        valid_from=ISSUED_AT,
        explained="https://zs.example.cn/verify/offline#messages",
    )
    grant = achievement.Grant(
        uuid4(),
        wording.number(n)[0],
        wording.holder(n),
        ("https://zs.example.cn/status/revocation", n),
        ("https://zs.example.cn/status/suspension", n),
        ("https://zs.example.cn/status/message", n),
    )
    signed = proof.create(
        achievement.credential(award, grant),
        created=ISSUED_AT,
        method="did:web:zs.example.cn:organisations:E1#key-1",
        sign=Ed25519PrivateKey.generate().sign,
    )
    return jsontext.canonical(signed)


def paper(n: int, attached: bytes) -> bytes:
    """Return the PDF of a certificate."""
    bare, printed = wording.number(n)
    return credentials.certificate(
        credentials.Certificate(
            number=bare,
            number_printed=printed,
            holder=wording.holder(n),
            certificate=wording.CERTIFICATE,
            level=wording.LEVEL,
            statement=wording.STATEMENT,
            organisation=wording.ORGANISATION,
            issued_at=ISSUED_AT,
            province=wording.PROVINCE,
            verify_url=wording.address(n),
            verify_address=wording.ADDRESS,
            standard=wording.STANDARD,
            hours=wording.HOURS,
            credits=wording.CREDITS,
            specimen=True,
        ),
        attached,
    )


def main() -> None:
    """Draw so many certificates and say how long it took."""
    count, first, file = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    attached = [credential(n) for n in range(first, first + count + 1)]
    paper(first, attached[0])
    made = b""
    began = time.perf_counter()
    for n in range(1, count + 1):
        made = paper(first + n, attached[n])
    seconds = time.perf_counter() - began
    if not made.startswith(b"%PDF") or json.loads(attached[-1])["proof"]["proofValue"] == "":
        raise SystemExit("no certificate was drawn")
    file.write_bytes(made)
    tell(seconds=seconds, count=count, bytes=len(made))


if __name__ == "__main__":
    main()
