"""The facts as news for a party, and as a list for the auditor.

A fact's sentence holds no personal data; who acted is named, as every page of a thing names it. The
personal part of a fact stays sealed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shuzheng.assessment.models import Plan
from shuzheng.credentials.models import Certificate
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Line
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Organisation, Person
from shuzheng.identity.queries import feed
from shuzheng.identity.rules import kinds
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.models import ActivityReport, Filing
from shuzheng.transparency.core import anchors
from shuzheng.transparency.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.kernel.actor import Actor

WATCHED: Final = 20
"""How many of its newest things of each kind a party hears about."""

NEWS_DAYS: Final = timedelta(days=30)
MOST_EXPORTED: Final = 200_000
AT_ONCE: Final = 2_000
ORDERS: Final = {"seq": "seq", "at": "seq", "verb": "verb"}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact as the auditor sees it."""

    seq: int
    at: datetime
    who: str
    role: str
    party: str
    organisation_id: int
    verb: str
    sentence: str
    subject: str
    subjects: int
    hash: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The head of the chain of facts, and how far the evidence log vouches for it."""

    length: int
    head: str
    anchored: int
    anchored_on: date | None


def news(actor: Actor, now: datetime, limit: int) -> list[Line]:
    """Return what happened lately to the actor's party, newest first.

    What its own people did, and what others did to its filings, plans and reports; never what is
    confidential, which colleagues do not hear of either (R-128).
    """
    if not actor.organisation_id:
        return []
    of_ours = FactSubject.objects.filter(subject__in=_things(actor)).values("fact_id")
    rows = Fact.objects.filter(
        Q(organisation_id=actor.organisation_id)
        | Q(subject__in=_things(actor))
        | Q(seq__in=of_ours),
        at__gte=now - NEWS_DAYS,
    )
    rows = rows.exclude(verb__in=facts.confidential())
    shown = _rows(list(rows.order_by("-seq")[:limit]))
    return [
        Line(
            pgettext("fact", "{who} {sentence}").format(who=row.who, sentence=row.sentence),
            row.at,
            # One's own party needs no name on one's own desk.
            note="" if row.organisation_id == actor.organisation_id else row.party or row.role,
        )
        for row in sorted(shown, key=lambda row: row.at, reverse=True)
    ]


def _things(actor: Actor) -> list[str]:
    """Return the names, as facts have them, of the newest things that concern a party."""
    if actor.reach is Reach.PROVINCE:
        return []
    here = actor.organisation_id
    reports = ActivityReport.objects.filter(organisation_id=here)
    found: list[tuple[str, QuerySet[Any]]] = [
        ("pilots.filing", Filing.objects.within(actor)),
        ("assessment.plan", Plan.objects.within(actor)),
        ("pilots.activityreport", reports),
        ("credentials.certificate", Certificate.objects.filter(organisation_id=here)),
    ]
    return [
        f"{label}:{pk}"
        for label, rows in found
        for pk in rows.order_by("-pk").values_list("pk", flat=True)[:WATCHED]
    ]


def listed(actor: Actor, wish: Wish, **filters: Any) -> Found[FactRow]:  # noqa: ANN401 - a filter form's own types
    """Return one page of all facts. For the auditor."""
    rows = _filtered(actor, wish, filters)
    found = listing.cut(rows, wish)
    return listing.Found(_rows(found.rows), found.total, found.page)


def every(actor: Actor, wish: Wish, **filters: Any) -> tuple[int, Iterator[FactRow]]:  # noqa: ANN401 - as above
    """Return how many facts meet the filters and the newest of them, for a workbook."""
    rows = _filtered(actor, wish, filters)
    return min(rows.count(), MOST_EXPORTED), _in_parts(rows[:MOST_EXPORTED])


def chain(actor: Actor) -> Chain:
    """Return the head of the chain and its newest anchor. For the auditor."""
    actor.require(Permission.FACT_READ)
    length, head = facts.head()
    entry = Entry.objects.filter(kind=anchors.KIND, salt="").order_by("-index").first()
    anchor = anchors.parse(entry.leaf.encode()) if entry else None
    return Chain(length, head, anchor.seq if anchor else 0, anchor.on if anchor else None)


def verbs() -> list[tuple[str, str]]:
    """Return every kind of fact that was declared, with its verb as the word for it."""
    return [(verb, verb) for verb in sorted(facts.kinds())]


def _filtered(actor: Actor, wish: Wish, filters: dict[str, Any]) -> QuerySet[Fact]:
    actor.require(Permission.FACT_READ)
    rows = Fact.objects.order_by(*wish.order(ORDERS))
    if filters.get("verb"):
        rows = rows.filter(verb=filters["verb"])
    if filters.get("party"):
        parties = Organisation.objects.filter(
            Q(name__icontains=filters["party"]) | Q(code__iexact=filters["party"])
        )
        rows = rows.filter(organisation_id__in=parties.values("pk"))
    if filters.get("since"):
        rows = rows.filter(at__gte=periods.start_of(filters["since"]))
    if filters.get("until"):
        rows = rows.filter(at__lt=periods.end_of(filters["until"]))
    if filters.get("subject"):
        named = FactSubject.objects.filter(subject=filters["subject"]).values("fact_id")
        rows = rows.filter(Q(subject=filters["subject"]) | Q(seq__in=named))
    return rows


def _in_parts(rows: QuerySet[Fact]) -> Iterator[FactRow]:
    part: list[Fact] = []
    for row in rows.iterator(AT_ONCE):
        part.append(row)
        if len(part) == AT_ONCE:
            yield from _rows(part)
            part = []
    yield from _rows(part)


def _rows(found: Iterable[Fact]) -> list[FactRow]:
    rows = list(found)
    people = dict(
        Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", "name")
    )
    parties = dict(
        Organisation.objects.filter(pk__in={row.organisation_id for row in rows}).values_list(
            "pk", "name"
        )
    )
    return [
        FactRow(
            seq=row.seq,
            at=row.at,
            who=people.get(row.person_id) or _("The platform"),
            role=_role(row.role),
            party=parties.get(row.organisation_id, ""),
            organisation_id=row.organisation_id,
            verb=row.verb,
            sentence=feed.sentence(row),
            subject=row.subject,
            subjects=row.subjects_count,
            hash=row.hash,
        )
        for row in rows
    ]


def _role(role: str) -> str:
    known = {str(one): label for one, label in kinds.LABELS.items()}
    return _(known[role]) if role in known else ""
