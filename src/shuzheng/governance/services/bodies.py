"""Keep the members of the province's bodies, and the records of their meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Meeting, Member
from shuzheng.governance.rules import body as rules
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.rules import organs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from shuzheng.governance.rules.body import Body, Part
    from shuzheng.kernel.actor import Actor


class MemberTwice(Refusal):
    """Somebody is a member of a body once, and a body has one chair."""

    code = "body-member-twice"
    status = 409
    template = "{name} is a member already, or the body has a chair."


class MemberGone(Refusal):
    """What has ended does not end again."""

    code = "body-member-gone"
    status = 409
    template = "{name} is no member any more."


@dataclass(frozen=True, slots=True)
class Named:
    """What is written of a member; all of it but the telephone is published."""

    name: str
    department: str
    post: str
    part: Part
    duties: str
    fields: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the record of a meeting says; `present` are ids of members."""

    title: str
    held_on: date
    present: Collection[int]
    text: str


@applies("R-007", "R-011")
@transaction.atomic
def name_all(body: Body, given: Sequence[Named], *, actor: Actor, now: datetime) -> list[int]:
    """Name members of a body; returns their ids. All of them or none."""
    actor.require(Permission.BODY_KEEP)
    made = [_name(body, one, periods.day(now)) for one in given]
    if made:
        facts.record(
            "governance.members.named",
            made[0],
            actor=actor,
            now=now,
            passages=[facts.Passage(facts.name_of(row), "", "") for row in made],
            body=body.value,
            count=len(made),
        )
    return [row.pk for row in made]


@applies("R-007", "R-011")
@transaction.atomic
def end(member_id: int, *, actor: Actor, now: datetime) -> None:
    """End a membership today; who was a member stays on record."""
    row = access.member(member_id, actor)
    if row.until is not None:
        raise MemberGone(name=row.name)
    if not Member.objects.filter(pk=row.pk, until=None).update(until=periods.day(now)):
        raise MovedMeanwhile
    facts.record("governance.member.ended", row, actor=actor, now=now)


@applies("R-007", "R-011")
@transaction.atomic
def record(
    body: Body, given: Held, document_id: int | None = None, *, actor: Actor, now: datetime
) -> int:
    """Keep the record of a meeting; returns its id."""
    actor.require(Permission.BODY_KEEP)
    today = periods.day(now)
    then = Member.objects.filter(body=body, since__lte=given.held_on)
    members = then.exclude(until__lt=given.held_on).values_list("pk", flat=True)
    rules.check_meeting(given.held_on, today, given.present, set(members))
    row = Meeting.objects.create(
        body=body,
        title=given.title,
        held_on=given.held_on,
        text=given.text,
        document_id=document_id,
        written_on=today,
    )
    row.present.set(given.present)
    facts.record(
        "governance.meeting.recorded",
        row,
        actor=actor,
        now=now,
        body=body.value,
        present=len(set(given.present)),
    )
    return row.pk


def _name(body: Body, given: Named, today: date) -> Member:
    rules.check_member(body, given.name, given.duties, given.fields)
    phone = organs.check_phone(given.phone) if given.phone.strip() else ""
    try:
        with transaction.atomic():
            return Member.objects.create(
                body=body,
                part=given.part,
                name=given.name,
                department=given.department,
                post=given.post,
                duties=given.duties,
                fields=list(given.fields),
                phone=phone,
                since=today,
            )
    except IntegrityError:
        raise MemberTwice(name=given.name) from None
