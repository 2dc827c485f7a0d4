"""Send figures and rows as workbooks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from shuzheng.foundation.web import leaving
from shuzheng.identity.rules.kinds import LABELS, InstitutionKind
from shuzheng.insight.queries.rows_of import Of
from shuzheng.insight.queries.showing import states
from shuzheng.insight.sheets import figures as sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.insight.queries.dashboard import Line
    from shuzheng.insight.queries.rows_of import RowLine
    from shuzheng.insight.rules.coverage import Change
    from shuzheng.insight.rules.figures import Share

SHEETS = {
    Of.REGISTERED: sheets.REGISTRATIONS,
    Of.STUDENTS: sheets.STUDENTS,
    Of.ISSUED: sheets.CERTIFICATES,
    Of.USES: sheets.USES,
}


def breakdown(request: Request, lines: Sequence[Line], said: str) -> HttpResponse:
    """Return the lines of a breakdown; a hidden number is in no cell."""
    return leaving.workbook(request, sheets.BREAKDOWN, map(_breakdown_row, lines), said=said)


def kinds(request: Request, changes: Sequence[Change], said: str) -> HttpResponse:
    """Return institutions and learners by kind and year (R-042)."""
    return leaving.workbook(request, sheets.INSTITUTIONS, map(_kind_row, changes), said=said)


def rows(request: Request, of: Of, lines: Iterable[RowLine], said: str) -> HttpResponse:
    """Return rows behind a figure; `of` is the kind of rows."""
    return leaving.workbook(request, SHEETS[of], map(_row, lines), said=said)


def _breakdown_row(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "code": line.code,
        "registered": line.registered,
        "sat": line.sat,
        "passed": line.rate.numerator if line.rate else None,
        "rate": _percent(line.rate),
        "issued": line.issued,
        "in_force": line.in_force,
        "students": line.acquired.denominator if line.acquired else None,
        "holders": line.acquired.numerator if line.acquired else None,
        "acquired": _percent(line.acquired),
        "accepted": line.completed.numerator if line.completed else None,
        "planned": line.completed.denominator if line.completed else None,
        "completed": _percent(line.completed),
        "note": sheets.HIDDEN_NOTE if line.hidden else None,
    }


def _kind_row(change: Change) -> dict[str, Any]:
    kind = change.filed.kind
    return {
        "kind": gettext(LABELS[InstitutionKind(kind)]) if kind else None,
        "year": change.filed.year,
        "institutions": change.filed.institutions,
        "institutions_more": change.institutions_more,
        "learners": change.filed.learners,
        "learners_more": change.learners_more,
    }


def _percent(found: Share | None) -> Decimal | None:
    return Decimal(found.percent) if found and found.percent else None


def _row(line: RowLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "document": line.document,
        "institution": line.institution,
        "certificate": line.certificate,
        "level": line.level,
        "module": line.module or None,
        "kind": line.kind,
        "plan": line.plan,
        "number": line.number,
        "day": line.day,
        "state": states.word(line.state),
        "entry_year": line.entry_year,
        "count": line.count,
        "holds": {True: "是", False: "否", None: None}[line.holds],
    }
