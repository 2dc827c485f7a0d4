"""File, return, put on file, amend: the pilot filing from the institution's desk to the record.

Rules: R-003, R-017, R-030, R-031, R-033, R-038, R-039, R-041. Filing is not approval: the only
grounds to return one are completeness and truth, and a complete one that nobody answers is filed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK, Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import (
    Filing,
    FilingItem,
    FilingRest,
    FilingReturn,
    FilingRound,
    FilingVersion,
)
from shuzheng.pilots.queries.pages_content import content_of, missing
from shuzheng.pilots.rules import completeness
from shuzheng.pilots.rules import filing as rules
from shuzheng.pilots.rules.filing import State, Verb, VersionState, VersionVerb
from shuzheng.pilots.services import entries
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

OPEN_VERSIONS = (VersionState.DRAFTED, VersionState.UNDER_CHECK, VersionState.SENT_BACK)
WRITABLE = (VersionState.DRAFTED, VersionState.SENT_BACK)


class NoRound(Refusal):
    """Nobody has opened a round for the year."""

    code = "no-round"
    status = 409
    template = "No filing round has been announced for {year}."
    rule = "R-039"


class NothingToSubmit(Refusal):
    """There is no version that could be submitted."""

    code = "nothing-to-submit"
    status = 409
    template = "There is no draft to submit."


class UnderCheck(Refusal):
    """A version under check is not edited."""

    code = "under-check"
    status = 409
    template = "A version is under check; it can be edited again once it is answered."


class NoSuchCertificateInCatalogue(Refusal):
    """An item names a certificate that the catalogue does not have."""

    code = "certificate-not-in-catalogue"
    template = "Line {line}: the certificate is not in the catalogue."


@dataclass(frozen=True, slots=True)
class Item:
    """One certificate that a draft names; everything after `majors` may stay empty."""

    certificate_type_id: int
    levels: tuple[str, ...]
    majors: tuple[str, ...]
    planned_headcount: int | None = None
    site_wanted: str = ""
    trainers: str = ""
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an institution writes into a version."""

    self_assessment: Mapping[str, str]
    items: tuple[Item, ...]
    confirmed_by_group_on: date | None = None


@applies("R-003", "R-038", "R-039")
@transaction.atomic
def begin(year: int, *, actor: Actor, now: datetime) -> int:
    """Begin the filing of the actor's institution for `year`; returns its id (again, if begun)."""
    actor.require(Permission.FILING_WRITE)
    here = actor.organisation_id
    begun = Filing.objects.filter(institution_id=here, year=year).first()
    if begun is not None:
        return begun.pk
    today, book = periods.day(now), rulebooks.current()
    row = Filing(institution_id=here, year=year, state=State.DRAFT)
    rules.check_eligible(row.institution.institution_kind, year, (), today, book)
    restrictions.require(here, Act.FILING, today, year)
    row.is_late = _check_round(year, today)
    row.save()
    FilingVersion.objects.create(filing=row, number=1, state=VersionState.DRAFTED)
    facts.record("pilots.filing.begun", row, actor=actor, now=now, year=year)
    return row.pk


@transaction.atomic
def save_draft(filing_id: int, draft: Draft, *, actor: Actor, now: datetime) -> None:
    """Write the open version of a filing; opens an amendment where the filing is filed."""
    row = access.filing(filing_id, actor, Permission.FILING_WRITE)
    known = certificates.brief(item.certificate_type_id for item in draft.items)
    for line, item in enumerate(draft.items, start=1):
        if item.certificate_type_id not in known:
            raise NoSuchCertificateInCatalogue(line=line)
    version = _writable_version(row)
    FilingVersion.objects.filter(pk=version.pk).update(
        self_assessment=dict(draft.self_assessment),
        confirmed_by_group_on=draft.confirmed_by_group_on,
    )
    version.items.all().delete()
    FilingItem.objects.bulk_create(_item(version, item) for item in draft.items)
    facts.record("pilots.filing.drafted", row, actor=actor, now=now, version=version.number)


@applies("R-017", "R-030", "R-031", "R-033", "R-038")
@transaction.atomic
def submit(filing_id: int, *, actor: Actor, now: datetime) -> None:
    """Submit a filing, or an amendment of one that is filed. Refuses naming all that is missing."""
    row = access.filing(filing_id, actor, Permission.FILING_WRITE)
    version = _open_version(row)
    if version is None or version.state not in WRITABLE:
        raise NothingToSubmit
    today, book = periods.day(now), rulebooks.current()
    restrictions.require(row.institution_id, Act.FILING, today, row.year)
    completeness.check_complete(missing(row, version, today))
    presented = moves.move(version, rules.VERSION, VersionVerb.PRESENT, presented_on=today)
    passages = facts.passages_of(version, presented)
    if row.state == State.FILED:
        _check_changes(row, version)
        moved = moves.move(row, rules.FILING, Verb.AMEND)
        facts.record(
            "pilots.filing.amended",
            row,
            actor=actor,
            now=now,
            moved=moved,
            passages=passages,
            version=version.number,
        )
        return
    rules.check_eligible(row.institution.institution_kind, row.year, (), today, book)
    number = row.number or f"BA{row.year}{row.pk:06d}"
    moved = moves.move(row, rules.FILING, Verb.SUBMIT, submitted_on=today, number=number)
    facts.record(
        "pilots.filing.submitted",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=passages,
        number=number,
    )


@applies("R-030", "R-033")
@transaction.atomic
def send_back(
    filing_id: int, ground: str, place: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Return what is under check, for completeness or truth, naming the place and the reason."""
    row = access.filing(filing_id, actor, Permission.FILING_RETURN)
    today, book = periods.day(now), rulebooks.current()
    if actor.reach is Reach.AREA:
        rules.check_city_return(row.institution.institution_kind, today, book)
    checked = rules.check_return(ground, place, reason, today, book)
    version = _version_under_check(row)
    sent_back = moves.move(version, rules.VERSION, VersionVerb.SEND_BACK)
    moved = moves.move(row, rules.FILING, Verb.RETURN) if row.state == State.SUBMITTED else None
    FilingReturn.objects.create(
        version=version,
        ground=checked,
        place=place,
        reason=reason,
        returned_on=today,
        answer_due_on=rules.answer_due_on(today, rulebooks.calendar(), book),
    )
    facts.record(
        "pilots.filing.returned",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=facts.passages_of(version, sent_back),
        ground=checked.value,
        place=place,
    )


@applies("R-038")
@transaction.atomic
def put_on_file(filing_id: int, *, actor: Actor, now: datetime) -> None:
    """Record what is under check as filed; an amendment comes into force."""
    row = access.filing(filing_id, actor, Permission.FILING_FILE)
    restrictions.require(row.institution_id, Act.FILING, periods.day(now), row.year)
    _put_on_file(row, actor=actor, now=now, by_silence=False)


@applies("R-030", "R-038")
def file_by_silence(*, now: datetime) -> int:
    """Record as filed whatever nobody answered in time; returns how many. Safe to run again."""
    today, book, calendar = periods.day(now), rulebooks.current(), rulebooks.calendar()
    waiting = FilingVersion.objects.filter(
        state=VersionState.UNDER_CHECK, filing__state__in=(State.SUBMITTED, State.FILED)
    )
    filed = 0
    for version in waiting.select_related("filing__institution").order_by("pk"):
        presented = version.presented_on
        row = version.filing
        due = presented and rules.silence_files(presented, today, calendar, book)
        if due and not restrictions.barring(row.institution_id, Act.FILING, today, row.year):
            with transaction.atomic():
                _put_on_file(row, actor=CLOCK, now=now, by_silence=True)
            filed += 1
    return filed


@transaction.atomic
def suspend(filing_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Suspend a filing after a sanction: no new registrations, the reports rest."""
    row = access.filing(filing_id, actor, Permission.FILING_SUSPEND)
    moved = moves.move(row, rules.FILING, Verb.SUSPEND)
    FilingRest.objects.create(filing=row, since=periods.day(now))
    facts.record("pilots.filing.suspended", row, actor=actor, now=now, moved=moved, reason=reason)


@transaction.atomic
def resume(filing_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Lift the suspension of a filing."""
    row = access.filing(filing_id, actor, Permission.FILING_SUSPEND)
    moved = moves.move(row, rules.FILING, Verb.RESUME)
    FilingRest.objects.filter(filing=row, until=None).update(until=periods.day(now))
    facts.record("pilots.filing.resumed", row, actor=actor, now=now, moved=moved, reason=reason)


@transaction.atomic
def end(filing_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Withdraw from the pilot; what was accepted runs to its end."""
    row = access.filing(filing_id, actor, Permission.FILING_WRITE)
    moved = moves.move(row, rules.FILING, Verb.END, ended_on=periods.day(now))
    facts.record("pilots.filing.ended", row, actor=actor, now=now, moved=moved, reason=reason)


def _put_on_file(row: Filing, *, actor: Actor, now: datetime, by_silence: bool) -> None:
    version, today = _version_under_check(row), periods.day(now)
    how = "silence" if by_silence else "office"
    passages = []
    older = row.versions.filter(state=VersionState.IN_FORCE).first()
    if older is not None:
        superseded = moves.move(older, rules.VERSION, VersionVerb.SUPERSEDE)
        passages += facts.passages_of(older, superseded)
    in_force = moves.move(version, rules.VERSION, VersionVerb.BRING_INTO_FORCE, in_force_on=today)
    passages += facts.passages_of(version, in_force)
    if row.state == State.FILED:
        facts.record(
            "pilots.filing.amendment_noted",
            row,
            actor=actor,
            now=now,
            passages=passages,
            version=version.number,
            how=how,
        )
    else:
        since = rulebooks.current().on(today, "R-030").since
        moved = moves.move(
            row,
            rules.FILING,
            Verb.FILE,
            filed_on=today,
            filed_by_silence=by_silence,
            rule_since=since,
        )
        facts.record(
            "pilots.filing.filed",
            row,
            actor=actor,
            now=now,
            moved=moved,
            passages=passages,
            number=row.number,
            how=how,
        )
    named = version.items.values_list("certificate_type_id", flat=True)
    entries.activate_named(row.institution_id, list(named), actor=actor, now=now)


def _check_round(year: int, today: date) -> bool:
    found = FilingRound.objects.filter(year=year).first()
    if found is None:
        raise NoRound(year=year)
    return rules.check_round(found.opens_on, found.closes_on, today, rulebooks.current())


def _open_version(row: Filing) -> FilingVersion | None:
    return row.versions.filter(state__in=OPEN_VERSIONS).first()


def _version_under_check(row: Filing) -> FilingVersion:
    version = row.versions.filter(state=VersionState.UNDER_CHECK).first()
    if version is None:
        raise moves.MovedMeanwhile
    return version


def _writable_version(row: Filing) -> FilingVersion:
    version = _open_version(row)
    if version is None:
        rules.FILING.after(State(row.state), Verb.AMEND)
        last = row.versions.order_by("-number").first()
        number = last.number + 1 if last else 1
        return FilingVersion.objects.create(filing=row, number=number, state=VersionState.DRAFTED)
    if version.state not in WRITABLE:
        raise UnderCheck
    return version


def _check_changes(row: Filing, version: FilingVersion) -> None:
    in_force = row.versions.filter(state=VersionState.IN_FORCE).first()
    if in_force is not None:
        completeness.check_amendment(content_of(in_force), content_of(version))


def _item(version: FilingVersion, item: Item) -> FilingItem:
    return FilingItem(
        version=version,
        certificate_type_id=item.certificate_type_id,
        levels=list(item.levels),
        majors=list(item.majors),
        planned_headcount=item.planned_headcount,
        site_wanted=item.site_wanted,
        trainers=item.trainers,
        dates=item.dates,
    )
