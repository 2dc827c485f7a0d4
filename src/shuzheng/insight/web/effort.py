"""Against which institutions figures speak, and the form by which a notice is proposed (R-195)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.foundation.web import acting, gate
from shuzheng.insight.access import Permission
from shuzheng.insight.queries import effort as queries
from shuzheng.insight.services import effort as services
from shuzheng.standing.access import Permission as Standing
from shuzheng.standing.rules.effort import LABELS, Ground
from shuzheng.standing.web import notices

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.insight.queries.effort import Candidate
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", gettext_lazy("Institution"), lead=True),
    listing.Column(
        "completion",
        gettext_lazy("Completion of the plan"),
        numeric=True,
        short=gettext_lazy("completed"),
    ),
    listing.Column(
        "missed", gettext_lazy("Reports missed"), numeric=True, short=gettext_lazy("reports missed")
    ),
    listing.Column("shown", gettext_lazy("Figures that speak for it"), wide=True),
    listing.Column("ground", pgettext_lazy("notice", "Ground"), fixed=True, end=True),
)
LONGEST_WHY = 1_000


class Proposing(ui.Form):
    """On which ground, and why."""

    ground = forms.ChoiceField(label=pgettext_lazy("notice", "Ground"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=gettext_lazy("What the office found"),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "It stands in the text of the notice. Names of persons do not belong here."
        ),
    )

    def __init__(self, *given: Any, grounds: Collection[Ground], **more: Any) -> None:  # noqa: ANN401
        """Offer the grounds for which figures speak, the only one chosen already."""
        super().__init__(*given, **more)
        choices = [(one.value, _(LABELS[one])) for one in grounds]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["ground"].initial = choices[0][0]


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the institutions against which figures speak today."""
    found = queries.candidates(request.actor, request.now)
    if found is None:
        may_cut = request.actor.may(Permission.CUT_TAKE)
        return render(request, "insight/no_cut.html", {"may_cut": may_cut})
    wish = listing.read(request.GET, COLUMNS)
    rows = [_row(one, request.actor) for one in found.candidates]
    context = {
        "crumbs": [
            Crumb(_("Figures"), reverse("insight:figures")),
            Crumb(_("Effort and progress")),
        ],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.cut_list(rows, wish),
            caption=_("Effort and progress"),
            unit=pgettext_lazy("unit", "institutions"),
            exports=(),
        ),
        "taken_at": found.cut.taken_at,
        "institutions": found.institutions,
    }
    return render(request, "insight/effort.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def propose(request: Request, institution: int) -> HttpResponse:
    """Propose a notice against one of them."""
    request.actor.require(Standing.NOTICE_PREPARE)
    one = services.candidate(institution, request.actor, request.now)
    grounds = list(dict.fromkeys(shown.ground for shown in one.shown))

    def act(data: dict[str, Any]) -> HttpResponse:
        made = services.propose(
            institution,
            Ground(data["ground"]),
            data["why"],
            actor=request.actor,
            now=request.now,
        )
        messages.success(request, _("The notice is proposed. Hear the institution next."))
        return redirect("standing:notice", made)

    url = reverse("insight:effort")
    context = {
        "crumbs": [
            Crumb(_("Figures"), reverse("insight:figures")),
            Crumb(_("Effort and progress"), url),
            Crumb(one.name),
        ],
        "candidate": one,
        "shown": [notices.shown(each) for each in one.shown],
        "cancel_url": url,
    }
    form = Proposing(acting.posted(request), grounds=grounds)
    return acting.form(request, "insight/effort_propose.html", context, form, act)


def _row(one: Candidate, actor: Actor) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": _url(one, actor),
        "name": one.name,
        "sub": one.division,
        "completion": f"{one.completion.percent}%" if one.completion.percent else _("No data"),
        "parts": f"{one.completion.numerator} / {one.completion.denominator}"
        if one.completion.denominator
        else "",
        "missed": formats.number(one.missed),
        "shown": [notices.shown(each) for each in one.shown],
        "chips": _chips(one),
    }


def _url(one: Candidate, actor: Actor) -> str:
    """Return where a row leads: to its notice, to proposing one, or to the institution."""
    if one.notice is not None:
        return reverse("standing:notice", args=[one.notice])
    if actor.may(Standing.NOTICE_PREPARE):
        return reverse("insight:effort-propose", args=[one.id])
    return reverse("identity:party", args=[one.id])


def _chips(one: Candidate) -> list[Chip]:
    if one.notice is not None:
        return [Chip(Kind.RUN, _("Noticed"))]
    grounds = dict.fromkeys(shown.ground for shown in one.shown)
    return [Chip(Kind.WAIT, _(LABELS[ground])) for ground in grounds]
