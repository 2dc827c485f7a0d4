"""What a year's list means for one institution or organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.queries import pages
from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.standing import LEAVING, State
from shuzheng.pilots.queries import entries

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.adjustment.queries.pages import ListedLine, ReviewLine
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Affected:
    """A certificate of one's own that a list names, or that leaves the province."""

    code: str
    name: str
    state: State
    closing_on: date | None
    decision: str
    review: ReviewLine | None
    line: ListedLine | None


def affected(actor: Actor) -> list[Affected]:
    """Return which of the actor's certificates a list on show names, or that phase out."""
    actor.require(Permission.OWN_VIEW)
    kinds = kinds_of(actor)
    named = pages.affecting(set(kinds))
    found = []
    for pk, kind in sorted(certificates.brief(kinds).items(), key=lambda item: item[1].code):
        if pk not in named and kind.state not in LEAVING and kind.state is not State.WATCH:
            continue
        review, line = named.get(pk, (None, None))
        found.append(
            Affected(kind.code, kind.name, kind.state, kind.closing_on, kind.decision, review, line)
        )
    return found


def leaving(actor: Actor) -> list[date]:
    """Return the last days of the actor's certificates that phase out."""
    kinds = certificates.brief(kinds_of(actor)).values()
    return [one.closing_on for one in kinds if one.state is State.PHASING_OUT and one.closing_on]


def kinds_of(actor: Actor) -> list[int]:
    """Return the certificates that an institution uses, or that are an organisation's own."""
    here = actor.organisation_id
    return entries.used_by(here) or [one.id for one in certificates.listing(here)]
