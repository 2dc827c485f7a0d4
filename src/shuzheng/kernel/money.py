"""Money as whole fen. Never a float; shown in yuan with two decimals."""

from __future__ import annotations

FEN_PER_YUAN = 100


def yuan(fen: int) -> str:
    """Return `fen` as yuan, such as "1,280.00"."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{whole:,}.{part:02d}"


def fen(text: str) -> int:
    """Read an amount in yuan ("280", "280.5", "1,280.50") as fen; ValueError if it is not one."""
    whole, _, part = text.strip().replace(",", "").partition(".")
    digits = whole.removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or (part and not part.isdigit()):
        raise ValueError(f"{text!r} is not an amount in yuan")
    if len(part) > len("00"):
        raise ValueError(f"{text!r} has parts of a fen")
    amount = int(digits) * FEN_PER_YUAN + int((part + "00")[:2])
    return -amount if whole.startswith("-") else amount
