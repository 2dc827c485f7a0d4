"""The register of certificates as staff see it: the list, one certificate, open proposals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import numbers
from shuzheng.credentials.models import BEYOND_THEFT, Revocation
from shuzheng.credentials.queries import pages_appeals, pages_verification
from shuzheng.credentials.rules.status import CERTIFICATE, Ground, State, Verb
from shuzheng.foundation import facts
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import feed, organisations, persons
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.credentials.models import Certificate
    from shuzheng.credentials.queries.pages_verification import Sheet
    from shuzheng.identity.queries.feed import FactLine
    from shuzheng.kernel.actor import Actor

VIEWS = {
    "all": Q(),
    "enquiry": Q(state=State.SUSPENDED),
    "revoked": Q(state=State.REVOKED),
    "replaced": Q(state=State.REPLACED),
    "stolen": BEYOND_THEFT,
    "unreported": Q(reported_to_national_at=None),
}
FIELDS = {
    "number": "number",
    "certificate": "certificate_type__short_name",
    "organisation": "organisation__name",
    "institution": "institution__name",
    "issued": "issued_on",
    "state": "state",
}
AT_ONCE = 2_000
AT_A_TIME = 100
STATES = {
    State.ISSUED: "有效",
    State.SUSPENDED: "正在核查",
    State.REVOKED: "已撤销",
    State.REPLACED: "已换发",
}
"""The states as workbooks write them, which are Chinese in every language."""


@dataclass(frozen=True, slots=True)
class Line:
    """One certificate in the list."""

    number: str
    number_spaced: str
    holder: str
    certificate: str
    level: Level
    module: str
    organisation: str
    institution: str
    issued_on: date
    state: State
    reported_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed revocation that nobody has decided yet."""

    id: int
    number: str
    number_spaced: str
    holder: str
    certificate: str
    level: Level
    organisation: str
    ground: Ground
    reason: str
    heard_on: date
    proposed_at: datetime
    proposed_by: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a certificate with its reason; `capacity` is the organisation's name."""

    id: int
    verb: Verb
    ground: str
    reason: str
    who: str
    capacity: str
    at: datetime
    has_proof: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """One certificate with everything that its page shows, and what this actor may do now.

    `appeal` is the id of the appeal against its revocation that the actor may see, 0 for none.
    """

    sheet: Sheet
    plan_number: str
    plan_name: str
    institution: str
    published_at: datetime | None
    is_student: bool
    document: str
    log_entry: int
    template: str
    fonts: str
    issuer: str
    external_id: str
    reported_at: datetime | None
    copies: int
    replaces: str
    proposal: Proposal | None
    appeal: int
    changes: tuple[Change, ...]
    facts: tuple[FactLine, ...]
    may: frozenset[str]

    def allows(self, verb: Verb) -> bool:
        """Return whether the life cycle has this step from here."""
        return CERTIFICATE.allows(self.sheet.state, verb)


def lines(actor: Actor, wish: listing.Wish, **chosen: Any) -> listing.Found[Line]:  # noqa: ANN401 - filters
    """Return one page of the certificates within reach. Needs the permission to view them."""
    rows = _chosen(actor, wish.view, **chosen)
    rows = rows.select_related("certificate_type", "organisation", "institution")
    found = listing.cut(rows.order_by(*wish.order(FIELDS)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many certificates each view holds, except all of them."""
    return {view: _chosen(actor, view).count() for view in VIEWS if view != "all"}


def total(actor: Actor, view: str, **chosen: Any) -> int:  # noqa: ANN401 - filters
    """Return how many certificates meet some filters."""
    return _chosen(actor, view, **chosen).count()


def rows_of_register(actor: Actor, wish: listing.Wish, **chosen: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - filters
    """Yield every certificate of a filter for the workbook, by the list's own order."""
    rows = _chosen(actor, wish.view, **chosen).order_by(*wish.order(FIELDS))
    values = rows.values_list(
        "number",
        "holder",
        "certificate_type__short_name",
        "level",
        "module",
        "organisation__name",
        "institution__name",
        "plan__name",
        "issued_on",
        "state",
        "state_since",
        "reported_to_national_at",
    )
    for (
        number,
        holder,
        kind,
        level,
        module,
        by,
        school,
        plan,
        on,
        state,
        since,
        told,
    ) in values.iterator(AT_ONCE):
        yield {
            "number": number,
            "holder": holder,
            "certificate": kind,
            "level": PRINTED[Level(level)],
            "module": module,
            "organisation": by,
            "institution": school,
            "plan": plan,
            "issued_on": on,
            "state": STATES[State(state)],
            "since": periods.day(since),
            "reported_on": periods.day(told) if told else None,
        }


def kinds(actor: Actor) -> list[tuple[str, str]]:
    """Return (code, name) of the kinds of certificate within reach, for the filter."""
    rows = _chosen(actor, "all").values_list(
        "certificate_type__code", "certificate_type__short_name"
    )
    return list(rows.distinct().order_by("certificate_type__short_name"))


def detail(number: str, actor: Actor) -> Detail:
    """Return one certificate within reach, with what the actor may do with it now."""
    row = access.certificate(number, actor, Permission.CERTIFICATE_VIEW)
    person = persons.brief([row.person_id])[row.person_id]
    proposal = row.revocations.filter(decided_at=None).first()
    return Detail(
        sheet=pages_verification.sheet_of(row),
        plan_number=row.plan.number,
        plan_name=row.plan.name,
        institution=row.institution.name if row.institution else "",
        published_at=row.plan.results_published_at,
        is_student=row.candidate_kind == "student",
        document=person.document_masked,
        log_entry=row.log_index + 1,
        template=row.template_version,
        fonts=row.font_version,
        issuer=row.key.did,
        external_id=row.external_id,
        reported_at=row.reported_to_national_at,
        copies=row.copies,
        replaces=row.replaces.number if row.replaces else "",
        proposal=_proposals([proposal], actor)[0] if proposal else None,
        appeal=pages_appeals.about(row.pk, actor),
        changes=changes(row) if access.reads_reasons(row, actor) else (),
        facts=tuple(feed.of([facts.name_of(row)])),
        may=_permitted(row, actor),
    )


def changes(row: Certificate) -> tuple[Change, ...]:
    """Return what happened to a certificate and why, newest first, for those who may read it."""
    found = list(row.changes.order_by("-pk"))
    names = persons.brief(one.done_by_id for one in found)
    parties = organisations.brief({one.done_by_organisation_id for one in found})
    return tuple(
        Change(
            id=one.pk,
            verb=Verb(one.verb),
            ground=one.ground,
            reason=one.reason,
            who=names[one.done_by_id].name if one.done_by_id in names else "",
            capacity=parties[one.done_by_organisation_id].name
            if one.done_by_organisation_id in parties
            else "",
            at=one.done_at,
            has_proof=one.proof_id is not None,
        )
        for one in found
    )


def proposals(actor: Actor, ids: Collection[int] | None = None) -> list[Proposal]:
    """Return proposals that wait for a decision (of `ids`, where given), the oldest first.

    At most `AT_A_TIME`; `waiting` says how many there are.
    """
    actor.require(Permission.REVOCATION_CONFIRM)
    rows = Revocation.objects.filter(decided_at=None).order_by("proposed_at", "pk")
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    shown = rows.select_related("certificate__certificate_type", "certificate__organisation")
    return _proposals(list(shown[:AT_A_TIME]), actor)


def proposal(revocation_id: int, actor: Actor) -> Proposal:
    """Return one proposal that the actor may decide."""
    return _proposals([access.revocation(revocation_id, actor)], actor)[0]


def waiting(actor: Actor) -> int:
    """Return how many proposals wait for the actor."""
    if not actor.may(Permission.REVOCATION_CONFIRM):
        return 0
    return Revocation.objects.filter(decided_at=None).count()


def _chosen(
    actor: Actor,
    view: str,
    *,
    q: str = "",
    certificate: str = "",
    level: str = "",
    state: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Certificate]:
    actor.require(Permission.CERTIFICATE_VIEW)
    rows = access.within(actor)
    if view in VIEWS:
        rows = rows.filter(VIEWS[view])
    if q:
        plain = numbers.normalise(q)
        rows = rows.filter(Q(number__startswith=plain) | Q(holder__icontains=q.strip()))
    exact = {"certificate_type__code": certificate, "level": level, "state": state}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if since:
        rows = rows.filter(issued_on__gte=since)
    if until:
        rows = rows.filter(issued_on__lte=until)
    return rows


def _line(row: Certificate) -> Line:
    return Line(
        number=row.number,
        number_spaced=numbers.spaced(row.number),
        holder=row.holder,
        certificate=row.certificate_type.short_name,
        level=Level(row.level),
        module=row.module,
        organisation=row.organisation.name,
        institution=row.institution.name if row.institution else "",
        issued_on=row.issued_on,
        state=State(row.state),
        reported_at=row.reported_to_national_at,
    )


def _permitted(row: Certificate, actor: Actor) -> frozenset[str]:
    """Return the permissions that the actor has for this very certificate."""
    own = actor.reach is not Reach.ORGANISATION or row.organisation_id == actor.organisation_id
    acts = {
        Permission.CERTIFICATE_FORM,
        Permission.CERTIFICATE_SUSPEND,
        Permission.CERTIFICATE_MEND,
        Permission.CERTIFICATE_EVIDENCE,
        Permission.REVOCATION_PROPOSE,
        Permission.REVOCATION_CONFIRM,
    }
    return frozenset(
        permission.value
        for permission in Permission
        if actor.may(permission) and (own or permission not in acts)
    )


def _proposals(rows: list[Revocation], actor: Actor) -> list[Proposal]:
    names = persons.brief(row.proposed_by_id for row in rows)
    return [
        Proposal(
            id=row.pk,
            number=row.certificate.number,
            number_spaced=numbers.spaced(row.certificate.number),
            holder=row.certificate.holder,
            certificate=row.certificate.certificate_type.short_name,
            level=Level(row.certificate.level),
            organisation=row.certificate.organisation.name,
            ground=Ground(row.ground),
            reason=row.reason,
            heard_on=row.heard_on,
            proposed_at=row.proposed_at,
            proposed_by=names[row.proposed_by_id].name if row.proposed_by_id in names else "",
            is_own=row.proposed_by_id == actor.person_id,
        )
        for row in rows
    ]
