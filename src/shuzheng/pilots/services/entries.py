"""Take up a certificate by the institution's own entry review, and leave it.

Rules: R-050 (no use before the review has passed), R-051 (criteria, weights, pass mark), R-054 (an
exit stops new registrations only), R-233 (what the province drops is not taken up any more). The
choice is the institution's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules import standing
from shuzheng.catalogue.rules.standing import Verb as Use
from shuzheng.catalogue.services import standing as kinds
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import EntryReview, Filing, InstitutionCertificate
from shuzheng.pilots.rules import entry as rules
from shuzheng.pilots.rules import filing
from shuzheng.pilots.rules.entry import State, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class NotInCatalogue(Refusal):
    """The catalogue has no such certificate."""

    code = "certificate-not-in-catalogue-entry"
    template = "The certificate is not in the catalogue."
    rule = "R-050"


class ReviewInFuture(Refusal):
    """A review is recorded after it was held."""

    code = "review-in-future"
    template = "The review is dated {reviewed_on}, which has not come yet."
    rule = "R-051"


class ExpertsMissing(Refusal):
    """Every sheet is a named expert's."""

    code = "experts-missing"
    template = "Name one expert for each sheet: {experts} names for {sheets} sheets."
    rule = "R-051"


@applies("R-233")
@transaction.atomic
def propose(certificate_type_id: int, *, actor: Actor, now: datetime) -> int:
    """Propose to take up a certificate in the actor's institution; returns the entry's id."""
    actor.require(Permission.ENTRY_REVIEW)
    if certificate_type_id not in certificates.brief([certificate_type_id]):
        raise NotInCatalogue
    standing.check_taken_up(certificates.leaving([certificate_type_id]).get(certificate_type_id))
    row, is_new = InstitutionCertificate.objects.get_or_create(
        institution_id=actor.organisation_id,
        certificate_type_id=certificate_type_id,
        defaults={"state": State.PROPOSED},
    )
    if is_new:
        facts.record("pilots.entry.proposed", row, actor=actor, now=now)
    elif row.state in {State.REJECTED, State.EXITED}:
        moved = moves.move(row, rules.ENTRY, Verb.PROPOSE_AGAIN)
        facts.record("pilots.entry.proposed", row, actor=actor, now=now, moved=moved)
    return row.pk


@applies("R-050", "R-051", "R-233")
@transaction.atomic
def record_review(  # noqa: PLR0913 - a review has this many parts
    entry_id: int,
    *,
    experts: Sequence[str],
    sheets: Sequence[Mapping[str, int]],
    weights: Mapping[str, int],
    pass_mark: int,
    reviewed_on: date,
    minutes_id: int,
    actor: Actor,
    now: datetime,
) -> bool:
    """Record the expert body's review with its minutes; returns whether it passed."""
    row = access.entry(entry_id, actor, Permission.ENTRY_REVIEW)
    leaving = certificates.leaving([row.certificate_type_id])
    standing.check_taken_up(leaving.get(row.certificate_type_id))
    today = periods.day(now)
    if reviewed_on > today:
        raise ReviewInFuture(reviewed_on=reviewed_on)
    if len(experts) != len(sheets) or not all(name.strip() for name in experts):
        raise ExpertsMissing(experts=len(experts), sheets=len(sheets))
    outcome = rules.score(sheets, rules.check_scheme(weights, pass_mark))
    *before, moved = _judged(row, reviewed_on, passed=outcome.passed)
    EntryReview.objects.create(
        entry=row,
        experts=list(experts),
        weights=dict(weights),
        pass_mark=pass_mark,
        sheets=[dict(sheet) for sheet in sheets],
        score=outcome.score,
        passed=outcome.passed,
        reviewed_on=reviewed_on,
        minutes_id=minutes_id,
        rule_since=rulebooks.current().on(today, "R-051").since,
    )
    facts.record(
        "pilots.entry.reviewed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=facts.passages_of(row, *before),
        score=f"{outcome.score / 100:.2f}",
        passed=outcome.passed,
    )
    if outcome.passed and _named_in_force(row):
        activate_named(row.institution_id, [row.certificate_type_id], actor=actor, now=now)
    return outcome.passed


def activate_named(
    institution_id: int, certificate_type_ids: Sequence[int], *, actor: Actor, now: datetime
) -> None:
    """Put into use what is approved and named in a filing in force. Part of larger acts (3.4).

    What the province drops meanwhile stays as it is, and never holds up the rest of a filing.
    """
    leaving = certificates.leaving(certificate_type_ids)
    taken = [one for one in certificate_type_ids if one not in leaving]
    rows = InstitutionCertificate.objects.filter(
        institution_id=institution_id,
        certificate_type_id__in=taken,
        state=State.APPROVED,
    )
    activated = []
    for row in rows.order_by("pk"):
        moved = moves.move(row, rules.ENTRY, Verb.ACTIVATE)
        facts.record("pilots.entry.activated", row, actor=actor, now=now, moved=moved)
        activated.append(row.certificate_type_id)
    kinds.move(activated, Use.TAKE_UP, actor=actor, now=now)


def _judged(
    row: InstitutionCertificate, reviewed_on: date, *, passed: bool
) -> Iterator[tuple[State, State]]:
    """Take a proposal along by its review, and by the naming of experts where that was left out."""
    if row.state == State.PROPOSED:
        yield moves.move(row, rules.ENTRY, Verb.NAME_EXPERTS)
    if passed:
        yield moves.move(row, rules.ENTRY, Verb.APPROVE, approved_on=reviewed_on)
    else:
        yield moves.move(row, rules.ENTRY, Verb.REJECT)


@applies("R-054")
@transaction.atomic
def begin_exit(entry_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Stop new registrations of a certificate here; candidates already registered finish."""
    row = access.entry(entry_id, actor, Permission.ENTRY_REVIEW)
    moved = moves.move(row, rules.ENTRY, Verb.BEGIN_EXIT)
    facts.record("pilots.entry.left", row, actor=actor, now=now, moved=moved, reason=reason)


@applies("R-054", "R-233")
@transaction.atomic
def leave_closed(certificate_type_id: int, *, now: datetime) -> int:
    """Begin the exit of a certificate that the province closed, everywhere; how many exits."""
    rows = InstitutionCertificate.objects.filter(
        certificate_type_id=certificate_type_id, state=State.ACTIVE
    )
    decision = certificates.brief([certificate_type_id])[certificate_type_id].decision
    count = 0
    for row in rows.order_by("pk"):
        moved = moves.move(row, rules.ENTRY, Verb.BEGIN_EXIT)
        facts.record("pilots.entry.left", row, actor=CLOCK, now=now, moved=moved, reason=decision)
        count += 1
    return count


def _named_in_force(row: InstitutionCertificate) -> bool:
    return Filing.objects.filter(
        institution_id=row.institution_id,
        state=filing.State.FILED,
        versions__state=filing.VersionState.IN_FORCE,
        versions__items__certificate_type_id=row.certificate_type_id,
    ).exists()
