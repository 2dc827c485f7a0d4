"""Give an evaluation organisation the rows of the catalogue that carry its name.

Rule: R-057. An import does the same for who is registered already; whoever is registered later
must not wait for the next import, because nobody else may plan with those certificates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import facts
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime


@applies("R-057")
@transaction.atomic
def belong(organisation_id: int, *, now: datetime) -> int:
    """Let nobody's rows under exactly this organisation's name belong to it; returns how many."""
    party = organisations.brief([organisation_id])[organisation_id]
    if party.kind != OrganisationKind.EVALUATION_ORGANISATION:
        return 0
    rows = CertificateType.objects.filter(organisation=None, organisation_name=party.name)
    count = rows.update(organisation_id=organisation_id)
    if count:
        facts.record(
            "catalogue.certificates.joined",
            CertificateType(pk=0),
            actor=CLOCK,
            now=now,
            count=count,
            name=party.name,
        )
    return count
