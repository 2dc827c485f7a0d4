"""The conditions in order, as a page shows them and as an act asks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shuzheng.assessment.rules.opening import conditions
from shuzheng.fees.rules import agreement
from shuzheng.kernel import money
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from shuzheng.assessment.rules.opening.records import Counts, Facts
    from shuzheng.kernel.refusals import Refusal
    from shuzheng.kernel.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition: its rule, its title, and why it is not met or on what it rests.

    `title` and `sentence` are marked for translation; `sentence` takes `params`.
    """

    name: str
    rule: str
    title: str
    refusals: tuple[Refusal, ...]
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether the condition is met."""
        return not self.refusals

    @property
    def lines(self) -> tuple[tuple[str, Mapping[str, object]], ...]:
        """The sentences to show, each with its parameters: the reasons, or else the evidence."""
        if self.refusals:
            return tuple((refusal.template, refusal.params) for refusal in self.refusals)
        return ((self.sentence, self.params),)


def _guard(
    name: str,
    rule: str,
    title: str,
    refusals: Iterable[Refusal],
    sentence: str,
    **params: object,
) -> Guard:
    return Guard(name, rule, title, tuple(refusals), sentence, params)


@applies("R-100")
def assessors_needed(candidates: int, today: date, book: Rulebook) -> int:
    """Return how many assessors so many candidates need: one per ten begun, and at least two."""
    provision = book.on(today, "R-100")
    per_assessor = provision.integer("candidates_per_assessor")
    return max(provision.integer("minimum_assessors"), -(-candidates // per_assessor))


def _certificate(facts: Facts) -> Guard:
    return _guard(
        "certificate",
        "R-057",
        N_("Certificate and level on the list"),
        conditions.certificate(facts),
        N_("{certificate} of {organisation}."),
        certificate=facts.certificate,
        organisation=facts.organisation,
    )


def _sites(facts: Facts) -> Guard:
    return _guard(
        "site",
        "R-090",
        N_("Site active"),
        conditions.sites(facts),
        N_("Active for this certificate and level: {sites}."),
        sites=", ".join(place.name for place in facts.sites),
    )


def _entries(facts: Facts, today: date) -> Guard:
    return _guard(
        "entry",
        "R-050",
        N_("Entry review passed"),
        conditions.entries(facts, today),
        N_("Taken up by {institutions}."),
        institutions=", ".join(review.institution for review in facts.entries),
    )


def _report(facts: Facts) -> Guard:
    report = facts.report
    return _guard(
        "report",
        "R-056",
        N_("Assessment reported"),
        conditions.report(facts),
        N_("Report {document} was noted; it covers {starts_on} to {ends_on}."),
        document=report.document if report else "",
        starts_on=report.starts_on if report else None,
        ends_on=report.ends_on if report else None,
    )


def _rooms(facts: Facts, today: date, book: Rulebook) -> Guard:
    rooms = [room for place in facts.sites for room in place.rooms]
    return _guard(
        "rooms",
        "R-097",
        N_("Rooms checked"),
        conditions.rooms(facts, today, book),
        N_("{count} rooms were checked; the oldest check is of {checked_on}."),
        count=len(rooms),
        checked_on=min(
            (room.checklist.checked_on for room in rooms if room.checklist), default=None
        ),
    )


def _fee(facts: Facts, today: date, book: Rulebook) -> Guard:
    refusals = tuple(conditions.fee(facts, today, book))
    terms = None if refusals else agreement.governing(facts.agreements, today, book)
    extended = terms is not None and terms.until < today
    return _guard(
        "fee",
        "R-121",
        N_("Fee agreement in force"),
        refusals,
        N_("{document}, extended since {until}: {agreed} yuan. The plan asks for {price} yuan.")
        if extended
        else N_("{document}, until {until}: {agreed} yuan. The plan asks for {price} yuan."),
        document=terms.document if terms else "",
        until=terms.until if terms else None,
        agreed=money.yuan(terms.price) if terms else "",
        price=money.yuan(facts.price),
    )


def _ceiling(facts: Facts, today: date) -> Guard:
    within = facts.ceiling is not None and facts.price <= facts.ceiling
    waiver = facts.waiver
    sentence = N_("Waiver {document} allows up to {limit} yuan.")
    if within:
        sentence = N_("The ceiling is {ceiling} yuan.")
    elif facts.price == 0:
        sentence = N_("The plan asks for nothing.")
    return _guard(
        "ceiling",
        "R-122",
        N_("Fee within its ceiling"),
        conditions.ceiling(facts, today),
        sentence,
        ceiling=money.yuan(facts.ceiling or 0),
        document=waiver.document if waiver else "",
        limit=money.yuan(waiver.limit) if waiver else "",
    )


def _assessors(facts: Facts, candidates: int, today: date, book: Rulebook) -> Guard:
    found = sum(
        a.qualified_since <= facts.first_on and facts.last_on <= a.qualified_until
        for a in facts.assessors
    )
    needed = assessors_needed(candidates, today, book)
    short = [conditions.AssessorsShort(found=found, needed=needed)] if found < needed else []
    return _guard(
        "assessors",
        "R-100",
        N_("Assessors enough"),
        short,
        N_("{found} qualified assessors; {needed} are needed for {candidates} candidates."),
        found=found,
        needed=needed,
        candidates=candidates,
    )


def _seats(facts: Facts, needed: int, nobody: Refusal) -> Guard:
    found = sum(place.seats for place in facts.sites)
    refusals: list[Refusal] = [nobody] if needed <= 0 else []
    if found < needed:
        refusals.append(conditions.SeatsShort(found=found, needed=needed))
    return _guard(
        "seats",
        "R-100",
        N_("Seats enough"),
        refusals,
        N_("{found} usable seats; {needed} are needed."),
        found=found,
        needed=needed,
    )


def _counted(name: str, rule: str, title: str, refusal: Refusal, sentence: str) -> Guard:
    count = refusal.params["count"]
    return Guard(name, rule, title, (refusal,) if count else (), sentence)


@applies("R-100", "R-050", "R-056", "R-057", "R-090", "R-097", "R-121", "R-122")
def opening_guards(facts: Facts, today: date, book: Rulebook) -> tuple[Guard, ...]:
    """Return every condition for opening registration, in order, held or not."""
    return (
        _certificate(facts),
        _sites(facts),
        _entries(facts, today),
        _report(facts),
        _rooms(facts, today, book),
        _fee(facts, today, book),
        _ceiling(facts, today),
        _assessors(facts, facts.seats, today, book),
        _seats(facts, facts.seats, conditions.NoSeatsPlanned()),
    )


@applies("R-100", "R-034", "R-097", "R-127")
def seating_guards(facts: Facts, counts: Counts, today: date, book: Rulebook) -> tuple[Guard, ...]:
    """Return every condition for locking the seats, once registration is closed."""
    return (
        _counted(
            "confirmed",
            "R-034",
            N_("Everybody confirmed in person"),
            conditions.NotAllConfirmed(count=counts.unconfirmed),
            N_("Nobody's confirmation is waited for."),
        ),
        _counted(
            "consented",
            "R-034",
            N_("Guardian's consent"),
            conditions.NotAllConsented(count=counts.unconsented),
            N_("No guardian's consent is waited for."),
        ),
        _counted(
            "settled",
            "R-127",
            N_("Fees settled"),
            conditions.NotAllSettled(count=counts.unsettled),
            N_("Every confirmed registration is settled, guarantee and exemptions included."),
        ),
        _sites(facts),
        _report(facts),
        _rooms(facts, today, book),
        _assessors(facts, counts.accepted, today, book),
        _seats(facts, counts.accepted, conditions.NobodyAccepted()),
    )


@applies("R-100")
def check(guards: Sequence[Guard]) -> None:
    """Refuse with the first reason of the first condition that is not met."""
    for guard in guards:
        for refusal in guard.refusals:
            raise refusal
