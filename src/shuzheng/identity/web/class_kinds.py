"""For what training arrangement classes were formed: of one class, and counted (R-044)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as plain
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Figure
from shuzheng.foundation.web import acting
from shuzheng.identity.access import Permission
from shuzheng.identity.queries.pages import class_kinds, classes
from shuzheng.identity.rules.arrangements import ClassKind
from shuzheng.identity.services import enrolments
from shuzheng.identity.web import personal, words
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.queries.pages.class_kinds import KindsLine
    from shuzheng.kernel.actor import Actor

KINDS = (*(kind.value for kind in ClassKind), "")
"""The kinds in the order of the table; "" are ordinary classes."""


class KindForm(ui.Form):
    """For what the class was formed; `seen` is what the page showed."""

    kind = plain.ChoiceField(
        label=_("Training arrangement"), required=False, widget=plain.RadioSelect
    )
    seen = plain.CharField(required=False, max_length=30, widget=plain.HiddenInput)


class Filters(plain.Form):
    """Of which intake the classes are counted."""

    year = plain.TypedChoiceField(label=_("Intake"), required=False, coerce=int)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in classes.years(actor)]
        ui.choose(self, "year", [("", _("All intakes")), *years])


@personal.page
@require_safe
def index(request: Request) -> HttpResponse:
    """Count the classes within reach by kind: by institution, or by department of one's own."""
    actor = request.actor
    actor.require(Permission.CLASS_VIEW)
    own = actor.reach is Reach.ORGANISATION
    columns = _columns(own=own)
    wish = listing.read(request.GET, columns)
    filters = Filters(request.GET, actor=actor)
    every = class_kinds.lines(actor, **listing.chosen(filters))
    found = listing.cut_list([_row(one, own=own) for one in every], wish)
    sums = class_kinds.totals(every)
    page = {
        "crumbs": words.trail(
            (_("Classes"), reverse("identity:classes")), (_("Classes by training arrangement"), "")
        ),
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            found,
            filters=filters,
            caption=_("Classes by training arrangement"),
            unit=_("departments") if own else pgettext_lazy("counting word", "institutions"),
            exports=(),
        ),
        "figures": [
            Figure(words.class_kind(kind) or _("Ordinary class"), formats.number(sums.get(kind, 0)))
            for kind in KINDS
        ],
    }
    return render(request, "identity/classes/kinds.html", page)


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: Request, school_class: int) -> HttpResponse:
    """Set for what a class was formed."""
    name, kind = classes.kind_of(school_class, request.actor)

    def act(data: dict[str, Any]) -> HttpResponse:
        changed = enrolments.arrange(
            school_class, data["kind"], seen=data["seen"], actor=request.actor, now=request.now
        )
        said = (
            gettext("The training arrangement is on record.")
            if changed
            else gettext("Nothing changed.")
        )
        messages.success(request, said)
        return redirect("identity:class", school_class)

    url = reverse("identity:class", args=[school_class])
    form = KindForm(acting.posted(request), initial={"kind": kind, "seen": kind})
    choices = words.class_kinds(periods.day(request.now))
    ui.choose(form, "kind", [*choices, ("", _("Ordinary class"))])
    page = {
        "crumbs": words.trail(
            (_("Classes"), reverse("identity:classes")),
            (name, url),
            (_("Training arrangement"), ""),
        ),
        "name": name,
        "cancel_url": url,
    }
    return acting.form(request, "identity/classes/kind.html", page, form, act)


def _columns(*, own: bool) -> list[listing.Column]:
    label = _("Department") if own else _("Institution")
    return [
        listing.Column("name", label, lead=True),
        *(
            listing.Column(
                kind or "ordinary",
                words.class_kind(kind) or _("Ordinary class"),
                numeric=True,
                short=words.class_kind(kind) or _("Ordinary class"),
            )
            for kind in KINDS
        ),
        listing.Column("total", _("Classes in all"), numeric=True, short=_("in all")),
        listing.Column(
            "students",
            _("Students in such classes"),
            numeric=True,
            short=_("students"),
            end=True,
        ),
    ]


def _row(line: KindsLine, *, own: bool) -> dict[str, Any]:
    url = f"{reverse('identity:classes')}?organisation={line.institution_id}"
    return {
        "name": line.name or gettext("No department"),
        "url": "" if own else url,
        "cells": [(kind or "ordinary", line.classes.get(kind, 0)) for kind in KINDS],
        "total": line.total,
        "students": line.students,
    }
