"""The certificates of an evaluation organisation, on its record in `identity` (R-062)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import LABELS, NationalStatus
from shuzheng.foundation.ui.parts import Chip, Kind
from shuzheng.identity.queries import beside
from shuzheng.identity.queries.beside import Item, Section
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief
    from shuzheng.kernel.actor import Actor

STATUSES = {
    NationalStatus.LISTED: Chip(Kind.OK, _("Listed nationally")),
    NationalStatus.SUSPENDED: Chip(Kind.WAIT, _("Suspended nationally"), "pause"),
    NationalStatus.WITHDRAWN: Chip(Kind.OFF, _("Withdrawn nationally"), "ban"),
}


@beside.provide
@applies("R-062")
def certificates_beside(organisation_id: int, actor: Actor, now: datetime) -> Section:  # noqa: ARG001 - anybody reads the catalogue, on any day
    """Return the kinds of certificate of an organisation, with the batch of its recruitment."""
    return Section(
        id="certificates",
        title=gettext("Certificates"),
        rule="R-062",
        items=tuple(_item(one) for one in certificates.listing(organisation_id)),
        nothing=gettext("The catalogue has no certificate of this organisation."),
    )


def _item(one: CertificateTypeBrief) -> Item:
    levels = gettext(", ").join(gettext(LABELS[level]) for level in one.levels)
    batch = gettext("Batch {n}").format(n=one.batch) if one.batch else ""
    return Item(
        words=one.name,
        url=reverse("catalogue:kind", args=[one.code]),
        note=" · ".join(part for part in (batch, levels, one.field) if part),
        chip=STATUSES[one.national_status],
    )
