"""A year's review as its pages show it, to the office, to anybody, and for whom it waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.adjustment import access
from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.models import Addition, ListLine, Review
from shuzheng.adjustment.queries import documents
from shuzheng.adjustment.rules.proposal import Fate, Ground
from shuzheng.adjustment.rules.review import State
from shuzheng.gazette.queries import publicity
from shuzheng.gazette.rules.publicity import ENDED
from shuzheng.gazette.rules.publicity import State as OnShow

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.adjustment.queries.documents import Frozen
    from shuzheng.gazette.queries.publicity import Outcome
    from shuzheng.kernel.actor import Actor

STOOD = (OnShow.UNCONTESTED, OnShow.CONFIRMED)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list."""

    id: int
    uid: UUID
    year: int
    state: State
    opened_on: date
    number: str
    decided_on: date | None
    effective_on: date | None
    closing_on: date | None
    withdrawn_reason: str
    publicity_id: int | None
    decision_id: int | None
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A certificate of the list."""

    certificate_type_id: int
    code: str
    name: str
    fate: Fate
    ground: Ground
    reason: str


@dataclass(frozen=True, slots=True)
class AddedLine:
    """An addition of the list; without code it is not on the national list."""

    id: int
    name: str
    field: str
    grounds: str
    code: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A whole review; `frozen` is None before its figures are, `outcome` before it is shown."""

    line: ReviewLine
    frozen: Frozen | None
    lines: tuple[ListedLine, ...]
    additions: tuple[AddedLine, ...]
    outcome: Outcome | None
    heard_on: date | None
    experts: tuple[str, ...]
    opinion: str
    minutes_uid: UUID | None
    minutes_name: str
    prepared_by: int | None
    reported_on: date | None
    report_number: str
    inputs: int
    served: int

    @property
    def concerns_ministry(self) -> bool:
        """Whether it adds what is not on the national list."""
        return any(not one.code for one in self.additions)


def listed(actor: Actor) -> list[ReviewLine]:
    """Return the reviews, newest first."""
    return [_line(row) for row in access.reviews(actor).order_by("-year")]


def public() -> list[ReviewLine]:
    """Return the reviews whose list anybody may see, newest first."""
    return [_line(row) for row in access.open_reviews().order_by("-year")]


def one(pk: int, actor: Actor, permission: Permission = Permission.REVIEW_VIEW) -> ReviewPage:
    """Return one review."""
    return _page(access.review(pk, actor, permission))


def public_one(uid: UUID) -> ReviewPage:
    """Return one review for anybody."""
    return _page(access.open_review(uid))


def waiting(actor: Actor) -> dict[State, int]:
    """Return which reviews wait for the actor (ids by state), one for each state at most."""
    if not actor.may(Permission.REVIEW_VIEW):
        return {}
    rows = access.reviews(actor).filter(_mine(actor))
    return {State(state): pk for pk, state in rows.order_by("year").values_list("pk", "state")}


def _mine(actor: Actor) -> Q:
    ended = Q(state=State.IN_PUBLICITY, publicity__period__state__in=STOOD)
    fallen = Q(state=State.IN_PUBLICITY) & ~Q(publicity__period__state__in=(*STOOD, OnShow.RUNNING))
    if actor.may(Permission.REVIEW_DECIDE):
        return Q(state=State.PROPOSED) | ended
    own = (State.OPENED, State.RANKED, State.EXPERT_REVIEW)
    reported = Q(state=State.DECIDED, additions__certificate_type=None, additions__isnull=False)
    return Q(state__in=own) | fallen | reported


def stands(outcome: Outcome | None) -> bool:
    """Return whether a list stood its time on show."""
    return outcome is not None and outcome.state in STOOD


def fell(outcome: Outcome | None) -> bool:
    """Return whether a list on show has to be written anew."""
    over = {*ENDED, OnShow.STOPPED} - set(STOOD)
    return outcome is not None and outcome.state in over


def affecting(kinds: set[int]) -> dict[int, tuple[ReviewLine, ListedLine]]:
    """Return, for each of these certificates, the newest list on show that drops or watches it."""
    rows: QuerySet[ListLine] = ListLine.objects.filter(
        certificate_type_id__in=kinds, review__in=access.open_reviews()
    ).exclude(fate=Fate.KEEP)
    joined = rows.select_related("review", "certificate_type").order_by("review__year")
    return {row.certificate_type_id: (_line(row.review), _listed(row)) for row in joined}


def _page(row: Review) -> ReviewPage:
    rows = ListLine.objects.filter(review=row).select_related("certificate_type")
    minutes = row.minutes
    return ReviewPage(
        line=_line(row),
        frozen=documents.frozen(row),
        lines=tuple(_listed(one) for one in rows.order_by("fate", "certificate_type__code")),
        additions=tuple(
            AddedLine(
                one.pk,
                one.name,
                one.field,
                one.grounds,
                one.certificate_type.code if one.certificate_type else "",
            )
            for one in Addition.objects.filter(review=row)
            .select_related("certificate_type")
            .order_by("pk")
        ),
        outcome=publicity.outcome(row.publicity_id) if row.publicity_id else None,
        heard_on=row.heard_on,
        experts=tuple(row.experts),
        opinion=row.opinion,
        minutes_uid=minutes.uid if minutes else None,
        minutes_name=minutes.name if minutes else "",
        prepared_by=row.prepared_by,
        reported_on=row.reported_on,
        report_number=row.report_number,
        inputs=row.inputs.count(),
        served=row.served.count(),
    )


def _line(row: Review) -> ReviewLine:
    kept = {name: getattr(row, name) for name in KEPT}
    return ReviewLine(id=row.pk, state=State(row.state), **kept)


def _listed(row: ListLine) -> ListedLine:
    return ListedLine(
        row.certificate_type_id,
        row.certificate_type.code,
        row.certificate_type.name,
        Fate(row.fate),
        Ground(row.ground),
        row.reason,
    )


KEPT = tuple(name for name in ReviewLine.__dataclass_fields__ if name not in {"id", "state"})
"""What a line takes from its row as it stands."""
