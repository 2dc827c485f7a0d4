"""Who and what stands in the lot of a campaign, and which pairs it passes over."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.queries import targets as lists
from shuzheng.foundation import bulk, rulebooks
from shuzheng.identity.queries import organisations, roles
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods
from shuzheng.quality.core import drawing
from shuzheng.quality.models import TeamMember, Tie
from shuzheng.quality.rules import campaign as rules
from shuzheng.quality.rules.campaign import Ground, Inspector, TargetKind

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.quality.models import Campaign


@dataclass(frozen=True, slots=True)
class Pool:
    """The lot of a campaign: `targets` are (id, party) by code, `inspectors` identifiers by id."""

    targets: dict[str, tuple[int, int]]
    inspectors: dict[int, UUID]
    barred: tuple[tuple[int, int], ...]
    draw: int
    team: int

    def frozen(self, draw: UUID, veil: bytes) -> dict[str, Any]:
        """Return what is drawn from: public codes, and tags that name nobody."""
        tags = {pk: drawing.tag(draw, uid) for pk, uid in self.inspectors.items()}
        codes = {pk: code for code, (pk, _) in self.targets.items()}
        return drawing.freeze(
            list(self.targets),
            list(tags.values()),
            [(tags[person], codes[target]) for person, target in self.barred],
            draw=self.draw,
            team=self.team,
            veil=veil,
        )

    def kept(self, draw: UUID) -> dict[str, dict[str, Any]]:
        """Return who is behind each code and tag, to be kept beside the draw."""
        return {
            "targets": {code: list(pair) for code, pair in self.targets.items()},
            "inspectors": {drawing.tag(draw, uid): pk for pk, uid in self.inspectors.items()},
        }


def of(row: Campaign, now: datetime) -> Pool:
    """Return the lot of a campaign as it would be now; refuses one that cannot be drawn from."""
    today, book = periods.day(now), rulebooks.current()
    targets = _targets(TargetKind(row.kind))
    people = roles.holders(Role.INSPECTOR, today)
    inspectors = _inspectors(people, today, rules.contact_since(today, book))
    barred = rules.excluded(inspectors, dict(targets.values()))
    ids = [pk for pk, _ in targets.values()]
    rules.check_lot(ids, inspectors, barred, draw=row.targets, team=row.team)
    return Pool(targets, people, tuple(barred), row.targets, row.team)


def _targets(kind: TargetKind) -> dict[str, tuple[int, int]]:
    if kind is TargetKind.SITE:
        return {one.code: (one.id, one.institution_id) for one in lists.sites_in_use()}
    found = organisations.brief(lists.organisations_in_use())
    return {one.code: (one.id, one.id) for one in found.values()}


def _inspectors(people: dict[int, UUID], today: date, since: date) -> list[Inspector]:
    ids = list(people)
    own = roles.parties_of(ids, today, without=Role.INSPECTOR)
    kin, contact = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    if ids:
        for tie in Tie.objects.filter(person__in=bulk.among(ids)):
            if tie.ground == Ground.KIN:
                kin[tie.person_id].add(tie.organisation_id)
            elif periods.day(tie.declared_at) >= since:
                contact[tie.person_id].add(tie.organisation_id)
        visits = TeamMember.objects.filter(
            person__in=bulk.among(ids),
            inspection__arrived_at__gte=periods.start_of(since),
        )
        for person, party in visits.values_list("person_id", "inspection__party_id"):
            contact[person].add(party)
    return [
        Inspector(pk, own.get(pk, frozenset()), frozenset(kin[pk]), frozenset(contact[pk]))
        for pk in ids
    ]
