"""A party's year shaped for pages and workbooks: each score with every figure it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.evaluation.queries import pages
from shuzheng.evaluation.rules import indicators, scoring, texts
from shuzheng.evaluation.rules.indicators import OF_PERSONS, Input
from shuzheng.evaluation.web import words
from shuzheng.foundation.ui import listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shuzheng.evaluation.queries.pages import EvaluationPage, SubjectLine, SubjectPage
    from shuzheng.evaluation.rules.scoring import Part, Scored
    from shuzheng.kernel.actor import Actor

RESULTS = (
    listing.Column("name", _("Party"), sortable=True, lead=True),
    listing.Column("city", _("City"), short=_("City")),
    listing.Column("stated", _("Self-check"), short=_("Self-check")),
    listing.Column("opinion", _("City bureau"), short=_("City bureau")),
    listing.Column("objection", _("Objection"), short=_("Objection")),
    listing.Column("score", _("Score"), numeric=True, short=_("Score")),
    listing.Column("grade", _("Grade"), fixed=True, end=True),
)
OWN = (
    listing.Column("name", _("Party"), sortable=True, lead=True),
    listing.Column("evaluation", _("Annual evaluation"), wide=True),
    listing.Column("stated", _("Self-check"), short=_("Self-check")),
    listing.Column("opinion", _("City bureau"), short=_("City bureau")),
    listing.Column("score", _("Score"), numeric=True, short=_("Score")),
    listing.Column("grade", _("Grade"), short=_("Grade")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
PARTS = (
    listing.Column("name", _("Indicator"), lead=True),
    listing.Column("weight", _("Weight"), numeric=True, short=_("Weight")),
    listing.Column("counts", _("Counts here"), numeric=True, short=_("Counts here")),
    listing.Column("value", _("Value"), numeric=True, short=_("Value"), end=True),
)
RAW = (
    listing.Column("name", _("Figure"), lead=True),
    listing.Column("raw", _("Counted"), short=_("Counted")),
    listing.Column("value", _("Value"), numeric=True, short=_("Value")),
    listing.Column("source", _("Source"), wide=True),
)
VIEWS = {
    "all": _("All"),
    "mine": _("Waiting for me"),
    "contested": _("With objections"),
}
REGISTERED = {Input.ACQUIRED: "students", Input.COMPLETED: "registered"}
"""Inputs whose raw rows are the figures' own, and which view of them."""


def scored(page: EvaluationPage, lines: Sequence[SubjectLine]) -> list[dict[str, Any]]:
    """Return the parties of an evaluation for a table, each with its score as it stands."""
    if page.kept is None:
        return []
    years = pages.years(page.kept, [one.id for one in lines])
    return [
        {
            "one": one,
            "url": reverse("evaluation:party", args=[one.id]),
            "score": words.points(years[one.id].score.total),
            "grade": words.grade(one.grade),
            "objection": _objection(one),
        }
        for one in lines
    ]


def own(lines: Sequence[SubjectLine], actor: Actor) -> list[dict[str, Any]]:
    """Return years within reach for a table of somebody who oversees no evaluation."""
    del actor
    return [
        {
            "one": one,
            "url": reverse("evaluation:party", args=[one.id]),
            "evaluation": words.name(one.evaluation.kind, one.evaluation.year),
            "score": texts.points(one.total),
            "grade": words.grade(one.grade),
            "chip": words.chip(one.evaluation.state),
            "has_city": one.evaluation.kind in indicators.IN_CITIES,
        }
        for one in lines
    ]


def indicators_of(page: SubjectPage) -> list[dict[str, Any]]:
    """Return each indicator of a party with its weight as published and as it counts here."""
    kind = page.line.evaluation.kind
    return [
        {
            "key": one.key,
            "name": gettext(indicators.of(kind, one.key).name),
            "figure": indicators.of(kind, one.key).figure,
            "weight": f"{one.weight}%",
            "counts": words.percent(one.counted) if one.value is not None else "",
            "value": words.percent(one.value),
        }
        for one in page.year.score.lines
    ]


def raw_of(page: SubjectPage) -> list[dict[str, Any]]:
    """Return every input behind a party's score: what was counted, where it comes from."""
    return [_raw(page, one, part) for one in page.year.score.lines for part in one.parts]


def _raw(page: SubjectPage, one: Scored, part: Part) -> dict[str, Any]:
    told, head = part.told, page.kept.head
    source = raw = ""
    if told:
        raw = gettext("{count} out of {of}").format(count=told.count, of=told.of)
        source = (
            f"{told.source}（{told.on.isoformat()}）"
            if told.source
            else gettext("Figures of the platform of {on}").format(on=told.on.isoformat())
        )
        if part.what in OF_PERSONS and told.of < head.terms.smallest_group:
            raw = gettext("fewer than {count} persons").format(count=head.terms.smallest_group)
    frozen = page.year.row.inputs.get(part.what)
    corrected = part.what in page.year.corrected
    before = (
        gettext("{count} out of {of}").format(count=frozen.count, of=frozen.of) if frozen else ""
    )
    return {
        "key": f"{one.key}-{part.what}",
        "name": gettext(indicators.INPUTS[part.what]),
        "figure": indicators.of(page.line.evaluation.kind, one.key).figure,
        "raw": raw,
        "value": words.percent(part.value),
        "source": source,
        "url": _rows_url(page, part.what),
        "corrected": (before or gettext("no data")) if corrected else "",
    }


def _rows_url(page: SubjectPage, what: Input) -> str:
    """Return where the raw rows behind a counted input are listed; empty where a sheet told it."""
    line = page.line
    told = page.year.row.inputs.get(what)
    if told is None or told.source:
        return ""
    if what in REGISTERED:
        return f"{reverse('insight:rows', args=['institution', line.code])}?view={REGISTERED[what]}"
    return reverse("evaluation:rows", args=[line.id, str(what)])


def missing_of(page: SubjectPage) -> str:
    """Return the indicators without data, in words."""
    kind = page.line.evaluation.kind
    names = [gettext(indicators.of(kind, key).name) for key in page.year.score.missing]
    return gettext(", ").join(names)


def exported(actor: Actor, page: EvaluationPage) -> Iterator[dict[str, Any]]:
    """Yield the parties of an evaluation as rows of its workbook."""
    if page.kept is None:
        return
    terms = page.kept.head.terms
    for one, year in pages.every(actor, page.line.id):
        vetoed = bool(one.vetoes)
        yield {
            "code": one.code,
            "name": one.name,
            "city": one.city,
            "score": words.points(year.score.total),
            "grade": one.grade.value if one.grade else None,
            "points": words.points(scoring.points(year.score.total, terms, vetoed=vetoed)),
            **{line.key: words.percent(line.value) for line in year.score.lines},
            "missing": "、".join(texts.NAMES[key] for key in year.score.missing),
            "corrected": len(year.corrected),
            "vetoes": "、".join(one.vetoes),
            "stated": one.stated_on.isoformat() if one.stated_on else "未提交",
            "opinion": one.opinion,
        }


def _objection(one: SubjectLine) -> str:
    if one.objected_on is None:
        return gettext("none: confirmed") if one.confirmed_on else ""
    return words.objection(one.answer).word if one.answer else gettext("to be answered")  # type: ignore[return-value]
