"""Who has charge of which certificate, and which reviews are due (R-013)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.governance.access import Permission
from shuzheng.governance.models import CertificateReview, Charge
from shuzheng.governance.rules import care as rules
from shuzheng.governance.rules.care import Need
from shuzheng.kernel import periods
from shuzheng.pilots.queries import entries

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

VIEWS = ("needs", "mine", "all")


@dataclass(frozen=True, slots=True)
class CareLine:
    """A certificate in use, its officer, and its next review."""

    certificate_type_id: int
    code: str
    name: str
    officer_id: int
    officer: str
    review_on: date | None
    need: Need


@dataclass(frozen=True, slots=True)
class Review:
    """What a review found."""

    officer: str
    due_on: date
    reviewed_on: date
    found: str
    next_on: date


@dataclass(frozen=True, slots=True)
class CarePage:
    """A certificate with who had charge of it and what reviews found."""

    line: CareLine
    terms: list[tuple[str, date, date | None]]
    reviews: list[Review]


def lines(actor: Actor, now: datetime, view: str = "all", q: str = "") -> list[CareLine]:
    """Return the certificates in use, those that need something first."""
    actor.require(Permission.CARE_VIEW)
    found = [
        one for one in _all(now) if q.lower() in f"{one.code} {one.name} {one.officer}".lower()
    ]
    if view == "needs":
        found = [one for one in found if one.need is not Need.NOTHING]
    if view == "mine":
        found = [one for one in found if one.officer_id == actor.person_id]
    return found


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many certificates each view holds."""
    return {view: len(lines(actor, now, view)) for view in VIEWS}


def detail(certificate_type_id: int, actor: Actor, now: datetime) -> CarePage | None:
    """Return a certificate in use for its page, None for one that is not in use."""
    actor.require(Permission.CARE_VIEW)
    line = next((x for x in _all(now) if x.certificate_type_id == certificate_type_id), None)
    if line is None:
        return None
    charges = Charge.objects.filter(certificate_type_id=certificate_type_id)
    reviews = CertificateReview.objects.filter(charge__certificate_type_id=certificate_type_id)
    return CarePage(
        line,
        [
            (row.officer.name, row.since, row.until)
            for row in charges.select_related("officer").order_by("-pk")
        ],
        [
            Review(row.charge.officer.name, row.due_on, row.reviewed_on, row.found, row.next_on)
            for row in reviews.select_related("charge__officer").order_by("-pk")
        ],
    )


def waiting(actor: Actor, now: datetime) -> tuple[int, int, date | None]:
    """Return how many certificates nobody has charge of, how many reviews are due, and the first.

    To an officer only the own reviews; to the department all of them.
    """
    found = _all(now)
    nobody = sum(one.need is Need.NOBODY for one in found)
    due = [one for one in found if one.need in {Need.DUE, Need.OVERDUE}]
    if actor.may(Permission.CARE_REVIEW):
        due = [one for one in due if one.officer_id == actor.person_id]
    days = sorted(one.review_on for one in due if one.review_on)
    return nobody, len(due), days[0] if days else None


def _all(now: datetime) -> list[CareLine]:
    today, book = periods.day(now), rulebooks.current()
    kinds = certificates.brief(entries.in_use())
    rows = Charge.objects.filter(until=None, certificate_type_id__in=list(kinds))
    charges = {row.certificate_type_id: row for row in rows.select_related("officer")}
    found = []
    for pk, kind in kinds.items():
        row = charges.get(pk)
        day = row.review_on if row else None
        found.append(
            CareLine(
                certificate_type_id=pk,
                code=kind.code,
                name=kind.name,
                officer_id=row.officer_id if row else 0,
                officer=row.officer.name if row else "",
                review_on=day,
                need=rules.need(day, today, book),
            )
        )
    order = list(Need)
    return sorted(found, key=lambda one: (order.index(one.need), one.code))
