"""Gather every input of every party of a kind, as of one day: counted here, or told by a sheet.

Rules: R-218, R-212. What the platform counts has no source of its own; what a sheet tells keeps
its document and day. An input over nobody is left out: nothing of nothing is no data.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import sessions, targets
from shuzheng.catalogue.queries import certificates, standards
from shuzheng.evaluation.models import SheetInput
from shuzheng.evaluation.rules import scoring
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.insight.queries import institutions as counted
from shuzheng.insight.rules import weighing
from shuzheng.insight.rules.weighing import Told
from shuzheng.pilots.queries import misses
from shuzheng.pilots.rules.reporting import Outcome
from shuzheng.quality.queries import figures as quality
from shuzheng.reliance.queries import surveys
from shuzheng.reliance.rules.survey import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

    from shuzheng.assessment.queries.sessions import Held
    from shuzheng.evaluation.models import Evaluation
    from shuzheng.quality.queries.figures import Blemish

    Counts = Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Party:
    """One party that takes part: who answers, which site, what it is called."""

    party_id: int
    site_id: int | None
    code: str
    name: str

    @property
    def key(self) -> int:
        """Return what its counts are kept by: the site, else the party."""
        return self.site_id or self.party_id


@dataclass(frozen=True, slots=True)
class Gathered:
    """One party and all that is known of its year."""

    party: Party
    inputs: dict[Input, Told] = field(default_factory=dict)
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The days of the figures: `since` to `until`, and the cut with its day.

    Only figures of institutions come from a cut; 0 is none.
    """

    since: date
    until: date
    on: date
    cut_id: int = 0


def gather(evaluation: Evaluation, span: Span, today: date) -> list[Gathered]:
    """Return every party of the kind with its inputs, by code."""
    kind = Kind(evaluation.kind)
    found = parties(kind, span.cut_id)
    counts = counted_of(kind, found, span, evaluation.year)
    told = surveyed(kind, found, span.on)
    for one in SheetInput.objects.filter(evaluation=evaluation):
        told[one.code][Input(one.what)] = Told(one.count, one.of, one.source, one.as_of)
    barred = vetoes(kind, span.since, today)
    return [
        Gathered(
            one,
            {**told[one.code], **counts[one.key]},
            tuple(barred[one.key]),
        )
        for one in sorted(found, key=lambda one: one.code)
    ]


def counted_of(
    kind: Kind, found: Collection[Party], span: Span, year: int = 0
) -> dict[int, dict[Input, Told]]:
    """Return what the platform counts of each of these parties, by their keys.

    Of institutions it is asked for the `year` of the plan they filed.
    """
    counts = COUNTED[kind](found, year, span)
    return {
        one.key: {
            what: Told(*by[one.key], "", span.on)
            for what, by in counts.items()
            if by.get(one.key, (0, 0))[1] > 0
        }
        for one in found
    }


def surveyed(kind: Kind, found: Iterable[Party], on: date) -> defaultdict[str, dict[Input, Told]]:
    """Return what enterprises say of organisations, by code; a sheet may say it instead (K-13)."""
    told: defaultdict[str, dict[Input, Told]] = defaultdict(dict)
    if kind is Kind.ORGANISATION:
        said = surveys.satisfied(Scope.ORGANISATION, on)
        for one in found:
            if answer := said.get(one.party_id):
                told[one.code][Input.ENTERPRISES_SATISFIED] = Told(
                    answer.count, answer.of, answer.source, answer.on
                )
    return told


def parties(kind: Kind, cut_id: int) -> list[Party]:
    """Return who takes part: pilot institutions, sites in use, organisations with such a site."""
    if kind is Kind.SITE:
        return [
            Party(one.institution_id, one.id, one.code, one.name) for one in targets.sites_in_use()
        ]
    ids = counted.pilots(cut_id) if kind is Kind.INSTITUTION else targets.organisations_in_use()
    return [Party(one.id, None, one.code, one.name) for one in organisations.brief(ids).values()]


def vetoes(kind: Kind, since: date, until: date) -> Mapping[int, list[str]]:
    """Return the decisions that fail a party's year, by the key of the party."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    if scoring.veto_counts(kind, until, rulebooks.current()):
        for one in quality.vetoes(since, until):
            key = one.site_id if kind is Kind.SITE else one.party_id
            if key is not None:
                found[key].append(one.number)
    return found


def _of_institutions(found: Iterable[Party], year: int, span: Span) -> Mapping[Input, Counts]:
    at = targets.institutions_of_sites()
    ids = {one.party_id for one in found}
    return {
        Input.ACQUIRED: counted.acquisition(span.cut_id),
        Input.REGULAR: _regular(span, lambda held: {at[s] for s in held.sites if s in at}),
        Input.ON_TIME: _on_time(ids, span),
        Input.RECTIFIED: _rectified(span, by_site=False),
        Input.COMPLETED: counted.completion(span.cut_id, year, span.since, span.until),
    }


def _of_sites(_found: Iterable[Party], _year: int, span: Span) -> Mapping[Input, Counts]:
    return {
        Input.REGULAR: _regular(span, lambda held: held.sites),
        Input.RECTIFIED: _rectified(span, by_site=True),
    }


def _of_organisations(found: Iterable[Party], _year: int, span: Span) -> Mapping[Input, Counts]:
    return {
        Input.REGULAR: _regular(span, lambda held: {held.organisation_id}),
        Input.RECTIFIED: _rectified(span, by_site=False),
        Input.FRESH: _fresh({one.party_id for one in found}, span.on),
    }


COUNTED: Mapping[Kind, Callable[[Iterable[Party], int, Span], Mapping[Input, Counts]]] = {
    Kind.INSTITUTION: _of_institutions,
    Kind.SITE: _of_sites,
    Kind.ORGANISATION: _of_organisations,
}


def _regular(span: Span, whose: Callable[[Held], Iterable[int]]) -> Counts:
    """Return the sessions held by the rules, of those held (K-15)."""
    held: Counter[int] = Counter()
    regular: Counter[int] = Counter()
    found = sessions.held(span.since, span.until)
    first = min((one.first_on for one in found), default=span.since)
    blemished = _by_site(quality.blemishes(first, span.until))
    for one in found:
        spoiled = any(
            one.first_on <= on <= one.last_on for site in one.sites for on in blemished[site]
        )
        for key in whose(one):
            held[key] += 1
            regular[key] += one.is_complete and not spoiled
    return {key: (regular[key], count) for key, count in held.items()}


def _by_site(found: Iterable[Blemish]) -> defaultdict[int, list[date]]:
    days: defaultdict[int, list[date]] = defaultdict(list)
    for one in found:
        if one.site_id is not None:
            days[one.site_id].append(one.happened_on)
    return days


def _rectified(span: Span, *, by_site: bool) -> Counts:
    """Return the findings closed in time, of those due (K-34)."""
    due: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    for one in quality.due(span.since, span.until):
        key = one.site_id if by_site else one.party_id
        if key is not None:
            due[key] += 1
            closed[key] += one.in_time
    return {key: (closed[key], count) for key, count in due.items()}


def _on_time(ids: set[int], span: Span) -> Counts:
    """Return the reports filed on time, of those due; excused ones left out (K-27)."""
    found: dict[int, tuple[int, int]] = {}
    for institution, row in misses.outcomes(ids, span.on, rulebooks.current()).items():
        told = [what for due_on, what in row if span.since <= due_on <= span.until]
        filed = sum(what is Outcome.FILED for what in told)
        found[institution] = (filed, filed + sum(what is Outcome.MISSED for what in told))
    return found


def _fresh(ids: set[int], on: date) -> Counts:
    """Return the mean freshness of each organisation's standards as a count of how many (K-11)."""
    said = rulebooks.current().on(on, "R-234")
    fresh, stale = said.integer("fresh_months"), said.integer("stale_months")
    owner = {
        one.id: one.organisation_id for one in certificates.listing() if one.organisation_id in ids
    }
    found: defaultdict[int, list[Fraction]] = defaultdict(list)
    for key, day in standards.revised_on(owner.keys(), on).items():
        value, whose = weighing.freshness(day, on, fresh, stale), owner[key]
        if value is not None and whose is not None:
            found[whose].append(value)
    means = {key: sum(values, Fraction(0)) / len(values) for key, values in found.items()}
    return {key: (mean.numerator, mean.denominator) for key, mean in means.items()}
