"""Take the result of a survey from a workbook (R-222, R-066)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation.sheets import imports
from shuzheng.kernel.wording import N_
from shuzheng.reliance.access import Permission
from shuzheng.reliance.queries import surveys as queries
from shuzheng.reliance.rules import survey as rules
from shuzheng.reliance.rules.survey import SURVEY, Line, Scope, Verb
from shuzheng.reliance.services import surveys
from shuzheng.reliance.sheets.surveys import SHEETS, answers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: a draft of a result."""
    del now
    found = queries.one(UUID(str(context["survey"])), actor, Permission.SURVEY_KEEP)
    SURVEY.after(found.state, Verb.PUBLISH)
    url = reverse("reliance:survey", args=[found.uid])
    return imports.Purpose(
        SHEETS[found.audience],
        f"{found.year} · {found.source}",
        url,
        done_url=url,
        done_label=_("See the result"),
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse codes that nobody has, and a part larger than the province of the same file."""
    del occasion
    lines = [_line(row) for row in rows]
    if not lines or lines[0].scope is Scope.GROUP:
        return
    whole = next((one.answers for one in lines if one.scope is Scope.PROVINCE), None)
    known = {
        Scope.CERTIFICATE: certificates.ids_of(_keys(lines, Scope.CERTIFICATE)),
        Scope.ORGANISATION: surveys.organisation_ids(_keys(lines, Scope.ORGANISATION)),
    }
    for row, one in zip(rows, lines, strict=True):
        if one.key and one.scope in known and one.key not in known[one.scope]:
            row.refuse("code", "unknown", N_("Nobody has this code in the range given"))
        for name in rules.beyond(one.answers, whole) if whole else ():
            row.refuse(name, "beyond", N_("More than in the whole province"))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Take the rows of the result."""
    lines = [_line(row) for chunk in rows for row in chunk]
    uid = UUID(str(occasion.context["survey"]))
    return {"taken": surveys.tell(uid, lines, actor=occasion.actor, now=occasion.now)}


def _line(row: Row) -> Line:
    values = row.values
    if "group" in values:
        return Line(Scope.GROUP, values["group"], answers_of(values))
    return Line(Scope(values["scope"]), values["code"] or "", answers_of(values))


def _keys(lines: Sequence[Line], scope: Scope) -> set[str]:
    return {one.key for one in lines if one.scope is scope}
