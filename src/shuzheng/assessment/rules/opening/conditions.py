"""The single conditions of a plan, each with the refusals that say by name what is wanting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shuzheng.assessment.rules import site
from shuzheng.fees.rules import agreement
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.rules import activity, entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from shuzheng.assessment.rules.opening.records import Facts, Room
    from shuzheng.kernel.rulebook import Rulebook

CERTIFICATE_USABLE: Final = frozenset({"listed", "in_use", "watch", "phasing_out"})
"""States of a certificate type (handbook 3.2) in which a session may still be planned."""

ORGANISATION_USABLE: Final = frozenset({"listed", "engaged", "warned"})
"""States of an organisation (handbook 3.1) in which it may plan."""


class CertificateNotUsable(Refusal):
    """The certificate is not on the list, or was closed or suspended."""

    code = "certificate-not-usable"
    template = "{certificate} is not on the list of certificates in use today."
    rule = "R-057"


class CertificateCloses(Refusal):
    """The province drops the certificate, and the last sitting lies after its last day."""

    code = "certificate-closes"
    template = (
        "{certificate} is dropped by decision {decision}; its last day is {closing_on}, before the "
        "last sitting on {last_on}."
    )
    rule = "R-233"


class OrganisationNotUsable(Refusal):
    """The organisation is suspended, has left, or was withdrawn."""

    code = "organisation-not-usable"
    template = "{organisation} is suspended or withdrawn and may not plan today."
    rule = "R-057"


class LevelNotListed(Refusal):
    """The certificate has no such level."""

    code = "level-not-listed"
    template = "{certificate} is not listed at this level."
    rule = "R-100"


class NoSite(Refusal):
    """A plan names a site."""

    code = "no-site"
    template = "The plan names no site."
    rule = "R-090"


class SiteNotActive(Refusal):
    """A site is active for the certificate and level."""

    code = "site-not-active"
    template = "{site} is not an active site for this certificate and level."
    rule = "R-090"


class SiteApprovalEnds(Refusal):
    """A site's approval lasts beyond the last sitting."""

    code = "site-approval-ends"
    template = "The approval of {site} ends on {until}, before the last sitting on {last_on}."
    rule = "R-090"


class NoInstitution(Refusal):
    """Some institution takes part, and it has reviewed the certificate."""

    code = "no-institution"
    template = "No institution with an entry review takes part in the plan."
    rule = "R-050"


class NoReport(Refusal):
    """The assessment was not reported."""

    code = "no-activity-report"
    template = "No activity report is filed for this assessment."
    rule = "R-056"


class ReportNotNoted(Refusal):
    """The report has not been noted."""

    code = "activity-report-not-noted"
    template = "The activity report {document} has not been noted by the office."
    rule = "R-056"


class ReportOfOtherDays(Refusal):
    """The report speaks of other days."""

    code = "activity-report-other-days"
    template = (
        "The activity report {document} covers {starts_on} to {ends_on}, "
        "not every sitting from {first_on} to {last_on}."
    )
    rule = "R-056"


class RoomNotChecked(Refusal):
    """A room has no checklist."""

    code = "room-not-checked"
    template = "{site}, {room}: no checklist is on file."
    rule = "R-097"


class CheckTooOld(Refusal):
    """A room's checklist belongs to another season."""

    code = "room-check-too-old"
    template = "{site}, {room}: last checked on {checked_on}; a check since {since} is needed."
    rule = "R-097"


class CheckFailed(Refusal):
    """A room's checklist found something wanting."""

    code = "room-check-failed"
    template = "{site}, {room}: the checklist does not hold for “{item}”."
    rule = "R-097"


class NoRooms(Refusal):
    """A site of a plan offers rooms."""

    code = "no-rooms"
    template = "{site} has no room in this plan."
    rule = "R-097"


class AssessorsShort(Refusal):
    """There are too few qualified assessors."""

    code = "assessors-short"
    template = "{found} assessors are qualified on every day of the sittings; {needed} are needed."
    rule = "R-100"


class SeatsShort(Refusal):
    """The rooms have too few usable seats."""

    code = "seats-short"
    template = "The rooms have {found} usable seats; {needed} are needed."
    rule = "R-100"


class NoSeatsPlanned(Refusal):
    """A plan plans at least one seat."""

    code = "no-seats-planned"
    template = "The plan has no seats."
    rule = "R-100"


class NotAllConfirmed(Refusal):
    """Somebody has not confirmed."""

    code = "not-all-confirmed"
    template = "{count} registrations still wait for the candidate's own confirmation."
    rule = "R-034"


class NotAllConsented(Refusal):
    """A guardian has not consented."""

    code = "not-all-consented"
    template = "{count} registrations still wait for a guardian's consent."
    rule = "R-034"


class NotAllSettled(Refusal):
    """Somebody's fee is not settled."""

    code = "not-all-settled"
    template = "{count} confirmed registrations are not settled yet."
    rule = "R-127"


class NobodyAccepted(Refusal):
    """There is nobody to seat."""

    code = "nobody-accepted"
    template = "No registration has been accepted, so there is nobody to seat."
    rule = "R-100"


@applies("R-057", "R-100", "R-233")
def certificate(facts: Facts) -> Iterator[Refusal]:
    """Yield what speaks against the certificate, its organisation or its level."""
    if facts.certificate_state not in CERTIFICATE_USABLE:
        yield CertificateNotUsable(certificate=facts.certificate)
    elif facts.closing_on is not None and facts.last_on > facts.closing_on:
        yield CertificateCloses(
            certificate=facts.certificate,
            decision=facts.closing_decision,
            closing_on=facts.closing_on,
            last_on=facts.last_on,
        )
    if facts.barred is not None:
        yield facts.barred
    elif facts.organisation_state not in ORGANISATION_USABLE:
        yield OrganisationNotUsable(organisation=facts.organisation)
    if facts.level not in facts.levels:
        yield LevelNotListed(certificate=facts.certificate)


@applies("R-090", "R-100")
def sites(facts: Facts) -> Iterator[Refusal]:
    """Yield every site that is barred, not active, or not until the last sitting."""
    if not facts.sites:
        yield NoSite()
    for place in facts.sites:
        if place.barred is not None:
            yield place.barred
        elif place.state not in site.USABLE:
            yield SiteNotActive(site=place.name)
        elif place.approved_until is not None and place.approved_until < facts.last_on:
            yield SiteApprovalEnds(
                site=place.name, until=place.approved_until, last_on=facts.last_on
            )


@applies("R-050", "R-100")
def entries(facts: Facts, today: date) -> Iterator[Refusal]:
    """Yield every institution whose own review has not passed."""
    if not facts.entries:
        yield NoInstitution()
    for review in facts.entries:
        try:
            entry.check_reviewed(
                review.institution, facts.certificate, review.state, review.approved_on, today
            )
        except entry.NotReviewed as refusal:
            yield refusal


@applies("R-056", "R-100")
def report(facts: Facts) -> Iterator[Refusal]:
    """Yield what is wanting in the activity report."""
    filed = facts.report
    if filed is None:
        yield NoReport()
        return
    if filed.state not in {activity.State.NOTED, activity.State.HELD, activity.State.SUMMED_UP}:
        yield ReportNotNoted(document=filed.document)
    if not (filed.starts_on <= facts.first_on and facts.last_on <= filed.ends_on):
        yield ReportOfOtherDays(
            document=filed.document,
            starts_on=filed.starts_on,
            ends_on=filed.ends_on,
            first_on=facts.first_on,
            last_on=facts.last_on,
        )


def _room(place: str, room: Room, facts: Facts, today: date, book: Rulebook) -> Iterator[Refusal]:
    checklist = room.checklist
    if checklist is None or checklist.checked_on > today:
        yield RoomNotChecked(site=place, room=room.name)
        return
    if not site.is_good_for(checklist, facts.first_on, book):
        since = site.good_from(facts.first_on, book)
        yield CheckTooOld(site=place, room=room.name, checked_on=checklist.checked_on, since=since)
    for item in site.failing_items(checklist, book):
        yield CheckFailed(site=place, room=room.name, item=site.label(item))


@applies("R-097", "R-100")
def rooms(facts: Facts, today: date, book: Rulebook) -> Iterator[Refusal]:
    """Yield every room whose check is missing, of another season, or not passed."""
    if not facts.sites:
        yield NoSite()
    for place in facts.sites:
        if not place.rooms:
            yield NoRooms(site=place.name)
        for room in place.rooms:
            yield from _room(place.name, room, facts, today, book)


@applies("R-121", "R-100")
def fee(facts: Facts, today: date, book: Rulebook) -> Iterator[Refusal]:
    """Yield what is wrong with the fee agreement that governs today, or with the plan's price."""
    try:
        agreement.check_price(facts.price, agreement.governing(facts.agreements, today, book))
    except Refusal as refusal:
        yield refusal


@applies("R-122", "R-100")
def ceiling(facts: Facts, today: date) -> Iterator[Refusal]:
    """Yield what is wrong with the ceiling; a plan that asks for nothing needs none."""
    if facts.price == 0:
        return
    try:
        agreement.check_ceiling(facts.price, facts.ceiling, facts.waiver, today)
    except Refusal as refusal:
        yield refusal
