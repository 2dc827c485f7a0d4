"""Claims of hardship, for the few who may see them.

Rule: R-128. Kinds, answers and appeals are opened here and nowhere else; every function goes
through `access.claims`, which gives most actors nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.rules.hardship import Kind, State
from shuzheng.foundation import rulebooks, sealing
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import enrolments, organisations, persons
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.fees.models import HardshipClaim
    from shuzheng.kernel.actor import Actor

VIEWS = ("open", "granted", "refused", "all")
FIELDS = {"name": "person__name", "lodged": "lodged_on", "state": "state"}
OPEN = (State.CLAIMED, State.IMPORTED, State.APPEALED)
GRANTED = (State.VERIFIED, State.VALID, State.LAPSED)
REFUSED = (State.REFUSED, State.REFUSED_FINALLY)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as the restricted list shows it: no kind, which only its own page opens."""

    id: int
    name: str
    document_masked: str
    class_name: str
    institution: str
    imported: bool
    state: State
    lodged_on: date
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim as its own page shows it, opened."""

    id: int
    person_id: int
    name: str
    document_masked: str
    class_name: str
    institution: str
    kind: Kind
    state: State
    since: date
    until: date
    lodged_on: date
    decided_on: date | None
    has_proof: bool
    answer: str
    appeal: str


def lines(actor: Actor, wish: listing.Wish, *, q: str = "") -> listing.Found[ClaimLine]:
    """Return one page of the claims that the actor decides or hears."""
    _require(actor)
    rows = _viewed(access.claims(actor), wish.view)
    if q:
        rows = rows.filter(person__name__icontains=q)
    found = listing.cut(rows.order_by(*wish.order(FIELDS)), wish)
    people = persons.brief(row.person_id for row in found.rows)
    places = enrolments.current(row.person_id for row in found.rows)
    parties = organisations.brief(row.institution_id for row in found.rows)
    return listing.Found(
        [
            ClaimLine(
                id=row.pk,
                name=people[row.person_id].name,
                document_masked=people[row.person_id].document_masked,
                class_name=places[row.person_id].class_name if row.person_id in places else "",
                institution=parties[row.institution_id].name,
                imported=row.proof_id is None,
                state=State(row.state),
                lodged_on=row.lodged_on,
                since=row.since,
                until=row.until,
            )
            for row in found.rows
        ],
        found.total,
        found.page,
    )


def counts(actor: Actor) -> dict[str, int]:
    """Return how many claims each view holds for the actor."""
    return {view: _viewed(access.claims(actor), view).count() for view in VIEWS}


def waiting(actor: Actor) -> int:
    """Return how many claims the actor has to decide."""
    if actor.may(Permission.HARDSHIP_HEAR):
        return access.claims(actor).filter(state=State.APPEALED).count()
    if not actor.may(Permission.HARDSHIP_DECIDE):
        return 0
    return access.claims(actor).filter(state__in=(State.CLAIMED, State.IMPORTED)).count()


def detail(claim_id: int, actor: Actor) -> ClaimPage:
    """Return one claim, opened, for who may see it."""
    row = access.claims(actor).filter(pk=claim_id).first()
    if row is None:
        raise access.NoSuchClaim
    return _page(row)


def own(actor: Actor) -> list[ClaimPage]:
    """Return the actor's own claims and those of his or her wards, newest first."""
    if actor.reach is not Reach.SELF:
        return []
    return [_page(row) for row in access.claims(actor).order_by("-pk")]


def claimants(actor: Actor) -> list[tuple[int, str]]:
    """Return for whom the actor may claim: the enrolled among oneself and one's wards."""
    ids = access.self_and_wards(actor)
    names, enrolled = persons.brief(ids), enrolments.current(ids)
    return [(pk, names[pk].name) for pk in ids if pk in enrolled]


def kinds(today: date) -> tuple[str, ...]:
    """Return the kinds of hardship that the province recognises."""
    return rulebooks.current().on(today, "R-128").words("kinds")


def _require(actor: Actor) -> None:
    if not actor.may(Permission.HARDSHIP_HEAR):
        actor.require(Permission.HARDSHIP_VIEW)


def _viewed(rows: QuerySet[HardshipClaim], view: str) -> QuerySet[HardshipClaim]:
    states = {"open": OPEN, "granted": GRANTED, "refused": REFUSED}
    return rows.filter(state__in=states[view]) if view in states else rows


def _page(row: HardshipClaim) -> ClaimPage:
    person = persons.brief([row.person_id])[row.person_id]
    place = enrolments.current([row.person_id]).get(row.person_id)
    return ClaimPage(
        id=row.pk,
        person_id=row.person_id,
        name=person.name,
        document_masked=person.document_masked,
        class_name=place.class_name if place else "",
        institution=organisations.brief([row.institution_id])[row.institution_id].name,
        kind=Kind(sealing.unseal(row.kind_sealed, row.place())),
        state=State(row.state),
        since=row.since,
        until=row.until,
        lodged_on=row.lodged_on,
        decided_on=row.decided_on,
        has_proof=row.proof_id is not None,
        answer=sealing.unseal(row.answer_sealed, row.place("answer")),
        appeal=sealing.unseal(row.appeal_sealed, row.place("appeal")),
    )
