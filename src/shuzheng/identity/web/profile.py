"""Kind and field of an evaluation organisation, and how many there are by field (R-062, R-063)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as plain
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Figure
from shuzheng.foundation.web import acting
from shuzheng.identity.queries.pages import parties
from shuzheng.identity.queries.pages import profile as queries
from shuzheng.identity.rules import profile as rules
from shuzheng.identity.rules.profile import Profile
from shuzheng.identity.services import profile as services
from shuzheng.identity.web import forms, personal, words
from shuzheng.identity.web.parties import way
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.rules.profile import FieldLine

EVERY = 100
"""Rows on the page of fields: there are fewer fields than that, so the list is never cut."""


class ProfileForm(ui.Form):
    """Kind and field; the two `seen` are what the page showed."""

    kind = plain.ChoiceField(label=_("Kind of evaluation organisation"), widget=plain.RadioSelect)
    field = plain.ChoiceField(
        label=_("Field"), help_text=_("The main one; its certificates may lie in several.")
    )
    seen_kind = plain.CharField(required=False, max_length=20, widget=plain.HiddenInput)
    seen_field = plain.CharField(required=False, max_length=40, widget=plain.HiddenInput)


@personal.page
@require_safe
def index(request: Request) -> HttpResponse:
    """Count the province's evaluation organisations by field and kind."""
    today = periods.day(request.now)
    every = queries.lines(request.actor, today)
    kinds = _kinds(every, today)
    columns = _columns(kinds)
    wish = listing.read(request.GET, columns, size=EVERY)
    has_list = request.actor.reach is Reach.PROVINCE
    rows = [_row(one, kinds, has_list=has_list) for one in every]
    page = {
        "crumbs": words.trail(*way(request), (_("Evaluation organisations by field"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.cut_list(rows, wish),
            caption=_("Evaluation organisations by field"),
            unit=pgettext_lazy("counting word", "rows"),
            exports=(),
        ),
        "figures": _figures(every, today),
    }
    return render(request, "identity/parties/fields.html", page)


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: Request, party: int) -> HttpResponse:
    """Record of what kind an evaluation organisation is, and in which field it works."""
    name, held = queries.editable(party, request.actor)

    def act(data: dict[str, Any]) -> HttpResponse:
        changed = services.describe(
            party,
            Profile(data["kind"], data["field"]),
            seen=Profile(data["seen_kind"], data["seen_field"]),
            actor=request.actor,
            now=request.now,
        )
        said = gettext("Kind and field are on record.") if changed else gettext("Nothing changed.")
        messages.success(request, said)
        return redirect("identity:party", party)

    url = reverse("identity:party", args=[party])
    page = {
        "crumbs": words.trail(*way(request), (name, url), (_("Kind and field"), "")),
        "name": name,
        "cancel_url": url,
    }
    return acting.form(request, "identity/parties/profile.html", page, _form(request, held), act)


def _form(request: Request, held: Profile) -> ProfileForm:
    initial = {
        "kind": held.kind,
        "field": held.field,
        "seen_kind": held.kind,
        "seen_field": held.field,
    }
    form = ProfileForm(acting.posted(request), initial=initial)
    today, book = periods.day(request.now), rulebooks.current()
    ui.choose(form, "kind", words.choices(rules.kinds_in_use(today, book)))
    fields = [(one.value, words.field(one)) for one in rules.fields_in_use(today, book)]
    ui.choose(form, "field", [forms.NOTHING, *fields])
    return form


def _kinds(every: Sequence[FieldLine], today: date) -> list[str]:
    """Return the kinds that have a column: those in use, and others on record."""
    known = [one.value for one in rules.kinds_in_use(today, rulebooks.current())]
    held = {kind for line in every for kind in line.kinds if kind}
    return known + sorted(held - set(known))


def _columns(kinds: Sequence[str]) -> list[listing.Column]:
    return [
        listing.Column("field", _("Field"), lead=True),
        *(
            listing.Column(one, words.label(one), numeric=True, short=words.label(one))
            for one in kinds
        ),
        listing.Column(
            "total", _("Organisations in all"), numeric=True, short=_("in all"), end=True
        ),
    ]


def _row(line: FieldLine, kinds: Sequence[str], *, has_list: bool) -> dict[str, Any]:
    field = line.field or parties.UNRECORDED
    url = f"{reverse('identity:parties')}?view=evaluation&field={field}"
    return {
        "name": words.field(line.field) if line.field else gettext("Not recorded"),
        "note": "" if line.counts or not line.field else gettext("no longer in the rulebook"),
        "url": url if has_list and line.total else "",
        "cells": [(kind, line.kinds.get(kind, 0)) for kind in kinds],
        "total": line.total,
    }


def _figures(every: Sequence[FieldLine], today: date) -> list[Figure]:
    book = rulebooks.current()
    known = len(rules.fields_in_use(today, book))
    cited = rules.cited(today, book)
    missing = sum(line.total for line in every if not line.field)
    return [
        Figure(
            _("Fields covered"),
            formats.number(rules.covered(every)),
            note=gettext("of {known}; the province's account speaks of more than {cited}").format(
                known=known, cited=cited
            ),
        ),
        Figure(_("Evaluation organisations"), formats.number(sum(line.total for line in every))),
        Figure(_("Without a field on record"), formats.number(missing)),
    ]
