"""What forms about the expert pool offer to choose from."""

from __future__ import annotations

from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind

CONCERNED = (OrganisationKind.INSTITUTION, OrganisationKind.EVALUATION_ORGANISATION)


def parties() -> list[tuple[int, str]]:
    """Return the institutions and organisations that a matter can concern, by name."""
    found = [one for kind in CONCERNED for one in organisations.of_kind(kind)]
    return sorted(((one.id, one.name) for one in found), key=lambda pair: pair[1])
