"""Who could own a case: everybody who handles cases and is not concerned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.complaints import access
from shuzheng.complaints.queries import subjects
from shuzheng.complaints.rules import ownership
from shuzheng.identity.queries import roles

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.identity.queries.roles import Staff


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may own a case, and in words who that is."""

    handler: ownership.Handler
    name: str
    organisation: str

    @property
    def key(self) -> str:
        """Return what stands for this one in a form."""
        return f"{self.handler.organisation_id}-{self.handler.person_id}"


def candidates(concerned: Collection[int], on: date) -> list[Candidate]:
    """Return who may own a case about these parties on a day, by organisation."""
    about = subjects.concerned(concerned)
    found = {(one.organisation_id, one.person_id): one for one in roles.staff(access.HANDLERS, on)}
    # Whoever belongs elsewhere too is looked at by all that he or she belongs to.
    belongs = roles.ever_of({one.person_id for one in found.values()})
    made = [_candidate(one, belongs) for one in found.values()]
    return [one for one in made if ownership.may_own(one.handler, about)]


def handler(organisation_id: int, person_id: int, on: date) -> ownership.Handler | None:
    """Return somebody who handles cases for an organisation on a day, or None."""
    for one in roles.staff(access.HANDLERS, on):
        if (one.organisation_id, one.person_id) == (organisation_id, person_id):
            return _candidate(one, roles.ever_of([person_id])).handler
    return None


def _candidate(one: Staff, belongs: dict[int, frozenset[int]]) -> Candidate:
    made = ownership.Handler(
        one.person_id, one.organisation_id, one.area, belongs.get(one.person_id, frozenset())
    )
    return Candidate(made, one.name, one.organisation)
