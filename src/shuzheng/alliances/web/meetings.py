"""Minutes of an alliance's meetings: one of them, and its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.alliances import access
from shuzheng.alliances.queries import meetings as queries
from shuzheng.alliances.services import meetings as services
from shuzheng.alliances.services.meetings import Meeting
from shuzheng.alliances.web import words
from shuzheng.alliances.web.summaries import stored
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.forms import choose
from shuzheng.foundation.ui.parts import Crumb, Fact
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import feed
from shuzheng.pilots.queries import pages_alliances

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

LONGEST_TITLE, LONGEST_TEXT = 150, 10_000


class MinutesForm(ui.Form):
    """Minutes of one meeting."""

    title = forms.CharField(label=_("Title of the meeting"), max_length=LONGEST_TITLE)
    held_on = ui.Day(label=_("Meeting held on"))
    present = forms.TypedMultipleChoiceField(
        label=_("Members present"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("Meeting minutes"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    document = forms.FileField(
        label=_("Document"), required=False, help_text=_("PDF, or a photo or scan of it")
    )

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "present", members)


@require_safe
@gate.signed_in
def show(request: Request, minutes: int) -> HttpResponse:
    """Show the minutes of one meeting."""
    line = queries.one(minutes, request.actor)
    url = reverse("alliances:alliance", args=[line.alliance_id])
    context = {
        "crumbs": [*words.crumbs(), Crumb(line.code, url), Crumb(_("Meeting minutes"))],
        "line": line,
        "meta": [
            Fact("calendar", gettext("Meeting held on {day}").format(day=line.held_on)),
            Fact("link", line.alliance),
        ],
        "lines": feed.lines([f"alliances.minutes:{minutes}"]),
    }
    return render(request, "alliances/minutes/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def write(request: Request, alliance: int) -> HttpResponse:
    """Write the minutes of a meeting."""
    line = access.run(alliance, request.actor)
    members = pages_alliances.members(line.certificate_type_id)
    form = MinutesForm(
        acting.posted(request),
        acting.uploaded(request),
        members=[(one.id, one.name) for one in members],
    )

    def act(data: Mapping[str, Any]) -> None:
        given = Meeting(data["title"], data["held_on"], data["present"], data["text"])
        kept = stored(request, data["document"])
        services.keep(alliance, given, kept, actor=request.actor, now=request.now)

    context = {
        "crumbs": [*words.crumbs_of(line), Crumb(_("Meeting minutes"))],
        "cancel_url": reverse("alliances:alliance", args=[alliance]),
        "heading": _("Write minutes"),
        "submit": _("Keep the minutes"),
        "name": line.name,
        "consequence": _("The members of the alliance read them; they are kept as written."),
    }
    said = gettext("The minutes are kept.")
    return acting.answered(request, "alliances/form.html", form, context, act, said)
