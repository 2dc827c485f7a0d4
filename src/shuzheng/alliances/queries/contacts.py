"""Who is the contact of an organisation, who named none, and what was logged (R-251, R-095)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.models import Contact, LogEntry
from shuzheng.alliances.rules import contact as rules
from shuzheng.alliances.rules.contact import Topic, Way
from shuzheng.identity.queries import organisations
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import pages_alliances
from shuzheng.pilots.rules.alliance import State

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.foundation.ui import listing
    from shuzheng.kernel.actor import Actor

VIEWS = ("missing", "all")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """An engaged organisation, its contact (empty for none) and the last contact logged."""

    id: int
    organisation: str
    certificates: int
    name: str
    phone: str
    since: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class LogLine:
    """A contact that was made; `alliance` is empty for the office's."""

    id: int
    alliance: str
    topic: Topic
    way: Way
    made_on: date
    text: str


@dataclass(frozen=True, slots=True)
class ContactPage:
    """An organisation with those it named, and the log as far as the actor sees it."""

    line: ContactLine
    named: tuple[tuple[str, date, date | None], ...]
    log: tuple[LogLine, ...]
    may_log: bool


def engaged() -> set[int]:
    """Return the ids of the organisations whose certificates are in use in the province."""
    return {one.organisation_id for one in pages_alliances.several().values() if one.users}


@applies("R-251")
def lines(actor: Actor, wish: listing.Wish) -> list[ContactLine]:
    """Return the engaged organisations that the actor deals with, by name."""
    found = of(actor)
    return [one for one in found if wish.view != "missing" or not one.name]


@applies("R-251")
def of(actor: Actor) -> list[ContactLine]:
    """Return the engaged organisations within reach: all, one's alliances', or one's own."""
    actor.require(Permission.CONTACT_VIEW)
    inside = access.inside(actor)
    counted: dict[int, int] = {}
    for one in pages_alliances.several().values():
        own = actor.reach is Reach.ORGANISATION and one.organisation_id == actor.organisation_id
        seen = inside is None or one.id in inside or own
        if seen and one.users and one.state is not State.DISSOLVED:
            counted[one.organisation_id] = counted.get(one.organisation_id, 0) + 1
    named = {row.organisation_id: row for row in Contact.objects.filter(until=None)}
    last = dict(_log(actor).order_by().values_list("organisation_id").annotate(Max("made_on")))
    briefs = sorted(organisations.brief(counted).values(), key=lambda one: one.name)
    return [
        _line(one.id, one.name, counted[one.id], named.get(one.id), last.get(one.id))
        for one in briefs
    ]


def counts(actor: Actor) -> dict[str, int]:
    """Return how many organisations each view holds."""
    found = of(actor)
    return {"missing": sum(not one.name for one in found), "all": len(found)}


def missing(actor: Actor) -> int:
    """Return how many engaged organisations named nobody, for whoever looks after that."""
    if actor.may(Permission.CONTACT_NAME):
        mine = {actor.organisation_id} & engaged()
        return len(rules.missing(mine, _named()))
    if actor.may(Permission.SUMMARY_ANSWER):
        return len(rules.missing(engaged(), _named()))
    return 0


def detail(organisation_id: int, actor: Actor) -> ContactPage:
    """Return one organisation that the actor deals with."""
    line = next((one for one in of(actor) if one.id == organisation_id), None)
    if line is None:
        raise access.NoSuchContact
    rows = Contact.objects.filter(organisation_id=organisation_id).order_by("-since", "-pk")
    logged = _log(actor).filter(organisation_id=organisation_id).select_related("alliance")
    return ContactPage(
        line=line,
        named=tuple(rows.values_list("name", "since", "until")),
        log=tuple(_entry(row) for row in logged.order_by("-made_on", "-pk")),
        may_log=bool(access.log_choices(organisation_id, actor)),
    )


def _named() -> set[int]:
    return set(Contact.objects.filter(until=None).values_list("organisation_id", flat=True))


def _log(actor: Actor) -> QuerySet[LogEntry]:
    return access.log_entries(actor)


def _line(
    pk: int, name: str, certificates: int, row: Contact | None, last_on: date | None
) -> ContactLine:
    return ContactLine(
        pk,
        name,
        certificates,
        row.name if row else "",
        row.phone if row else "",
        row.since if row else None,
        last_on,
    )


def _entry(row: LogEntry) -> LogLine:
    return LogLine(
        row.pk,
        row.alliance.name if row.alliance else "",
        Topic(row.topic),
        Way(row.way),
        row.made_on,
        row.text,
    )
