"""What the platform does once a candidate has confirmed: eligible, settled, accepted.

Rules: R-034 (a guardian's consent where it is needed), R-100 (seats), R-127 and R-128 (the fee).
Nothing here asks anybody: whatever can be decided from the records is decided at once, the rest
waits for its party (a guardian, a payment). Safe to run again for the same registrations.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from shuzheng.assessment.models import GuardianConsent, Plan, PlanSession, Registration
from shuzheng.assessment.rules import admission, registration
from shuzheng.assessment.rules.registration import State, Verb
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.fees.services import settlements
from shuzheng.fees.services.settlements import Settled, SettlementRow
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import persons
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import filings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

WAITING = (State.CONFIRMED, State.INELIGIBLE, State.ELIGIBLE)
AT_ONCE = 2_000


class IdentityInQuestion(Refusal):
    """The document was handed in under another name; the office decides whose it is."""

    code = "identity-in-question"
    status = 409
    template = "The identity document was handed in under another name; the office is checking."


@dataclass(frozen=True, slots=True)
class Case:
    """One registration and everything its next step depends on."""

    row: Registration
    born_on: date | None
    consented_at: datetime | None
    finding: Refusal | None


def advance(rows: Sequence[Registration], *, now: datetime) -> None:
    """Take confirmed registrations as far as the records allow; part of larger acts.

    A few statements for each plan. Records one fact for those accepted, one for those not eligible,
    one for those that wait for a payment.
    """
    by_plan: defaultdict[int, list[Registration]] = defaultdict(list)
    for row in rows:
        if row.state in WAITING and not row.plan_over:
            by_plan[row.plan_id].append(row)
    for plan_id, group in sorted(by_plan.items()):
        _advance(Plan.objects.get(pk=plan_id), group, now)


@transaction.atomic
def advance_all(registration_ids: Iterable[int], *, now: datetime) -> None:
    """Take these registrations further, as after a decided claim or a recorded payment."""
    advance(list(Registration.objects.filter(pk__in=list(registration_ids))), now=now)


@transaction.atomic
def advance_settled(references: Iterable[UUID], *, now: datetime) -> None:
    """Take the registrations with these uids further: their fees were settled."""
    advance(list(Registration.objects.filter(uid__in=list(references))), now=now)


def _advance(plan: Plan, rows: Sequence[Registration], now: datetime) -> None:
    today = periods.day(now)
    cases = _cases(plan, rows)
    unfit = [case for case in cases if case.finding is not None]
    fit = [case for case in cases if case.finding is None]
    _refuse(plan, unfit, now)
    settled = _settle(plan, [case.row for case in fit], today, now)
    ready = [case for case in fit if case.row.uid in settled]
    consented, lacking = _by_consent(ready, settled, today)
    _mark_lacking([case.row for case in lacking])
    _accept(plan, [case.row for case in consented], settled, now)


def _cases(plan: Plan, rows: Sequence[Registration]) -> list[Case]:
    people = [row.person_id for row in rows]
    births = persons.birth_dates(people)
    in_question = persons.with_open_case(people)
    consents = dict(
        GuardianConsent.objects.filter(registration__in=[row.pk for row in rows]).values_list(
            "registration_id", "given_at"
        )
    )
    others = _others(rows)
    slots = _slots({plan.pk, *(other.plan_id for found in others.values() for other in found)})
    return [
        Case(
            row,
            births.get(row.person_id),
            consents.get(row.pk),
            IdentityInQuestion()
            if row.person_id in in_question
            else _clash(plan, row, others[row.person_id], slots),
        )
        for row in rows
    ]


def _others(rows: Sequence[Registration]) -> defaultdict[int, list[Registration]]:
    """Return the persons' other open registrations."""
    mine, found = {row.pk for row in rows}, defaultdict[int, list[Registration]](list)
    people = [row.person_id for row in rows]
    for start in range(0, len(people), AT_ONCE):
        part = people[start : start + AT_ONCE]
        held = Registration.objects.filter(
            person_id__in=part, state__in=registration.OPEN, plan_over=False
        )
        for other in held.select_related("plan"):
            if other.pk not in mine:
                found[other.person_id].append(other)
    return found


def _slots(plan_ids: set[int]) -> defaultdict[int, tuple[admission.Slot, ...]]:
    found = defaultdict[int, tuple[admission.Slot, ...]](tuple)
    for one in PlanSession.objects.filter(plan_id__in=plan_ids).order_by("starts_at"):
        found[one.plan_id] += (admission.Slot(one.starts_at, one.ends_at),)
    return found


def _clash(
    plan: Plan,
    row: Registration,
    others: Sequence[Registration],
    slots: defaultdict[int, tuple[admission.Slot, ...]],
) -> Refusal | None:
    ours = _entry(row, plan, slots)
    try:
        admission.check_times(ours, [_entry(other, other.plan, slots) for other in others])
    except admission.TimesClash as refusal:
        return refusal
    return None


def _entry(
    row: Registration, plan: Plan, slots: defaultdict[int, tuple[admission.Slot, ...]]
) -> admission.Entry:
    return admission.Entry(
        plan.name,
        plan.state,
        row.state,
        slots[plan.pk],
    )


@applies("R-127", "R-128")
def _settle(
    plan: Plan, rows: Sequence[Registration], today: date, now: datetime
) -> dict[UUID, Settled]:
    """Settle what is owed. Without an agreement that governs today they wait, unharmed."""
    schools = {row.institution_id for row in rows if row.institution_id is not None}
    filed = filings.in_force(schools, today.year)
    wanted = [
        SettlementRow(
            reference=row.uid,
            person_id=row.person_id,
            institution_id=row.institution_id,
            candidate_kind=CandidateKind(row.candidate_kind),
            pilot_student=row.candidate_kind == CandidateKind.STUDENT
            and row.institution_id in filed,
        )
        for row in rows
    ]
    try:
        return settlements.settle_all(
            wanted,
            certificate_type_id=plan.certificate_type_id,
            level=plan.level,
            asked_fen=plan.price_fen,
            on=today,
            actor=CLOCK,
            now=now,
        )
    except Refusal:
        return {}


@applies("R-034")
def _by_consent(
    cases: Sequence[Case], settled: dict[UUID, Settled], today: date
) -> tuple[list[Case], list[Case]]:
    """Divide into those that need no (more) consent and those that wait for a guardian's."""
    book = rulebooks.current()
    free: list[Case] = []
    lacking: list[Case] = []
    for case in cases:
        owed = settled[case.row.uid].owed_fen
        needed = case.born_on is None or admission.guardian_needed(case.born_on, owed, today, book)
        (lacking if needed and case.consented_at is None else free).append(case)
    return free, lacking


def _mark_lacking(rows: Sequence[Registration]) -> None:
    here = Registration.objects.filter(pk__in=[row.pk for row in rows], needs_guardian=False)
    here.update(needs_guardian=True)


def _refuse(plan: Plan, cases: Sequence[Case], now: datetime) -> None:
    passages: list[facts.Passage] = []
    for case in cases:
        if case.row.state == State.CONFIRMED and case.finding is not None:
            source, target = moves.move(
                case.row,
                registration.REGISTRATION,
                Verb.FIND_INELIGIBLE,
                finding=_kept(case.finding),
            )
            passages.append(_passage(case.row, source, target))
    if passages:
        facts.record(
            "assessment.registrations.found_ineligible",
            plan,
            actor=CLOCK,
            now=now,
            passages=passages,
            count=len(passages),
        )


def _accept(
    plan: Plan, rows: Sequence[Registration], settled: dict[UUID, Settled], now: datetime
) -> None:
    """Move by the table: eligible, fee settled, accepted; or eligible only, where money is owed."""
    before = {row.pk: State(row.state) for row in rows}
    free = [row for row in rows if _is_free(settled[row.uid])]
    owing = [row for row in rows if not _is_free(settled[row.uid])]
    step([row for row in rows if row.state != State.ELIGIBLE], Verb.FIND_ELIGIBLE, finding={})
    step(free, Verb.SETTLE_FEE)
    step(free, Verb.ACCEPT, accepted_at=now)
    for verb, moved in (("accepted", free), ("found_eligible", owing)):
        passages = [
            _passage(row, before[row.pk], row.state) for row in moved if row.state != before[row.pk]
        ]
        if passages:
            facts.record(
                f"assessment.registrations.{verb}",
                plan,
                actor=CLOCK,
                now=now,
                passages=passages,
                count=len(passages),
            )


def _is_free(one: Settled) -> bool:
    """Return whether a place may be given: nothing is owed, or a claim under check holds it."""
    try:
        admission.check_settled(
            settled=one.settled, held_by_claim=not one.settled and one.owed_fen == 0
        )
    except admission.FeeNotSettled:
        return False
    return True


def step(rows: Sequence[Registration], verb: Verb, **changes: object) -> None:
    """Move many rows by one verb, in one statement for each state they come from."""
    for source in sorted({row.state for row in rows}):
        group = [row for row in rows if row.state == source]
        for start in range(0, len(group), AT_ONCE):
            part = group[start : start + AT_ONCE]
            moved = moves.move_all(
                Registration.objects.filter(pk__in=[row.pk for row in part]),
                registration.REGISTRATION,
                State(source),
                verb,
                **changes,
            )
            if moved != len(part):
                raise moves.MovedMeanwhile
        target = registration.REGISTRATION.after(State(source), verb)
        for row in group:
            row.state = target


def _kept(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal as it is kept with a registration, to be told again in any language."""
    return {
        "code": refusal.code,
        "template": refusal.template,
        "params": {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in refusal.params.items()
        },
    }


def _passage(row: Registration, source: str, target: str) -> facts.Passage:
    return facts.Passage(f"assessment.registration:{row.pk}", str(source), str(target))
