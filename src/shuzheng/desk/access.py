"""What may be done at the desks of the platform's own administrators."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from shuzheng.identity.rules.kinds import Role


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    CHAIN_CHECK = "desk:chain:check"
    LOCKOUT_RESET = "desk:lockout:reset"


GRANTS: Final = {
    Role.AUDITOR: {Permission.CHAIN_CHECK},
    Role.SECURITY_ADMIN: {Permission.LOCKOUT_RESET},
}
"""The auditor reads and checks, the security administrator unlocks; neither does the other's."""
