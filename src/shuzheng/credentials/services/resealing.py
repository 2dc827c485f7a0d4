"""Seal signing keys and appeals anew after the sealing key was rotated. See `foundation.resealing`.

The signing keys themselves stay the same: what they have signed stays valid.
"""

from __future__ import annotations

from shuzheng.credentials.models import IssuerKey, RevocationAppeal, RsaKey, Sm2Key
from shuzheng.foundation import resealing


def reseal(batch: int) -> int:
    """Seal anew at most `batch` rows that are under an older key; returns how many."""
    done = resealing.rows(IssuerKey, {"private_sealed": IssuerKey.place}, batch)
    done += resealing.rows(Sm2Key, {"private_sealed": Sm2Key.place}, batch - done)
    done += resealing.rows(RsaKey, {"private_sealed": RsaKey.place}, batch - done)
    return done + resealing.rows(
        RevocationAppeal,
        {
            "grounds_sealed": lambda row: row.place("grounds"),
            "statement_sealed": lambda row: row.place("statement"),
            "answer_sealed": lambda row: row.place("answer"),
        },
        batch - done,
    )
