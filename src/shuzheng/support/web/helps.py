"""Help for institutions that carry out badly: the list, one of them, its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.forms import choose
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods
from shuzheng.support.access import Permission
from shuzheng.support.queries import guidance as queries
from shuzheng.support.rules import guidance as rules
from shuzheng.support.rules.guidance import HELP, HelpState, HelpVerb
from shuzheng.support.services import guiding
from shuzheng.support.web import guidances, words
from shuzheng.support.web.forms import LONGEST_REASON, PairingFilters, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.support.queries.guidance import HelpLine

HELP_COLUMNS = (
    listing.Column("institution", _("Institution"), sortable=True, lead=True),
    listing.Column("ground", _("Why help is given"), wide=True),
    listing.Column("helper", _("Helper")),
    listing.Column("training", _("Training for managers")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("until", _("Help until"), sortable=True, end=True),
)
HELP_VIEWS = {"open": _("Help under way"), "closed": _("Help closed"), "all": _("All")}
HELP_CHIPS = {HelpState.UNDER_WAY: Kind.RUN, HelpState.CLOSED: Kind.OK}
MOST_MANAGERS = 10_000
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class HelpForm(ui.Form):
    """Help with its three parts."""

    institution = dj.TypedChoiceField(label=_("Institution"), coerce=int)
    ground = dj.ChoiceField(label=_("Why help is given"))
    reason = guidances.text(_("Reason"), LONGEST_REASON)
    training = dj.CharField(label=_("Training for managers"), max_length=200)
    training_on = ui.Day(label=_("Training on"))
    helper = dj.CharField(
        label=_("Helper"), max_length=150, help_text=_("An institution, an office or a post")
    )
    plan = guidances.text(_("Plan of improvement"))
    until = ui.Day(label=_("Help until"))

    def __init__(self, *args: Any, institutions: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "institution", [("", _("Choose")), *institutions])
        choose(self, "ground", words_of(rules.GROUNDS))


class TrainedForm(ui.Form):
    """That managers were trained."""

    held_on = ui.Day(label=_("Training held on"))
    managers = dj.IntegerField(label=_("Managers trained"), min_value=1, max_value=MOST_MANAGERS)


class FinishedForm(ui.Form):
    """What came of help."""

    outcome = guidances.text(_("Outcome"))


@require_safe
@gate.signed_in
def helps(request: Request) -> HttpResponse:
    """List the help within reach."""
    actor = request.actor
    counts = queries.help_counts(actor)
    wish = listing.read(request.GET, HELP_COLUMNS, sort="-until", views=queries.HELP_VIEWS)
    filters = PairingFilters(request.GET)
    found = queries.helps(actor, wish, **listing.chosen(filters))
    context = {
        "crumbs": [words.desk(), Crumb(_("Help for institutions"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            HELP_COLUMNS,
            listing.Found([_help_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, HELP_VIEWS[key], counts[key]) for key in queries.HELP_VIEWS],
            caption=_("Help for institutions"),
            unit=pgettext_lazy("unit", "institutions"),
            exports=(),
        ),
        "may_give": actor.may(Permission.HELP_GIVE),
    }
    return render(request, "support/help/list.html", context)


@require_safe
@gate.signed_in
def help_one(request: Request, help_id: int) -> HttpResponse:
    """Show the help for one institution."""
    line = queries.help_one(help_id, request.actor, Permission.HELP_VIEW)
    context = {
        "crumbs": [*_help_crumbs(), Crumb(line.institution)],
        "line": line,
        "chip": Chip(HELP_CHIPS[line.state], gettext(HELP.labels[line.state])),
        "meta": [Fact("calendar", words.days(line.opened_on, line.until))],
        "life": parts.life(HELP, line.state),
        "acts": list(_help_acts(line, request.actor)),
        "about": [
            Term(_("Why help is given"), gettext(rules.GROUNDS[line.ground])),
            Term(_("Reason"), line.reason),
            Term(_("Training for managers"), f"{line.training}，{line.training_on}"),
            Term(_("Helper"), line.helper),
            Term(_("Plan of improvement"), line.plan),
            *([Term(_("Outcome"), line.outcome)] if line.outcome else []),
        ],
        "lines": feed.lines([f"support.help:{help_id}"]),
    }
    return render(request, "support/help/detail.html", context)


@form_methods
@gate.signed_in
def offer(request: Request) -> HttpResponse:
    """Begin help for an institution."""
    request.actor.require(Permission.HELP_GIVE)
    form = HelpForm(acting.posted(request), institutions=guidances.institutions(request.actor))

    def act(data: Mapping[str, Any]) -> None:
        offered = guiding.Offered(
            data["institution"],
            rules.Ground(data["ground"]),
            data["reason"],
            data["training"],
            data["training_on"],
            data["helper"],
            data["plan"],
            data["until"],
        )
        guiding.offer(offered, actor=request.actor, now=request.now)

    context = guidances.frame(
        _help_crumbs(), reverse("support:helps"), gettext("Begin help"), "R-221"
    )
    said = gettext("The help begins; the institution sees it.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def train(request: Request, help_id: int) -> HttpResponse:
    """Record that managers were trained."""
    line = queries.help_one(help_id, request.actor, Permission.HELP_GIVE)
    form = TrainedForm(acting.posted(request), initial={"held_on": periods.day(request.now)})

    def act(data: Mapping[str, Any]) -> None:
        guiding.train(
            help_id, data["held_on"], data["managers"], actor=request.actor, now=request.now
        )

    context = _of_help(line, gettext("Record the training"))
    said = gettext("The training is on record.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def finish(request: Request, help_id: int) -> HttpResponse:
    """Close help."""
    line = queries.help_one(help_id, request.actor, Permission.HELP_GIVE)
    HELP.after(line.state, HelpVerb.CLOSE)
    form = FinishedForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        guiding.finish(help_id, data["outcome"], actor=request.actor, now=request.now)

    context = _of_help(line, gettext(HELP.labels[HelpVerb.CLOSE]))
    said = gettext("The help is closed.")
    return acting.answered(request, "support/form.html", form, context, act, said)


def _help_crumbs() -> list[Crumb]:
    return [words.desk(), Crumb(_("Help for institutions"), reverse("support:helps"))]


def _of_help(line: HelpLine, heading: str) -> dict[str, Any]:
    url = reverse("support:help", args=[line.id])
    crumbs = [*_help_crumbs(), Crumb(line.institution, url)]
    return guidances.frame(crumbs, url, heading, "R-221", line.institution)


def _help_row(one: HelpLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("support:help", args=[one.id]),
        "institution": one.institution,
        "ground": gettext(rules.GROUNDS[one.ground]),
        "helper": one.helper,
        "held": one.held_on,
        "chip": Chip(HELP_CHIPS[one.state], gettext(HELP.labels[one.state])),
        "until": one.until,
        "is_open": one.state is HelpState.UNDER_WAY,
    }


def _help_acts(line: HelpLine, actor: Actor) -> Iterator[Act]:
    if line.state is not HelpState.UNDER_WAY or not actor.may(Permission.HELP_GIVE):
        return
    if line.held_on is None:
        url = reverse("support:help-train", args=[line.id])
        yield Act(_("Record the training"), url, "cap", "primary", rule="R-221")
    barred = "" if line.held_on else gettext("The training for managers was not held yet.")
    url = reverse("support:help-finish", args=[line.id])
    label = gettext(HELP.labels[HelpVerb.CLOSE])
    yield Act(label, url, "check", "primary" if line.held_on else "", barred=barred, rule="R-221")
