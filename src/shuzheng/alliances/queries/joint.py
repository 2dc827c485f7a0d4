"""Joint organisations and sites with their partners, for lists, records and figures (R-064)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.alliances import access
from shuzheng.alliances.models import JointPartner, JointVersion
from shuzheng.alliances.rules.joint import Partner, Side

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Joint:
    """A body with the partners that hold now; exactly one of the two ids is set."""

    id: int
    organisation_id: int | None
    site_id: int | None
    code: str
    name: str
    version: int
    number: str
    since: date
    partners: tuple[Partner, ...]


def every(actor: Actor) -> list[Joint]:
    """Return all joint bodies with their partners of now, organisations first, by code."""
    actor.require(access.Permission.JOINT_VIEW)
    found = _joint(_newest())
    return sorted(found, key=lambda one: (one.site_id is not None, one.code))


def one(pk: int, actor: Actor) -> Joint:
    """Return a joint body for whoever records its partners."""
    row = access.joint_body(pk, actor, access.Permission.JOINT_KEEP)
    [found] = _joint(_newest().filter(body=row))
    return found


def of_organisation(organisation_id: int) -> Joint | None:
    """Return the partners of an organisation, None where none are recorded."""
    return next(iter(_joint(_newest().filter(body__organisation=organisation_id))), None)


def of_site(site_id: int) -> Joint | None:
    """Return the partners of a site, None where none are recorded."""
    return next(iter(_joint(_newest().filter(body__site=site_id))), None)


def _newest() -> QuerySet[JointVersion]:
    rows = JointVersion.objects.select_related("body__organisation", "body__site")
    return rows.order_by("body_id", "-version")


def _joint(rows: Iterable[JointVersion]) -> list[Joint]:
    newest: dict[int, JointVersion] = {}
    for row in rows:
        newest.setdefault(row.body_id, row)
    partners: dict[int, list[Partner]] = {}
    held = JointPartner.objects.filter(version__in=[row.pk for row in newest.values()])
    for one in held.order_by("version_id", "place"):
        partners.setdefault(one.version_id, []).append(
            Partner(Side(one.side), one.name, one.party_id, one.credit_code, one.share)
        )
    return [_one(row, tuple(partners.get(row.pk, ()))) for row in newest.values()]


def _one(row: JointVersion, partners: tuple[Partner, ...]) -> Joint:
    body = row.body
    held = body.organisation or body.site
    assert held is not None  # noqa: S101 - a constraint of the table
    return Joint(
        id=body.pk,
        organisation_id=body.organisation_id,
        site_id=body.site_id,
        code=held.code,
        name=held.name,
        version=row.version,
        number=row.number,
        since=row.since,
        partners=partners,
    )
