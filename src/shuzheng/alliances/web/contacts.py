"""Contacts of organisations: who is named, who named none, and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import contacts as queries
from shuzheng.alliances.rules.contact import TOPICS, WAYS, Topic, Way
from shuzheng.alliances.services import contacts as services
from shuzheng.alliances.services.contacts import Made
from shuzheng.alliances.web import words
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.forms import choose
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Kind
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.alliances.queries.contacts import ContactLine, LogLine
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("organisation", _("Evaluation organisation"), lead=True),
    listing.Column("certificates", _("Certificates in use"), numeric=True, short=_("certificates")),
    listing.Column("name", _("Contact person")),
    listing.Column("phone", _("Office number")),
    listing.Column("since", _("Since"), short=_("since")),
    listing.Column("last", _("Last contact"), end=True, short=_("last contact")),
)
LOG = (
    listing.Column("topic", _("Topic of the contact"), lead=True),
    listing.Column("by", _("Alliance or office")),
    listing.Column("way", _("How")),
    listing.Column("made", _("Contact made on")),
    listing.Column("text", _("What was said"), wide=True, end=True),
)
NAMED = (
    listing.Column("name", _("Contact person"), lead=True),
    listing.Column("since", _("From")),
    listing.Column("until", _("Until"), end=True),
)
VIEWS = {"missing": _("Nobody is named"), "all": _("All")}
OFFICE = 0
LONGEST_NAME, LONGEST_PHONE, LONGEST_TEXT = 50, 30, 2_000

form_methods = require_http_methods(["GET", "HEAD", "POST"])


class NameForm(ui.Form):
    """Whom an organisation names."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    phone = forms.CharField(
        label=_("Office number"),
        max_length=LONGEST_PHONE,
        help_text=_("A landline of the office, such as 0551-62831234; no mobile number"),
    )


class LogForm(ui.Form):
    """A contact that was made."""

    alliance = forms.TypedChoiceField(label=_("Alliance or office"), coerce=int)
    topic = forms.ChoiceField(label=_("Topic of the contact"))
    way = forms.ChoiceField(label=_("How"))
    made_on = ui.Day(label=_("Contact made on"))
    text = forms.CharField(
        label=_("What was said"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, parties: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        office = gettext("The office")
        choose(self, "alliance", [(pk, name or office) for pk, name in parties])
        choose(self, "topic", [(one.value, gettext(TOPICS[one])) for one in Topic])
        choose(self, "way", [(one.value, gettext(WAYS[one])) for one in Way])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the organisations engaged in the province, with their contacts."""
    actor = request.actor
    views = tuple(VIEWS) if actor.may(Permission.SUMMARY_ANSWER) else ("all", "missing")
    wish = listing.read(request.GET, COLUMNS, views=views)
    counts = queries.counts(actor)
    cut = listing.cut_list(queries.lines(actor, wish), wish)
    context = {
        "crumbs": [*words.crumbs(), Crumb(_("Contacts of organisations"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in cut.rows], cut.total, cut.page),
            saved=[listing.View(view, VIEWS[view], counts[view]) for view in views],
            caption=_("Contacts of organisations"),
            unit=_("organisations"),
            exports=(),
        ),
        "may_name": actor.may(Permission.CONTACT_NAME),
    }
    return render(request, "alliances/contacts/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, organisation: int) -> HttpResponse:
    """Show an organisation's contact and the log."""
    page = queries.detail(organisation, request.actor)
    acts = []
    if page.may_log:
        url = reverse("alliances:contact-log", args=[organisation])
        acts.append(Act(_("Log a contact"), url, "edit", "primary", rule="R-251"))
    context = {
        "crumbs": [*crumbs(), Crumb(page.line.organisation)],
        "page": page,
        "line": page.line,
        "acts": acts,
        "columns": {"log": LOG, "named": NAMED},
        "log": [_entry(one) for one in page.log],
        "named": [
            {"name": name, "since": since, "until": until} for name, since, until in page.named
        ],
        "chip": None if page.line.name else Chip(Kind.BAD, gettext("Nobody is named")),
    }
    return render(request, "alliances/contacts/detail.html", context)


@form_methods
@gate.signed_in
def name(request: Request) -> HttpResponse:
    """Name the contact of one's own organisation."""
    request.actor.require(Permission.CONTACT_NAME)
    form = NameForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.name(data["name"], data["phone"], actor=request.actor, now=request.now)

    context = {
        "crumbs": [*crumbs(), Crumb(_("Name a contact"))],
        "cancel_url": reverse("alliances:contacts"),
        "heading": _("Name a contact for the office and the alliances"),
        "submit": _("Name the contact"),
        "consequence": _("Whoever was named before stays on record."),
        "rule": "R-251",
    }
    said = gettext("The contact is named.")
    return acting.answered(request, "alliances/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def log(request: Request, organisation: int) -> HttpResponse:
    """Log a contact with an organisation."""
    page = queries.detail(organisation, request.actor)
    request.actor.require(Permission.CONTACT_LOG)
    parties = access.log_choices(organisation, request.actor)
    form = LogForm(acting.posted(request), parties=parties)

    def act(data: Mapping[str, Any]) -> None:
        given = Made(Topic(data["topic"]), Way(data["way"]), data["made_on"], data["text"])
        services.log(
            organisation,
            given,
            data["alliance"] or None,
            actor=request.actor,
            now=request.now,
        )

    context = {
        "crumbs": [*crumbs(), Crumb(page.line.organisation), Crumb(_("Log a contact"))],
        "cancel_url": reverse("alliances:contact", args=[organisation]),
        "heading": _("Log a contact"),
        "submit": _("Log the contact"),
        "name": page.line.organisation,
        "consequence": _("About sites it is the alliance that contacts the organisation."),
        "rule": "R-095",
    }
    said = gettext("The contact is logged.")
    return acting.answered(request, "alliances/form.html", form, context, act, said)


def crumbs() -> list[Crumb]:
    """Return the way to the contact of an organisation."""
    url = reverse("alliances:contacts")
    return [*words.crumbs(), Crumb(_("Contacts of organisations"), url)]


def _row(one: ContactLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("alliances:contact", args=[one.id]),
        "organisation": one.organisation,
        "certificates": one.certificates,
        "name": one.name,
        "phone": one.phone,
        "since": one.since,
        "last": one.last_on,
    }


def _entry(one: LogLine) -> dict[str, Any]:
    return {
        "topic": gettext(TOPICS[one.topic]),
        "by": one.alliance or gettext("The office"),
        "way": gettext(WAYS[one.way]),
        "made": one.made_on,
        "text": one.text,
    }
