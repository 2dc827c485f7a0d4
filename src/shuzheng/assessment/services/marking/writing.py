"""What every act on marks shares: the sheets it means, how they move, what is written of them.

An act takes all its cells or none, and names every cell that it could not take.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import Mark, MarkingSheet, Plan
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import plan as plans
from shuzheng.assessment.rules.marking import MARK, State, Verb
from shuzheng.foundation import facts, moves
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


MARKABLE = (
    plans.State.SCORING,
    plans.State.RESULTS_REVIEWED,
    plans.State.RESULTS_PUBLISHED,
    plans.State.CERTIFIED,
)
"""After publication only a paper that was held back is still unmarked."""


MACHINE, FIRST, SECOND, THIRD = 0, 1, 2, 3


AT_ONCE = 1_000


class NotMarking(Refusal):
    """Marks are given between the sittings and the archive."""

    code = "not-marking"
    status = 409
    template = "Marking begins when the sittings are over."


class CellChanged(Refusal):
    """Somebody else was first, or the same person in another window."""

    code = "mark-changed-meanwhile"
    status = 409
    template = "{candidate}, {component}: changed meanwhile. The page now shows what holds."


class MarkedByMachine(Refusal):
    """A machine's part takes no hand's mark, nor the other way round."""

    code = "wrong-kind-of-mark"
    status = 409
    template = "“{component}” is marked in another way."


class MarksRefused(Refusal):
    """Some cells cannot be taken; none was. `cells` gives each sheet's refusal."""

    code = "marks-refused"
    template = "{count} marks could not be taken; none was stored. The first: {first}"

    def __init__(self, cells: Mapping[int, Refusal]) -> None:
        self.cells = dict(cells)
        super().__init__(count=len(cells), first=str(next(iter(cells.values()))))


@dataclass(frozen=True, slots=True)
class Entry:
    """One typed mark; `seen` is the own mark that the marker saw in its place, "" where none."""

    sheet_id: int
    text: str
    seen: str = ""


def sheets(row: Plan, entries: Iterable[Entry]) -> dict[int, MarkingSheet]:
    """Fetch the sheets that entries name; refuses (NoSuchSheet) one of another plan."""
    wanted = {entry.sheet_id for entry in entries}
    rows = MarkingSheet.objects.filter(pk__in=wanted, component__plan=row)
    rows = rows.select_related("component", "registration__ticket")
    found = {sheet.pk: sheet for sheet in rows}
    if len(found) != len(wanted):
        raise access.NoSuchSheet
    return found


def go(
    sheets: Mapping[int, MarkingSheet],
    keys: Iterable[int],
    source: State,
    verb: Verb,
    **changes: object,
) -> list[facts.Passage]:
    """Move these sheets together; name those that somebody else has moved meanwhile."""
    wanted = sorted(keys)
    if not wanted:
        return []
    rows = MarkingSheet.objects.filter(pk__in=wanted)
    late = set(wanted) - set(rows.filter(state=source).values_list("pk", flat=True))
    moved = 0 if late else moves.move_all(rows, MARK, source, verb, **changes)
    if moved != len(wanted):
        raise MarksRefused({key: changed(sheets[key]) for key in sorted(late) or wanted})
    target = MARK.after(source, verb)
    return [facts.Passage(f"assessment.markingsheet:{key}", source, target) for key in wanted]


def agree_on(sheets: Mapping[int, MarkingSheet], agreed: Mapping[int, int]) -> None:
    """Write the marks that hold from now on, in a few statements."""
    rows = [MarkingSheet(pk=key, agreed=points) for key, points in agreed.items()]
    MarkingSheet.objects.bulk_update(rows, ("agreed",), batch_size=AT_ONCE)
    for key, points in agreed.items():
        sheets[key].agreed = points


def write(points: Mapping[int, int], number: int, marker_id: int | None, now: datetime) -> None:
    """Write the marks of one round; the unique constraints decide between two at once."""
    try:
        with transaction.atomic():
            Mark.objects.bulk_create(
                (
                    Mark(
                        sheet_id=key, round=number, points=mark, marker_id=marker_id, marked_at=now
                    )
                    for key, mark in points.items()
                ),
                batch_size=AT_ONCE,
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None


def changed(sheet: MarkingSheet) -> CellChanged:
    """Return the refusal that names a cell that somebody changed meanwhile."""
    return CellChanged(
        candidate=markers.code_of(sheet.registration), component=sheet.component.name
    )


def listed(points: Mapping[int, int]) -> str:
    """Return marks as the chain keeps them, sealed: sheet and hundredths."""
    return " ".join(f"{key}:{mark}" for key, mark in sorted(points.items()))
