"""Evaluations and parties' years as pages show them, within the actor's reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import SheetInput, Subject, Used
from shuzheng.evaluation.queries import scores
from shuzheng.evaluation.rules.evaluation import (
    GRADES_KNOWN,
    SCORES_KNOWN,
    Objection,
    State,
    Use,
)
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.evaluation.rules.scoring import Grade
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.evaluation.models import Evaluation
    from shuzheng.evaluation.queries.scores import Kept, Year
    from shuzheng.kernel.actor import Actor

VIEWS = ("mine", "contested", "all")
ORDER = {"name": "code", "score": "total", "year": "evaluation__year"}


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """An evaluation in a list, with its days."""

    id: int
    uid: UUID
    kind: Kind
    year: int
    state: State
    weights: Mapping[str, int]
    drafted_by: int | None
    heard_by: int | None
    indicators_id: int | None
    result_id: int | None
    number: str
    published_set_on: date | None
    frozen_on: date | None
    check_by: date | None
    opinion_by: date | None
    scored_on: date | None
    contest_by: date | None
    heard_on: date | None
    decided_on: date | None
    published_on: date | None
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One party's year; score and grade are empty where the reader may not know them yet."""

    id: int
    evaluation: EvaluationLine
    party_id: int
    site_id: int | None
    code: str
    name: str
    city: str
    statement: str
    statement_file: tuple[UUID, str] | None
    stated_on: date | None
    opinion: str
    opinion_on: date | None
    opinion_by: str
    objection: str
    objection_file: tuple[UUID, str] | None
    objected_on: date | None
    confirmed_on: date | None
    answer: Objection | None
    answer_reason: str
    answered_on: date | None
    total: int | None
    grade: Grade | None
    vetoes: tuple[str, ...]

    @property
    def is_contested(self) -> bool:
        """Whether an objection waits for its answer."""
        return self.objected_on is not None and self.answer is None


@dataclass(frozen=True, slots=True)
class UseLine:
    """What a result was used for."""

    use: Use
    reference: str
    used_on: date


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """A whole evaluation; `kept` is None before its data are frozen."""

    line: EvaluationLine
    kept: Kept | None
    subjects: int
    stated: int
    opined: int
    objected: int
    confirmed: int
    unanswered: int
    grades: Mapping[Grade, int]
    uses: tuple[UseLine, ...]
    inputs: int


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """One party's year with everything it comes from."""

    line: SubjectLine
    kept: Kept
    year: Year
    sees_score: bool
    digest: str


def listed(actor: Actor) -> list[EvaluationLine]:
    """Return the evaluations, newest first."""
    return [_line(row) for row in access.evaluations(actor).order_by("-year", "kind")]


def public() -> list[EvaluationLine]:
    """Return the evaluations whose result is published, newest first."""
    return [_line(row) for row in access.open_evaluations().order_by("-year", "kind")]


def public_one(uid: UUID) -> tuple[EvaluationLine, list[tuple[str, Grade, int | None]]]:
    """Return a published evaluation and its parties: name, grade, score."""
    row = access.open_evaluation(uid)
    rows = Subject.objects.filter(evaluation=row).order_by("code")
    found = [
        (name, Grade(grade), total)
        for name, grade, total in rows.values_list("name", "grade", "total")
    ]
    return _line(row), found


def one(
    pk: int, actor: Actor, permission: Permission = Permission.EVALUATION_VIEW
) -> EvaluationPage:
    """Return one evaluation."""
    row = access.evaluation(pk, actor, permission)
    rows = Subject.objects.filter(evaluation=row)
    told = list(
        rows.values_list(
            "stated_on", "opinion_on", "objected_on", "confirmed_on", "answer", "grade"
        )
    )
    grades = [Grade(grade) for *_, grade in told if grade]
    return EvaluationPage(
        line=_line(row),
        kept=scores.kept(row),
        subjects=len(told),
        stated=sum(stated is not None for stated, *_ in told),
        opined=sum(opined is not None for _, opined, *_ in told),
        objected=sum(objected is not None for _, _, objected, *_ in told),
        confirmed=sum(confirmed is not None for _, _, _, confirmed, *_ in told),
        unanswered=sum(
            objected is not None and not answer for _, _, objected, _, answer, _ in told
        ),
        grades={grade: grades.count(grade) for grade in Grade},
        uses=tuple(
            UseLine(Use(one.use), one.reference, one.used_on)
            for one in Used.objects.filter(evaluation=row).order_by("pk")
        ),
        inputs=SheetInput.objects.filter(evaluation=row).count(),
    )


def parties(
    actor: Actor, wish: listing.Wish, evaluation: int = 0, q: str = ""
) -> listing.Found[SubjectLine]:
    """Return one page of the years within reach, of one evaluation or of all."""
    rows = _searched(_viewed(_within(actor, evaluation), wish.view, actor), q)
    found = listing.cut(_joined(rows).order_by(*wish.order(ORDER), "-evaluation__year"), wish)
    made = [_subject(row, actor) for row in found.rows]
    return listing.Found(made, found.total, found.page)


def every(actor: Actor, evaluation: int) -> Iterator[tuple[SubjectLine, Year]]:
    """Yield every year of an evaluation with its score, by code, for a workbook."""
    row = access.evaluation(evaluation, actor, Permission.EVALUATION_VIEW)
    kept = scores.kept(row)
    if kept is None:
        return
    rows = list(_joined(Subject.objects.filter(evaluation=row)).order_by("code"))
    years = scores.years(kept.head, [one.pk for one in rows])
    for found in rows:
        yield _subject(found, actor), years[found.pk]


def years(kept: Kept, subject_ids: Iterable[int]) -> dict[int, Year]:
    """Return the years of these parties, with their scores, by id."""
    return scores.years(kept.head, subject_ids)


def counts(actor: Actor, evaluation: int = 0) -> dict[str, int]:
    """Return how many years each view holds."""
    rows = _within(actor, evaluation)
    return {view: _viewed(rows, view, actor).count() for view in VIEWS}


def waiting(actor: Actor) -> int:
    """Return for how many years the actor is to say something now."""
    if not actor.may(Permission.SUBJECT_VIEW):
        return 0
    return _viewed(access.subjects(actor), "mine", actor).count()


def party(pk: int, actor: Actor, permission: Permission = Permission.SUBJECT_VIEW) -> SubjectPage:
    """Return one party's year with everything it comes from."""
    access.subject(pk, actor, permission)
    row = _joined(Subject.objects.filter(pk=pk)).get()
    kept = scores.kept(row.evaluation)
    assert kept is not None  # noqa: S101 - parties are known from the freezing on
    year = scores.years(kept.head, [pk])[pk]
    line = _subject(row, actor)
    return SubjectPage(line, kept, year, _sees_score(row.evaluation, actor), row.row.digest)


def waiting_steps(actor: Actor) -> dict[State, EvaluationLine]:
    """Return which evaluations wait for the actor, the oldest one for each state."""
    if not actor.may(Permission.EVALUATION_VIEW):
        return {}
    mine = (
        (State.DRAFTED, State.HEARD, State.DECIDED)
        if actor.may(Permission.EVALUATION_DECIDE)
        else (State.INDICATOR_SET_PUBLISHED, State.CITY_OPINION, State.SCORED, State.PUBLISHED)
    )
    rows = access.evaluations(actor).filter(state__in=mine).order_by("-year", "-kind")
    return {State(row.state): _line(row) for row in rows}


def _within(actor: Actor, evaluation: int) -> QuerySet[Subject]:
    rows = access.subjects(actor)
    return rows.filter(evaluation=evaluation) if evaluation else rows


def _searched(rows: QuerySet[Subject], q: str) -> QuerySet[Subject]:
    return rows.filter(Q(name__icontains=q) | Q(code=q)) if q else rows


def _viewed(rows: QuerySet[Subject], view: str, actor: Actor) -> QuerySet[Subject]:
    if view == "contested":
        return rows.filter(objected_on__isnull=False)
    if view != "mine":
        return rows
    if actor.may(Permission.EVALUATION_PREPARE):
        return rows.filter(evaluation__state=State.SCORED, objected_on__isnull=False, answer="")
    if actor.may(Permission.OPINION_GIVE):
        return rows.filter(evaluation__state=State.CITY_OPINION, opinion_on=None)
    if actor.may(Permission.SUBJECT_ANSWER):
        asked = Q(evaluation__state=State.SELF_CHECK, stated_on=None)
        scored = Q(evaluation__state=State.SCORED, objected_on=None, confirmed_on=None)
        return rows.filter(asked | scored)
    return rows.none()


def _sees_score(row: Evaluation, actor: Actor) -> bool:
    """Return whether the reader may know the score: a party once the scores are open."""
    if actor.reach is Reach.PROVINCE and actor.role in {
        Role.OFFICE_OFFICER,
        Role.PROVINCIAL_ADMIN,
    }:
        return True
    return row.state in SCORES_KNOWN


def _joined(rows: QuerySet[Subject]) -> QuerySet[Subject]:
    return rows.select_related(
        "evaluation",
        "row",
        "party__division",
        "opinion_by",
        "statement_file",
        "objection_file",
    ).defer("statement_file__body", "objection_file__body", "row__text")


def _subject(row: Subject, actor: Actor) -> SubjectLine:
    province = actor.may(Permission.EVALUATION_VIEW)
    known = province or row.evaluation.state in GRADES_KNOWN
    kept = {name: getattr(row, name) for name in KEPT}
    return SubjectLine(
        evaluation=_line(row.evaluation),
        city=row.party.division.name,
        opinion_by=row.opinion_by.name if row.opinion_by else "",
        statement_file=_file(row.statement_file),
        objection_file=_file(row.objection_file),
        answer=Objection(row.answer) if row.answer else None,
        total=row.total if known else None,
        grade=Grade(row.grade) if row.grade and known else None,
        vetoes=tuple(row.vetoes) if known else (),
        **kept,
    )


def _file(row: object) -> tuple[UUID, str] | None:
    return (row.uid, row.name) if row is not None else None  # type: ignore[attr-defined]


def _line(row: Evaluation) -> EvaluationLine:
    found = {name: getattr(row, name) for name in LINE}
    return EvaluationLine(id=row.pk, kind=Kind(row.kind), state=State(row.state), **found)


KEPT = (
    "id",
    "party_id",
    "site_id",
    "code",
    "name",
    "statement",
    "stated_on",
    "opinion",
    "opinion_on",
    "objection",
    "objected_on",
    "confirmed_on",
    "answer_reason",
    "answered_on",
)
"""What a party's line takes from its row as it stands."""
LINE = tuple(
    name for name in EvaluationLine.__dataclass_fields__ if name not in {"id", "kind", "state"}
)
"""What an evaluation's line takes from its row as it stands."""
