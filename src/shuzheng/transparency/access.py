"""Who at the platform looks after the evidence log. Everything in it can be read by anybody."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    WITNESS_OVERSEE = "transparency:witness:oversee"
