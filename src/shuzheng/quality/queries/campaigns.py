"""Campaigns as their pages show them, to the office, the department and the public.

None of it names a target of which the seal is not broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from shuzheng.assessment.queries import targets as lists
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.core import drawing as lot
from shuzheng.quality.models import Campaign, Inspection
from shuzheng.quality.rules import campaign as rules
from shuzheng.quality.rules import inspection
from shuzheng.quality.rules.campaign import TargetKind
from shuzheng.quality.rules.finding import State as Found
from shuzheng.quality.rules.inspection import State as Step
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.queries import draws
from shuzheng.transparency.rules.draw import COMMITTING, WITNESS_FAILED
from shuzheng.transparency.rules.draw import State as DrawState

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.transparency.queries.draws import DrawView

VIEWS = ("open", "all")
ORDER = {"title": "title", "planned": "planned_at"}
OVER = (rules.State.CANCELLED,)


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign: how many inspections it drew, and how many of them are still sealed."""

    id: int
    uid: UUID
    title: str
    kind: TargetKind
    targets: int
    team: int
    sections: tuple[str, ...]
    state: rules.State
    planned_at: datetime
    drawn_at: datetime | None
    cancelled_reason: str
    sealed: int
    drawn: int

    @property
    def unsealed(self) -> bool:
        """Return whether everything that was drawn may be shown."""
        return self.state is rules.State.DRAWN and not self.sealed


@dataclass(frozen=True, slots=True)
class DrawCard:
    """The newest draw of a campaign, and what the reader may do in it now.

    `keeps_secret` says that the reader's organisation brings its secret itself.
    """

    view: DrawView
    may_witness: bool
    may_reveal: bool
    keeps_secret: bool
    may_draw_alone: bool


@dataclass(frozen=True, slots=True)
class Visited:
    """A target whose seal is broken, as the public page names it.

    `outcome` is published by the office: items in order, items that applied, findings.
    """

    code: str
    name: str
    state: Step
    arrived_at: datetime | None
    log_index: int
    outcome: tuple[int, int, int] | None


def listed(actor: Actor, wish: listing.Wish) -> listing.Found[CampaignLine]:
    """Return one page of the campaigns."""
    rows = _viewed(access.campaigns(actor), wish.view)
    found = listing.cut(_counted(rows).order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many campaigns each view holds."""
    rows = access.campaigns(actor)
    return {view: _viewed(rows, view).count() for view in VIEWS}


def one(pk: int, actor: Actor, permission: Permission = Permission.CAMPAIGN_VIEW) -> CampaignLine:
    """Return one campaign."""
    return _line(_counted(Campaign.objects.filter(pk=access.campaign(pk, actor, permission).pk))[0])


def card(line: CampaignLine, actor: Actor) -> DrawCard | None:
    """Return the newest draw of a campaign; None where none was opened."""
    view = draws.newest_for(lot.KIND, f"quality.campaign:{line.id}")
    if view is None:
        return None
    waits, keeps = waits_for(view, actor)
    return DrawCard(
        view,
        may_witness=waits and view.state in COMMITTING,
        may_reveal=waits and view.state not in COMMITTING,
        keeps_secret=keeps,
        may_draw_alone=actor.may(Permission.CAMPAIGN_PLAN)
        and line.state is rules.State.PLANNED
        and view.state == DrawState.VOID
        and view.fault in WITNESS_FAILED,
    )


def waits_for(view: DrawView, actor: Actor) -> tuple[bool, bool]:
    """Return whether a draw waits for the actor, and whether the actor brings the secret."""
    missing = view.missing() if not view.is_over else ()
    if view.state in COMMITTING:
        mine = any(one.organisation_id == actor.organisation_id for one in view.shares)
        waits = Party.WITNESS in missing and actor.may(Permission.CAMPAIGN_WITNESS) and not mine
        return waits, False
    needed = {
        Party.ORGANISER: Permission.CAMPAIGN_PLAN,
        Party.WITNESS: Permission.CAMPAIGN_WITNESS,
    }
    for one_share in view.shares:
        if one_share.party in missing and one_share.organisation_id == actor.organisation_id:
            return actor.may(needed[one_share.party]), not one_share.kept
    return False, False


def public() -> list[CampaignLine]:
    """Return the campaigns that the public may know of, newest first."""
    return [_line(row) for row in _counted(access.open_campaigns()).order_by("-pk")[:100]]


def public_one(uid: UUID) -> CampaignLine:
    """Return a campaign that the public may know of."""
    row = access.open_campaign(uid)
    return _line(_counted(Campaign.objects.filter(pk=row.pk))[0])


def draw_of(line: CampaignLine) -> DrawView | None:
    """Return the newest draw of a campaign."""
    return draws.newest_for(lot.KIND, f"quality.campaign:{line.id}")


def visited(line: CampaignLine) -> list[Visited]:
    """Return the targets of a campaign once no seal is left; nothing before."""
    if not line.unsealed:
        return []
    counted = Count("findings", filter=~Q(findings__state=Found.WITHDRAWN))
    rows: Any = Inspection.objects.filter(campaign_id=line.id).annotate(found=counted)
    rows = list(rows.order_by("pk"))
    sites = lists.sites(row.site_id for row in rows if row.site_id)
    parties = organisations.brief(row.party_id for row in rows)
    return [
        Visited(
            row.code,
            sites[row.site_id].name if row.site_id else parties[row.party_id].name,
            Step(row.state),
            row.arrived_at,
            row.log_index,
            (*inspection.score(row.answers), row.found) if row.published_on else None,
        )
        for row in rows
    ]


def document(uid: UUID) -> dict[str, Any]:
    """Return the document of a campaign's draw: the whole one as soon as no seal is left."""
    line = public_one(uid)
    view = draw_of(line)
    if view is None:
        raise draws.NoSuchDraw
    if not line.unsealed:
        return draws.document(view.uid)
    kept = Campaign.objects.select_related("draw").get(pk=line.id).draw
    seed = bytes.fromhex(view.seed)
    outcome = lot.outcome_of(kept.inputs, seed) if kept else None
    return draws.document(view.uid, whole=True, outcome=outcome)


def _viewed(rows: QuerySet[Campaign], view: str) -> QuerySet[Campaign]:
    return rows if view == "all" else rows.exclude(state__in=OVER)


def _counted(rows: QuerySet[Campaign]) -> Any:  # noqa: ANN401 - annotated rows
    sealed = Q(inspections__state=Step.SEALED)
    return rows.annotate(
        drawn=Count("inspections", distinct=True),
        sealed=Count("inspections", filter=sealed, distinct=True),
    )


def _line(row: Any) -> CampaignLine:  # noqa: ANN401 - an annotated row
    return CampaignLine(
        id=row.pk,
        uid=row.uid,
        title=row.title,
        kind=TargetKind(row.kind),
        targets=row.targets,
        team=row.team,
        sections=tuple(row.sections),
        state=rules.State(row.state),
        planned_at=row.planned_at,
        drawn_at=row.drawn_at,
        cancelled_reason=row.cancelled_reason,
        sealed=row.sealed,
        drawn=row.drawn,
    )
