"""Measure how the code on a certificate is best written: which text, which error correction.

    python -m tools.codes            the table of decision record 0021
    python -m tools.codes 80         with so many photographs for each figure

For each way of writing the payload behind the address, and each level of error correction: how many
modules a side has (quiet zone included), how wide one is on a code of 30 mm, and how many of the
photographs of worn prints (`tools.creased`) are read. The same seeds meet every way of writing.
"""

from __future__ import annotations

import base64
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import zxingcpp

from tools import creased

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

ADDRESS = "https://1x.jyt.ah.gov.cn/v/a1B2c3D4e5F6g7H8i9J0kA#"
MILLIMETRES = 30
PHOTOGRAPHS = 40
HARMS = (0.5, 1.0)
BASE43 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:"
"""What a QR code packs as alphanumeric and an address may hold in its fragment (RFC 3986)."""
FIXED = 50 + 3 + 64 + 37
NAMES = {
    "three characters, certificate of four": "孟晓棠" + "老年照护",
    "a minority name with dots": "阿卜杜热西提·阿卜杜外力" + "新能源汽车动力电池维护",
    "50 characters": "古" * 50 + "新能源汽车动力电池维护",
    "50 characters of extension B": "𠀀" * 50 + "新能源汽车动力电池维护",
}


def base43(data: bytes) -> str:
    """Return `data` in three characters for every two bytes."""
    padded = data + bytes(len(data) % 2)
    found = ""
    for at in range(0, len(padded), 2):
        rest, last = divmod(int.from_bytes(padded[at : at + 2]), 43)
        found += "".join(BASE43[digit] for digit in (*divmod(rest, 43), last))
    return found


WRITTEN: dict[str, Callable[[bytes], str]] = {
    "base64url": lambda data: base64.urlsafe_b64encode(data).rstrip(b"=").decode(),
    "base32": lambda data: base64.b32encode(data).rstrip(b"=").decode(),
    "base43": base43,
    "digits": lambda data: str(int.from_bytes(data)),
}


def main(argv: list[str]) -> int:
    """Print the table; returns the exit status."""
    count = int(argv[0]) if argv else PHOTOGRAPHS
    harms = "".join(f" read of {count}, harm {harm} |" for harm in HARMS)
    print(f"| names | written as | level | bytes | modules | mm |{harms}")
    print("|---|---|---|---|---|---|" + "---|" * len(HARMS))
    for label, names in NAMES.items():
        for way, level in ways():
            print(
                f"| {label} | {way} | {level} | {measured(names, way, level, count)} |", flush=True
            )
    return 0


def ways() -> Iterator[tuple[str, str]]:
    """Yield what is compared: every text at level M, every level in digits."""
    yield from ((way, "M") for way in WRITTEN)
    yield from (("digits", level) for level in "LQH")


def measured(names: str, way: str, level: str, count: int) -> str:
    """Return one row's figures."""
    size = FIXED + len(names.encode())
    noise = b"".join(sha256(bytes((n,))).digest() for n in range(32))
    text = ADDRESS + WRITTEN[way](b"\1" + noise[: size - 1])
    modules = drawn(text, level)
    shares = [sum(is_read(modules, text, harm, seed) for seed in range(count)) for harm in HARMS]
    width = f"{MILLIMETRES / modules.shape[0]:.2f}"
    return " | ".join([str(size), str(modules.shape[0]), width, *map(str, shares)])


def drawn(text: str, level: str) -> NDArray[np.bool_]:
    """Return a QR code's modules, quiet zone included."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return np.array(zxingcpp.write_barcode_to_image(made, scale=1)) < 128  # noqa: PLR2004 - grey


def is_read(modules: NDArray[np.bool_], text: str, harm: float, seed: int) -> bool:
    """Return whether one photograph gives the text back."""
    seen = creased.photograph(modules, millimetres=MILLIMETRES, harm=harm, seed=seed)
    found = zxingcpp.read_barcode(seen)
    return found is not None and found.text == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
