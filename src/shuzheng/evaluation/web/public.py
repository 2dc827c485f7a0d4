"""The published results for anybody: grades and scores of parties, never of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.evaluation.queries import pages
from shuzheng.evaluation.rules import texts
from shuzheng.evaluation.rules.scoring import Grade
from shuzheng.evaluation.web import evaluations, words
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

YEARS = (
    listing.Column("name", _("Annual evaluation"), lead=True),
    listing.Column("number", _("Number of the result"), wide=True),
    listing.Column("published", _("Published on"), short=_("Published on"), end=True),
)
PARTIES = (
    listing.Column("name", _("Party"), lead=True),
    listing.Column("score", _("Score"), numeric=True, short=_("Score")),
    listing.Column("grade", _("Grade"), fixed=True, end=True),
)


@require_safe
def index(request: Request) -> HttpResponse:
    """List the evaluations whose result is published."""
    rows = [
        {
            "line": one,
            "name": words.name(one.kind, one.year),
            "url": reverse("evaluation:public-result", args=[one.uid]),
        }
        for one in pages.public()
    ]
    return render(request, "evaluation/public/list.html", {"rows": rows, "columns": YEARS})


@require_safe
def show(request: Request, uid: UUID) -> HttpResponse:
    """Show one published result."""
    line, found = pages.public_one(uid)
    context = {
        "crumbs": [
            Crumb(_("Annual evaluation"), reverse("evaluation:public")),
            Crumb(str(line.year)),
        ],
        "result": line,
        "heading": words.name(line.kind, line.year),
        "columns": PARTIES,
        "rows": [
            {
                "name": name,
                "chip": words.grade(grade),
                "score": "" if grade is Grade.FAILED else texts.points(total),
            }
            for name, grade, total in found
        ],
        "indicator_columns": evaluations.INDICATORS,
        "indicators": evaluations.indicator_rows(line),
    }
    return render(request, "evaluation/public/result.html", context)
