"""Import a roster: find or register every student, enrol, and draft the registrations.

Rules: R-034 (drafted rows wait for their candidates), R-100 (seats). Rows go through in batches of
some thousands, a handful of statements each; everything is one transaction of the import. The same
rows again do nothing. A known document under another name is a case for the office, and the row is
left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from shuzheng.assessment.models import Plan
from shuzheng.assessment.services.registrations import drafting
from shuzheng.assessment.services.registrations.drafting import Candidate
from shuzheng.foundation import moves, rulebooks
from shuzheng.foundation.sheets.findings import Finding, Severity, notice
from shuzheng.identity.queries import enrolments, persons
from shuzheng.identity.rules import arrangements, documents
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.identity.services import enrolments as enrolment_services
from shuzheng.identity.services import persons as person_services
from shuzheng.identity.services.enrolments import ClassRow, EnrolmentRow
from shuzheng.identity.services.persons import PersonRow
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.foundation.sheets.definitions import Occasion
    from shuzheng.foundation.sheets.rows import Judge, Row
    from shuzheng.kernel.actor import Actor

Paper = tuple[DocumentKind, str]

BATCH = 5_000
KINDS = {kind.value: kind for kind in DocumentKind}

OTHER_NAME = Finding(
    Severity.ERROR,
    "other-name",
    N_("This document is registered under another name; the office will decide"),
    referred=True,
)


@dataclass(slots=True)
class Classes:
    """An institution's classes by name and by name and intake."""

    by_name: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, organisation_id: int) -> Classes:
        """Read an institution's classes."""
        made = cls()
        for one in enrolments.classes(organisation_id):
            made.by_name.setdefault(one.name, []).append(one.entry_year)
        return made

    def year(self, row: Row) -> int | None:
        """Return the intake of a row's class: as given, or the only one of that name."""
        given: int | None = row.values["year"]
        years = self.by_name.get(row.values["class"], [])
        if given is not None:
            return given
        return years[0] if len(years) == 1 else None


@dataclass(slots=True)
class Pass:
    """What one pass over a file remembers: rows are judged in their order, thousands at a time.

    `free` counts the places left; `classes` are those there were when it began, because what a file
    opens changes nothing for its rows; `known` is whom the rows judged so far have meant.
    """

    free: int
    classes: Classes
    known: dict[Paper, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Row], plan: Plan, actor: Actor) -> Pass:
        """Return the pass that these rows belong to, begun where they are its first."""
        judge = rows[0].judge
        held = _passes.get(judge)
        if held is None:
            free = plan.seats - plan.places_taken
            held = _passes[judge] = cls(free, Classes.of(actor.organisation_id))
        return held


_passes: WeakKeyDictionary[Judge, Pass] = WeakKeyDictionary()


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Judge rows against the platform: documents, names, classes, other registrations, places."""
    plan = Plan.objects.get(pk=occasion.context["plan"])
    _check_arrangements(rows, periods.day(occasion.now))
    begun = Pass.of(rows, plan, occasion.actor)
    # The sheet refuses a document that it has twice, so each paper means one row.
    good = {_paper(row): row for row in rows if _document_holds(row)}
    known = persons.find_all(good)
    begun.known |= known
    ids = [person for person, _ in known.values()]
    taken = drafting.open_persons(plan, ids)
    declined = drafting.decliners(plan, ids)
    for paper, row in good.items():
        found = known.get(paper)
        if found is not None:
            _check_person(row, found, taken, declined)
        _check_class(row, begun.classes)
    _check_places(rows, plan, begun)


@applies("R-044")
def _check_arrangements(rows: Sequence[Row], today: date) -> None:
    recorded = arrangements.in_use(today, rulebooks.current())
    for row in rows:
        if row.values["class_kind"] and row.values["class_kind"] not in recorded:
            row.refuse(
                "class_kind",
                "arrangement-not-in-use",
                N_("This training arrangement is not recorded today"),
            )


@applies("R-034")
def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Register the students of all rows; returns how many, and how many persons are new."""
    actor, now = occasion.actor, occasion.now
    plan = drafting.require_drafting(int(occasion.context["plan"]), actor, now)
    registered = new = 0
    for batch in _batches(rows):
        found = person_services.register(
            [_person(row) for row in batch],
            organisation_id=actor.organisation_id,
            actor=actor,
            now=now,
            known=Pass.of(batch, plan, actor).known,
        )
        if any(one.name_differs for one in found):
            raise moves.MovedMeanwhile
        people = [one.person_id for one in found]
        registered += _take(plan, batch, people, actor, now)
        new += sum(1 for one in found if one.is_new)
    return {"registered": registered, "new": new}


def refer(rows: Sequence[Row], occasion: Occasion) -> None:
    """Hand documents known under another name to the office, as cases."""
    person_services.refer(
        [_person(row) for row in rows],
        organisation_id=occasion.actor.organisation_id,
        actor=occasion.actor,
        now=occasion.now,
    )


def _take(
    plan: Plan, batch: Sequence[Row], people: Sequence[int], actor: Actor, now: datetime
) -> int:
    here = actor.organisation_id
    classes = Pass.of(batch, plan, actor).classes
    wanted = [
        ClassRow(
            row.values["class"],
            classes.year(row) or periods.day(now).year,
            "",
            row.values["major"] or "",
            row.values["class_kind"] or "",
        )
        for row in batch
    ]
    ids = {
        (one.name, one.entry_year): pk
        for one, pk in enrolment_services.ensure_classes(
            here, _first(wanted), actor=actor, now=now
        ).items()
    }
    of_row = [ids[one.name, one.entry_year] for one in wanted]
    enrolment_services.enrol(
        here,
        [
            EnrolmentRow(person, class_id, row.values["student"] or "")
            for person, class_id, row in zip(people, of_row, batch, strict=True)
        ],
        actor=actor,
        now=now,
    )
    candidates = [
        Candidate(person, class_id, bool(row.values["accessible"]))
        for person, class_id, row in zip(people, of_row, batch, strict=True)
    ]
    return len(drafting.write(plan, candidates, actor=actor, now=now))


def _first(rows: Sequence[ClassRow]) -> list[ClassRow]:
    """Return one row for each class, whatever majors its students' rows name."""
    seen: dict[tuple[str, int], ClassRow] = {}
    for row in rows:
        seen.setdefault((row.name, row.entry_year), row)
    return list(seen.values())


def _batches(rows: Iterator[list[Row]]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for chunk in rows:
        batch += chunk
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _paper(row: Row) -> Paper:
    return KINDS[row.values["document"]], row.values["number"]


def _person(row: Row) -> PersonRow:
    kind, number = _paper(row)
    return PersonRow(row.values["name"], kind, number, row.values["phone"] or "")


def _document_holds(row: Row) -> bool:
    kind, number = _paper(row)
    fault = "" if kind in documents.CHECKED else documents.fault_of(kind, number)
    if fault:
        row.refuse("number", "document", documents.FAULTS[fault])
    return not fault


def _check_person(
    row: Row, found: tuple[int, str], taken: Mapping[int, str], declined: set[int]
) -> None:
    person, name = found
    if name != documents.read_name(row.values["name"]):
        row.remark("name", OTHER_NAME)
    elif person in taken:
        row.refuse(
            "number",
            "already-registered",
            N_("Already registered for this certificate and level, in plan {plan}"),
            plan=taken[person],
        )
    elif person in declined:
        row.refuse("number", "declined", N_("Declined this plan; may still register in person"))


def _check_class(row: Row, classes: Classes) -> None:
    years = classes.by_name.get(row.values["class"], [])
    year = classes.year(row)
    if year is None and years:
        row.refuse(
            "year", "class-ambiguous", N_("Several classes have this name; give the year of entry")
        )
    elif year is None:
        row.refuse(
            "class",
            "class-unknown",
            N_("There is no such class; give the year of entry to open it"),
        )
    elif year not in years:
        row.remark("class", notice("class-new", N_("This class is new and will be opened")))


def _check_places(rows: Sequence[Row], plan: Plan, begun: Pass) -> None:
    for row in rows:
        if not row.good:
            continue
        if begun.free <= 0:
            row.refuse(
                "", "plan-full", N_("All {seats} seats of this plan are taken"), seats=plan.seats
            )
        begun.free -= 1
