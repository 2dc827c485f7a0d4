"""Who publishes whole records: the province's department of education.

Source: decision 0027. It issues no certificate, and no organisation that issues some publishes
records, so the trust file keeps the two apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.identity.queries.organisations import OrganisationBrief

KIND = OrganisationKind.PROVINCIAL_DEPARTMENT


class NoPublisher(Refusal):
    """An installation without a department was never founded as the platform founds one."""

    code = "publisher-missing"
    status = 409
    template = "No provincial department of education is registered here."


def organisation() -> OrganisationBrief:
    """Return the party that publishes whole records."""
    found = organisations.of_kind(KIND)
    if not found:
        raise NoPublisher
    return found[0]
