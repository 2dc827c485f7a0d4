"""Fee agreements as their pages show them: the list, one record, what waits for whom.

Rules: R-121, R-122, R-124. The ceiling is checked here against the day on which the agreement would
begin, by the same rule that filing applies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.catalogue.queries import certificates
from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import FeeAgreement, Stance
from shuzheng.fees.queries import agreements
from shuzheng.fees.rules import agreement as rules
from shuzheng.fees.rules.agreement import State
from shuzheng.foundation import rulebooks
from shuzheng.foundation.models import StoredFile
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.queries import alliances

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("mine", "talks", "force", "all")
FIELDS = {
    "number": "number",
    "certificate": "certificate_type__name",
    "price": "price_fen",
    "since": "since",
    "until": "until",
    "state": "state",
}
TALKS = (
    State.DRAFTING,
    State.APPRAISING,
    State.NEGOTIATING,
    State.MEDIATING,
    State.AGREED,
    State.FILED,
)


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement as a list shows it; `price_fen` in fen, both days included."""

    id: int
    number: str
    certificate: str
    code: str
    level: str
    lead: str
    organisation: str
    price_fen: int
    since: date
    until: date
    state: State


@dataclass(frozen=True, slots=True)
class Document:
    """A stored file that a page links to."""

    uid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class CeilingCheck:
    """How the fee stands against its ceiling on `on`; amounts in fen, refusal None if it holds."""

    on: date
    price_fen: int
    ceiling_fen: int | None
    waiver: rules.Waiver | None
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class StanceLine:
    """An institution that joined or dissented."""

    institution: str
    joins: bool
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Everything that the page of one agreement shows."""

    id: int
    number: str
    certificate_type_id: int
    certificate: str
    code: str
    level: str
    state: State
    lead_id: int
    lead: str
    organisation_id: int
    organisation: str
    items: tuple[tuple[str, int], ...]
    price_fen: int
    since: date
    until: date
    experts: tuple[tuple[str, bool], ...]
    shortfalls: tuple[rules.Shortfall, ...]
    appraised_on: date | None
    minutes: Document | None
    negotiating_since: date | None
    talks_until: date | None
    lead_signed_on: date | None
    organisation_signed_on: date | None
    document: Document | None
    filed_on: date | None
    extended_until: date
    standing: rules.Standing
    check: CeilingCheck
    stances: tuple[StanceLine, ...]
    is_demonstration: bool


def lines(
    actor: Actor, wish: listing.Wish, *, q: str = "", level: str = "", organisation: int = 0
) -> listing.Found[AgreementLine]:
    """Return one page of the agreements that the actor sees, narrowed by view and filters."""
    rows = _filtered(actor, wish.view, q, level, organisation).order_by(*wish.order(FIELDS))
    if wish.export:
        every = list(_wide(rows))
        return listing.Found([_line(row) for row in every], len(every))
    found = listing.cut(_wide(rows), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many agreements each view holds."""
    return {view: _viewed(access.agreements(actor), view, actor).count() for view in VIEWS}


def waiting(actor: Actor) -> int:
    """Return how many agreements wait for the actor."""
    return _viewed(access.agreements(actor), "mine", actor).count()


def organisation_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the organisations (id, name) that have an agreement within the actor's sight."""
    ids = access.agreements(actor).values_list("organisation_id", flat=True).distinct()
    return sorted((one.id, one.name) for one in organisations.brief(ids).values())


def detail(
    agreement_id: int,
    actor: Actor,
    now: datetime,
    permission: Permission = Permission.AGREEMENT_VIEW,
) -> AgreementPage:
    """Return one agreement for its page, or for the page of an act that takes `permission`."""
    row = access.agreement_by_id(agreement_id, actor, permission)
    today = periods.day(now)
    names = organisations.brief([row.lead_id, row.organisation_id])
    certificate = certificates.brief([row.certificate_type_id])[row.certificate_type_id]
    kept = _documents([row.minutes_id, row.document_id])
    terms = agreements.terms_of(row)
    book, calendar = rulebooks.current(), rulebooks.calendar()
    since = row.negotiating_since
    return AgreementPage(
        id=row.pk,
        number=row.number,
        certificate_type_id=row.certificate_type_id,
        certificate=certificate.name,
        code=certificate.code,
        level=row.level,
        state=State(row.state),
        lead_id=row.lead_id,
        lead=names[row.lead_id].name,
        organisation_id=row.organisation_id,
        organisation=names[row.organisation_id].name,
        items=tuple((name, fen) for name, fen in row.items),
        price_fen=row.price_fen,
        since=row.since,
        until=row.until,
        experts=tuple((one["name"], bool(one["from_pool"])) for one in row.experts),
        shortfalls=_shortfalls(row),
        appraised_on=row.appraised_on,
        minutes=kept.get(row.minutes_id or 0),
        negotiating_since=since,
        talks_until=rules.mediation_from_on(since, calendar, book) if since else None,
        lead_signed_on=row.lead_signed_on,
        organisation_signed_on=row.organisation_signed_on,
        document=kept.get(row.document_id or 0),
        filed_on=row.filed_on,
        extended_until=rules.extended_until(terms, book),
        standing=rules.standing_on(terms, today, book),
        check=_check(row, today),
        stances=_stances(row),
        is_demonstration=certificate.is_demonstration,
    )


def led_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the certificates (id, name with code) whose alliance the actor's institution leads."""
    led = alliances.led_by(actor.organisation_id)
    found = certificates.brief(one.certificate_type_id for one in led)
    return sorted((one.id, f"{one.name}（{one.code}）") for one in found.values())


def may_join(page: AgreementPage, actor: Actor) -> bool:
    """Return whether the actor's institution uses the certificate, so that it may join."""
    return actor.may(Permission.AGREEMENT_JOIN) and access.uses(page.certificate_type_id, actor)


def _filtered(
    actor: Actor, view: str, q: str, level: str, organisation: int
) -> QuerySet[FeeAgreement]:
    rows = _viewed(access.agreements(actor), view, actor)
    if q:
        rows = rows.filter(
            Q(number__icontains=q)
            | Q(certificate_type__name__icontains=q)
            | Q(certificate_type__code__iexact=q)
        )
    if level:
        rows = rows.filter(level=level)
    return rows.filter(organisation_id=organisation) if organisation else rows


def _viewed(rows: QuerySet[FeeAgreement], view: str, actor: Actor) -> QuerySet[FeeAgreement]:
    if view == "talks":
        return rows.filter(state__in=TALKS)
    if view == "force":
        return rows.filter(state=State.IN_FORCE)
    return _mine(rows, actor) if view == "mine" else rows


def _mine(rows: QuerySet[FeeAgreement], actor: Actor) -> QuerySet[FeeAgreement]:
    """Keep what waits for this actor: the lead's work, the organisation's pen, the office's say."""
    here, talks = actor.organisation_id, (State.NEGOTIATING, State.MEDIATING)
    if actor.may(Permission.AGREEMENT_DECIDE):
        return rows.filter(state__in=(State.FILED, State.MEDIATING))
    if actor.may(Permission.AGREEMENT_DRAFT):
        unsigned = Q(state__in=talks, lead_signed_on=None)
        own = Q(state__in=(State.DRAFTING, State.APPRAISING, State.AGREED))
        return rows.filter(unsigned | own, lead_id=here)
    if actor.may(Permission.AGREEMENT_SIGN):
        return rows.filter(state__in=talks, organisation_signed_on=None, organisation_id=here)
    if actor.role in {Role.INSTITUTION_ADMIN, Role.LIAISON}:
        answered = Stance.objects.filter(institution_id=here).values("agreement_id")
        return rows.filter(state=State.AGREED).exclude(pk__in=answered)
    return rows.none()


def _wide(rows: QuerySet[FeeAgreement]) -> QuerySet[FeeAgreement]:
    return rows.select_related("certificate_type", "lead", "organisation")


def _line(row: FeeAgreement) -> AgreementLine:
    return AgreementLine(
        id=row.pk,
        number=row.number,
        certificate=row.certificate_type.name,
        code=row.certificate_type.code,
        level=row.level,
        lead=row.lead.name,
        organisation=row.organisation.name,
        price_fen=row.price_fen,
        since=row.since,
        until=row.until,
        state=State(row.state),
    )


def _check(row: FeeAgreement, today: date) -> CeilingCheck:
    on = max(today, row.since) if row.filed_on is None else max(row.filed_on, row.since)
    ceiling = agreements.ceiling(row.certificate_type_id, row.level, on)
    waiver = agreements.waiver(row.certificate_type_id, row.level, on)
    refusal: Refusal | None = None
    try:
        rules.check_ceiling(row.price_fen, ceiling, waiver, on)
    except Refusal as caught:
        refusal = caught
    return CeilingCheck(on, row.price_fen, ceiling, waiver, refusal)


def _shortfalls(row: FeeAgreement) -> tuple[rules.Shortfall, ...]:
    if row.appraised_on is None or not row.experts:
        return ()
    experts = [
        rules.Expert(one["name"], conflicted=False, from_provincial_pool=bool(one["from_pool"]))
        for one in row.experts
    ]
    return rules.check_appraisal(experts, row.appraised_on, rulebooks.current())


def _stances(row: FeeAgreement) -> tuple[StanceLine, ...]:
    rows: Sequence[Stance] = list(row.stances.select_related("institution").order_by("pk"))
    return tuple(
        StanceLine(one.institution.name, one.joins, one.reason, one.declared_on) for one in rows
    )


def _documents(ids: Iterable[int | None]) -> dict[int, Document]:
    rows = StoredFile.objects.filter(pk__in=[pk for pk in ids if pk])
    return {pk: Document(uid, name) for pk, uid, name in rows.values_list("pk", "uid", "name")}
