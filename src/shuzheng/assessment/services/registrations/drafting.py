"""Register candidates: an institution its students, in bulk; a candidate oneself.

Rules: R-034 (what an institution drafts waits for the candidate), R-035 and R-114 (social learners
register by themselves), R-054 (an exit stops new registrations), R-100 (seats are the only quota).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as plan_access
from shuzheng.assessment.models import Plan, Registration
from shuzheng.assessment.rules import admission, registration
from shuzheng.assessment.rules.admission import Method
from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import State
from shuzheng.assessment.services import places
from shuzheng.assessment.services.registrations import advancing
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.foundation import bulk, facts, moves, rulebooks
from shuzheng.identity.queries import enrolments, persons
from shuzheng.identity.services import persons as person_services
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import entries, filings
from shuzheng.pilots.rules import entry as entry_rules
from shuzheng.pilots.rules import filing as filing_rules
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.db.models.expressions import RawSQL

    from shuzheng.kernel.actor import Actor

FIELDS = (
    "uid",
    "plan_id",
    "person_id",
    "certificate_type_id",
    "level",
    "module",
    "candidate_kind",
    "institution_id",
    "school_class_id",
    "needs_accessible_seat",
    "state",
    "drafted_at",
    "rule_since",
)
LOOK_UP_AT_ONCE = 10_000
LEARNING_STOPS = frozenset({filing_rules.State.SUSPENDED, filing_rules.State.ENDED})


class NoLongerTaken(Refusal):
    """The institution is leaving the certificate, or has not taken it up."""

    code = "registrations-not-taken"
    status = 409
    template = "{institution} takes no new registrations for this certificate."
    rule = "R-054"


class FilingStopped(Refusal):
    """The institution's filing is suspended or has ended."""

    code = "filing-stopped"
    status = 409
    template = "The pilot filing of {institution} is suspended or has ended."
    rule = "R-054"


class NotEnrolledHere(Refusal):
    """An institution registers its own students."""

    code = "not-enrolled-here"
    template = "{count} of these persons are not enrolled in your institution."
    rule = "R-035"


class NotInvited(Refusal):
    """Students take part where their institution does."""

    code = "institution-not-invited"
    status = 409
    template = "Your institution takes no part in this plan; ask it to."
    rule = "R-035"


class BirthDateNeeded(Refusal):
    """Nobody is taken for grown up because a document is silent."""

    code = "birth-date-needed"
    template = "Your document does not say when you were born. Give your date of birth."
    rule = "R-034"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One student whom an institution registers; the class keeps classmates apart."""

    person_id: int
    class_id: int | None = None
    needs_accessible_seat: bool = False


@applies("R-034", "R-100")
@transaction.atomic
def draft(
    plan_id: int, candidates: Sequence[Candidate], *, actor: Actor, now: datetime
) -> list[int]:
    """Register students of the actor's institution; each then confirms in person.

    Who has an open registration for the same certificate, module and level is passed over. Returns
    the new registrations' ids, in the given order.
    """
    row = require_drafting(plan_id, actor, now)
    people = [one.person_id for one in candidates]
    strangers = len(set(people) - enrolments.current(people, actor.organisation_id).keys())
    if strangers:
        raise NotEnrolledHere(count=strangers)
    return write(row, candidates, actor=actor, now=now)


@applies("R-054")
def require_drafting(plan_id: int, actor: Actor, now: datetime) -> Plan:
    """Fetch a plan in which the actor's institution may register its students now, or refuse."""
    row = plan_access.invited_plan(plan_id, actor, Permission.REGISTRATION_DRAFT)
    today = periods.day(now)
    _require_open(row, now)
    restrictions.require(actor.organisation_id, Act.REGISTRATION, today)
    _require_unbarred(row, today)
    held = entries.of(row.certificate_type_id, [actor.organisation_id]).get(actor.organisation_id)
    name = held.institution if held else ""
    if held is None or not entry_rules.takes_registrations(held.state):
        raise NoLongerTaken(institution=name)
    if filings.state_of(actor.organisation_id, today.year) in LEARNING_STOPS:
        raise FilingStopped(institution=name)
    return row


def write(row: Plan, candidates: Sequence[Candidate], *, actor: Actor, now: datetime) -> list[int]:
    """Draft registrations, a handful of statements for a batch; part of larger acts.

    Refuses PlanFull, and takes none, where there are not places for all.
    """
    known = open_persons(row, [one.person_id for one in candidates])
    new = {one.person_id: one for one in candidates if one.person_id not in known}
    places.take(row.pk, len(new))
    last = Registration.objects.aggregate(last=Max("pk"))["last"] or 0
    since = _rule_since(now)
    try:
        with transaction.atomic():
            bulk.insert(
                Registration,
                FIELDS,
                (_values(row, one, actor.organisation_id, now, since) for one in new.values()),
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    mine = Registration.objects.filter(
        plan=row, institution_id=actor.organisation_id, drafted_at=now, pk__gt=last
    )
    made = list(mine.order_by("pk").values_list("pk", flat=True))
    if made:
        facts.record(
            "assessment.registrations.drafted",
            row,
            actor=actor,
            now=now,
            passages=(
                facts.Passage(f"assessment.registration:{pk}", "", State.DRAFTED.value)
                for pk in made
            ),
            count=len(made),
            known=len(candidates) - len(made),
        )
    return made


def open_persons(row: Plan, person_ids: Sequence[int]) -> dict[int, str]:
    """Return whom of these an open registration holds for the same certificate, and its plan."""
    return {
        person: plan
        for part in _parts(person_ids)
        for person, plan in Registration.objects.filter(
            person_id__in=part,
            certificate_type_id=row.certificate_type_id,
            level=row.level,
            module=row.module,
            state__in=registration.OPEN,
            plan_over=False,
        ).values_list("person_id", "plan__number")
    }


def decliners(row: Plan, person_ids: Sequence[int]) -> set[int]:
    """Return whom of these has declined this very plan: nobody asks them twice."""
    return {
        person
        for part in _parts(person_ids)
        for person in Registration.objects.filter(
            plan=row, person_id__in=part, state=State.DECLINED
        ).values_list("person_id", flat=True)
    }


@applies("R-034", "R-035", "R-114")
@transaction.atomic
def enter(plan_id: int, *, born_on: date | None = None, actor: Actor, now: datetime) -> int:
    """Register oneself in a plan that is open; returns the registration's id.

    It is a confirmation at once. Anybody may: a social learner needs no institution, a student's
    institution takes part in the plan. `born_on` is asked where no document tells it.
    """
    actor.require(Permission.REGISTRATION_ENTER)
    row = Plan.objects.filter(pk=plan_id, state=PlanState.OPEN).first()
    if row is None or actor.reach is not Reach.SELF:
        raise plan_access.NoSuchPlan
    _require_open(row, now)
    _require_unbarred(row, periods.day(now))
    require_birth_date(born_on, actor=actor, now=now)
    entered = _entered(row, actor, now)
    places.take(row.pk, 1)
    try:
        with transaction.atomic():
            entered.save(force_insert=True)
    except IntegrityError:
        plan = open_persons(row, [actor.person_id]).get(actor.person_id, row.number)
        raise admission.AlreadyRegistered(plan=plan) from None
    facts.record(
        "assessment.registration.entered",
        entered,
        actor=actor,
        now=now,
        moved=(State.DRAFTED, State.CONFIRMED),
    )
    advancing.advance([entered], now=now)
    return entered.pk


def require_birth_date(born_on: date | None, *, actor: Actor, now: datetime) -> None:
    """Keep the date of birth that a person states, and refuse where none is known at all."""
    if persons.birth_dates([actor.person_id]).get(actor.person_id) is not None:
        return
    if born_on is None or born_on >= periods.day(now):
        raise BirthDateNeeded
    person_services.declare_birth(born_on, actor=actor, now=now)


def _require_unbarred(row: Plan, today: date) -> None:
    """Refuse where a decision bars the organisation or a site of the plan from new candidates."""
    restrictions.require(row.organisation_id, Act.REGISTRATION, today)
    restrictions.require_sites(site_codes(row), Act.REGISTRATION, today)


def site_codes(row: Plan) -> set[str]:
    """Return the codes of the sites whose rooms a plan uses."""
    return set(row.rooms.values_list("room__site__code", flat=True))


def _entered(row: Plan, actor: Actor, now: datetime) -> Registration:
    held = enrolments.current([actor.person_id]).get(actor.person_id)
    student = held is not None
    if held and not row.institutions.filter(pk=held.organisation_id).exists():
        raise NotInvited
    one = Candidate(actor.person_id, held.class_id if held else None)
    entered = _drafted(row, one, held.organisation_id if held else None, now)
    entered.candidate_kind = CandidateKind.STUDENT if student else CandidateKind.SOCIAL_LEARNER
    entered.state = registration.REGISTRATION.after(State.DRAFTED, registration.Verb.CONFIRM)
    entered.confirmed_at = now
    entered.confirmation_method = Method.OWN_ACCOUNT
    return entered


def _drafted(row: Plan, one: Candidate, institution_id: int | None, now: datetime) -> Registration:
    values = _values(row, one, institution_id, now, _rule_since(now))
    return Registration(**dict(zip(FIELDS, values, strict=True)))


def _values(
    row: Plan, one: Candidate, institution_id: int | None, now: datetime, since: date
) -> tuple[object, ...]:
    """Return the values of `FIELDS` for a new registration."""
    return (
        uuid.uuid4(),
        row.pk,
        one.person_id,
        row.certificate_type_id,
        row.level,
        row.module,
        CandidateKind.STUDENT,
        institution_id,
        one.class_id,
        one.needs_accessible_seat,
        State.DRAFTED,
        now,
        since,
    )


def _rule_since(now: datetime) -> date:
    """Return since when the rule is as it is: a registration keeps under which it was drafted."""
    return rulebooks.current().on(periods.day(now), "R-034").since


def _require_open(row: Plan, now: datetime) -> None:
    if row.state != PlanState.OPEN:
        opens = row.registration_opens_at
        if now < opens:
            raise admission.RegistrationNotOpen(opens_at=opens)
        raise admission.RegistrationOver(closes_at=row.registration_closes_at)
    admission.check_period(row.registration_opens_at, row.registration_closes_at, now)


def _parts(ids: Sequence[int]) -> Iterable[RawSQL | tuple[()]]:
    starts = range(0, len(ids), LOOK_UP_AT_ONCE)
    return (bulk.among(ids[start : start + LOOK_UP_AT_ONCE]) for start in starts)
