"""Judging a certificate: ten numbered checks, and one verdict that follows from them.

An eleventh is made where a certificate carries a second proof, by SM2.

Nothing here raises on what a stranger hands in: whatever is wrong becomes a check that failed, and
every check that can still be made is made. What a newcomer gets wrong: a check that could not be
made is not a check that held; above all, a good signature whose status nobody knows is a verdict of
its own and never "valid".
"""

from __future__ import annotations

from shuzheng.credentials.core.verifying.report import (
    Check,
    Outcome,
    PresentedStep,
    RecordStep,
    Report,
    Step,
    Verdict,
)
from shuzheng.credentials.core.verifying.verifier import Verifier, verify

__all__ = [
    "Check",
    "Outcome",
    "PresentedStep",
    "RecordStep",
    "Report",
    "Step",
    "Verdict",
    "Verifier",
    "verify",
]
