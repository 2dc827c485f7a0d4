"""Which fee agreement governs a day, under which ceiling and waiver.

Rules: R-121, R-122. An agreement past its year governs on until the next one, within the days of
extension; `terms` gives all of them, for `rules.agreement.governing` to say what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.fees.models import CeilingWaiver, CostCeiling, FeeAgreement
from shuzheng.fees.rules import agreement as rules
from shuzheng.foundation import rulebooks

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class AgreementBrief:
    """A governing agreement as other rooms see it; `valid_until` counts the extension."""

    id: int
    number: str
    price_fen: int
    year: int
    since: date
    until: date
    valid_until: date
    is_extended: bool
    over_ceiling: bool
    waiver_id: int | None


def in_force(certificate_type_id: int, level: str, on: date) -> AgreementBrief | None:
    """Return the agreement that governs `on` for a certificate and level, or None."""
    book = rulebooks.current()
    rows = {row.number: row for row in _rows(certificate_type_id, level)}
    standings = {number: rules.standing_on(terms_of(row), on, book) for number, row in rows.items()}
    fitting = [
        terms_of(row)
        for number, row in rows.items()
        if standings[number] in {rules.Standing.IN_FORCE, rules.Standing.EXTENDED}
    ]
    if not fitting:
        return None
    chosen = rules.governing(fitting, on, book)
    row = rows[chosen.document]
    extended = standings[chosen.document] is rules.Standing.EXTENDED
    limit = ceiling(certificate_type_id, level, on)
    over = limit is None or row.price_fen > limit
    leave = _waiver_row(certificate_type_id, level, on) if over else None
    return AgreementBrief(
        id=row.pk,
        number=row.number,
        price_fen=row.price_fen,
        year=row.since.year,
        since=row.since,
        until=row.until,
        valid_until=rules.extended_until(chosen, book) if extended else row.until,
        is_extended=extended,
        over_ceiling=over,
        waiver_id=leave.pk if leave else None,
    )


def terms(certificate_type_id: int, level: str) -> list[rules.Terms]:
    """Return every agreement made for a certificate and level, as the rules see it."""
    return [terms_of(row) for row in _rows(certificate_type_id, level)]


def ceiling(certificate_type_id: int, level: str, on: date) -> int | None:
    """Return the ceiling in fen that holds on `on`, or None where none is loaded."""
    rows = CostCeiling.objects.filter(
        certificate_type_id=certificate_type_id, level=level, since__lte=on
    )
    return rows.order_by("-since").values_list("price_fen", flat=True).first()


def waiver(certificate_type_id: int, level: str, on: date) -> rules.Waiver | None:
    """Return the waiver that holds on `on` (the one that allows most), or None."""
    row = _waiver_row(certificate_type_id, level, on)
    return rules.Waiver(row.number, row.since, row.until, row.limit_fen) if row else None


def terms_of(row: FeeAgreement) -> rules.Terms:
    """Return an agreement as the rules see it. For this room's own acts."""
    return rules.Terms(row.number, row.state, row.since, row.until, row.price_fen)


def _rows(certificate_type_id: int, level: str) -> list[FeeAgreement]:
    rows = FeeAgreement.objects.filter(certificate_type_id=certificate_type_id, level=level)
    return list(rows.order_by("since", "pk"))


def _waiver_row(certificate_type_id: int, level: str, on: date) -> CeilingWaiver | None:
    rows = CeilingWaiver.objects.filter(
        certificate_type_id=certificate_type_id, level=level, since__lte=on, until__gte=on
    )
    return rows.order_by("-limit_fen", "pk").first()
