"""The dated records that a plan rests on, gathered, and the conditions they meet (R-100).

Nothing is decided here and nothing counts by default: what nobody entered is missing. An act asks
the conditions again at its own instant; what a page shows may be a minute old.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models

from shuzheng.assessment.models import Plan, Room, RoomCheck, Site, SiteApproval
from shuzheng.assessment.queries import registrations
from shuzheng.assessment.rules import opening, registration
from shuzheng.assessment.rules import site as site_rules
from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import NationalStatus
from shuzheng.fees.queries import agreements
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.pilots.queries import activity_reports, entries
from shuzheng.standing.queries import restrictions
from shuzheng.standing.queries.restrictions import Barred
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.assessment.rules.opening import Guard
    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief

LISTED = "listed"
ENDED = (site_rules.State.REFUSED, site_rules.State.CLOSED)


def opening_guards(row: Plan, now: datetime) -> tuple[Guard, ...]:
    """Return every condition for opening registration, held or not, at this instant."""
    today = periods.day(now)
    facts = facts_of(row, today, Act.OPENING)
    return opening.opening_guards(facts, today, rulebooks.current())


def seating_guards(row: Plan, now: datetime) -> tuple[Guard, ...]:
    """Return every condition for locking the seats, held or not, at this instant."""
    today = periods.day(now)
    facts = facts_of(row, today, Act.SEATING)
    return opening.seating_guards(facts, counts_of(row), today, rulebooks.current())


def counts_of(row: Plan) -> opening.Counts:
    """Return how a plan's registrations stand; nobody is counted twice."""
    state = registration.State
    states, unconsented = dict.fromkeys(state, 0), 0
    counted = row.registrations.order_by().values_list("state")
    waits = models.Count("pk", filter=registrations.WAITS_FOR_GUARDIAN)
    for one, number, waiting in counted.annotate(n=models.Count("pk"), waiting=waits):
        states[state(one)] = number - waiting
        unconsented += waiting
    return opening.Counts(
        unconfirmed=states[state.DRAFTED],
        unconsented=unconsented,
        unsettled=sum(states[s] for s in (state.CONFIRMED, state.ELIGIBLE, state.FEE_SETTLED)),
        accepted=sum(states[s] for s in registration.HOLDS_PLACE),
    )


def evidence(guards: tuple[Guard, ...], on: date) -> list[dict[str, Any]]:
    """Return conditions as they are kept with the plan: rule, title, sentence, parameters."""
    return [
        {
            "name": guard.name,
            "rule": guard.rule,
            "title": guard.title,
            "on": on.isoformat(),
            "lines": [
                [sentence, {key: _plain(value) for key, value in params.items()}]
                for sentence, params in guard.lines
            ],
        }
        for guard in guards
    ]


def facts_of(row: Plan, today: date, act: Act) -> opening.Facts:
    """Gather everything dated that a plan rests on for `act`, as it is on `today`."""
    certificate = certificates.brief([row.certificate_type_id])[row.certificate_type_id]
    barred = restrictions.barring(row.organisation_id, act, today)
    return opening.Facts(
        certificate=certificate.name,
        certificate_state=_state_of(certificate),
        organisation=row.organisation.name,
        organisation_state=LISTED,
        level=row.level,
        levels=frozenset(level.value for level in certificate.levels),
        first_on=row.first_on,
        last_on=row.last_on,
        seats=row.seats,
        price=row.price_fen,
        sites=_sites(row, today, act),
        entries=_entries(row),
        report=_report(row),
        agreements=tuple(agreements.terms(row.certificate_type_id, row.level)),
        ceiling=agreements.ceiling(row.certificate_type_id, row.level, today),
        waiver=agreements.waiver(row.certificate_type_id, row.level, today),
        assessors=_assessors(row, today),
        barred=Barred.by(barred) if barred else None,
        closing_on=certificate.closing_on,
        closing_decision=certificate.decision,
    )


def _state_of(certificate: CertificateTypeBrief) -> str:
    """Return where a certificate stands: nationally if it is not listed, else in the province."""
    if certificate.national_status is not NationalStatus.LISTED:
        return certificate.national_status.value
    return certificate.state.value


def checklists(room_ids: list[int], today: date) -> dict[int, site_rules.Checklist]:
    """Return the newest check of each room made up to `today`."""
    checks = RoomCheck.objects.filter(room_id__in=room_ids, checked_on__lte=today)
    return {
        check.room_id: site_rules.Checklist(check.checked_on, check.document.name, check.held)
        for check in checks.select_related("document")
        .defer("document__body")
        .order_by("checked_on", "pk")
    }


def check_documents(room_ids: list[int], today: date) -> dict[int, UUID]:
    """Return the signed sheet of each room's newest check, as a stored file's uid."""
    checks = RoomCheck.objects.filter(room_id__in=room_ids, checked_on__lte=today)
    rows = checks.order_by("checked_on", "pk").values_list("room_id", "document__uid")
    return dict(rows)


def usable_seats(room_ids: list[int]) -> dict[int, int]:
    """Return how many usable seats each room has."""
    found = dict.fromkeys(room_ids, 0)
    rows = Room.objects.filter(pk__in=room_ids, seats__usable=True)
    found.update(rows.values_list("pk").annotate(n=models.Count("seats")))
    return found


def _sites(row: Plan, today: date, act: Act) -> tuple[opening.Site, ...]:
    planned = list(row.rooms.select_related("room__site").order_by("room__site_id", "room__code"))
    rooms = [one.room for one in planned]
    checks = checklists([room.pk for room in rooms], today)
    seats = usable_seats([room.pk for room in rooms])
    approvals = _approvals(row, {room.site_id for room in rooms})
    barred = restrictions.barring_sites({room.site.code for room in rooms}, act, today)
    by_site: dict[Site, list[opening.Room]] = {}
    for room in rooms:
        pure = opening.Room(room.name, seats[room.pk], checks.get(room.pk))
        by_site.setdefault(room.site, []).append(pure)
    return tuple(
        opening.Site(
            name=place.name,
            state=approvals[place.pk].state if place.pk in approvals else "",
            approved_until=approvals[place.pk].approved_until if place.pk in approvals else None,
            rooms=tuple(pure),
            seat_limit=approvals[place.pk].seat_limit if place.pk in approvals else None,
            barred=Barred.by(barred[place.code]) if place.code in barred else None,
        )
        for place, pure in by_site.items()
    )


def _approvals(row: Plan, site_ids: set[int]) -> dict[int, SiteApproval]:
    rows = SiteApproval.objects.filter(
        site_id__in=site_ids, certificate_type_id=row.certificate_type_id, level=row.level
    ).exclude(state__in=ENDED)
    return {one.site_id: one for one in rows}


def _entries(row: Plan) -> tuple[opening.Entry, ...]:
    """Return the entry of every host and every invited institution, missing ones as ""."""
    hosts = row.rooms.values_list("room__site__institution_id", flat=True)
    parties = list(dict.fromkeys((*hosts, *row.institutions.values_list("pk", flat=True))))
    found = entries.of(row.certificate_type_id, parties)
    names = organisations.brief(parties)
    return tuple(
        opening.Entry(
            names[party].name,
            found[party].state if party in found else "",
            found[party].approved_on if party in found else None,
        )
        for party in parties
    )


def _report(row: Plan) -> opening.Report | None:
    if row.report_id is None:
        return None
    filed = activity_reports.brief([row.report_id])[row.report_id]
    return opening.Report(filed.number, filed.state, filed.starts_on, filed.ends_on)


def _assessors(row: Plan, today: date) -> tuple[opening.Assessor, ...]:
    """Return the appointed assessors; one whom a decision bars does not count."""
    rows = list(row.assessors.select_related("person", "qualification").order_by("pk"))
    barred = restrictions.barring_persons([one.person_id for one in rows], Act.ASSESSING, today)
    return tuple(
        opening.Assessor(
            one.person.name,
            one.qualification.issued_on,
            min(
                one.qualification.expires_on,
                one.qualification.revoked_on - timedelta(days=1)
                if one.qualification.revoked_on
                else one.qualification.expires_on,
            ),
        )
        for one in rows
        if one.person_id not in barred
    )


def _plain(value: object) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
