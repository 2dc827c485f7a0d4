"""Results of surveys: everybody reads what is published, the office keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Figure, Kind
from shuzheng.foundation.web import leaving
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods
from shuzheng.reliance.access import Permission
from shuzheng.reliance.queries import surveys as queries
from shuzheng.reliance.rules import survey as rules
from shuzheng.reliance.rules.survey import SURVEY, Audience, Scope, State
from shuzheng.reliance.sheets.surveys import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.queries.surveys import Row, SurveyBrief
    from shuzheng.reliance.rules.survey import Answers

CHIPS = {
    State.DRAFT: Kind.RUN,
    State.PUBLISHED: Kind.OK,
    State.REPLACED: Kind.OFF,
    State.DROPPED: Kind.OFF,
}
TITLES = {
    Audience.SOCIETY: gettext_lazy("Recognition by society"),
    Audience.ENTERPRISES: gettext_lazy("Enterprises on certificates"),
}
NO_ROWS = {
    Audience.SOCIETY: gettext_lazy("No survey of society has been published yet"),
    Audience.ENTERPRISES: gettext_lazy("No survey of enterprises has been published yet"),
}
ASKED = listing.Column(
    "asked",
    gettext_lazy("Questionnaires"),
    numeric=True,
    sortable=True,
    short=gettext_lazy("Questionnaires"),
)
VALID = listing.Column(
    "valid",
    gettext_lazy("Valid answers"),
    numeric=True,
    sortable=True,
    short=gettext_lazy("Valid answers"),
)
RESPONSE = listing.Column(
    "response",
    gettext_lazy("Response rate"),
    numeric=True,
    short=gettext_lazy("Response rate"),
)
RECOGNISED = listing.Column(
    "recognised",
    gettext_lazy("Recognise it"),
    numeric=True,
    short=gettext_lazy("Recognise it"),
)
SATISFIED = listing.Column(
    "satisfied", gettext_lazy("Satisfied"), numeric=True, short=gettext_lazy("Satisfied")
)
HIRING = listing.Column(
    "hiring",
    gettext_lazy("Used in hiring"),
    numeric=True,
    short=gettext_lazy("Used in hiring"),
)
POSTINGS = listing.Column(
    "postings",
    gettext_lazy("Postings of others"),
    numeric=True,
    short=gettext_lazy("Postings of others"),
)
COUNTS = {
    Audience.SOCIETY: (ASKED, VALID, RESPONSE, RECOGNISED, SATISFIED),
    Audience.ENTERPRISES: (ASKED, VALID, RESPONSE, RECOGNISED, SATISFIED, HIRING, POSTINGS),
}
YEAR = listing.Column("year", gettext_lazy("Survey"), lead=True)
NAME = listing.Column("name", gettext_lazy("About whom or what"), lead=True)
KEY = listing.Column("key", gettext_lazy("Code"), sortable=True, skip=True)
STATE = listing.Column("state", gettext_lazy("State"), fixed=True, end=True)
VIEWS = {
    Scope.ORGANISATION.value: pgettext_lazy("survey", "By organisation"),
    Scope.CERTIFICATE.value: pgettext_lazy("survey", "By certificate"),
}
LABELS = {
    Scope.GROUP: gettext_lazy("People asked"),
    Scope.ORGANISATION: gettext_lazy("Evaluation organisations"),
    Scope.CERTIFICATE: gettext_lazy("Certificates"),
}


@never_cache
@require_safe
def index(request: Request) -> HttpResponse:
    """Show what society and enterprises said over the years."""
    keeps = request.actor.may(Permission.SURVEY_KEEP)
    page = {
        "parts": [
            {
                "id": audience.value,
                "title": TITLES[audience],
                "rule": rules.RULES[audience],
                "columns": (YEAR, *COUNTS[audience], *((STATE,) if keeps else ())),
                "rows": [_year(one) for one in queries.every(audience, request.actor)],
                "nothing": NO_ROWS[audience],
            }
            for audience in Audience
        ],
        "keeps": keeps,
    }
    return render(request, "reliance/surveys/list.html", page)


@never_cache
@require_safe
def show(request: Request, survey: UUID) -> HttpResponse:
    """Show one result, row by row."""
    found = queries.one(survey, request.actor)
    every = queries.rows(survey, request.actor)
    wish = listing.read(
        request.GET,
        (NAME, KEY, *COUNTS[found.audience]),
        sort="key",
        views=list(VIEWS) if found.audience is Audience.ENTERPRISES else (),
    )
    if wish.export:
        return _exported(request, found, every)
    keeps = request.actor.may(Permission.SURVEY_KEEP)
    page = {
        "keeps": keeps,
        "crumbs": [*crumbs(), Crumb(heading(found))],
        "found": found,
        "is_society": found.audience is Audience.SOCIETY,
        "heading": heading(found),
        "rule": rules.RULES[found.audience],
        "chip": chip(found),
        "meta": [
            Fact("building", found.conducted_by),
            Fact("file", found.source),
            Fact("calendar", _("as of {day}").format(day=_day(request, found))),
        ],
        "figures": list(_figures(found)),
        "listing": _listing(request, found, every, wish),
        "acts": list(_acts(found, request.actor)),
        "successor": queries.correction_of(survey, request.actor),
        "life": parts.life(SURVEY, found.state),
        "lines": feed.lines([f"reliance.survey:{found.id}"]) if keeps else [],
    }
    return render(request, "reliance/surveys/detail.html", page)


def crumbs() -> list[Crumb]:
    """Return the way to the surveys."""
    return [Crumb(_("Surveys"), reverse("reliance:surveys"))]


def heading(one: SurveyBrief) -> str:
    """Return what a survey is called."""
    return f"{TITLES[one.audience]}（{one.year}）"


def chip(one: SurveyBrief) -> Chip:
    """Return where a result stands."""
    return Chip(CHIPS[one.state], _(SURVEY.labels[one.state]))


def cells(answers: Answers | None, least: int) -> dict[str, str]:
    """Return what a table tells of a row; a share over too few answers is not told."""
    if answers is None:
        return {}
    told = {
        name: _share(getattr(answers, name), answers.valid, least)
        for name in ("recognised", "satisfied", "hiring")
    }
    return {
        "asked": formats.number(answers.asked),
        "valid": formats.number(answers.valid),
        "response": formats.rate(answers.valid, answers.asked),
        "postings": "" if answers.postings is None else formats.number(answers.postings),
        **told,
    }


def _share(count: int | None, valid: int, least: int) -> str:
    share = rules.share(count, valid, least)
    if share is None:
        return _("No data")
    return formats.rate(share.numerator, share.denominator)


def _year(one: SurveyBrief) -> dict[str, Any]:
    return {
        "id": one.uid,
        "name": heading(one),
        "url": reverse("reliance:survey", args=[one.uid]),
        "chip": chip(one),
        "cells": cells(one.answers, one.least),
    }


def _figures(found: SurveyBrief) -> Iterator[Figure]:
    if found.answers is None:
        return
    told = cells(found.answers, found.least)
    basis = _("of {count} valid answers").format(count=told["valid"])
    yield Figure(
        _("Response rate"),
        told["response"],
        note=_("{valid} valid answers of {asked} questionnaires").format(**told),
    )
    if found.audience is Audience.SOCIETY:
        yield Figure(_("Recognise the certificates"), told["recognised"], note=basis)
        yield Figure(_("Satisfied with the programme"), told["satisfied"], note=basis)
        return
    yield Figure(_("Gave 4 or 5 of 5 overall"), told["satisfied"], note=basis)
    yield Figure(
        _("Name a certificate in a posting or use it in hiring"), told["hiring"], note=basis
    )


def _listing(
    request: Request, found: SurveyBrief, every: Sequence[Row], wish: listing.Wish
) -> listing.Listing[Any]:
    scope = Scope(wish.view) if wish.view else Scope.GROUP
    rows = [one for one in every if one.scope is scope]
    if wish.sort in {"asked", "valid"}:
        rows.sort(key=lambda one: getattr(one.answers, wish.sort), reverse=wish.descending)
    elif wish.descending:
        rows.reverse()
    key = () if scope is Scope.GROUP else (KEY,)
    saved = [
        listing.View(view, label, sum(1 for one in every if one.scope == view))
        for view, label in VIEWS.items()
    ]
    return listing.Listing(
        request.GET,
        wish,
        (NAME, *key, *COUNTS[found.audience]),
        listing.cut_list([_row(one, found.least, request.actor) for one in rows], wish),
        saved=saved if found.audience is Audience.ENTERPRISES else (),
        caption=LABELS[scope],
        unit=pgettext_lazy("counting word", "rows"),
    )


def _row(one: Row, least: int, actor: Actor) -> dict[str, Any]:
    name, url = one.name, ""
    if one.scope is Scope.GROUP:
        name = _(rules.GROUPS[rules.Group(one.key)])
    elif one.scope is Scope.CERTIFICATE:
        url = reverse("catalogue:kind", args=[one.key])
    elif one.id is not None and actor.may(Permission.SURVEY_KEEP):
        url = reverse("identity:party", args=[one.id])
    return {
        "id": f"{one.scope}-{one.key}",
        "name": name,
        "url": url,
        "key": one.key,
        "cells": cells(one.answers, least),
    }


def _acts(found: SurveyBrief, actor: Actor) -> Iterator[Act]:
    if not actor.may(Permission.SURVEY_KEEP):
        return
    at = [found.uid]
    rule = rules.RULES[found.audience]
    if found.state is State.DRAFT:
        kind = "" if found.answers else "primary"
        yield Act(
            _("Import the survey result"),
            reverse("reliance:survey-import", args=at),
            "upload",
            kind,
        )
        yield Act(
            _(SURVEY.labels[rules.Verb.PUBLISH]),
            reverse("reliance:survey-publish", args=at),
            "check",
            "primary" if found.answers else "",
            barred="" if found.answers else _("Import the rows of the result first."),
            rule=rule,
        )
        yield Act(
            _(SURVEY.labels[rules.Verb.DROP]),
            reverse("reliance:survey-drop", args=at),
            "x",
            rule=rule,
        )
    elif found.state is State.PUBLISHED:
        yield Act(
            _("Correct the survey result"),
            reverse("reliance:survey-correct", args=at),
            "edit",
            rule=rule,
        )


def _day(request: Request, found: SurveyBrief) -> str:
    return formats.day_words(found.as_of, request.now)


def _exported(request: Request, found: SurveyBrief, every: Sequence[Row]) -> HttpResponse:
    told = [
        {
            "group": one.key,
            "scope": one.scope.value,
            "code": one.key,
            "name": one.name,
            "asked": one.answers.asked,
            "valid": one.answers.valid,
            "recognised": one.answers.recognised,
            "satisfied": one.answers.satisfied,
            "hiring": one.answers.hiring,
            "postings": one.answers.postings,
        }
        for one in every
    ]
    sheet = SHEETS[found.audience]
    name = f"{sheet.title}-{found.year}-{periods.day(request.now):%Y%m%d}"
    return leaving.workbook(request, sheet, told, said=found.source, name=name)
