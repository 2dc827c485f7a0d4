"""Take from sheets what no room of the platform counts, before the data are frozen.

Rule: R-218. Each row names its source and the day it is as of; a sheet replaces what it names and
leaves the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.queries import targets
from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import SheetInput
from shuzheng.evaluation.rules.evaluation import EVALUATION, State, Verb
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.sheets.inputs import INPUTS
from shuzheng.foundation import facts
from shuzheng.foundation.sheets import imports
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.evaluation.models import Evaluation
    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

OF_KIND = {
    Kind.INSTITUTION: OrganisationKind.INSTITUTION,
    Kind.ORGANISATION: OrganisationKind.EVALUATION_ORGANISATION,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the sheet."""

    code: str
    what: Input
    count: int
    of: int
    source: str
    as_of: date


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: an evaluation whose data are not frozen."""
    del now
    row = _open(context["evaluation"], actor)
    url = reverse("evaluation:evaluation", args=[row.pk])
    return imports.Purpose(
        INPUTS[Kind(row.kind)],
        str(row.year),
        url,
        done_url=url,
        done_label=_("Go on with the evaluation"),
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse parties that nobody knows, and figures of days to come."""
    kind = Kind(_open(occasion.context["evaluation"], occasion.actor).kind)
    known, today = _codes(kind), periods.day(occasion.now)
    for row in rows:
        if row.values["code"] not in known:
            row.refuse("code", "unknown", N_("Nobody of this kind has this code"))
        as_of = row.values.get("as_of")
        if as_of is not None and as_of > today:
            row.refuse("as_of", "ahead", N_("This day lies ahead"))


@applies("R-218")
@transaction.atomic
def tell(pk: int, rows: Sequence[Said], *, actor: Actor, now: datetime) -> int:
    """Take figures that no room counts; what they name replaces what was there."""
    evaluation = _open(pk, actor)
    SheetInput.objects.bulk_create(
        [
            SheetInput(
                evaluation=evaluation,
                code=row.code,
                what=row.what,
                count=row.count,
                of=row.of,
                source=row.source,
                as_of=row.as_of,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["evaluation", "code", "what"],
        update_fields=["count", "of", "source", "as_of"],
        batch_size=500,
    )
    facts.record("evaluation.inputs.imported", evaluation, actor=actor, now=now, count=len(rows))
    return len(rows)


def take(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Take figures from the sheet."""
    said = [
        Said(
            row.values["code"],
            Input(row.values["what"]),
            row.values["count"],
            row.values["of"],
            row.values["source"],
            row.values["as_of"],
        )
        for chunk in rows
        for row in chunk
    ]
    pk = occasion.context["evaluation"]
    return {"taken": tell(pk, said, actor=occasion.actor, now=occasion.now)}


def _open(pk: int, actor: Actor) -> Evaluation:
    row = access.evaluation(pk, actor, Permission.EVALUATION_PREPARE)
    EVALUATION.after(State(row.state), Verb.FREEZE)
    return row


def _codes(kind: Kind) -> set[str]:
    if kind is Kind.SITE:
        return {one.code for one in targets.sites_in_use()}
    return {one.code for one in organisations.of_kind(OF_KIND[kind])}
