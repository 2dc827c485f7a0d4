"""Which role holds which permission: each room declares its own, this gathers them.

Rooms call `register` from their AppConfig; `of` is asked once per request, when a capacity is
resolved. A permission is `room:noun:verb`. The table is published as docs/generated/roles.md.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

_granted: defaultdict[str, set[str]] = defaultdict(set)
_known: set[str] = set()


def register(permissions: type[StrEnum], by_role: Mapping[str, Iterable[StrEnum]]) -> None:
    """Declare a room's permissions and which roles hold them."""
    _known.update(permissions)
    for role, held in by_role.items():
        _granted[role].update(str(permission) for permission in held)


def of(role: str) -> frozenset[str]:
    """Return the permissions that `role` holds."""
    return frozenset(_granted.get(role, ()))


def known() -> frozenset[str]:
    """Return every declared permission."""
    return frozenset(_known)
