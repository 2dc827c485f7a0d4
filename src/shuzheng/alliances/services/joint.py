"""Record who builds an organisation or a site together (R-064)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.models import JointBody, JointPartner, JointVersion
from shuzheng.alliances.rules import joint as rules
from shuzheng.alliances.rules.joint import Partner, Side
from shuzheng.assessment.queries import targets
from shuzheng.foundation import facts
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.alliances.rules.joint import Deed
    from shuzheng.kernel.actor import Actor


@applies("R-064")
@transaction.atomic
def begin(
    name: str, partners: Sequence[Partner], deed: Deed, *, actor: Actor, now: datetime
) -> int:
    """Record the partners of an organisation or a site, named by code or name; returns its id.

    Refuses what is neither, what has partners on record already, and what `rules.check` refuses.
    """
    actor.require(Permission.JOINT_KEEP)
    facts.lock_chain()
    terms = _target(name.strip())
    if JointBody.objects.filter(**terms).exists():
        raise rules.RecordedMeanwhile
    rules.check(partners, deed, None, periods.day(now))
    row = JointBody.objects.create(**terms)
    _write(row, 1, partners, deed, actor=actor, now=now)
    return row.pk


@applies("R-064")
@transaction.atomic
def change(
    pk: int, partners: Sequence[Partner], deed: Deed, *, seen: int, actor: Actor, now: datetime
) -> int:
    """Record changed partners as a new version; returns which. `seen` is the version that was read.

    Refuses a change of what somebody else changed since, and one that begins before the last.
    """
    facts.lock_chain()
    row = access.joint_body(pk, actor, Permission.JOINT_KEEP)
    last = JointVersion.objects.filter(body=row).order_by("-version")[0]
    if last.version != seen:
        raise rules.RecordedMeanwhile
    rules.check(partners, deed, last.since, periods.day(now))
    _write(row, seen + 1, partners, deed, actor=actor, now=now)
    return seen + 1


def partner(word: str, credit_code: str = "", share: int | None = None) -> Partner:
    """Return the partner that a code or a name means: a party here, else one from outside."""
    found = organisations.by_code(word) or organisations.by_name(word)
    if found is None:
        return Partner(Side.ENTERPRISE, word, None, credit_code.strip().upper(), share)
    is_school = found.kind == OrganisationKind.INSTITUTION
    side = Side.SCHOOL if is_school else Side.ENTERPRISE
    return Partner(side, found.name, found.id, "", share)


def _target(name: str) -> dict[str, int]:
    found = organisations.by_code(name) or organisations.by_name(name)
    if found is not None and found.kind == OrganisationKind.EVALUATION_ORGANISATION:
        return {"organisation_id": found.id}
    site = targets.site_named(name)
    if site is None:
        raise rules.NotJoint(name=name)
    return {"site_id": site.id}


def _write(
    row: JointBody,
    version: int,
    partners: Sequence[Partner],
    deed: Deed,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    held = JointVersion.objects.create(
        body=row, version=version, number=deed.number.strip(), since=deed.since, recorded_at=now
    )
    JointPartner.objects.bulk_create(
        JointPartner(
            version=held,
            place=place,
            side=one.side,
            party_id=one.party_id,
            name=one.name,
            credit_code=one.credit_code,
            share=one.share,
        )
        for place, one in enumerate(partners, 1)
    )
    facts.record(
        "alliances.joint.recorded",
        row,
        actor=actor,
        now=now,
        version=version,
        count=len(partners),
    )
