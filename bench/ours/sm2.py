"""Sign and verify with SM2 as certificates are signed and verified: `sm2 sign|verify COUNT`."""

from __future__ import annotations

import sys
import time

from bench.messages import PRIVATE, message
from bench.telling import tell
from shuzheng.credentials.core.sm2 import openssl, signing


def measure(deed: str, count: int) -> None:
    """Time one of the two; every signature is verified, outside the clock where it is made."""
    if signing.arithmetic() is not openssl:
        raise SystemExit("this machine has no OpenSSL with SM2")
    public, sign = signing.public_of(PRIVATE), signing.signer(PRIVATE)
    messages = [message(n) for n in range(count)]
    began = time.perf_counter()
    signatures = [sign(one) for one in messages]
    signed = time.perf_counter()
    fit = [signing.is_signed(public, s, m) for s, m in zip(signatures, messages, strict=True)]
    verified = time.perf_counter()
    if not all(fit) or len(set(signatures)) != count:
        raise SystemExit("not every signature is one")
    tell(seconds=signed - began if deed == "sign" else verified - signed, count=count)


def main() -> None:
    """Do one of the two."""
    measure(sys.argv[1], int(sys.argv[2]))


if __name__ == "__main__":
    main()
