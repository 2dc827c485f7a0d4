"""What is on show, until when, what was objected, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import sealing
from shuzheng.gazette import access
from shuzheng.gazette.models import Objection, Period, Subject
from shuzheng.gazette.rules import publicity as rules
from shuzheng.gazette.rules.publicity import ENDED, ObjectionState, State
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

MOST = 200
"""How many objections the desk's page shows; older ones stand with their documents."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a publicity stands: `is_final` once it has ended, by itself or by an answer."""

    state: State
    since: date | None
    until: date | None
    objections: int
    unanswered: int

    @property
    def is_final(self) -> bool:
        """Whether something came of it."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing on show; `code`, `party` and `certificate` where it is about one."""

    id: int
    text: str
    code: str
    party: str
    certificate: str

    @property
    def label(self) -> str:
        """The whole entry in one line, such as 甲评价中心：拟列入."""
        return _label(self.party, self.certificate, self.text)


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """A publicity as its document's page shows it."""

    outcome: Outcome
    days: int
    subjects: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection as who answers it reads it; by whom it is stays sealed."""

    id: int
    document_id: int
    title: str
    number: str
    text: str
    subject: str
    lodged_at: datetime
    state: ObjectionState
    answer: str
    answered_at: datetime | None
    is_named: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the author of an objection learns by its code."""

    document_id: int
    title: str
    lodged_at: datetime
    state: ObjectionState
    answer: str
    answered_at: datetime | None


def outcome(document_id: int) -> Outcome | None:
    """Return where the publicity of a document stands; None for a document that is none."""
    row = _counted().filter(document_id=document_id).first()
    return _outcome(row) if row else None


def of(document_id: int) -> PeriodPage | None:
    """Return what a document puts on show, for its page."""
    row = _counted().filter(document_id=document_id).first()
    if row is None:
        return None
    rows = row.subjects.select_related("organisation", "certificate_type").order_by("pk")
    return PeriodPage(
        _outcome(row),
        row.days,
        tuple(
            Shown(
                one.pk,
                one.text,
                _code(one),
                one.organisation.name if one.organisation else "",
                one.certificate_type.name if one.certificate_type else "",
            )
            for one in rows
        ),
    )


def running(document_id: int, now: datetime) -> PeriodPage:
    """Return what can be objected to now; refuses where nothing can (409), or never could (404)."""
    found = of(document_id)
    since, last = (found.outcome.since, found.outcome.until) if found else (None, None)
    if found is None or since is None or last is None:
        raise access.NoSuchDocument
    if found.outcome.state is not State.RUNNING or last < periods.day(now):
        raise rules.PeriodOver(since=since, until=last)
    return found


def linked(lines: Iterable[str]) -> list[rules.Subject]:
    """Return lines as things on show; one that begins with a known code is linked to whose it is.

    A few queries in all: the codes are looked up together.
    """
    parts = [line.partition(" ") for line in lines]
    codes = {code for code, _, text in parts if text}
    parties = {one.code: one.id for one in map(organisations.by_code, sorted(codes)) if one}
    kinds = {one.code: one.id for one in certificates.listing() if one.code in codes}
    made = []
    for code, gap, text in parts:
        is_linked = bool(text) and (code in parties or code in kinds)
        made.append(
            rules.Subject(
                text if is_linked else f"{code}{gap}{text}",
                parties.get(code) if is_linked else None,
                kinds.get(code) if is_linked else None,
            )
        )
    return made


def objections(actor: Actor) -> list[ObjectionLine]:
    """Return the newest objections, those without answer first."""
    rows = access.objections(actor).select_related(
        "subject__organisation", "subject__certificate_type", "period__document"
    )
    ordered = rows.order_by(F("answered_at").desc(nulls_first=True), "-pk")
    return [_line(row) for row in ordered[:MOST]]


def objection(objection_id: int, actor: Actor) -> ObjectionLine:
    """Return one objection."""
    return _line(access.objection(objection_id, actor))


def unanswered(actor: Actor) -> int:
    """Return how many objections wait for an answer."""
    return access.objections(actor).filter(state=ObjectionState.LODGED).count()


def by_code(code_index: str) -> Receipt | None:
    """Return an objection for its author."""
    row = Objection.objects.filter(code_index=code_index).select_related("period__document").first()
    if row is None:
        return None
    document = row.period.document
    return Receipt(
        document.pk,
        document.title,
        row.lodged_at,
        ObjectionState(row.state),
        row.answer,
        row.answered_at,
    )


def _counted() -> QuerySet[Period]:
    return Period.objects.annotate(
        all_of=Count("objections"),
        open_of=Count("objections", filter=Q(objections__state=ObjectionState.LODGED)),
    )


def _outcome(row: Period) -> Outcome:
    return Outcome(
        State(row.state),
        row.since,
        row.until,
        row.all_of,  # type: ignore[attr-defined]
        row.open_of,  # type: ignore[attr-defined]
    )


def _label(*parts: str) -> str:
    return "：".join(filter(None, parts))


def _subject(one: Subject) -> str:
    party = one.organisation.name if one.organisation else ""
    certificate = one.certificate_type.name if one.certificate_type else ""
    return _label(party, certificate, one.text)


def _code(one: Subject) -> str:
    if one.organisation:
        return one.organisation.code
    return one.certificate_type.code if one.certificate_type else ""


def _line(row: Objection) -> ObjectionLine:
    document = row.period.document
    return ObjectionLine(
        row.pk,
        document.pk,
        document.title,
        document.number,
        sealing.unseal(row.text_sealed, row.place("text")),
        _subject(row.subject) if row.subject else "",
        row.lodged_at,
        ObjectionState(row.state),
        row.answer,
        row.answered_at,
        bool(row.name_sealed or row.contact_sealed),
    )
