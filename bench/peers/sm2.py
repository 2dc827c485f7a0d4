"""gmalg signs and verifies with SM2, its key prepared once: `sm2 sign|verify COUNT`."""

from __future__ import annotations

import sys
import time
from importlib.metadata import version

from gmalg import SM2

from bench.messages import IDENTITY, PRIVATE, message
from bench.telling import tell


def measure(deed: str, count: int) -> None:
    """Time one of the two; every signature is verified, outside the clock where it is made."""
    key = SM2(PRIVATE, IDENTITY, SM2().generate_pk(PRIVATE))
    messages = [message(n) for n in range(count)]
    began = time.perf_counter()
    signatures = [key.sign(one) for one in messages]
    signed = time.perf_counter()
    fit = [key.verify(m, *s) for s, m in zip(signatures, messages, strict=True)]
    verified = time.perf_counter()
    if not all(fit):
        raise SystemExit("not every signature is one")
    seconds = signed - began if deed == "sign" else verified - signed
    tell(seconds=seconds, count=count, version=version("gmalg"))


def main() -> None:
    """Do one of the two."""
    measure(sys.argv[1], int(sys.argv[2]))


if __name__ == "__main__":
    main()
