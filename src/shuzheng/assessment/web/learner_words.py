"""What a learner reads of a registration: title, state, the way it goes, what it costs and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import HOLDS_PLACE, State
from shuzheng.assessment.web import words
from shuzheng.fees.rules.exemption import GROUND_LABELS, Ground
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Chip, Kind, Step, Term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.assessment.queries.learners import OpenPlan, Own
    from shuzheng.fees.rules.exemption import Charge

ENDED = {
    State.DECLINED: _("You declined"),
    State.WITHDRAWN: _("You left"),
    State.DEFERRED: _("Deferred to a later sitting"),
    State.REFUNDED: _("Ended and refunded"),
}
STEPS = (
    (_("Own confirmation"), State.CONFIRMED),
    (_("Eligible"), State.ELIGIBLE),
    (_("Accepted"), State.ACCEPTED),
    (_("Ticket issued"), State.TICKETED),
)
RANK = {
    State.DRAFTED: 0,
    State.CONFIRMED: 1,
    State.INELIGIBLE: 1,
    State.ELIGIBLE: 2,
    State.FEE_SETTLED: 2,
    State.ACCEPTED: 3,
    State.TICKETED: 4,
}


def title(own: Own) -> str:
    """Return what a learner calls an assessment: the certificate with its level."""
    return words.certificate(own.certificate, own.level)


def question(own: Own, reader: int) -> str:
    """Return the one thing to do."""
    if own.person_id != reader:
        return gettext("Please consent for {person}: {certificate}").format(
            person=own.person, certificate=title(own)
        )
    return gettext("Please confirm: {certificate}").format(certificate=title(own))


def why_asked(own: Own, reader: int) -> str:
    """Return why somebody is asked, and that a no has no consequence."""
    if own.person_id != reader:
        return gettext("{person} has confirmed and is under age; a guardian has to agree.").format(
            person=own.person
        )
    return gettext(
        "Your school has prepared this registration. It counts only if you agree; if you do not,"
        " it has no consequence."
    )


def asked_facts(own: Own, now: datetime) -> list[Term]:
    """Return when, where and for how much."""
    return [
        Term(_("Time of the assessment"), _when(own, now)),
        Term(_("Place of the assessment"), places(own.places)),
        Term(_("Fee"), money(own)),
    ]


def money(own: Own) -> str:
    """Return what it costs the candidate and on which ground; shown to nobody else."""
    fee = own.fee
    if fee is None:
        return charged(own.expected) if own.expected else formats.yuan(own.price_fen)
    if fee.ground is not Ground.CANDIDATE_PAYS:
        return gettext(fee.ground_label)
    if fee.owed_fen:
        return gettext("{price}, to be paid by you").format(price=formats.yuan(fee.owed_fen))
    return gettext("Paid")


def charged(charge: Charge) -> str:
    """Return what somebody would owe, told before one agrees."""
    if charge.ground is not Ground.CANDIDATE_PAYS:
        return gettext(GROUND_LABELS[charge.ground])
    return gettext("{price}, to be paid by you").format(price=formats.yuan(charge.owed))


def places(found: Sequence[tuple[str, str]]) -> str:
    """Return sites with their addresses."""
    return gettext("; ").join(f"{name}，{address}" for name, address in found)


def card(own: Own, now: datetime, *, named: bool = False) -> dict[str, Any]:
    """Return one registration as its card shows it."""
    return {
        "id": own.id,
        "url": reverse("assessment:my-registration", args=[own.id]),
        "title": gettext("{person}: {certificate}").format(
            person=own.person, certificate=title(own)
        )
        if named
        else title(own),
        "sub": _when(own, now),
        "chip": chip(own),
        "steps": steps(own, now) if own.is_open else [],
        "said": said(own, now),
    }


def chip(own: Own) -> Chip:
    """Return where a registration stands, in a learner's words."""
    if own.plan_state == PlanState.CANCELLED:
        return Chip(Kind.BAD, gettext("Assessment cancelled"))
    if own.plan_state == PlanState.POSTPONED and own.is_open:
        return Chip(Kind.WAIT, gettext("Postponed"))
    return _own_chip(own)


def _own_chip(own: Own) -> Chip:
    if own.waits_for_consent:
        return Chip(Kind.WAIT, gettext("Waiting for the guardian"))
    if own.state in ENDED:
        return Chip(Kind.OFF, ENDED[own.state])
    if own.state == State.ELIGIBLE:
        return Chip(Kind.WAIT, gettext("Fee to be paid"))
    if own.state in HOLDS_PLACE:
        return Chip(Kind.OK, gettext("You can sit"))
    return words.registration_chip(own.state)


def said(own: Own, now: datetime) -> str:
    """Return the sentence that explains a state which is no ordinary step."""
    if own.finding:
        return words.sentence(own.finding.template, own.finding.params, now)
    if own.plan_state == PlanState.CANCELLED:
        told = gettext("Cancelled: {reason}").format(reason=own.reason)
        if own.next_on:
            day = formats.day_words(own.next_on, now)
            told = f"{told} {gettext('The next date is {day}.').format(day=day)}"
        return told
    if own.plan_state == PlanState.POSTPONED and own.is_open:
        return gettext("Postponed: {reason} You may leave with a full refund.").format(
            reason=own.reason
        )
    if own.deferral_asked_at:
        return gettext("You asked to sit later; the organisation has not answered yet.")
    if own.waits_for_consent:
        return gettext("A guardian has to consent first.")
    return own.reason if own.state in ENDED else ""


def steps(own: Own, now: datetime) -> list[Step]:
    """Return the way from one's own yes to the sitting."""
    rank = RANK.get(own.state, 0)
    moments = {State.CONFIRMED: own.confirmed_at, State.ACCEPTED: own.accepted_at}
    made = [
        Step(
            label,
            "done" if number < rank else "now" if number == rank else "ahead",
            formats.day_words(moments[state], now) if moments.get(state) else "",
        )
        for number, (label, state) in enumerate(STEPS)
    ]
    last = "now" if rank >= len(STEPS) else "ahead"
    return [*made, Step(_("Sit the assessment"), last, _when(own, now))]


def about(own: Own, now: datetime) -> list[Term]:
    """Return everything a learner may want to know of a registration."""
    terms = [
        Term(_("Plan"), own.plan),
        *asked_facts(own, now),
        Term(_("Registered by"), own.drafted_by or gettext("Yourself")),
    ]
    if own.confirmed_at:
        terms.append(Term(_("You confirmed"), formats.instant(own.confirmed_at, now)))
    if own.consented_at:
        terms.append(Term(_("Guardian's consent"), formats.instant(own.consented_at, now)))
    if own.needs_accessible_seat:
        terms.append(Term(_("Seat"), gettext("An accessible one")))
    return terms


def open_plan(one: OpenPlan, now: datetime) -> dict[str, Any]:
    """Return a plan as the page on which one finds it shows it."""
    return {
        "id": one.id,
        "title": words.certificate(one.certificate, one.level, one.module),
        "organisation": one.organisation,
        "facts": [
            Term(_("Time of the assessment"), formats.day_words(one.first_on, now)),
            Term(_("Place of the assessment"), places(one.places)),
            Term(_("Fee"), charged(one.expected)),
            Term(
                _("Free places"),
                formats.number(one.free) if one.free else gettext("None left"),
            ),
        ],
        "closes_at": one.closes_at,
        "full": one.free <= 0,
        "entered": one.registration_id is not None,
        "entered_url": reverse("assessment:my-registration", args=[one.registration_id])
        if one.registration_id
        else "",
        "enter_url": reverse("assessment:enter", args=[one.id]),
    }


def _when(own: Own, now: datetime) -> str:
    if own.starts_at is None:
        return formats.day_words(own.first_on, now)
    day = formats.day_words(own.starts_at, now)
    return gettext("{day} {time}").format(day=day, time=formats.clock_time(own.starts_at))
