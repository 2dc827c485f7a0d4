"""Appeals against revocations: the holder's own, and those that department and organisation see.

Rules: R-115, R-255. The public learns of an appeal only once a revocation is overturned. The
organisation reads the grounds, because it answers for the revocation, and opens no document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import numbers
from shuzheng.credentials.models import RevocationAppeal
from shuzheng.credentials.queries import verification
from shuzheng.credentials.rules import appeals as rules
from shuzheng.credentials.rules.appeals import State
from shuzheng.credentials.rules.status import Ground
from shuzheng.foundation import facts, rulebooks, sealing
from shuzheng.identity.queries import feed, persons
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from shuzheng.foundation.ui import parts
    from shuzheng.kernel.actor import Actor

AT_MOST = 100
TOLD_FOR = timedelta(days=30)
"""How long the holder's desk says that an appeal is decided."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in an appeal; "" for what was not."""

    grounds: str
    statement: str
    answer: str


@dataclass(frozen=True, slots=True)
class Own:
    """What the holder of a revoked certificate may do about it, or has done.

    `state` is None before an appeal, and `until` the last day for one.
    """

    number: str
    until: date
    may_lodge: bool
    state: State | None = None
    lodged_on: date | None = None
    due_on: date | None = None
    is_late: bool = False
    closed_on: date | None = None
    said: Said | None = None
    documents: int = 0
    may_add: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether the appeal waits for its decision."""
        return self.state is State.LODGED


@dataclass(frozen=True, slots=True)
class Line:
    """One appeal in a list."""

    id: int
    number_spaced: str
    holder: str
    organisation: str
    ground: Ground
    state: State
    lodged_on: date
    due_on: date

    @property
    def is_open(self) -> bool:
        """Return whether the appeal waits for its decision."""
        return self.state is State.LODGED


@dataclass(frozen=True, slots=True)
class Page:
    """One appeal with everything that its page shows, and what this actor may do now.

    `documents` are the ids of those that the actor may open, of `added` in all.
    """

    line: Line
    number: str
    certificate: str
    reason: str
    heard_on: date
    proposed_by: str
    revoked_on: date
    decision_number: str
    said: Said
    stated_on: date | None
    closed_on: date | None
    decided_by: str
    documents: tuple[int, ...]
    added: int
    successor: str
    took_part: bool
    may_state: bool
    may_decide: bool
    happened: tuple[parts.Line, ...]


def last_day(revoked_on: date) -> date:
    """Return the last day for an appeal against a revocation of that day."""
    return rules.closes_on(revoked_on, rulebooks.current())


def own(number: str, actor: Actor, now: datetime) -> Own | None:
    """Return how one's own certificate stands with an appeal; None where nothing was revoked."""
    row = access.own(number, actor, Permission.CERTIFICATE_OWN)
    decision = row.revocations.filter(confirmed=True).first()
    if decision is None or decision.decided_at is None:
        return None
    today = periods.day(now)
    until = last_day(periods.day(decision.decided_at))
    appeal = RevocationAppeal.objects.filter(certificate=row).first()
    if appeal is None:
        return Own(row.number, until, may_lodge=today <= until)
    state, added = State(appeal.state), appeal.documents.count()
    return Own(
        number=row.number,
        until=until,
        may_lodge=False,
        state=state,
        lodged_on=appeal.lodged_on,
        due_on=appeal.due_on,
        is_late=state is State.LODGED and today > appeal.due_on,
        closed_on=periods.day(appeal.closed_at) if appeal.closed_at else None,
        said=_said(appeal),
        documents=added,
        may_add=state is State.LODGED and added < rules.MOST_DOCUMENTS,
    )


def to_tell(actor: Actor, now: datetime) -> Iterator[tuple[str, date | None, State | None]]:
    """Yield what holders are told: number, last day and None, or number, None and the outcome.

    Of revocations that may still be appealed against, and of appeals decided lately.
    """
    today = periods.day(now)
    rows = access.within(actor).filter(revocations__confirmed=True)
    for row in rows.select_related("appeal").prefetch_related("revocations").order_by("pk"):
        appeal: RevocationAppeal | None = getattr(row, "appeal", None)
        [decided_at] = [one.decided_at or now for one in row.revocations.all() if one.confirmed]
        until = last_day(periods.day(decided_at))
        if appeal is None and today <= until:
            yield row.number, until, None
        elif appeal and appeal.decided_by_id and now - (appeal.closed_at or now) < TOLD_FOR:
            yield row.number, None, State(appeal.state)


def about(certificate_id: int, actor: Actor) -> int:
    """Return the id of the appeal about a certificate, for who may see it; 0 for none."""
    if not actor.may(Permission.APPEAL_VIEW):
        return 0
    rows = access.appeals(actor).filter(certificate_id=certificate_id)
    return rows.values_list("pk", flat=True).first() or 0


def lines(actor: Actor) -> list[Line]:
    """Return the appeals within reach: the open ones by their due date, then the newest others."""
    rows = access.appeals(actor).select_related("certificate__organisation", "revocation")
    is_open = rows.filter(state=State.LODGED).order_by("due_on", "pk")
    closed = rows.exclude(state=State.LODGED).order_by("-closed_at", "-pk")
    return [_line(row) for found in (is_open, closed) for row in found[:AT_MOST]]


def waiting(actor: Actor) -> int:
    """Return how many appeals wait for the actor's decision, or the organisation's statement."""
    return len(waits(actor))


def waits(actor: Actor) -> list[date]:
    """Return the due dates of the appeals that wait for the actor, the earliest first."""
    if not actor.may(Permission.APPEAL_DECIDE) and not actor.may(Permission.APPEAL_STATE):
        return []
    rows = access.appeals(actor).filter(state=State.LODGED)
    if not actor.may(Permission.APPEAL_DECIDE):
        rows = rows.filter(stated_at=None)
    return list(rows.order_by("due_on").values_list("due_on", flat=True))


def page(appeal_id: int, actor: Actor) -> Page:
    """Return one appeal within reach, with what the actor may do with it now."""
    row = access.appeal(appeal_id, actor, Permission.APPEAL_VIEW)
    decision, certificate = row.revocation, row.certificate
    parties = (decision.proposed_by_id, row.decided_by_id or 0)
    names = {key: one.name for key, one in persons.brief(parties).items()}
    documents = tuple(row.documents.order_by("pk").values_list("pk", flat=True))
    is_open = State(row.state) is State.LODGED
    took_part = actor.person_id in access.took_part(row)
    return Page(
        line=_line(row),
        number=certificate.number,
        certificate=certificate.certificate_type.short_name,
        reason=decision.reason,
        heard_on=decision.heard_on,
        proposed_by=names.get(decision.proposed_by_id, ""),
        revoked_on=periods.day(decision.decided_at) if decision.decided_at else row.lodged_on,
        decision_number=certificate.decision_number,
        said=_said(row),
        stated_on=periods.day(row.stated_at) if row.stated_at else None,
        closed_on=periods.day(row.closed_at) if row.closed_at else None,
        decided_by=names.get(row.decided_by_id or 0, ""),
        documents=documents if actor.reach is Reach.PROVINCE else (),
        added=len(documents),
        successor=verification.successor(certificate),
        took_part=took_part,
        may_state=is_open and row.stated_at is None and actor.may(Permission.APPEAL_STATE),
        may_decide=is_open and actor.may(Permission.APPEAL_DECIDE),
        happened=tuple(feed.lines([facts.name_of(row)])),
    )


def _line(row: RevocationAppeal) -> Line:
    return Line(
        id=row.pk,
        number_spaced=numbers.spaced(row.certificate.number),
        holder=row.certificate.holder,
        organisation=row.certificate.organisation.name,
        ground=Ground(row.revocation.ground),
        state=State(row.state),
        lodged_on=row.lodged_on,
        due_on=row.due_on,
    )


def _said(row: RevocationAppeal) -> Said:
    return Said(
        *(
            sealing.unseal(sealed, row.place(field))
            for field, sealed in (
                ("grounds", row.grounds_sealed),
                ("statement", row.statement_sealed),
                ("answer", row.answer_sealed),
            )
        )
    )
