"""Take the table of ceilings from a workbook. Rule: R-122."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.queries import certificates
from shuzheng.fees.access import Permission
from shuzheng.fees.services import ceilings
from shuzheng.fees.services.ceilings import CeilingRow
from shuzheng.fees.sheets.ceilings import CEILINGS
from shuzheng.foundation.sheets import imports
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief
    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for."""
    del context, now
    actor.require(Permission.CEILING_LOAD)
    url = reverse("fees:ceilings")
    return imports.Purpose(
        CEILINGS,
        _("For the whole province"),
        url,
        done_url=url,
        done_label=_("See the ceilings"),
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse certificates and levels that the catalogue does not have, and changed figures."""
    del occasion
    known = _known()
    for row in rows:
        certificate = known.get(row.values["certificate"])
        if certificate is None:
            row.refuse("certificate", "unknown", N_("The catalogue has no such certificate"))
        elif row.values["level"] not in certificate.levels:
            row.refuse("level", "not-offered", N_("The certificate has no such level"))
        elif ceilings.differs(_row(row, certificate)):
            row.refuse(
                "price",
                "stands",
                N_("Another ceiling is loaded for this day; give a later first day"),
            )


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Load the rows."""
    known = _known()
    lines = [_row(row, known[row.values["certificate"]]) for chunk in rows for row in chunk]
    return {"new": ceilings.load(lines, actor=occasion.actor, now=occasion.now)}


def _known() -> dict[str, CertificateTypeBrief]:
    return {one.code: one for one in certificates.listing()}


def _row(row: Row, certificate: CertificateTypeBrief) -> CeilingRow:
    return CeilingRow(
        certificate.id,
        row.values["level"],
        row.values["since"],
        row.values["price"],
        row.values["document"],
    )
