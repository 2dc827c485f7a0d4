"""The catalogue for anybody: kinds of certificate, standards, majors.

Who administers the catalogue sees besides where each row came from and how sure it is.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.queries import beside, pages, pages_majors, pages_standards
from shuzheng.catalogue.rules import levels
from shuzheng.catalogue.rules.parts import LABELS
from shuzheng.catalogue.sheets import CATALOGUE
from shuzheng.catalogue.web import words
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb, Fact, Term
from shuzheng.foundation.web import leaving

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.catalogue.queries.pages import Kind, Line
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", gettext_lazy("Certificate"), sortable=True, lead=True),
    listing.Column("batch", gettext_lazy("Batch"), sortable=True),
    listing.Column("levels", gettext_lazy("Levels"), wide=True),
    listing.Column("organisation", gettext_lazy("Evaluation organisation"), sortable=True),
    listing.Column("standard", gettext_lazy("Standard"), end=True),
)
PROVENANCE = (
    listing.Column("source", gettext_lazy("Source")),
    listing.Column("confidence", gettext_lazy("Confidence")),
)
MAJOR_COLUMNS = (
    listing.Column("name", gettext_lazy("Major"), sortable=True, lead=True),
    listing.Column("level", pgettext_lazy("major", "Level"), short=""),
    listing.Column("category", gettext_lazy("Category"), sortable=True),
    listing.Column("class", pgettext_lazy("major", "Class"), short=""),
    listing.Column(
        "certificates",
        gettext_lazy("Certificates"),
        numeric=True,
        short=gettext_lazy("Certificates"),
    ),
)
TARGETS = (
    listing.Column("major", gettext_lazy("Major"), lead=True),
    listing.Column("code", gettext_lazy("Major code"), short=""),
    listing.Column("level", pgettext_lazy("major", "Level"), short=""),
)
VERSIONS = (
    listing.Column("version", gettext_lazy("Version"), lead=True),
    listing.Column("levels", gettext_lazy("Levels"), short=""),
    listing.Column("requirements", gettext_lazy("Skill requirements"), numeric=True),
    listing.Column("state", gettext_lazy("Status"), end=True),
)
SHORT_LISTS = {"all": gettext_lazy("All"), "standard": gettext_lazy("With a standard here")}


class Filters(forms.Form):
    """How the catalogue is narrowed."""

    q = forms.CharField(
        label=gettext_lazy("Name, code or organisation"), required=False, max_length=60
    )
    batch = forms.ChoiceField(label=gettext_lazy("Batch"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Skill field"), required=False)
    organisation = forms.ChoiceField(label=gettext_lazy("Evaluation organisation"), required=False)
    major = forms.CharField(label=gettext_lazy("Major code"), required=False, max_length=8)

    def __init__(self, data: Any) -> None:  # noqa: ANN401 - a form's own argument
        super().__init__(data)
        named = pages.fields()
        choices = {
            "batch": [
                ("", _("All batches")),
                *((str(number), words.batch(number)) for number in pages.batches()),
            ],
            "level": [
                ("", _("All levels")),
                *((one.value, words.level(one)) for one in levels.Level),
            ],
            "field": [
                ("", _("All fields")),
                *((name, name) for name in named),
                (pages.WITHOUT, _("Without a field")),
            ],
            "organisation": [
                ("", _("All organisations")),
                *((name, name) for name in pages.organisations()),
            ],
        }
        if not named:
            del self.fields["field"]
            del choices["field"]
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


class MajorFilters(forms.Form):
    """How the majors are narrowed."""

    q = forms.CharField(label=gettext_lazy("Name or code"), required=False, max_length=60)
    level = forms.ChoiceField(label=pgettext_lazy("major", "Level"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)

    def __init__(self, data: Any) -> None:  # noqa: ANN401 - a form's own argument
        super().__init__(data)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            ("", pgettext("major", "All levels")),
            *words.MAJOR_LEVELS.items(),
        ]
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("All categories")),
            *((code, f"{code} {name}") for code, name in pages_majors.categories()),
        ]


@require_safe
def index(request: Request) -> HttpResponse:
    """List the kinds of certificate, narrowed and searched; hand the list out as a workbook."""
    columns = COLUMNS + (PROVENANCE if _sees_provenance(request) else ())
    wish = listing.read(request.GET, columns, sort="batch", views=pages.VIEWS)
    filters = Filters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _workbook(request, pages.every(wish, **chosen))
    found = pages.lines(wish, **chosen)
    counts = pages.counts()

    def without(name: str) -> int:
        rest = {key: value for key, value in chosen.items() if key != name}
        return pages.total(wish.view, **rest)

    shown: listing.Listing[dict[str, Any]] = listing.Listing(
        request.GET,
        wish,
        columns,
        listing.Found([_row(line) for line in found.rows], found.total, found.page),
        filters=filters,
        saved=[listing.View(view, label, counts[view]) for view, label in SHORT_LISTS.items()],
        caption=_("Catalogue of certificates"),
        unit=pgettext("counting word", "kinds"),
        without=without,
    )
    context = {
        "listing": shown,
        "provenance": _sees_provenance(request),
        "may_import": request.actor.may(Permission.CATALOGUE_IMPORT),
    }
    return render(request, "catalogue/index.html", context)


@require_safe
def kind(request: Request, code: str) -> HttpResponse:
    """Show one kind of certificate: levels, standards, majors, organisation."""
    found = pages.kind(code)
    context = {
        "crumbs": words.crumbs(found.line.name),
        "found": found,
        "status": words.STATUSES[found.line.status],
        "meta": _meta(found),
        "levels": _levels(found),
        "versions": [
            (one, words.level_words(one.levels), words.VERSIONS[one.state])
            for one in found.versions
        ],
        "version_columns": VERSIONS,
        "targets": [(one, words.MAJOR_LEVELS.get(one.level, one.level)) for one in found.targets],
        "target_columns": TARGETS,
        "about": _about(found),
        "may_put": request.actor.may(Permission.FIELD_KEEP),
        "provenance": _provenance(found) if _sees_provenance(request) else [],
        "paraphrased": any(one.source.startswith(words.PARAPHRASED) for one in found.versions),
    }
    return render(request, "catalogue/kind.html", context)


@require_safe
def standard(request: Request, code: str, version: str) -> HttpResponse:
    """Show a version of a standard, level by level; addresses of requirements point here."""
    found = pages_standards.standard(code, version)
    context = _of_standard(found, request.actor)
    may = request.actor.may(Permission.DETAILING_PUBLISH)
    if may and found.version.state is levels.VersionState.PUBLISHED:
        context["detailing_url"] = reverse("catalogue:standard-detailing", args=[code, version])
    context["beside"] = beside.of(found.id, request.actor, request.now)
    return render(request, "catalogue/standard.html", context)


@require_safe
def level(request: Request, code: str, level: str, version: str) -> HttpResponse:
    """Show one level of a version: what a credential's achievement points at."""
    found = pages_standards.standard(code, version, only=level)
    context = _of_standard(found, request.actor)
    context["only"] = context["levels"][0]
    context["lower"] = words.level_words(
        one for one in levels.Level if list(levels.Level).index(one) < _rank(level)
    )
    return render(request, "catalogue/level.html", context)


@require_safe
def majors(request: Request) -> HttpResponse:
    """List the majors of the vocational catalogue and how many certificates suit each."""
    columns = MAJOR_COLUMNS + (PROVENANCE if _sees_provenance(request) else ())
    wish = listing.read(request.GET, columns, sort="code", size=50)
    filters = MajorFilters(request.GET)
    chosen = listing.chosen(filters)
    found = pages_majors.lines(wish, **chosen)

    def without(name: str) -> int:
        return pages_majors.total(**{key: value for key, value in chosen.items() if key != name})

    shown: listing.Listing[dict[str, Any]] = listing.Listing(
        request.GET,
        wish,
        columns,
        listing.Found(
            [
                {**asdict(line), "level_label": words.MAJOR_LEVELS.get(line.level, line.level)}
                for line in found.rows
            ],
            found.total,
            found.page,
        ),
        filters=filters,
        caption=_("Majors"),
        unit=pgettext("counting word", "majors"),
        without=without,
    )
    context = {
        "crumbs": words.crumbs(_("Majors")),
        "listing": shown,
        "provenance": _sees_provenance(request),
    }
    return render(request, "catalogue/majors.html", context)


def _sees_provenance(request: Request) -> bool:
    return request.actor.may(Permission.PROVENANCE_VIEW)


def _rank(level: str) -> int:
    return [one.value for one in levels.Level].index(level)


def _row(line: Line) -> dict[str, Any]:
    return {
        **asdict(line),
        "batch_label": words.batch(line.batch),
        "level_labels": words.level_words(line.levels),
        "source": words.source(line.source),
        "confidence": words.confidence(line.confidence),
        "status_chip": words.STATUSES[line.status],
        "is_listed": line.status is levels.NationalStatus.LISTED,
    }


def _meta(found: Kind) -> list[Fact]:
    held = [Fact("hash", found.line.code)]
    if found.line.batch:
        held.append(Fact("bookmark", words.batch(found.line.batch)))
    if found.line.organisation:
        held.append(Fact("building", found.line.organisation))
    return held


def _levels(found: Kind) -> list[dict[str, Any]]:
    described = dict(found.descriptions)
    newest = found.versions[0].version if found.descriptions else ""
    return [
        {
            "label": words.level(one),
            "text": described.get(one, ""),
            "url": reverse("catalogue:level", args=[found.line.code, one, newest])
            if one in described
            else "",
        }
        for one in found.line.levels
    ]


def _about(found: Kind) -> list[Term]:
    line = found.line
    return [
        Term(_("Full name"), line.name),
        Term(_("Code here"), line.code, code=True),
        Term(_("Batch"), words.batch(line.batch)),
        Term(_("Levels"), _(", ").join(words.level_words(line.levels))),
        *([Term(_("Modules"), _(", ").join(found.modules))] if found.modules else []),
        Term(_("Skill field"), line.field or _("Not recorded")),
        Term(_("Evaluation organisation"), line.organisation),
    ]


def _provenance(found: Kind) -> list[Term]:
    return [
        Term(_("Source"), words.source(found.line.source)),
        Term(_("Confidence"), words.confidence(found.line.confidence)),
        Term(_("Note of the source"), found.note),
        Term(_("Identifier on the national platform"), found.external_id, code=True),
    ]


def _of_standard(found: pages_standards.Standard, actor: Actor) -> dict[str, Any]:
    line, version = found.line, found.version
    own = Crumb(line.short_name, reverse("catalogue:kind", args=[line.code]))
    title = _("Skill standard of {certificate}, version {version}").format(
        certificate=line.short_name, version=version.version
    )
    return {
        "crumbs": words.crumbs(_("Standard {version}").format(version=version.version), own),
        "title": title,
        "found": found,
        "chip": words.VERSIONS[version.state],
        "levels": [_level(one, found, actor) for one in found.levels],
        "others": [(one, words.level(one)) for one in version.levels],
        "paraphrased": version.source.startswith(words.PARAPHRASED),
    }


def _level(
    one: pages_standards.LevelText, found: pages_standards.Standard, actor: Actor
) -> dict[str, Any]:
    """Return a level with what makes it one, what of that is missing, and who may write it."""
    is_own = actor.may(Permission.STANDARD_DESCRIBE) and (
        actor.organisation_id == found.organisation_id
        and found.version.state is levels.VersionState.PUBLISHED
    )
    place = [found.line.code, one.level, found.version.version]
    return {
        "label": words.level(one.level),
        "text": one,
        "parts": [Term(_(LABELS[part]), text) for part, text in one.said.items() if text],
        "missing": words.missing(one.missing),
        "chip": words.LACKING,
        "describe_url": reverse("catalogue:level-describe", args=place) if is_own else "",
    }


def _workbook(request: Request, lines: list[Line]) -> HttpResponse:
    rows = (
        {
            "code": line.code,
            "name": line.name,
            "batch": line.batch,
            "levels": "、".join(levels.PRINTED[one] for one in line.levels),
            "field": line.field,
            "organisation": line.organisation,
        }
        for line in lines
    )
    return leaving.workbook(request, CATALOGUE, rows)
