"""An alliance for its page: who leads, who belongs, who led before, and what is amiss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.queries import pages_alliances

if TYPE_CHECKING:
    from collections.abc import Collection

    from shuzheng.alliances.rules.reach import Side
    from shuzheng.foundation.ui import listing
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_alliances import AllianceLine, Member, Term

VIEWS = ("mine", "all")


@dataclass(frozen=True, slots=True)
class AlliancePage:
    """Everything that the page of one alliance shows of it itself."""

    line: AllianceLine
    side: Side | None
    members: list[Member]
    terms: list[Term]

    @property
    def lead_left(self) -> bool:
        """Return whether the institutions' own lead does not use the certificate any more."""
        line = self.line
        users = {one.id for one in self.members}
        return bool(line.lead_id) and not line.is_acting and line.lead_id not in users


def views(actor: Actor) -> tuple[str, ...]:
    """Return the views of the list: a party has its own alliances, others have all."""
    return VIEWS if actor.reach is Reach.ORGANISATION else ("all",)


def lines(
    actor: Actor, wish: listing.Wish, *, q: str = "", state: str = ""
) -> listing.Found[AllianceLine]:
    """Return one page of the alliances; that they are, and who leads them, is public."""
    actor.require(Permission.ALLIANCE_VIEW)
    only = access.reached(actor) if wish.view == "mine" else None
    return pages_alliances.lines(wish, q=q, state=state, only=only)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many alliances each view holds."""
    every = len(pages_alliances.several())
    mine = access.reached(actor)
    return {"mine": every if mine is None else len(mine), "all": every}


def opened(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of these alliances have a page for the actor."""
    found = access.reached(actor)
    return set(ids) if found is None else set(ids) & found


def detail(alliance_id: int, actor: Actor) -> AlliancePage:
    """Return one alliance for its page."""
    line = access.alliance(alliance_id, actor, Permission.ALLIANCE_VIEW)
    return AlliancePage(
        line,
        access.side(alliance_id, actor),
        pages_alliances.members(line.certificate_type_id),
        pages_alliances.terms(alliance_id),
    )


def led(actor: Actor) -> set[int]:
    """Return the ids of the alliances that the actor's institution leads."""
    return access.led(actor)
