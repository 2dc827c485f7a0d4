"""One filing with its versions, what differs, what is missing, and why it was returned.

Rules: R-017, R-030, R-031, R-033, R-045.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.kernel import periods
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import (
    Filing,
    FilingItem,
    FilingReturn,
    FilingRound,
    FilingVersion,
    LeadingGroupMember,
)
from shuzheng.pilots.queries import pages_content
from shuzheng.pilots.rules import completeness
from shuzheng.pilots.rules import filing as rules
from shuzheng.pilots.rules.filing import Ground, State, VersionState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

OPEN = (VersionState.DRAFTED, VersionState.UNDER_CHECK, VersionState.SENT_BACK)
WRITABLE = (VersionState.DRAFTED, VersionState.SENT_BACK)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One certificate that a version names; majors as (code, name or "")."""

    certificate_type_id: int
    code: str
    name: str
    levels: tuple[str, ...]
    majors: tuple[tuple[str, str], ...]
    planned_headcount: int | None
    site_wanted: str
    trainers: str
    dates: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version as a page shows it."""

    number: int
    state: VersionState
    presented_on: date | None
    in_force_on: date | None
    confirmed_by_group_on: date | None
    self_assessment: Mapping[str, str]
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the leading group."""

    name: str
    role: completeness.GroupRole
    duty: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Why a version was returned."""

    version: int
    ground: Ground
    place: str
    reason: str
    returned_on: date
    answer_due_on: date
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One place in which the open version differs from the one in force."""

    place: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FilingPage:
    """Everything that the page of a filing shows.

    `version` is the one to look at (open, else in force); `silence_on` the day on which silence
    files it; `optional` the places of optional answers that are empty.
    """

    id: int
    institution_id: int
    institution: str
    code: str
    kind: str
    year: int
    number: str
    state: State
    is_late: bool
    submitted_on: date | None
    filed_on: date | None
    filed_by_silence: bool
    round_closes_on: date | None
    version: VersionView
    in_force: VersionView | None
    versions: tuple[VersionView, ...]
    group: tuple[Member, ...]
    missing: tuple[completeness.Missing, ...]
    optional: tuple[str, ...]
    changes: tuple[Change, ...]
    returns: tuple[ReturnLine, ...]
    silence_on: date | None
    city_may_return: bool
    is_demonstration: bool


def detail(
    filing_id: int, actor: Actor, now: datetime, permission: Permission = Permission.FILING_VIEW
) -> FilingPage:
    """Return one filing for its page, or for the page of an act that takes `permission`."""
    row = access.filing(filing_id, actor, permission)
    today = periods.day(now)
    book, calendar = rulebooks.current(), rulebooks.calendar()
    versions = list(row.versions.order_by("-number"))
    shown = next((v for v in versions if v.state in OPEN), versions[0])
    in_force = next((v for v in versions if v.state == VersionState.IN_FORCE), None)
    items = _items(versions)
    views = {v.pk: _view(v, items.get(v.pk, ())) for v in versions}
    under_check = shown.state == VersionState.UNDER_CHECK and shown.presented_on
    institution = row.institution
    return FilingPage(
        id=row.pk,
        institution_id=row.institution_id,
        institution=institution.name,
        code=institution.code,
        kind=institution.institution_kind,
        year=row.year,
        number=row.number,
        state=State(row.state),
        is_late=row.is_late,
        submitted_on=row.submitted_on,
        filed_on=row.filed_on,
        filed_by_silence=row.filed_by_silence,
        round_closes_on=_closes_on(row.year),
        version=views[shown.pk],
        in_force=views[in_force.pk] if in_force else None,
        versions=tuple(views.values()),
        group=group_of(row.institution_id),
        # What was submitted was complete then: what the institution became since is no fault of it.
        missing=pages_content.missing(row, shown, today) if shown.state in WRITABLE else (),
        optional=completeness.left_empty(pages_content.content_of(shown), today, book),
        changes=_changes(in_force, shown),
        returns=_returns(row),
        silence_on=rules.filed_by_silence_on(shown.presented_on, calendar, book)
        if under_check and shown.presented_on
        else None,
        city_may_return=rules.city_may_return(institution.institution_kind, today, book),
        is_demonstration=institution.is_demonstration,
    )


def group_of(institution_id: int) -> tuple[Member, ...]:
    """Return the members of an institution's leading group today, in the order of their roles."""
    rows = LeadingGroupMember.objects.filter(institution_id=institution_id, until=None)
    members = [Member(m.name, completeness.GroupRole(m.role), m.duty) for m in rows.order_by("pk")]
    return tuple(sorted(members, key=lambda m: list(completeness.GroupRole).index(m.role)))


def topics(now: datetime) -> tuple[str, ...]:
    """Return the topics of a self-assessment, in the order of the rulebook."""
    return rulebooks.current().on(periods.day(now), "R-031").words("topics")


def _closes_on(year: int) -> date | None:
    rows = FilingRound.objects.filter(year=year)
    return rows.values_list("closes_on", flat=True).first()


def _items(versions: list[FilingVersion]) -> dict[int, tuple[ItemLine, ...]]:
    rows = list(FilingItem.objects.filter(version__in=versions).order_by("pk"))
    names = certificates.brief(row.certificate_type_id for row in rows)
    majors = {pk: dict(certificates.target_majors(pk)) for pk in names}
    found: dict[int, list[ItemLine]] = {}
    for row in rows:
        certificate = names[row.certificate_type_id]
        known = majors[row.certificate_type_id]
        found.setdefault(row.version_id, []).append(
            ItemLine(
                certificate_type_id=row.certificate_type_id,
                code=certificate.code,
                name=certificate.name,
                levels=tuple(row.levels),
                majors=tuple((code, known.get(code, "")) for code in row.majors),
                planned_headcount=row.planned_headcount,
                site_wanted=row.site_wanted,
                trainers=row.trainers,
                dates=row.dates,
            )
        )
    return {pk: tuple(lines) for pk, lines in found.items()}


def _view(version: FilingVersion, items: tuple[ItemLine, ...]) -> VersionView:
    return VersionView(
        version.number,
        VersionState(version.state),
        version.presented_on,
        version.in_force_on,
        version.confirmed_by_group_on,
        version.self_assessment,
        items,
    )


def _returns(row: Filing) -> tuple[ReturnLine, ...]:
    rows = FilingReturn.objects.filter(version__filing=row).select_related("version")
    return tuple(
        ReturnLine(
            one.version.number,
            Ground(one.ground),
            one.place,
            one.reason,
            one.returned_on,
            one.answer_due_on,
            is_answered=one.version.state != VersionState.SENT_BACK,
        )
        for one in rows.order_by("-pk")
    )


def _changes(in_force: FilingVersion | None, shown: FilingVersion) -> tuple[Change, ...]:
    """Compare the open version with the one in force, place by place."""
    if in_force is None or in_force.pk == shown.pk:
        return ()
    before, after = pages_content.content_of(in_force), pages_content.content_of(shown)
    old, new = ({choice.key: choice for choice in c.choices} for c in (before, after))
    found = []
    for place in completeness.changes(before, after):
        kind, _, key = place.partition(".")
        if kind == "self_assessment":
            texts = before.self_assessment.get(key, ""), after.self_assessment.get(key, "")
            found.append(Change(place, "", *texts))
        else:
            either = new.get(key) or old[key]
            found.append(Change(place, either.name, _said(old.get(key)), _said(new.get(key))))
    return tuple(found)


def _said(choice: completeness.Choice | None) -> str:
    """Return what a version says of one certificate, as data: levels, majors, headcount."""
    if choice is None:
        return ""
    levels = "/".join(sorted(choice.levels))
    headcount = "" if choice.planned_headcount is None else str(choice.planned_headcount)
    rest = [choice.site_wanted, choice.trainers, choice.dates]
    return " · ".join(part for part in (levels, " ".join(choice.majors), headcount, *rest) if part)
