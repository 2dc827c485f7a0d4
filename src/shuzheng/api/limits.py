"""How often one network may ask: verification as on its page, everything else ten times that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.foundation.web import limiter

if TYPE_CHECKING:
    from shuzheng.foundation.web.request import Request

READING = 10
"""How many times more often lists may be read than certificates be checked."""


def verification(request: Request) -> None:
    """Spend one of the looks at certificates that a network has in a minute, page and API alike."""
    limiter.check(
        request,
        "verification",
        now=request.now,
        per_minute=settings.VERIFICATION_PER_MINUTE,
        loopback=settings.LOOPBACK_PER_MINUTE,
    )


def reading(request: Request) -> None:
    """Spend one of the reads that a network has in a minute."""
    limiter.check(
        request,
        "api",
        now=request.now,
        per_minute=settings.VERIFICATION_PER_MINUTE * READING,
        loopback=settings.LOOPBACK_PER_MINUTE * READING,
    )
