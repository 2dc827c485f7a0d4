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
from shuzheng.foundation.ui.parts import Chip
from shuzheng.foundation.ui.parts import Kind as Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shuzheng.evaluation.queries.pages import EvaluationPage, SubjectLine, SubjectPage
    from shuzheng.evaluation.queries.rows import RawRow
    from shuzheng.evaluation.rules.indicators import Kind
    from shuzheng.evaluation.rules.scoring import Part, Score, Scored
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
ROWS = (
    listing.Column("name", _("Row"), lead=True),
    listing.Column("day", _("Day"), short=_("Day")),
    listing.Column("note", _("Details"), wide=True),
    listing.Column("counts", _("Counts"), fixed=True, end=True),
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


def indicators_of(kind: Kind, score: Score) -> list[dict[str, Any]]:
    """Return each indicator of a score with its weight as published and as it counts here."""
    return [
        {
            "key": one.key,
            "name": gettext(indicators.of(kind, one.key).name),
            "figure": indicators.of(kind, one.key).figure,
            "weight": f"{one.weight}%",
            "counts": words.percent(one.counted) if one.value is not None else "",
            "value": words.percent(one.value),
        }
        for one in score.lines
    ]


def raw_of(page: SubjectPage) -> list[dict[str, Any]]:
    """Return every input behind a party's score: what was counted, where it comes from."""
    return [_raw(page, one, part) for one in page.year.score.lines for part in one.parts]


def _raw(page: SubjectPage, one: Scored, part: Part) -> dict[str, Any]:
    frozen = page.year.row.inputs.get(part.what)
    corrected = part.what in page.year.corrected
    before = (
        gettext("{count} out of {of}").format(count=frozen.count, of=frozen.of) if frozen else ""
    )
    return {
        **input_of(page.line.evaluation.kind, one, part, page.kept.head.terms.smallest_group),
        "url": _rows_url(page, part.what),
        "corrected": (before or gettext("no data")) if corrected else "",
    }


def input_of(kind: Kind, one: Scored, part: Part, smallest: int) -> dict[str, Any]:
    """Return an input behind a score: what was counted, and where it comes from.

    Shares over fewer persons than `smallest` are not said.
    """
    told, source, raw = part.told, "", ""
    if told:
        raw = gettext("{count} out of {of}").format(count=told.count, of=told.of)
        source = (
            f"{told.source}（{told.on.isoformat()}）"
            if told.source
            else gettext("Figures of the platform of {on}").format(on=told.on.isoformat())
        )
        if part.what in OF_PERSONS and told.of < smallest:
            raw = gettext("fewer than {count} persons").format(count=smallest)
    return {
        "key": f"{one.key}-{part.what}",
        "name": gettext(indicators.INPUTS[part.what]),
        "figure": indicators.of(kind, one.key).figure,
        "raw": raw,
        "value": words.percent(part.value),
        "source": source,
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


def missing_of(kind: Kind, score: Score) -> str:
    """Return the indicators without data, in words."""
    names = [gettext(indicators.of(kind, key).name) for key in score.missing]
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


def raw_row(one: RawRow) -> dict[str, Any]:
    """Return a raw row behind a figure for a table."""
    chips = {
        True: Chip(Look.OK, gettext("counts for it")),
        False: Chip(Look.BAD, gettext("counts against it")),
        None: Chip(Look.OFF, gettext("read as it is")),
    }
    return {"one": one, "chip": chips[one.counts]}
