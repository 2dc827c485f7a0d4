"""Keep the results of surveys: begin one, tell its rows, publish it, correct it (R-222, R-066)."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.reliance import access
from shuzheng.reliance.access import Permission
from shuzheng.reliance.models import Survey, SurveyLine
from shuzheng.reliance.queries import surveys as queries
from shuzheng.reliance.rules import survey as rules
from shuzheng.reliance.rules.survey import SURVEY, Answers, Audience, Scope, State, Verb

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.rules.survey import About, Line

COUNTS: Final = [one.name for one in fields(Answers)]


@applies("R-222", "R-066")
@transaction.atomic
def begin(audience: Audience, year: int, about: About, *, actor: Actor, now: datetime) -> UUID:
    """Begin the result of a year's survey; returns its uid.

    Refuses a year that has a result or a draft, a day to come, and a day of another year.
    """
    actor.require(Permission.SURVEY_KEEP)
    facts.lock_chain()
    if Survey.objects.filter(audience=audience, year=year, state=State.PUBLISHED).exists():
        raise rules.YearThere(year=year)
    return _create(Survey(audience=audience, year=year), about, actor=actor, now=now).uid


@applies("R-222", "R-066")
@transaction.atomic
def correct(uid: UUID, reason: str, about: About, *, actor: Actor, now: datetime) -> UUID:
    """Begin the correction of a published result, with its rows to start from; returns its uid.

    The published one stays in force until the correction is published, and readable ever after.
    """
    facts.lock_chain()
    old = access.survey(uid, actor, Permission.SURVEY_KEEP)
    if not reason.strip():
        raise rules.NoReason
    SURVEY.after(State(old.state), Verb.REPLACE)
    new = Survey(audience=old.audience, year=old.year, corrects=old, reason=reason.strip())
    row = _create(new, about, actor=actor, now=now)
    copied = list(SurveyLine.objects.filter(survey=old))
    for one in copied:
        one.pk = None
        one.survey = row
    SurveyLine.objects.bulk_create(copied, batch_size=500)
    return row.uid


@applies("R-222", "R-066")
@transaction.atomic
def tell(uid: UUID, lines: Sequence[Line], *, actor: Actor, now: datetime) -> int:
    """Take rows of a draft; each replaces what was told of the same before. Returns how many.

    Refuses codes that nobody has, rows of the other kind of survey, and numbers that contradict
    each other.
    """
    facts.lock_chain()
    row = access.survey(uid, actor, Permission.SURVEY_KEEP)
    SURVEY.after(State(row.state), Verb.PUBLISH)
    rules.check_rows(Audience(row.audience), lines)
    kinds = certificates.ids_of(_keys(lines, Scope.CERTIFICATE))
    parties = organisation_ids(_keys(lines, Scope.ORGANISATION))
    SurveyLine.objects.bulk_create(
        [_row(row, one, kinds, parties) for one in lines],
        update_conflicts=True,
        unique_fields=["survey", "scope", "key"],
        update_fields=COUNTS,
        batch_size=500,
    )
    facts.record("reliance.survey.told", row, actor=actor, now=now, count=len(lines))
    return len(lines)


@applies("R-222", "R-066")
@transaction.atomic
def publish(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Publish a result for everybody; the one that it corrects is replaced."""
    facts.lock_chain()
    row = access.survey(uid, actor, Permission.SURVEY_KEEP)
    SURVEY.after(State(row.state), Verb.PUBLISH)
    rules.check_whole(Audience(row.audience), queries.lines_of(row.pk))
    if row.corrects is not None:
        replaced = moves.move(row.corrects, SURVEY, Verb.REPLACE)
        facts.record("reliance.survey.replaced", row.corrects, actor=actor, now=now, moved=replaced)
    moved = moves.move(row, SURVEY, Verb.PUBLISH, published_at=now)
    facts.record("reliance.survey.published", row, actor=actor, now=now, moved=moved)


@applies("R-222", "R-066")
@transaction.atomic
def drop(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Drop a draft that is not going to be published."""
    row = access.survey(uid, actor, Permission.SURVEY_KEEP)
    moved = moves.move(row, SURVEY, Verb.DROP)
    facts.record("reliance.survey.dropped", row, actor=actor, now=now, moved=moved)


def organisation_ids(codes: Collection[str]) -> dict[str, int]:
    """Return the ids of the evaluation organisations that have these codes."""
    wanted = set(codes)
    found = organisations.of_kind(OrganisationKind.EVALUATION_ORGANISATION) if wanted else []
    return {one.code: one.id for one in found if one.code in wanted}


def _create(row: Survey, about: About, *, actor: Actor, now: datetime) -> Survey:
    rules.check_new(row.year, about.as_of, periods.day(now))
    row.conducted_by, row.source = about.conducted_by.strip(), about.source.strip()
    row.as_of = about.as_of
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise rules.YearThere(year=row.year) from None
    facts.record("reliance.survey.begun", row, actor=actor, now=now, year=row.year)
    return row


def _keys(lines: Iterable[Line], scope: Scope) -> set[str]:
    return {one.key for one in lines if one.scope is scope}


def _row(survey: Survey, one: Line, kinds: dict[str, int], parties: dict[str, int]) -> SurveyLine:
    if one.scope is Scope.CERTIFICATE and one.key not in kinds:
        raise rules.Unknown(key=one.key)
    if one.scope is Scope.ORGANISATION and one.key not in parties:
        raise rules.Unknown(key=one.key)
    return SurveyLine(
        survey=survey,
        scope=one.scope,
        key=one.key,
        organisation_id=parties.get(one.key) if one.scope is Scope.ORGANISATION else None,
        certificate_type_id=kinds.get(one.key) if one.scope is Scope.CERTIFICATE else None,
        **asdict(one.answers),
    )
