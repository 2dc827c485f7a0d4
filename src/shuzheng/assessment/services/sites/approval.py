"""From application to active site: the alliance's opinion, the organisation's review, the record.

Rules: R-090 (by procedure, per certificate and level), R-094 (what an application says), R-095 (the
alliance is asked), R-097 (rooms). Source: handbook 3.5. Nobody's silence stops an application: the
alliance's counts as no objection, the office's as recorded; the organisation's lets the office
decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import sites as access
from shuzheng.assessment.models import RoomCheck, SiteApproval
from shuzheng.assessment.rules import site as rules
from shuzheng.assessment.rules.site import State, Verb
from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK, Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import alliances, entries, filings
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from shuzheng.catalogue.rules.levels import Level
    from shuzheng.kernel.actor import Actor

OVER = (State.REFUSED, State.CLOSED)


class LevelNotOffered(Refusal):
    """The certificate has no such level."""

    code = "site-level-not-offered"
    template = "{certificate} has no such level."
    rule = "R-090"


class AlreadyApplied(Refusal):
    """One application or approval at a time for each certificate and level."""

    code = "site-already-applied"
    status = 409
    template = "The site has already applied for {certificate} at this level."
    rule = "R-090"


class NotTheAlliance(Refusal):
    """The alliance's lead gives the opinion; on its own site another member does."""

    code = "opinion-not-yours"
    status = 403
    template = (
        "The opinion is the alliance lead's; on the lead's own site, another member's of the"
        " alliance."
    )
    rule = "R-091"


class NotTheReviewer(Refusal):
    """The certificate's organisation reviews; after its days are over, the office decides."""

    code = "site-review-not-yours"
    status = 403
    template = "The certificate's organisation decides until {until}, then the office."
    rule = "R-090"


class RoomsNotPassed(Refusal):
    """A site has at least one room that passes the checklist today."""

    code = "site-rooms-not-passed"
    status = 409
    template = "No room of {site} passes the checklist today."
    rule = "R-097"


class ApprovalOver(Refusal):
    """An approval lasts beyond the day on which it is given."""

    code = "site-approval-over"
    template = "The approval would end before it begins."
    rule = "R-090"


@applies("R-090", "R-094")
@transaction.atomic
def apply(
    site_id: int,
    certificate_type_id: int,
    level: Level,
    texts: Mapping[str, str],
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Apply for a site for one certificate and level; returns the application's id.

    `texts` speaks on every topic of the rulebook. Refuses without a filing that counts, without the
    certificate in use, and where the site has applied already.
    """
    site = access.own_site(site_id, actor, Permission.SITE_APPLY)
    today, book = periods.day(now), rulebooks.current()
    restrictions.require(site.institution_id, Act.SITE_APPLICATION, today)
    restrictions.require_sites([site.code], Act.SITE_APPLICATION, today)
    certificate = certificates.brief([certificate_type_id]).get(certificate_type_id)
    if certificate is None or level not in certificate.levels:
        raise LevelNotOffered(certificate=certificate.name if certificate else "")
    entry = entries.of(certificate_type_id, [site.institution_id]).get(site.institution_id)
    rules.check_application(
        site.institution.name,
        certificate.name,
        filings.state_of(site.institution_id, today.year),
        entry.state if entry else "",
        texts,
        today,
        book,
    )
    row = SiteApproval(
        site=site,
        certificate_type_id=certificate_type_id,
        level=level,
        state=State.DRAFT,
        application={topic: text.strip() for topic, text in texts.items()},
        rule_since=book.on(today, "R-090").since,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyApplied(certificate=certificate.name) from None
    moved = moves.move(row, rules.SITE, Verb.SUBMIT, submitted_on=today)
    facts.record("assessment.site.applied", row, actor=actor, now=now, moved=moved)
    return row.pk


@applies("R-090", "R-095")
@transaction.atomic
def opine(approval_id: int, opinion: str, *, actor: Actor, now: datetime) -> None:
    """Give the alliance's opinion, which is kept and does not decide."""
    row = access.approval(approval_id, actor, Permission.SITE_OPINE)
    _require_alliance(row, actor)
    _opine(row, opinion.strip(), actor=actor, now=now, by_silence=False)


@applies("R-090")
def opine_by_silence(*, now: datetime) -> int:
    """Keep as no objection what alliances did not answer in time; returns how many."""
    today, book, calendar = periods.day(now), rulebooks.current(), rulebooks.calendar()
    counted = 0
    for row in SiteApproval.objects.filter(state=State.SUBMITTED).order_by("pk"):
        due = rules.opinion_due_on(row.submitted_on, calendar, book) if row.submitted_on else today
        if today > due:
            with transaction.atomic():
                _opine(row, "", actor=CLOCK, now=now, by_silence=True)
            counted += 1
    return counted


@transaction.atomic
def begin_review(approval_id: int, *, actor: Actor, now: datetime) -> None:
    """Begin the organisation's review of the site, on the spot or by video."""
    row = access.approval(approval_id, actor, Permission.SITE_REVIEW)
    _require_reviewer(row, actor, periods.day(now))
    moved = moves.move(row, rules.SITE, Verb.BEGIN_REVIEW, review_began_on=periods.day(now))
    facts.record("assessment.site.reviewed", row, actor=actor, now=now, moved=moved)


@applies("R-090", "R-097")
@transaction.atomic
def approve(
    approval_id: int,
    *,
    until: date,
    by_video: bool,
    visited_on: date,
    document_id: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Approve the site until a day, on the review's signed record."""
    row, today = _to_decide(approval_id, actor, now), periods.day(now)
    if until < today:
        raise ApprovalOver
    require_rooms(row, today)
    began = _begun(row, today)
    moved = moves.move(
        row,
        rules.SITE,
        Verb.APPROVE,
        approved_on=today,
        approved_until=until,
        by_video=by_video,
        visited_on=visited_on,
        review_id=document_id,
    )
    facts.record(
        "assessment.site.approved",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=began,
        until=until.isoformat(),
    )


@applies("R-090")
@transaction.atomic
def refuse(approval_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Refuse the site with reasons; a new application may follow at any time."""
    row = _to_decide(approval_id, actor, now)
    began = _begun(row, periods.day(now))
    moved = moves.move(row, rules.SITE, Verb.REFUSE, refusal=reason)
    facts.record(
        "assessment.site.refused",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=began,
        reason=reason,
    )


def _begun(row: SiteApproval, today: date) -> list[facts.Passage]:
    """Begin the review of a site that is decided without one on its own; returns that step."""
    if row.state != State.ALLIANCE_OPINION:
        return []
    moved = moves.move(row, rules.SITE, Verb.BEGIN_REVIEW, review_began_on=today)
    return facts.passages_of(row, moved)


@transaction.atomic
def record(approval_id: int, *, actor: Actor, now: datetime) -> None:
    """Record an approved site as active; plans may use it from now on."""
    row = access.approval(approval_id, actor, Permission.SITE_RECORD)
    _record(row, actor=actor, now=now, by_silence=False)


@applies("R-090")
def record_by_silence(*, now: datetime) -> int:
    """Record as active what the office did not answer in time; returns how many."""
    today, book, calendar = periods.day(now), rulebooks.current(), rulebooks.calendar()
    counted = 0
    for row in SiteApproval.objects.filter(state=State.APPROVED).order_by("pk"):
        approved = row.approved_on
        if approved and today > rules.recorded_by_silence_on(approved, calendar, book):
            with transaction.atomic():
                _record(row, actor=CLOCK, now=now, by_silence=True)
            counted += 1
    return counted


@applies("R-097")
@transaction.atomic
def recheck(approval_id: int, *, actor: Actor, now: datetime) -> None:
    """Record the re-check before a season: some room passes the checklist today."""
    row, today = access.approval(approval_id, actor, Permission.SITE_CHECK), periods.day(now)
    if row.site.institution_id != actor.organisation_id:
        raise access.NoSuchApproval
    require_rooms(row, today)
    moved = moves.move(row, rules.SITE, Verb.RECHECK, rechecked_on=today)
    facts.record("assessment.site.rechecked", row, actor=actor, now=now, moved=moved)


def require_rooms(row: SiteApproval, today: date) -> None:
    """Refuse where no room of the site passes the checklist for today."""
    book = rulebooks.current()
    checks = RoomCheck.objects.filter(room__site_id=row.site_id, checked_on__lte=today)
    newest = {check.room_id: check for check in checks.order_by("checked_on", "pk")}
    for check in newest.values():
        found = rules.Checklist(check.checked_on, "", check.held)
        if rules.is_good_for(found, today, book) and not rules.failing_items(found, book):
            return
    raise RoomsNotPassed(site=row.site.name)


def _opine(
    row: SiteApproval, opinion: str, *, actor: Actor, now: datetime, by_silence: bool
) -> None:
    moved = moves.move(
        row, rules.SITE, Verb.GIVE_OPINION, opinion=opinion, opinion_on=periods.day(now)
    )
    how = "silence" if by_silence else "alliance"
    facts.record("assessment.site.opined", row, actor=actor, now=now, moved=moved, how=how)


def _record(row: SiteApproval, *, actor: Actor, now: datetime, by_silence: bool) -> None:
    moved = moves.move(row, rules.SITE, Verb.RECORD, active_since=periods.day(now))
    how = "silence" if by_silence else "office"
    facts.record("assessment.site.recorded", row, actor=actor, now=now, moved=moved, how=how)


def _to_decide(approval_id: int, actor: Actor, now: datetime) -> SiteApproval:
    """Fetch an application that the actor decides: the organisation's, or the office's when due."""
    office = actor.reach is Reach.PROVINCE
    permission = Permission.SITE_RECORD if office else Permission.SITE_REVIEW
    row = access.approval(approval_id, actor, permission)
    _require_reviewer(row, actor, periods.day(now))
    return row


def _require_reviewer(row: SiteApproval, actor: Actor, today: date) -> None:
    if actor.organisation_id == row.certificate_type.organisation_id:
        return
    due = today
    if row.opinion_on:
        due = rules.review_due_on(row.opinion_on, rulebooks.calendar(), rulebooks.current())
    if actor.reach is not Reach.PROVINCE or row.opinion_on is None or today <= due:
        raise NotTheReviewer(until=due)


def _require_alliance(row: SiteApproval, actor: Actor) -> None:
    alliance = alliances.of(row.certificate_type_id)
    lead = alliance.lead_id if alliance else None
    here = actor.organisation_id
    if row.site.institution_id != lead:
        allowed = here == lead
    else:
        members = entries.users(row.certificate_type_id)
        allowed = here != lead and any(member.institution_id == here for member in members)
    if not allowed:
        raise NotTheAlliance
