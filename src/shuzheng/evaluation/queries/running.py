"""The running assessment of sites and organisations: index, parts and standing as of today (R-099).

Nothing is stored: whoever looks gets what the annual evaluation would count if the months that end
today were its year. All parties of a kind are computed at once, whatever their number, because
each count is one question to the room that knows it. What no room counts is carried over from the
newest frozen year, as an upheld objection put it right, or from a survey of enterprises made since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import targets
from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import NationalStatus
from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import Evaluation, Subject
from shuzheng.evaluation.queries import gathering, scores
from shuzheng.evaluation.queries.gathering import Party, Span
from shuzheng.evaluation.rules import running as rules
from shuzheng.evaluation.rules import scoring
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.quality.queries import figures as quality
from shuzheng.standing.queries import restrictions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from shuzheng.evaluation.rules.indicators import Input
    from shuzheng.evaluation.rules.running import Standing
    from shuzheng.evaluation.rules.scoring import Score, Terms
    from shuzheng.identity.queries.organisations import OrganisationBrief
    from shuzheng.insight.rules.weighing import Figure, Told
    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.queries.figures import VetoBrief
    from shuzheng.standing.queries.restrictions import RestrictionLine


@dataclass(frozen=True, slots=True)
class Qualified:
    """What a party is admitted to: approvals of a site, certificates of an organisation.

    `held` are the approvals not closed, or the certificates; `working` those that may be used
    today, or stand on the national list.
    """

    held: int
    working: int


@dataclass(frozen=True, slots=True)
class Running:
    """One party as of today; `index` is 0 with a veto of these months, None with too little data.

    `vetoes` are those in force on any day of the months, `decisions` what is in force today; `at`
    is the institution of a site, else the organisation itself.
    """

    kind: Kind
    party: Party
    at: OrganisationBrief
    span: Span
    terms: Terms
    inputs: Mapping[Input, Told]
    score: Score
    index: Figure
    vetoes: tuple[VetoBrief, ...]
    decisions: tuple[RestrictionLine, ...]
    standing: Standing
    qualified: Qualified

    @property
    def key(self) -> int:
        """Return the id of the site or of the organisation."""
        return self.party.key


def listed(kind: Kind, actor: Actor, today: date, q: str = "") -> list[Running]:
    """Return the parties of a kind within reach, by code; `q` is a code or part of a name."""
    actor.require(Permission.SUBJECT_VIEW)
    found = [
        (party, where)
        for party, where in _parties(kind)
        if access.sees_running(kind, party.party_id, where.division_code, actor)
        and (not q or q in party.name or q == party.code)
    ]
    return _computed(kind, found, today)


def one(kind: Kind, key: int, actor: Actor, today: date) -> Running:
    """Return one party within reach."""
    found = of(kind, key, actor, today)
    if found is None:
        actor.require(Permission.SUBJECT_VIEW)
        raise access.NoSuchRunning
    return found


def of(kind: Kind, key: int, actor: Actor, today: date) -> Running | None:
    """Return one party, None where it is not assessed or not the actor's to see."""
    found = [
        (party, where)
        for party, where in _parties(kind, key)
        if access.sees_running(kind, party.party_id, where.division_code, actor)
    ]
    return next(iter(_computed(kind, found, today)), None)


def _parties(kind: Kind, key: int = 0) -> list[tuple[Party, OrganisationBrief]]:
    """Return who is assessed and where each is: a suspended site stays on the list."""
    if kind is Kind.SITE:
        sites = [one for one in targets.sites_admitted() if key in {0, one.id}]
        at = organisations.brief(one.institution_id for one in sites)
        return [
            (Party(one.institution_id, one.id, one.code, one.name), at[one.institution_id])
            for one in sites
        ]
    ids = [pk for pk in targets.organisations_admitted() if key in {0, pk}]
    found = sorted(organisations.brief(ids).values(), key=lambda one: one.code)
    return [(Party(one.id, None, one.code, one.name), one) for one in found]


def _computed(
    kind: Kind, found: Sequence[tuple[Party, OrganisationBrief]], today: date
) -> list[Running]:
    if not found:
        return []
    book, parties = rulebooks.current(), [party for party, _ in found]
    span = Span(rules.since(today, book), today, today)
    given = rules.terms(kind, today, book)
    counted, told = gathering.counted_of(kind, parties, span), _told(kind, parties, today)
    vetoes, decisions = _vetoes(kind, span), _decisions(kind, parties, today)
    qualified = _qualified(kind, parties, today)
    made = []
    for party, where in found:
        key = party.key
        inputs = rules.inputs(kind, counted[key], told.get(key, {}), span.since, today)
        score = scoring.score(kind, inputs, given)
        in_force = any(one.ended_on is None or one.ended_on > today for one in vetoes[key])
        made.append(
            Running(
                kind,
                party,
                where,
                span,
                given,
                inputs,
                score,
                rules.index(score, given, vetoed=bool(vetoes[key])),
                tuple(vetoes[key]),
                tuple(decisions[key]),
                rules.standing(vetoed=in_force, restricted=bool(decisions[key])),
                qualified.get(key, Qualified(0, 0)),
            )
        )
    return made


def _told(kind: Kind, parties: Collection[Party], today: date) -> dict[int, dict[Input, Told]]:
    """Return by party what no room counts: of the newest frozen year, or of a later survey."""
    found = _frozen(kind, parties)
    said = gathering.surveyed(kind, parties, today)
    for one in parties:
        mine = found.setdefault(one.key, {})
        for what, answer in said[one.code].items():
            if what not in mine or mine[what].on < answer.on:
                mine[what] = answer
    return found


def _frozen(kind: Kind, parties: Collection[Party]) -> dict[int, dict[Input, Told]]:
    """Return the inputs of the newest frozen year, with what was put right, by party."""
    frozen = Evaluation.objects.filter(kind=kind, frozen_on__isnull=False)
    newest = frozen.order_by("-year").first()
    kept = scores.kept(newest) if newest else None
    if kept is None:
        return {}
    field = "site_id" if kind is Kind.SITE else "party_id"
    rows = Subject.objects.filter(
        evaluation=newest, **{f"{field}__in": [one.key for one in parties]}
    )
    keys = dict(rows.values_list("pk", field))
    return {keys[pk]: dict(year.inputs) for pk, year in scores.years(kept.head, keys).items()}


def _vetoes(kind: Kind, span: Span) -> defaultdict[int, list[VetoBrief]]:
    found: defaultdict[int, list[VetoBrief]] = defaultdict(list)
    for one in quality.vetoes(span.since, span.until):
        key = one.site_id if kind is Kind.SITE else one.party_id
        if key is not None:
            found[key].append(one)
    return found


def _decisions(
    kind: Kind, parties: Collection[Party], today: date
) -> defaultdict[int, list[RestrictionLine]]:
    codes = {one.code: one.key for one in parties} if kind is Kind.SITE else {}
    ids = [] if kind is Kind.SITE else [one.key for one in parties]
    found: defaultdict[int, list[RestrictionLine]] = defaultdict(list)
    for line in restrictions.in_force(ids, codes.keys(), today):
        key = codes.get(line.site_code) if line.site_code else line.organisation_id
        if key is not None:
            found[key].append(line)
    return found


def _qualified(kind: Kind, parties: Collection[Party], today: date) -> dict[int, Qualified]:
    if kind is Kind.SITE:
        found = targets.approvals((one.key for one in parties), today)
        return {key: Qualified(*counts) for key, counts in found.items()}
    ids, held = {one.key for one in parties}, defaultdict[int, list[bool]](list)
    for one in certificates.listing():
        if one.organisation_id in ids:
            listed_now = one.national_status is NationalStatus.LISTED
            held[one.organisation_id].append(listed_now)
    return {key: Qualified(len(said), sum(said)) for key, said in held.items()}
