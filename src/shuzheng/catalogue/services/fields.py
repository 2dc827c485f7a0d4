"""Keep the list of skill fields, and put kinds of certificate under them (R-005)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.catalogue import access
from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.models import CertificateType, SkillField
from shuzheng.catalogue.queries import fields as queries
from shuzheng.catalogue.rules import fields as rules
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Put:
    """A kind of certificate by its code, the field it goes under, and the one that was seen.

    "" is no field. `seen` is None where nobody looked, as in a workbook.
    """

    code: str
    field: str
    seen: str | None = None


@applies("R-005")
@transaction.atomic
def open_field(name: str, area: str, *, actor: Actor, now: datetime) -> int:
    """Put a skill field on the list; returns its id.

    Refuses a field that is open already and an area that is not in the rulebook of the day.
    """
    actor.require(Permission.FIELD_KEEP)
    today = periods.day(now)
    words = " ".join(name.split())
    rules.check_new(words, area, queries.open_names(), today, rulebooks.current())
    try:
        with transaction.atomic():
            row = SkillField.objects.create(name=words, area=area, opened_on=today)
    except IntegrityError:
        raise rules.FieldThere(name=words) from None
    facts.record("catalogue.field.opened", row, actor=actor, now=now, name=words)
    return row.pk


@applies("R-005")
@transaction.atomic
def close_field(pk: int, *, actor: Actor, now: datetime) -> None:
    """Close a skill field: no certificate is put under it any more; those under it stay there."""
    row = access.skill_field(pk, actor, Permission.FIELD_KEEP)
    if not SkillField.objects.filter(pk=pk, closed_on=None).update(closed_on=periods.day(now)):
        raise moves.MovedMeanwhile
    facts.record("catalogue.field.closed", row, actor=actor, now=now, name=row.name)


@applies("R-005")
@transaction.atomic
def put(wanted: Sequence[Put], *, actor: Actor, now: datetime) -> int:
    """Put kinds of certificate under their skill fields, all or none; returns how many changed.

    Refuses a code that the catalogue does not have, a field that is not open, and a kind that
    somebody else put elsewhere since it was `seen`. What changes nothing leaves no fact.
    """
    actor.require(Permission.FIELD_KEEP)
    facts.lock_chain()
    open_now = queries.open_names()
    rows = {row.code: row for row in CertificateType.objects.filter(code__in=_codes(wanted))}
    changed: list[CertificateType] = []
    for one in wanted:
        row = rows.get(one.code)
        if row is None:
            raise access.NoSuchCertificateType
        if one.seen not in {None, row.field}:
            raise moves.MovedMeanwhile
        rules.check_put(one.field, row.field, open_now)
        if one.field != row.field:
            row.field = one.field
            changed.append(row)
    if changed:
        CertificateType.objects.bulk_update(changed, ["field"], batch_size=500)
        facts.record(
            "catalogue.kinds.sorted",
            CertificateType(pk=0),
            actor=actor,
            now=now,
            passages=[facts.Passage(facts.name_of(row)) for row in changed],
            count=len(changed),
        )
    return len(changed)


def _codes(wanted: Sequence[Put]) -> list[str]:
    return [one.code for one in wanted]
