"""Take the aid office's list from a workbook. Rule: R-128.

The list finds students who study here; it registers nobody, because whoever is not enrolled cannot
be exempt here. A name that does not fit the document refuses the row and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.fees.access import Permission
from shuzheng.fees.services import hardship
from shuzheng.fees.services.hardship import ListRow
from shuzheng.fees.sheets.hardship import LISTED
from shuzheng.foundation.sheets import imports
from shuzheng.identity.queries import enrolments, persons
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for."""
    del context, now
    actor.require(Permission.HARDSHIP_IMPORT)
    url = reverse("fees:claims")
    return imports.Purpose(
        LISTED,
        _("For your institution and the present school year"),
        url,
        done_url=f"{url}?view=open",
        done_label=_("Go on to verify"),
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse whoever is unknown, known under another name, or does not study here."""
    found = {row.number: _person(row) for row in rows}
    names = persons.brief(pk for pk in found.values() if pk)
    enrolled = enrolments.current(names, occasion.actor.organisation_id)
    for row in rows:
        person = names.get(found[row.number])
        if person is None or person.id not in enrolled:
            row.refuse("number", "not-enrolled", N_("Nobody with this document studies here"))
        elif person.name != row.values["name"]:
            row.refuse("name", "other-name", N_("This document is registered under another name"))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Import the rows as one list."""
    lines = [ListRow(_person(row), row.values["kind"]) for chunk in rows for row in chunk]
    done = hardship.import_list(lines, actor=occasion.actor, now=occasion.now)
    return {"new": done.new, "known": done.known}


def _person(row: Row) -> int:
    try:
        kind = DocumentKind(row.values["document"])
        return persons.find_by_document(kind, row.values["number"]) or 0
    except Refusal:
        return 0
