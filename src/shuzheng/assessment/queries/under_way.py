"""What assessment tells `standing` before a decision: sites, and what is under way with a party.

Rule: R-212. Source: handbook 3.1, 3.5. A session is under way from the day its registration opened
until its last sitting is over: whoever is registered relies on it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from shuzheng.assessment.models import Plan, Site
from shuzheng.assessment.rules.plan import State
from shuzheng.foundation import bulk
from shuzheng.standing.queries import running
from shuzheng.standing.queries import sites as known
from shuzheng.standing.queries.sites import SiteBrief
from shuzheng.standing.rules.restrictions import Party
from shuzheng.standing.rules.running import Outcome, Session

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.db.models import QuerySet

    from shuzheng.standing.queries.running import Target

EVERYTHING: Final = frozenset(Outcome)
STAYS: Final = frozenset({Outcome.GOES_ON, Outcome.CANCELLED})
CAN: Final = {
    State.OPEN: EVERYTHING,
    State.REGISTRATION_CLOSED: EVERYTHING,
    State.SEATED: EVERYTHING,
    State.POSTPONED: STAYS,
    State.IN_PROGRESS: STAYS,
}
"""What can still be done with a session; one already postponed stays so, one begun is sat out."""
NOT_OVER: Final = (*CAN, State.SCORING, State.RESULTS_REVIEWED, State.RESULTS_PUBLISHED)
"""States in which a candidate of the session still waits for something."""


@known.provide
def sites() -> Iterator[SiteBrief]:
    """Yield every site."""
    for pk, code, name in Site.objects.values_list("institution_id", "code", "name"):
        yield SiteBrief(code, name, pk)


@running.provide
def sessions(target: Target) -> Iterator[Session]:
    """Yield the sessions under way that an organisation holds, or that use a site or a person."""
    rows = _of(target).filter(state__in=list(CAN)).distinct()
    for row in rows.only("name", "number", "state", "first_on", "places_taken"):
        yield Session(
            f"assessment.plan:{row.pk}",
            f"{row.name}（{row.number}）",
            row.first_on,
            row.places_taken,
            CAN[State(row.state)],
        )


def of_certificates(ids: Collection[int]) -> dict[int, list[str]]:
    """Return, by certificate, the numbers of sessions from opening until their certificates."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Plan.objects.filter(certificate_type__in=bulk.among(sorted(ids)), state__in=NOT_OVER)
    for key, number in rows.order_by("pk").values_list("certificate_type_id", "number"):
        found[key].append(number)
    return found


def plan_of(subject: str) -> int | None:
    """Return the id of the plan that a decision names, or None for what is no plan."""
    kind, _, key = subject.partition(":")
    return int(key) if kind == "assessment.plan" and key.isdecimal() else None


def _of(target: Target) -> QuerySet[Plan]:
    here = target.organisation_id or 0
    if target.party is Party.EVALUATION_ORGANISATION:
        return Plan.objects.filter(organisation_id=here)
    if target.party is Party.SITE:
        return Plan.objects.filter(rooms__room__site__code=target.site_code)
    if target.party is Party.PERSON:
        return Plan.objects.filter(assessors__person_id=target.person_id or 0)
    hosted = Plan.objects.filter(rooms__room__site__institution_id=here)
    invited = Plan.objects.filter(institutions=here)
    return hosted.distinct() | invited.distinct()
