"""The list of qualifications, one of them, and conflicts of interest, within the actor's reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import feed
from shuzheng.identity.queries.pages import parties
from shuzheng.identity.rules.kinds import Role
from shuzheng.workforce import access
from shuzheng.workforce.access import Permission
from shuzheng.workforce.rules import qualifications as rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.foundation.ui.parts import Line
    from shuzheng.kernel.actor import Actor
    from shuzheng.workforce.models import Qualification, Recusal

VIEWS = ("valid", "expiring", "over", "all")
ORDER = {
    "name": "person__name",
    "certificate": "certificate_type__name",
    "issued": "issued_on",
    "expires": "expires_on",
    "organisation": "organisation__name",
}


@dataclass(frozen=True, slots=True)
class QualificationLine:
    """A qualification and where it stands today."""

    id: int
    person_id: int
    name: str
    document_masked: str
    organisation: str
    certificate: str
    certificate_code: str
    level: Level
    kind: rules.Kind
    background: rules.Background
    number: str
    issued_on: date
    expires_on: date
    revoked_on: date | None
    revoked_reason: str
    state: rules.State


@dataclass(frozen=True, slots=True)
class QualificationPage:
    """Everything the page of a qualification shows."""

    line: QualificationLine
    document: UUID
    document_name: str
    facts: list[Line]


@dataclass(frozen=True, slots=True)
class RecusalLine:
    """A declared conflict of interest."""

    assessor: str
    candidate: str
    candidate_masked: str
    ground: rules.Ground
    declared_at: datetime


def listed(
    actor: Actor,
    wish: Wish,
    today: date,
    *,
    q: str = "",
    certificate: int = 0,
    level: str = "",
    kind: str = "",
) -> Found[QualificationLine]:
    """Return one page of the qualifications within reach."""
    rows = _chosen(actor, wish, today, q=q, certificate=certificate, level=level, kind=kind)
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row, today) for row in found.rows], found.total, found.page)


def every(
    actor: Actor,
    wish: Wish,
    today: date,
    *,
    q: str = "",
    certificate: int = 0,
    level: str = "",
    kind: str = "",
) -> Iterator[QualificationLine]:
    """Yield every qualification that the list would show."""
    rows = _chosen(actor, wish, today, q=q, certificate=certificate, level=level, kind=kind)
    for row in rows.order_by(*wish.order(ORDER)).iterator(chunk_size=500):
        yield _line(row, today)


def expiring(actor: Actor, today: date) -> tuple[int, date | None]:
    """Return how many qualifications within reach expire soon, and the first day one does."""
    rows = _in_view(access.within(actor), "expiring", today).order_by("expires_on")
    return rows.count(), rows.values_list("expires_on", flat=True).first()


def one(qualification_id: int, actor: Actor, today: date) -> QualificationPage:
    """Return the page of a qualification within reach."""
    row = access.qualification(qualification_id, actor, Permission.QUALIFICATION_VIEW)
    return QualificationPage(
        line=_line(row, today),
        document=row.document.uid,
        document_name=row.document.name,
        facts=feed.lines([f"workforce.qualification:{row.pk}"]),
    )


def certificate_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the certificates whose qualifications the actor may see, as choices of a form."""
    wanted = access.within(actor).values_list("certificate_type_id", flat=True).distinct()
    found = certificates.brief(wanted.order_by())
    return sorted(((one.id, one.name) for one in found.values()), key=lambda pair: pair[1])


def recusals(actor: Actor, wish: Wish) -> Found[RecusalLine]:
    """Return one page of the conflicts of interest that the actor may know of, newest first."""
    rows = access.recusals_within(actor).select_related("assessor", "candidate")
    found = listing.cut(rows.order_by("-declared_at", "-pk"), wish)
    return listing.Found([_recusal(row) for row in found.rows], found.total, found.page)


def assessor_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the assessors for whom the actor may declare, oneself first."""
    actor.require(Permission.RECUSAL_DECLARE)
    if not actor.may(Permission.RECUSAL_DECLARE_OTHERS):
        return []
    qualified = access.within(actor).filter(kind=rules.Kind.ASSESSOR)
    found = {
        pk: f"{name}（{masked}）"
        for pk, name, masked in qualified.values_list(
            "person_id", "person__name", "person__document_masked"
        )
    }
    found |= dict(parties.holders(actor.organisation_id, Role.ASSESSOR))
    return sorted(found.items(), key=lambda pair: pair[1])


def _chosen(
    actor: Actor, wish: Wish, today: date, *, q: str, certificate: int, level: str, kind: str
) -> QuerySet[Qualification]:
    actor.require(Permission.QUALIFICATION_VIEW)
    rows = _in_view(access.within(actor), wish.view, today)
    if q:
        rows = rows.filter(number__icontains=q)
    if certificate:
        rows = rows.filter(certificate_type_id=certificate)
    if level:
        rows = rows.filter(level=level)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("person", "organisation", "certificate_type")


def _in_view(rows: QuerySet[Qualification], view: str, today: date) -> QuerySet[Qualification]:
    if view == "all":
        return rows
    if view == "over":
        return rows.exclude(revoked_on=None, expires_on__gte=today)
    rows = rows.filter(revoked_on=None, expires_on__gte=today)
    return rows.filter(expires_on__lte=today + rules.SOON) if view == "expiring" else rows


def _line(row: Qualification, today: date) -> QualificationLine:
    level, kind = Level(row.level), rules.Kind(row.kind)
    pure = rules.Qualification(
        kind, row.certificate_type_id, level, row.issued_on, row.expires_on, row.revoked_on
    )
    return QualificationLine(
        id=row.pk,
        person_id=row.person_id,
        name=row.person.name,
        document_masked=row.person.document_masked,
        organisation=row.organisation.name,
        certificate=row.certificate_type.name,
        certificate_code=row.certificate_type.code,
        level=level,
        kind=kind,
        background=rules.Background(row.background),
        number=row.number,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        revoked_on=row.revoked_on,
        revoked_reason=row.revoked_reason,
        state=rules.state(pure, today),
    )


def _recusal(row: Recusal) -> RecusalLine:
    return RecusalLine(
        row.assessor.name,
        row.candidate.name,
        row.candidate.document_masked,
        rules.Ground(row.ground),
        row.declared_at,
    )
