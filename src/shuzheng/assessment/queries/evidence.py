"""What the evidence log holds of papers, marks, results and seats, and whether it still fits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.access import Permission, registrations
from shuzheng.assessment.access import results as own_access
from shuzheng.assessment.core import steps
from shuzheng.assessment.core.steps import Kind
from shuzheng.assessment.models import (
    Component,
    LoggedStep,
    MarkingSheet,
    PaperPackage,
    Result,
)
from shuzheng.assessment.rules import marking, result
from shuzheng.foundation import bulk
from shuzheng.kernel.wording import N_
from shuzheng.transparency.core import leaves
from shuzheng.transparency.queries import evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

    from shuzheng.assessment.models import Registration
    from shuzheng.kernel.actor import Actor

    Told = dict[tuple[int, str, str], dict[str, Any]]

AT_ONCE = 500
LABELS = {
    Kind.PAPER_PACKAGE: N_("Package of papers changed hands"),
    Kind.SEATING_LOCKED: N_("Seats locked"),
    Kind.PAPER_HANDED_IN: N_("Paper handed in"),
    Kind.PAPER_PASSED_ON: N_("Paper passed on to be marked"),
    Kind.MARK_LOCKED: N_("Mark locked"),
    Kind.RESULT_PUBLISHED: N_("Result published"),
}


@dataclass(frozen=True, slots=True)
class StepView:
    """One step as a page names it: what, of which part, which version, and its place in the log."""

    kind: Kind
    part: str
    version: int
    index: int

    @property
    def label(self) -> str:
        """Return what the step is, to be translated."""
        return LABELS[self.kind]


def of_own(uid: UUID, actor: Actor) -> tuple[StepView, ...]:
    """Return the steps of the actor's own result (or a ward's), once it is published."""
    return _published(own_access.own_registration(uid, actor, Permission.RESULT_OWN))


def of_registration(registration_id: int, actor: Actor) -> tuple[StepView, ...]:
    """Return the steps of a candidate whose published result the actor may see; else none."""
    row = registrations.registration(registration_id, actor, Permission.REGISTRATION_VIEW)
    return _published(row) if actor.may(Permission.RESULT_VIEW) else ()


def results_at(ids: Collection[int], before: int | None = None) -> dict[int, int]:
    """Return where the log holds the newest result of these registrations, by registration.

    With `before`, the newest among the entries before that place. Those never logged are left out.
    """
    rows = LoggedStep.objects.filter(
        kind=Kind.RESULT_PUBLISHED, registration_id__in=bulk.among(ids)
    )
    if before is not None:
        rows = rows.filter(log_index__lt=before)
    return dict(rows.order_by("log_index").values_list("registration_id", "log_index"))


def of_papers(registration_id: int) -> tuple[StepView, ...]:
    """Return how a candidate's papers changed hands, for pages that have asked who may see it."""
    return _steps(registration_id, (Kind.PAPER_HANDED_IN, Kind.PAPER_PASSED_ON))


def of_seats(plan_id: int) -> tuple[StepView, ...]:
    """Return each locking of a plan's seats, for pages that have asked whether they may be seen."""
    rows = LoggedStep.objects.filter(plan_id=plan_id, kind=Kind.SEATING_LOCKED)
    found = rows.order_by("log_index").values_list("version", "log_index")
    return tuple(StepView(Kind.SEATING_LOCKED, "", version, index) for version, index in found)


def _published(row: Registration) -> tuple[StepView, ...]:
    kept = Result.objects.filter(registration=row, state=result.State.PUBLISHED)
    return _steps(row.pk, tuple(Kind)) if kept.exists() else ()


def _steps(registration_id: int, kinds: tuple[Kind, ...]) -> tuple[StepView, ...]:
    """Return a candidate's steps in the log's order."""
    rows = LoggedStep.objects.filter(registration_id=registration_id, kind__in=kinds)
    parts = dict(
        Component.objects.filter(plan__registrations=registration_id).values_list("code", "name")
    )
    found = rows.order_by("log_index").values_list("kind", "part", "version", "log_index")
    return tuple(
        StepView(Kind(kind), parts.get(part, part), version, index)
        for kind, part, version, index in found
    )


def faults() -> Iterator[str]:
    """Yield every place where papers, marks, results and the log do not say the same, in words.

    What was erased is passed over, and so is what was locked before there were such entries.
    """
    newest: Told = {}
    packages: dict[str, str] = {}
    last = -1
    while rows := list(
        LoggedStep.objects.filter(log_index__gt=last).order_by("log_index")[:AT_ONCE]
    ):
        last = rows[-1].log_index
        entries = evidence.entries([row.log_index for row in rows])
        for row in rows:
            leaf, salt = entries.get(row.log_index, (b"", b""))
            if not row.payload or not salt:
                continue
            if leaves.sealed(row.kind, row.payload.encode(), salt).data != leaf:
                yield f"entry {row.log_index} does not commit to step {row.pk} ({row.kind})"
            said = json.loads(row.payload)
            newest[row.registration_id or 0, row.kind, row.part] = said
            if row.kind == Kind.PAPER_PACKAGE:
                packages[said["package"]] = said["state"]
    yield from _mark_faults(newest)
    yield from _result_faults(newest)
    for uid, state in PaperPackage.objects.values_list("uid", "state"):
        if packages.get(str(uid), state) != state:
            yield f"package {uid} is not where the log was told"


def _mark_faults(told: Told) -> Iterator[str]:
    sheets = MarkingSheet.objects.filter(state=marking.State.LOCKED).order_by("pk")
    found = sheets.values_list(
        "pk", "registration_id", "component__code", "version", "agreed", "version_reason"
    )
    for pk, key, part, version, points, reason in found.iterator():
        said = told.get((key, Kind.MARK_LOCKED, part))
        holds = {"version": version, "points": points, "reason": steps.digest(reason)}
        if said and not holds.items() <= said.items():
            yield f"sheet {pk} is not what the log was told"


def _result_faults(told: Told) -> Iterator[str]:
    rows = Result.objects.filter(state=result.State.PUBLISHED).order_by("pk")
    found = rows.values_list("pk", "registration_id", "version", "score", "version_reason")
    for pk, key, version, score, reason in found.iterator():
        said = told.get((key, Kind.RESULT_PUBLISHED, ""))
        holds = {"version": version, "score": score, "reason": steps.digest(reason)}
        if said and not holds.items() <= said.items():
            yield f"result {pk} is not what the log was told"
