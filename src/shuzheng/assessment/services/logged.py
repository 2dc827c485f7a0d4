"""Enter the steps of papers, marks, results and seats in the evidence log; parts of acts.

Rule: R-110. A bulk act enters all its steps at once: the rows are read, committed to and kept in a
few statements, however many there are. Each belongs before the fact of its act, which comes last.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from shuzheng.assessment.core import steps
from shuzheng.assessment.core.steps import Kind
from shuzheng.assessment.models import LoggedStep, Mark, MarkingSheet, Registration, Result
from shuzheng.assessment.queries.seating import assigned
from shuzheng.foundation import bulk
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from shuzheng.assessment.models import PaperPackage, Plan, Seating

COLUMNS = ("plan_id", "registration_id", "kind", "part", "version", "payload", "log_index")


@dataclass(frozen=True, slots=True)
class _Step:
    """A step that has no place yet."""

    registration_id: int | None
    part: str
    version: int
    said: Mapping[str, Any]


def papers(plan: Plan, kind: Kind, given: Iterable[tuple[int, str]], *, now: datetime) -> None:
    """Enter that papers changed hands: `given` are registrations' ids and the parts' codes."""
    found = sorted(set(given))
    rows = Registration.objects.filter(plan=plan).values_list("pk", "uid")
    uids = dict(rows.filter(pk__in={key for key, _ in found}))
    known = LoggedStep.objects.filter(plan=plan, kind=kind)
    before = set(known.values_list("registration_id", "part"))
    _enter(
        plan.pk,
        kind,
        [
            _Step(key, part, 1, steps.paper(uids[key], part, now))
            for key, part in found
            if (key, part) not in before
        ],
        now,
    )


def packages(
    plan: Plan, rows: Sequence[PaperPackage], before: Mapping[int, int], *, now: datetime
) -> list[int]:
    """Enter where these packages are now; returns their places. `before` are their last ones.

    The caller holds the lock of the facts: the numbers of a plan's steps follow one another.
    """
    known = LoggedStep.objects.filter(plan=plan, kind=Kind.PAPER_PACKAGE)
    version = known.aggregate(Max("version"))["version__max"] or 0
    return _enter(
        plan.pk,
        Kind.PAPER_PACKAGE,
        [
            _Step(
                None,
                part,
                version + n,
                steps.package(
                    row.uid, part, row.state, row.seal, row.copies, now, before.get(row.pk)
                ),
            )
            for n, row in enumerate(rows, start=1)
            for part in (row.session.component_code,)
        ],
        now,
    )


@applies("R-110")
def marks_locked(plan: Plan, ids: Collection[int], *, now: datetime) -> None:
    """Enter the marks of these sheets, which are locked, each with the marks that it rests on."""
    given: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = Mark.objects.filter(sheet__in=ids).values_list("sheet_id", "round", "points")
    for sheet, number, points in rows:
        given[sheet].append((number, points))
    sheets = MarkingSheet.objects.filter(pk__in=ids).order_by("pk")
    found = sheets.values_list(
        "pk",
        "registration_id",
        "registration__uid",
        "component__code",
        "version",
        "agreed",
        "version_reason",
    )
    _enter(
        plan.pk,
        Kind.MARK_LOCKED,
        [
            _Step(
                key,
                part,
                version,
                steps.mark_locked(uid, part, version, points or 0, given[pk], reason),
            )
            for pk, key, uid, part, version, points, reason in found
        ],
        now,
    )


@applies("R-110")
def results_published(plan: Plan, ids: Collection[int], *, now: datetime) -> None:
    """Enter these results, which are published, each with the entries of the marks that count."""
    newest: defaultdict[int, dict[str, int]] = defaultdict(dict)
    marks = LoggedStep.objects.filter(plan=plan, kind=Kind.MARK_LOCKED).order_by("log_index")
    for key, part, index in marks.values_list("registration_id", "part", "log_index"):
        if key is not None:
            newest[key][part] = index
    rows = Result.objects.filter(pk__in=ids).order_by("registration_id")
    found = rows.values_list(
        "registration_id",
        "registration__uid",
        "version",
        "outcome",
        "score",
        "version_reason",
    )
    _enter(
        plan.pk,
        Kind.RESULT_PUBLISHED,
        [
            _Step(
                key,
                "",
                version,
                steps.result_published(uid, version, outcome, score, newest[key].values(), reason),
            )
            for key, uid, version, outcome, score, reason in found
        ],
        now,
    )


def seating_locked(plan: Plan, kept: Seating, *, now: datetime) -> None:
    """Enter who sits where, each time the seats are locked."""
    before = LoggedStep.objects.filter(plan=plan, kind=Kind.SEATING_LOCKED)
    version = (before.aggregate(Max("version"))["version__max"] or 0) + 1
    seats = assigned(kept).values_list("registration_id", "seat__room_id", "seat__number")
    draw = kept.draw.uid if kept.draw else None
    said = steps.seating_locked(plan.uid, version, draw, seats)
    _enter(plan.pk, Kind.SEATING_LOCKED, [_Step(None, "", version, said)], now)


def _enter(plan_id: int, kind: Kind, found: Sequence[_Step], now: datetime) -> list[int]:
    """Append the commitments at once, and keep what they are to, with their places."""
    if not found:
        return []
    payloads = [steps.payload(one.said) for one in found]
    places = log.append([log.commitment(kind, payload) for payload in payloads], now=now)
    bulk.insert(
        LoggedStep,
        COLUMNS,
        (
            (plan_id, one.registration_id, kind, one.part, one.version, payload.decode(), index)
            for one, payload, index in zip(found, payloads, places, strict=True)
        ),
    )
    return list(places)
