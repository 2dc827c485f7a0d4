"""Problems and cases as pages show them, by who is asking.

Rules: R-016, R-053, R-060. What an organisation sees is a value of its own (`Against`): it has no
field for the institution, its account or its material, so no page can show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation.models import StoredFile
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Case, InstitutionCertificate, Problem
from shuzheng.pilots.rules import cases as rules
from shuzheng.pilots.rules.cases import Category, ProblemState, State

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

PROBLEM_VIEWS = ("open", "settled", "all")
CASE_VIEWS = ("open", "closed", "all")
OVER = (State.NOT_VERIFIED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem as lists and its page show it."""

    id: int
    institution_id: int
    institution: str
    certificate: str
    category: Category
    about: str
    text: str
    state: ProblemState
    reported_on: date
    owner: str
    due_on: date | None
    settled_on: date | None
    answer: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a case."""

    uid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as the institution and the office see it; `due_on` is the office's next day."""

    id: int
    institution: str
    organisation: str
    certificate: str
    code: str
    title: str
    account: str
    material: Paper | None
    state: State
    opened_on: date
    decided_on: date | None
    finding: str
    reported_on: date | None
    advice: str
    advice_document: Paper | None
    answered_on: date | None
    answer: str
    answer_document: Paper | None
    closed_on: date | None
    conclusion: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Against:
    """A verified case as the organisation sees it: the office's words and nobody's name."""

    id: int
    certificate: str
    code: str
    finding: str
    state: State
    decided_on: date | None
    answer: str
    conclusion: str


def problems(
    actor: Actor, wish: listing.Wish, q: str = "", category: str = ""
) -> listing.Found[ProblemLine]:
    """Return one page of the problems within the actor's reach."""
    rows = _viewed_problems(_problems(actor), wish.view)
    if q:
        rows = rows.filter(Q(institution__name__contains=q) | Q(text__contains=q))
    if category:
        rows = rows.filter(category=category)
    wide = rows.select_related("institution", "certificate_type")
    cut = listing.cut(
        wide.order_by(*wish.order({"reported": "reported_on", "due": "due_on"})), wish
    )
    return listing.Found([_problem(row) for row in cut.rows], cut.total, cut.page)


def problem_counts(actor: Actor) -> dict[str, int]:
    """Return how many problems each view holds."""
    rows = _problems(actor)
    return {view: _viewed_problems(rows, view).count() for view in PROBLEM_VIEWS}


@applies("R-016")
def by_category(actor: Actor) -> dict[Category, tuple[int, int]]:
    """Return how many problems of each category there are, and how many of them are settled."""
    settled = Count("pk", filter=Q(state=ProblemState.SETTLED))
    rows = _problems(actor).order_by().values_list("category")
    counted = {
        category: (every, done)
        for category, every, done in rows.annotate(every=Count("pk"), done=settled)
    }
    return {category: counted.get(category.value, (0, 0)) for category in Category}


def problem(
    problem_id: int, actor: Actor, permission: Permission = Permission.PROBLEM_VIEW
) -> ProblemLine:
    """Return one problem for its page, or for the page of an act that takes `permission`."""
    return _problem(access.problem(problem_id, actor, permission))


def own_certificates(actor: Actor) -> list[tuple[int, str, str]]:
    """Return the certificates (id, code, name) that the actor's institution ever took up."""
    rows = InstitutionCertificate.objects.filter(institution_id=actor.organisation_id)
    found = certificates.brief(rows.values_list("certificate_type_id", flat=True)).values()
    return sorted(((one.id, one.code, one.name) for one in found), key=lambda one: one[1])


def cases(actor: Actor, wish: listing.Wish, q: str = "") -> listing.Found[CasePage]:
    """Return one page of the cases within the actor's reach."""
    rows = _viewed_cases(_cases(actor), wish.view)
    if q:
        rows = rows.filter(Q(organisation__name__contains=q) | Q(title__contains=q))
    cut = listing.cut(_wide(rows).order_by(*wish.order({"opened": "opened_on"})), wish)
    return listing.Found([_case(row, {}) for row in cut.rows], cut.total, cut.page)


def case_counts(actor: Actor) -> dict[str, int]:
    """Return how many cases each view holds."""
    rows = _cases(actor)
    return {view: _viewed_cases(rows, view).count() for view in CASE_VIEWS}


def case(case_id: int, actor: Actor, permission: Permission = Permission.CASE_VIEW) -> CasePage:
    """Return one case for its page, or for the page of an act that takes `permission`."""
    row = access.case(case_id, actor, permission)
    ids = [row.material_id, row.advice_document_id, row.answer_document_id]
    papers = StoredFile.objects.filter(pk__in=[pk for pk in ids if pk])
    found = {pk: Paper(uid, name) for pk, uid, name in papers.values_list("pk", "uid", "name")}
    return _case(row, found)


@applies("R-060")
def against(actor: Actor, wish: listing.Wish) -> listing.Found[Against]:
    """Return one page of the verified cases against the actor's organisation."""
    actor.require(Permission.CASE_AGAINST)
    rows = Case.objects.filter(
        organisation_id=actor.organisation_id, state__in=sorted(rules.SHOWN_TO_ORGANISATION)
    )
    cut = listing.cut(rows.select_related("certificate_type").order_by("-decided_on", "pk"), wish)
    return listing.Found([_against(row) for row in cut.rows], cut.total, cut.page)


def waiting(actor: Actor, now: datetime) -> tuple[int, int, date | None]:
    """Return how many problems and cases wait for the actor, and by when the first case.

    What the office did not decide in time waits for the department as well.
    """
    overdue = Q(state=State.OPENED, verify_due_on__lt=periods.day(now)) | Q(
        state=State.VERIFIED, report_due_on__lt=periods.day(now)
    )
    waits = Case.objects.filter(state__in=(State.OPENED, State.VERIFIED))
    if actor.may(Permission.CASE_VERIFY):
        new = Problem.objects.filter(state=ProblemState.REPORTED).count()
    elif actor.may(Permission.CASE_OVERSEE):
        new, waits = 0, waits.filter(overdue)
    else:
        return 0, 0, None
    days = [
        rules.due_on(State(state), verify, report)
        for state, verify, report in waits.values_list("state", "verify_due_on", "report_due_on")
    ]
    return new, len(days), min((day for day in days if day), default=None)


def reads(uid: UUID, actor: Actor) -> bool:
    """Return whether a file belongs to a case that the actor may see; never an organisation's."""
    if not actor.may(Permission.CASE_VIEW):
        return False
    belongs = Q(material__uid=uid) | Q(advice_document__uid=uid) | Q(answer_document__uid=uid)
    return Case.objects.within(actor).filter(belongs).exists()


def _problems(actor: Actor) -> QuerySet[Problem]:
    actor.require(Permission.PROBLEM_VIEW)
    return Problem.objects.within(actor)


def _cases(actor: Actor) -> QuerySet[Case]:
    actor.require(Permission.CASE_VIEW)
    return Case.objects.within(actor)


def _viewed_problems(rows: QuerySet[Problem], view: str) -> QuerySet[Problem]:
    if view == "open":
        return rows.exclude(state=ProblemState.SETTLED)
    return rows.filter(state=ProblemState.SETTLED) if view == "settled" else rows


def _viewed_cases(rows: QuerySet[Case], view: str) -> QuerySet[Case]:
    if view == "open":
        return rows.exclude(state__in=OVER)
    return rows.filter(state__in=OVER) if view == "closed" else rows


def _wide(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("institution", "organisation", "certificate_type")


def _problem(row: Problem) -> ProblemLine:
    return ProblemLine(
        id=row.pk,
        institution_id=row.institution_id,
        institution=row.institution.name,
        certificate=row.certificate_type.name if row.certificate_type else "",
        category=Category(row.category),
        about=row.about,
        text=row.text,
        state=ProblemState(row.state),
        reported_on=row.reported_on,
        owner=row.owner,
        due_on=row.due_on,
        settled_on=row.settled_on,
        answer=row.answer,
    )


def _case(row: Case, papers: dict[int, Paper]) -> CasePage:
    state = State(row.state)
    return CasePage(
        id=row.pk,
        institution=row.institution.name,
        organisation=row.organisation.name,
        certificate=row.certificate_type.name,
        code=row.certificate_type.code,
        title=row.title,
        account=row.account,
        material=papers.get(row.material_id or 0),
        state=state,
        opened_on=row.opened_on,
        decided_on=row.decided_on,
        finding=row.finding,
        reported_on=row.reported_on,
        advice=row.advice,
        advice_document=papers.get(row.advice_document_id or 0),
        answered_on=row.answered_on,
        answer=row.answer,
        answer_document=papers.get(row.answer_document_id or 0),
        closed_on=row.closed_on,
        conclusion=row.conclusion,
        due_on=rules.due_on(state, row.verify_due_on, row.report_due_on),
    )


def _against(row: Case) -> Against:
    return Against(
        row.pk,
        row.certificate_type.name,
        row.certificate_type.code,
        row.finding,
        State(row.state),
        row.decided_on,
        row.answer,
        row.conclusion,
    )
