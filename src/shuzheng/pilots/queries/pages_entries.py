"""Certificates in institutions, with the entry reviews behind them. Rules: R-050, R-051, R-054."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.foundation.models import StoredFile
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import EntryReview, InstitutionCertificate
from shuzheng.pilots.rules import entry as rules
from shuzheng.pilots.rules.entry import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.catalogue.rules.standing import Leaving
    from shuzheng.kernel.actor import Actor

VIEWS = ("all", "use", "open", "out")
FIELDS = {
    "certificate": "certificate_type__name",
    "institution": "institution__name",
    "approved": "approved_on",
    "state": "state",
}
OPEN = (State.PROPOSED, State.UNDER_APPRAISAL, State.APPROVED)
OUT = (State.REJECTED, State.EXITING, State.EXITED)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A certificate in an institution as a list shows it; `score` in hundredths of a point."""

    id: int
    certificate: str
    code: str
    institution: str
    organisation: str
    state: State
    approved_on: date | None
    score: int | None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One expert's points by criterion."""

    expert: str
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One entry review: the experts' sheets, the weighted score in hundredths, the minutes."""

    id: int
    reviewed_on: date
    pass_mark: int
    weights: Mapping[str, int]
    sheets: tuple[SheetLine, ...]
    score: int
    passed: bool
    minutes_uid: UUID
    minutes_name: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything that the page of a certificate in an institution shows."""

    id: int
    certificate_type_id: int
    certificate: str
    code: str
    institution_id: int
    institution: str
    organisation: str
    state: State
    approved_on: date | None
    reviews: tuple[ReviewView, ...]
    leaving: Leaving | None


def lines(actor: Actor, wish: listing.Wish, *, q: str = "") -> listing.Found[EntryLine]:
    """Return one page of the certificates in institutions that the actor sees."""
    actor.require(Permission.ENTRY_VIEW)
    rows = _viewed(access.entries(actor), wish.view)
    if q:
        rows = rows.filter(
            Q(certificate_type__name__icontains=q)
            | Q(certificate_type__code__iexact=q)
            | Q(institution__name__icontains=q)
        )
    wide = rows.select_related("certificate_type__organisation", "institution")
    found = listing.cut(wide.order_by(*wish.order(FIELDS)), wish)
    scores = _scores(found.rows)
    return listing.Found(
        [
            EntryLine(
                id=row.pk,
                certificate=row.certificate_type.name,
                code=row.certificate_type.code,
                institution=row.institution.name,
                organisation=_organisation(row),
                state=State(row.state),
                approved_on=row.approved_on,
                score=scores.get(row.pk),
            )
            for row in found.rows
        ],
        found.total,
        found.page,
    )


def counts(actor: Actor) -> dict[str, int]:
    """Return how many certificates each view holds."""
    return {view: _viewed(access.entries(actor), view).count() for view in VIEWS}


def to_review(actor: Actor) -> int:
    """Return how many proposed certificates wait for the actor's own review."""
    if not actor.may(Permission.ENTRY_REVIEW):
        return 0
    return access.entries(actor).filter(state__in=(State.PROPOSED, State.UNDER_APPRAISAL)).count()


def detail(
    entry_id: int, actor: Actor, permission: Permission = Permission.ENTRY_VIEW
) -> EntryPage:
    """Return one certificate in an institution, with its reviews, newest first."""
    row = access.entry(entry_id, actor, permission)
    reviews = list(row.reviews.order_by("-pk"))
    files = {
        pk: (uid, name)
        for pk, uid, name in StoredFile.objects.filter(
            pk__in=[one.minutes_id for one in reviews]
        ).values_list("pk", "uid", "name")
    }
    return EntryPage(
        id=row.pk,
        certificate_type_id=row.certificate_type_id,
        certificate=row.certificate_type.name,
        code=row.certificate_type.code,
        institution_id=row.institution_id,
        institution=row.institution.name,
        organisation=_organisation(row),
        state=State(row.state),
        approved_on=row.approved_on,
        reviews=tuple(_review(one, *files[one.minutes_id]) for one in reviews),
        leaving=certificates.leaving([row.certificate_type_id]).get(row.certificate_type_id),
    )


def scheme(now: datetime) -> rules.Scheme:
    """Return the weights and the pass mark that an institution starts from."""
    return rules.usual_scheme(periods.day(now), rulebooks.current())


def reads_minutes(uid: UUID, actor: Actor) -> bool:
    """Return whether a file is the minutes of a review that the actor may see."""
    if not actor.may(Permission.ENTRY_VIEW):
        return False
    return access.entries(actor).filter(reviews__minutes__uid=uid).exists()


def _viewed(rows: QuerySet[InstitutionCertificate], view: str) -> QuerySet[InstitutionCertificate]:
    states: dict[str, Sequence[State]] = {"use": (State.ACTIVE,), "open": OPEN, "out": OUT}
    return rows.filter(state__in=states[view]) if view in states else rows


def _scores(rows: Sequence[InstitutionCertificate]) -> dict[int, int]:
    reviews = EntryReview.objects.filter(entry__in=rows).order_by("pk")
    return dict(reviews.values_list("entry_id", "score"))


def _organisation(row: InstitutionCertificate) -> str:
    kind = row.certificate_type
    return kind.organisation.name if kind.organisation else kind.organisation_name


def _review(row: EntryReview, uid: UUID, name: str) -> ReviewView:
    return ReviewView(
        id=row.pk,
        reviewed_on=row.reviewed_on,
        pass_mark=row.pass_mark,
        weights=row.weights,
        sheets=tuple(
            SheetLine(expert, points)
            for expert, points in zip(row.experts, row.sheets, strict=True)
        ),
        score=row.score,
        passed=row.passed,
        minutes_uid=uid,
        minutes_name=name,
    )
