"""Marks from workbooks: a marker's own, by part; a machine's, for one part.

The same acts take them as take the grid's. A workbook knows papers by their ticket numbers; a
marker's workbook is filled in with his or her own marks and never with another's.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import Component, Mark, MarkingSheet, Plan
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.services import marking
from shuzheng.assessment.services.marking import Entry
from shuzheng.assessment.sheets import marks as sheets
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shuzheng.foundation.sheets.definitions import Occasion
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.foundation.sheets.schema import Sheet
    from shuzheng.kernel.actor import Actor
    from shuzheng.kernel.refusals import Refusal

UNKNOWN = N_("No paper of this assessment has this ticket number")
NOT_SAT = N_("The candidate did not sit this part")
TAKEN = N_("This paper has its mark already")


def sheet_of(plan_id: int, actor: Actor) -> tuple[Plan, Sheet]:
    """Return a plan and the workbook that its assessor fills in."""
    row = access.assessed_plan(plan_id, actor)
    return row, sheets.by_hand(
        (part.pk, part.name, part.full)
        for part in row.components.filter(by_machine=False).order_by("pk")
    )


def machine_sheet_of(component_id: int, actor: Actor) -> tuple[Component, Sheet]:
    """Return a part and the workbook of its machine's marks."""
    part = access.component(component_id, actor, Permission.MARK_TAKE)
    return part, sheets.by_machine(part.pk, part.name, part.full)


def prefilled(plan_id: int, actor: Actor) -> Iterator[Mapping[str, Any]]:
    """Yield the papers of a plan that take the actor's marks, with the marks given so far."""
    access.assessed_plan(plan_id, actor)
    open_sheets = MarkingSheet.objects.filter(
        component__plan_id=plan_id,
        component__by_machine=False,
        state__in=(rules.State.UNMARKED, rules.State.FIRST_MARKED),
    )
    own = dict(
        Mark.objects.filter(sheet__in=open_sheets, marker_id=actor.person_id).values_list(
            "sheet_id", "points"
        )
    )
    rows: dict[str, dict[str, Any]] = {}
    found = open_sheets.order_by("registration__ticket__number", "component_id")
    for pk, ticket, part in found.values_list("pk", "registration__ticket__number", "component_id"):
        row = rows.setdefault(ticket, {"ticket": ticket})
        if pk in own:
            row[f"{sheets.PART}{part}"] = Decimal(own[pk]) / rules.HUNDRED
    yield from rows.values()


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Judge a marker's rows cell by cell."""
    plan_id = int(occasion.context["plan"])
    entries, places = _entries(rows, plan_id, occasion.actor)
    refused = marking.judge(plan_id, entries, actor=occasion.actor, now=occasion.now)
    _say(refused, places)


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Take a marker's rows as one entry; returns how many marks, and how many gaps."""
    plan_id = int(occasion.context["plan"])
    whole = [row for chunk in rows for row in chunk]
    entries, _ = _entries(whole, plan_id, occasion.actor)
    entered = marking.enter(plan_id, entries, actor=occasion.actor, now=occasion.now)
    return {"taken": entered.taken, "gaps": entered.gaps}


def check_machine(rows: Sequence[Row], occasion: Occasion) -> None:
    """Judge a machine's rows."""
    part = access.component(
        int(occasion.context["component"]), occasion.actor, Permission.MARK_TAKE
    )
    found = _by_ticket(part.plan_id, [row.values["ticket"] for row in rows])
    for row in rows:
        sheet = found.get((row.values["ticket"], part.pk))
        if sheet is None:
            row.refuse("ticket", "no-such-paper", UNKNOWN)
        elif sheet.state != rules.State.UNMARKED:
            row.refuse("ticket", "marked-already", TAKEN)


def apply_machine(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Take a machine's rows as one act; returns how many."""
    part = access.component(
        int(occasion.context["component"]), occasion.actor, Permission.MARK_TAKE
    )
    whole = [row for chunk in rows for row in chunk]
    found = _by_ticket(part.plan_id, [row.values["ticket"] for row in whole])
    entries = [
        Entry(
            found[row.values["ticket"], part.pk].pk,
            _text(row.values[f"{sheets.PART}{part.pk}"]),
        )
        for row in whole
    ]
    taken = marking.take_machine_marks(part.pk, entries, actor=occasion.actor, now=occasion.now)
    return {"taken": taken}


def _entries(
    rows: Sequence[Row], plan_id: int, actor: Actor
) -> tuple[list[Entry], dict[int, tuple[Row, str]]]:
    """Return the filled cells as entries, and where each stands; unknown papers are refused."""
    found = _by_ticket(plan_id, [row.values["ticket"] for row in rows])
    known = {ticket for ticket, _ in found}
    own = dict(
        Mark.objects.filter(
            sheet__in=[sheet.pk for sheet in found.values()], marker_id=actor.person_id
        ).values_list("sheet_id", "points")
    )
    entries, places = [], {}
    for row in rows:
        ticket = row.values["ticket"]
        if ticket not in known:
            row.refuse("ticket", "no-such-paper", UNKNOWN)
            continue
        for name, value in row.values.items():
            if not name.startswith(sheets.PART) or value is None:
                continue
            sheet = found.get((ticket, int(name.removeprefix(sheets.PART))))
            if sheet is None:
                row.refuse(name, "part-not-sat", NOT_SAT)
                continue
            seen = rules.points(own[sheet.pk]) if sheet.pk in own else ""
            entries.append(Entry(sheet.pk, _text(value), seen))
            places[sheet.pk] = (row, name)
    return entries, places


def _by_ticket(plan_id: int, tickets: Sequence[str]) -> dict[tuple[str, int], MarkingSheet]:
    rows = MarkingSheet.objects.filter(
        component__plan_id=plan_id, registration__ticket__number__in=tickets
    ).select_related("registration__ticket")
    return {(row.registration.ticket.number, row.component_id): row for row in rows}


def _say(refused: Mapping[int, Refusal], places: Mapping[int, tuple[Row, str]]) -> None:
    for key, refusal in refused.items():
        row, name = places[key]
        row.refuse(name, refusal.code, refusal.template, **refusal.params)


def _text(value: Decimal) -> str:
    return rules.points(int(value * rules.HUNDRED))
