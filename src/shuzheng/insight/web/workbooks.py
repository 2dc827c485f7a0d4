"""Send figures and rows as workbooks."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from shuzheng.foundation.sheets import writing
from shuzheng.insight.queries.rows_of import Of
from shuzheng.insight.queries.showing import states
from shuzheng.insight.sheets import figures as sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.schema import Sheet
    from shuzheng.insight.queries.dashboard import Line
    from shuzheng.insight.queries.rows_of import RowLine
    from shuzheng.insight.rules.figures import Share

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = {
    Of.REGISTERED: sheets.REGISTRATIONS,
    Of.STUDENTS: sheets.STUDENTS,
    Of.ISSUED: sheets.CERTIFICATES,
    Of.USES: sheets.USES,
}


def breakdown(lines: Sequence[Line], who: str, now: datetime, words: str) -> HttpResponse:
    """Return the lines of a breakdown; a hidden number is in no cell."""
    return _sent(sheets.BREAKDOWN, map(_breakdown_row, lines), who, now, words)


def rows(of: Of, lines: Iterable[RowLine], who: str, now: datetime, words: str) -> HttpResponse:
    """Return rows behind a figure; `of` is the kind of rows."""
    return _sent(SHEETS[of], (_row(line) for line in lines), who, now, words)


def _sent(
    sheet: Sheet, found: Iterable[Mapping[str, Any]], who: str, now: datetime, words: str
) -> HttpResponse:
    target = io.BytesIO()
    writing.workbook(sheet, found, target, writing.Heading(sheet.title, who, now, words))
    disposition = content_disposition_header(as_attachment=True, filename=f"{sheet.title}.xlsx")
    return HttpResponse(
        target.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": str(disposition)},
    )


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
