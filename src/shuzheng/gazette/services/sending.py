"""Settle who is written to, when a document goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.gazette.models import Document, Receipt
from shuzheng.gazette.rules import recipients
from shuzheng.gazette.rules.recipients import Party
from shuzheng.identity.queries import organisations

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.identity.queries.organisations import OrganisationBrief

AT_ONCE = 500


def check_named(ids: Collection[int]) -> None:
    """Refuse parties that do not exist or could not sign."""
    found = organisations.brief(ids).values() if ids else ()
    recipients.check_named(ids, [_party(one) for one in found])


def send(row: Document, today: date) -> int:
    """Write a receipt for each party of the chosen kinds, and each that is named; how many."""
    recipients.check(row.recipient_kinds, today, rulebooks.current())
    named = organisations.brief(row.recipient_ids).values() if row.recipient_ids else ()
    parties = {one.id: _party(one) for one in named}
    if row.recipient_kinds:
        for kind in sorted(recipients.NAMED):
            parties |= {one.id: _party(one) for one in organisations.of_kind(kind)}
    found = recipients.addressed(parties.values(), row.recipient_kinds, row.recipient_ids)
    Receipt.objects.bulk_create(
        (
            Receipt(document=row, organisation_id=party, addressed_as=kind)
            for party, kind in sorted(found.items())
        ),
        batch_size=AT_ONCE,
    )
    return len(found)


def _party(one: OrganisationBrief) -> Party:
    return Party(one.id, one.kind, one.institution_kind)
