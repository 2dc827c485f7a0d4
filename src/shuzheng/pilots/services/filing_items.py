"""Take the certificates of a filing from a workbook. Rules: R-033, R-041.

Rows replace what the draft says under the same code and leave the rest of it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.foundation.sheets import imports
from shuzheng.kernel.wording import N_
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_filing
from shuzheng.pilots.rules.filing import FILING, Verb, VersionState
from shuzheng.pilots.services import filings
from shuzheng.pilots.services.filings import Draft, Item, UnderCheck
from shuzheng.pilots.sheets.items import ITEMS, majors_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief
    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_filing import FilingPage, ItemLine


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for; refuses a filing that cannot be written."""
    page = pages_filing.detail(context["pk"], actor, now, Permission.FILING_WRITE)
    if page.version.state is VersionState.UNDER_CHECK:
        raise UnderCheck
    if page.version.state not in pages_filing.WRITABLE:
        FILING.after(page.state, Verb.AMEND)
    url = reverse("pilots:filing-edit", args=[page.id])
    return imports.Purpose(
        ITEMS,
        f"{page.institution} {page.year}",
        url,
        done_url=url,
        done_label=_("Go on with the filing"),
        prefilled=lambda: iter([_filled(one) for one in page.version.items]),
        prefilled_label=_("Template with what the draft names"),
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse certificates and levels that the catalogue does not have."""
    del occasion
    known = _known()
    for row in rows:
        certificate = known.get(row.values["certificate"])
        if certificate is None:
            row.refuse("certificate", "unknown", N_("The catalogue has no such certificate"))
            continue
        for level in _levels(row):
            if level not in certificate.levels:
                row.refuse(level.value, "not-offered", N_("The certificate has no such level"))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Write the rows into the draft of the filing."""
    page = pages_filing.detail(
        occasion.context["pk"], occasion.actor, occasion.now, Permission.FILING_WRITE
    )
    known = _known()
    taken = [_item(row, known) for chunk in rows for row in chunk]
    replaced = {one.certificate_type_id for one in taken}
    kept = [_kept(one) for one in page.version.items if one.certificate_type_id not in replaced]
    filings.save_draft(
        page.id, _draft(page, [*kept, *taken]), actor=occasion.actor, now=occasion.now
    )
    return {"taken": len(taken), "kept": len(kept)}


def _draft(page: FilingPage, items: Sequence[Item]) -> Draft:
    writable = page.version.state in pages_filing.WRITABLE
    confirmed = page.version.confirmed_by_group_on if writable else None
    return Draft(page.version.self_assessment, tuple(items), confirmed)


def _known() -> dict[str, CertificateTypeBrief]:
    return {one.code: one for one in certificates.listing()}


def _levels(row: Row) -> list[Level]:
    return [level for level in PRINTED if row.values[level.value]]


def _item(row: Row, known: Mapping[str, CertificateTypeBrief]) -> Item:
    return Item(
        certificate_type_id=known[row.values["certificate"]].id,
        levels=tuple(level.value for level in _levels(row)),
        majors=majors_of(row.values["majors"]),
        planned_headcount=row.values["planned"],
        site_wanted=row.values["site"] or "",
        trainers=row.values["trainers"] or "",
        dates=row.values["dates"] or "",
    )


def _kept(one: ItemLine) -> Item:
    return Item(
        one.certificate_type_id,
        one.levels,
        tuple(code for code, _name in one.majors),
        one.planned_headcount,
        one.site_wanted,
        one.trainers,
        one.dates,
    )


def _filled(one: ItemLine) -> dict[str, Any]:
    return {
        "certificate": one.code,
        "name": one.name,
        **{level.value: level.value in one.levels for level in PRINTED},
        "majors": " ".join(code for code, _name in one.majors),
        "planned": one.planned_headcount,
        "site": one.site_wanted,
        "trainers": one.trainers,
        "dates": one.dates,
    }
