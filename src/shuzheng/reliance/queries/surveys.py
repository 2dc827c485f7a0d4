"""Results of surveys: over the years for everybody, one of them, and as figures for rooms above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.kernel.rulebook import applies
from shuzheng.reliance import access
from shuzheng.reliance.models import Survey, SurveyLine
from shuzheng.reliance.rules import survey as rules
from shuzheng.reliance.rules.survey import Answers, Audience, Line, Scope, State

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.access import Permission


@dataclass(frozen=True, slots=True)
class SurveyBrief:
    """One result with its totals; `answers` is None while nobody has told any.

    `least` is over how many valid answers a share is told.
    """

    id: int
    uid: UUID
    audience: Audience
    year: int
    conducted_by: str
    source: str
    as_of: date
    state: State
    published_at: datetime | None
    reason: str
    corrects: UUID | None
    answers: Answers | None
    least: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the name of what it is about, and where that is found."""

    scope: Scope
    key: str
    name: str
    id: int | None
    answers: Answers


@dataclass(frozen=True, slots=True)
class Counted:
    """A count that a survey gives to a figure, of how many, whence, as of."""

    count: int
    of: int
    source: str
    on: date


def every(audience: Audience, actor: Actor) -> list[SurveyBrief]:
    """Return the results of a kind that are in force, newest first; drafts for their keepers."""
    rows = access.surveys(actor).filter(audience=audience, state__in=(State.DRAFT, State.PUBLISHED))
    found = list(rows.select_related("corrects").order_by("-year", "-pk"))
    totals = _totals(audience, found)
    return [_brief(row, totals.get(row.pk)) for row in found]


def one(uid: UUID, actor: Actor, permission: Permission | None = None) -> SurveyBrief:
    """Return one result, replaced ones too."""
    row = access.survey(uid, actor, permission)
    return _brief(row, _totals(Audience(row.audience), [row]).get(row.pk))


def correction_of(uid: UUID, actor: Actor) -> UUID | None:
    """Return the published result that replaced this one."""
    rows = access.surveys(actor).filter(corrects__uid=uid, published_at__isnull=False)
    return rows.values_list("uid", flat=True).first()


def rows(uid: UUID, actor: Actor) -> list[Row]:
    """Return the rows of a result: groups in their order, else by code."""
    found = SurveyLine.objects.filter(survey=access.survey(uid, actor)).select_related(
        "organisation", "certificate_type"
    )
    return sorted((_row(one) for one in found), key=_place)


def lines_of(survey_id: int) -> list[Line]:
    """Return the rows of a result as they were told."""
    found = SurveyLine.objects.filter(survey_id=survey_id).order_by("pk")
    return [Line(Scope(one.scope), one.key, _answers(one)) for one in found]


@applies("R-066")
def about(organisation_id: int) -> list[tuple[SurveyBrief, list[Row]]]:
    """Return what published surveys say of an organisation and its certificates, newest first."""
    found = SurveyLine.objects.filter(
        survey__state=State.PUBLISHED, survey__audience=Audience.ENTERPRISES
    )
    mine = found.filter(organisation_id=organisation_id) | found.filter(
        certificate_type__organisation_id=organisation_id
    )
    by: dict[int, tuple[SurveyBrief, list[Row]]] = {}
    ordered = mine.select_related("survey", "survey__corrects", "organisation", "certificate_type")
    for one in ordered.order_by("-survey__year", "scope", "key"):
        held = by.setdefault(one.survey_id, (_brief(one.survey, None), []))
        held[1].append(_row(one))
    return [(brief, sorted(lines, key=_place)) for brief, lines in by.values()]


@applies("R-066")
def satisfied(scope: Scope, on: date) -> dict[int, Counted]:
    """Return K-13 by organisation or certificate, from the newest survey that counts on a day."""
    return _figures(scope, "satisfied", on)


@applies("R-066")
def recognised(on: date) -> dict[int, Counted]:
    """Return by certificate how many enterprises recognise it, a part of K-09."""
    return _figures(Scope.CERTIFICATE, "recognised", on)


def is_due(today: date) -> bool:
    """Return whether another survey of society is due (R-222)."""
    rows = Survey.objects.filter(audience=Audience.SOCIETY, state=State.PUBLISHED)
    newest = rows.order_by("-as_of").values_list("as_of", flat=True).first()
    return rules.is_due(newest, today, rulebooks.current())


def _figures(scope: Scope, name: str, on: date) -> dict[int, Counted]:
    rows = Survey.objects.filter(audience=Audience.ENTERPRISES, state=State.PUBLISHED)
    newest = rows.filter(as_of__lte=on).order_by("-as_of").first()
    if newest is None or not rules.counts(newest.as_of, on, rulebooks.current()):
        return {}
    found: dict[int, Counted] = {}
    for one in SurveyLine.objects.filter(survey=newest, scope=scope).order_by("pk"):
        key = one.organisation_id if scope is Scope.ORGANISATION else one.certificate_type_id
        count = getattr(one, name)
        if key is not None and count is not None and one.valid:
            found[key] = Counted(count, one.valid, newest.source, newest.as_of)
    return found


def _totals(audience: Audience, found: list[Survey]) -> dict[int, Answers]:
    """Return what each result says as a whole, by its id."""
    scope = Scope.GROUP if audience is Audience.SOCIETY else Scope.PROVINCE
    by: dict[int, list[Line]] = {}
    lines: QuerySet[SurveyLine] = SurveyLine.objects.filter(survey__in=found, scope=scope)
    for one in lines:
        by.setdefault(one.survey_id, []).append(Line(scope, one.key, _answers(one)))
    if audience is Audience.SOCIETY:
        return {key: rules.total(told) for key, told in by.items()}
    return {key: told[0].answers for key, told in by.items()}


def _brief(row: Survey, answers: Answers | None) -> SurveyBrief:
    audience = Audience(row.audience)
    return SurveyBrief(
        id=row.pk,
        uid=row.uid,
        audience=audience,
        year=row.year,
        conducted_by=row.conducted_by,
        source=row.source,
        as_of=row.as_of,
        state=State(row.state),
        published_at=row.published_at,
        reason=row.reason,
        corrects=row.corrects.uid if row.corrects else None,
        answers=answers,
        least=rules.smallest(audience, row.as_of, rulebooks.current()),
    )


def _row(one: SurveyLine) -> Row:
    name = ""
    if one.organisation is not None:
        name = one.organisation.name
    elif one.certificate_type is not None:
        name = one.certificate_type.name
    key = one.organisation_id or one.certificate_type_id
    return Row(Scope(one.scope), one.key, name, key, _answers(one))


def _place(one: Row) -> tuple[int, int, str]:
    groups = list(rules.Group)
    place = groups.index(rules.Group(one.key)) if one.scope is Scope.GROUP else 0
    return list(Scope).index(one.scope), place, one.key


def _answers(one: SurveyLine) -> Answers:
    return Answers(one.asked, one.valid, one.recognised, one.satisfied, one.hiring, one.postings)
