"""Take from sheets what no room of the platform counts, before the figures are frozen.

Rules: R-230, R-231, R-234. Each row names its source and the day it is as of; a sheet replaces what
it names and leaves the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.adjustment import access
from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.models import Served, SheetInput
from shuzheng.adjustment.rules.cut import Input
from shuzheng.adjustment.rules.review import REVIEW, State, Verb
from shuzheng.adjustment.sheets.inputs import FIELDS, INPUTS, names_of
from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts
from shuzheng.foundation.sheets import imports
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.adjustment.models import Review
    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.foundation.sheets.schema import Sheet
    from shuzheng.kernel.actor import Actor


def inputs_purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import of figures is for: a review whose figures are not frozen."""
    del now
    return _purpose(INPUTS, _open(context["review"], actor))


def fields_purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import of fields is for: a review whose figures are not frozen."""
    del now
    return _purpose(FIELDS, _open(context["review"], actor))


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse certificates that the catalogue does not have, and figures of days to come."""
    known = _known(rows)
    today = periods.day(occasion.now)
    for row in rows:
        if row.values["certificate"] not in known:
            row.refuse("certificate", "unknown", N_("The catalogue has no such certificate"))
        as_of = row.values.get("as_of")
        if as_of is not None and as_of > today:
            row.refuse("as_of", "ahead", N_("This day lies ahead"))


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the sheet of figures."""

    code: str
    what: Input
    count: int
    of: int
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Serves:
    """A row of the sheet of fields."""

    code: str
    shortage: tuple[str, ...]
    industries: tuple[str, ...]
    source: str


@applies("R-231", "R-234")
@transaction.atomic
def tell(pk: int, rows: Sequence[Said], *, actor: Actor, now: datetime) -> int:
    """Take figures that no room counts; what they name replaces what was there."""
    review = _open(pk, actor)
    known = certificates.ids_of({row.code for row in rows})
    SheetInput.objects.bulk_create(
        [
            SheetInput(
                review=review,
                certificate_type_id=known[row.code],
                what=row.what,
                count=row.count,
                of=row.of,
                source=row.source,
                as_of=row.as_of,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["review", "certificate_type", "what"],
        update_fields=["count", "of", "source", "as_of"],
        batch_size=500,
    )
    facts.record("adjustment.inputs.imported", review, actor=actor, now=now, count=len(rows))
    return len(rows)


@applies("R-230", "R-234")
@transaction.atomic
def serve(pk: int, rows: Sequence[Serves], *, actor: Actor, now: datetime) -> int:
    """Take which fields and industries certificates serve, by the province's plan."""
    review = _open(pk, actor)
    known = certificates.ids_of({row.code for row in rows})
    Served.objects.bulk_create(
        [
            Served(
                review=review,
                certificate_type_id=known[row.code],
                shortage=row.shortage,
                industries=row.industries,
                source=row.source,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["review", "certificate_type"],
        update_fields=["shortage", "industries", "source"],
        batch_size=500,
    )
    facts.record("adjustment.fields.imported", review, actor=actor, now=now, count=len(rows))
    return len(rows)


def take_inputs(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Take figures from the sheet."""
    said = [
        Said(
            row.values["certificate"],
            Input(row.values["what"]),
            row.values["count"],
            row.values["of"] or 0,
            row.values["source"],
            row.values["as_of"],
        )
        for chunk in rows
        for row in chunk
    ]
    pk = occasion.context["review"]
    return {"taken": tell(pk, said, actor=occasion.actor, now=occasion.now)}


def take_fields(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Take from the sheet which fields and industries each certificate serves."""
    said = [
        Serves(
            row.values["certificate"],
            names_of(row.values["shortage"]),
            names_of(row.values["industries"]),
            row.values["source"],
        )
        for chunk in rows
        for row in chunk
    ]
    pk = occasion.context["review"]
    return {"taken": serve(pk, said, actor=occasion.actor, now=occasion.now)}


def _open(pk: int, actor: Actor) -> Review:
    row = access.review(pk, actor, Permission.REVIEW_PREPARE)
    REVIEW.after(State(row.state), Verb.FREEZE)
    return row


def _purpose(sheet: Sheet, row: Review) -> Purpose:
    url = reverse("adjustment:review", args=[row.pk])
    return imports.Purpose(
        sheet, str(row.year), url, done_url=url, done_label=_("Go on with the review")
    )


def _known(rows: Sequence[Row]) -> dict[str, int]:
    return certificates.ids_of({row.values["certificate"] for row in rows})
