"""The form in which an organisation says what makes a level of its standard one (R-065)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.catalogue.queries import levels as queries
from shuzheng.catalogue.rules.levels import Level
from shuzheng.catalogue.rules.parts import LABELS, Part
from shuzheng.catalogue.services import describing
from shuzheng.catalogue.web import words
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

LONGEST = 1_000
HELP = {
    Part.TRAITS: _("What somebody at this level can do that one a level lower cannot."),
    Part.GROWTH: _("How one comes to this level, and where it leads."),
    Part.JOB_NEEDS: _("Which posts ask for it, and what they ask."),
}


class PartsForm(ui.Form):
    """The three parts, each of which may stay empty, with what was read before."""

    def __init__(self, *args: Any, said: Mapping[Part, str], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        for part in Part:
            area = dj.Textarea(attrs={"rows": 4})
            self.fields[part.value] = dj.CharField(
                label=gettext(LABELS[part]),
                max_length=LONGEST,
                required=False,
                widget=area,
                help_text=HELP[part],
                initial=said[part],
            )
            self.fields[f"seen_{part.value}"] = dj.CharField(
                required=False, strip=False, widget=dj.HiddenInput, initial=said[part]
            )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def describe(request: Request, code: str, level: str, version: str) -> HttpResponse:
    """Write what makes a level one."""
    found = queries.own(code, version, level, request.actor)
    form = PartsForm(acting.posted(request), said=found.said)

    def act(data: Mapping[str, Any]) -> None:
        describing.describe(
            found.standard_version_id,
            Level(level),
            {part: _plain(data[part.value]) for part in Part},
            {part: _plain(data[f"seen_{part.value}"]) for part in Part},
            actor=request.actor,
            now=request.now,
        )

    url = reverse("catalogue:standard", args=[code, version])
    label = words.level(Level(level))
    heading = gettext("What makes the level {level} one").format(level=label)
    context = {
        "crumbs": [
            Crumb(_("Catalogue of certificates"), reverse("catalogue:index")),
            Crumb(gettext("Standard {version}").format(version=version), url),
            Crumb(heading),
        ],
        "cancel_url": url,
        "heading": heading,
    }
    said = gettext("The standard shows what you wrote.")
    return acting.answered(request, "catalogue/describe.html", form, context, act, said)


def _plain(text: str) -> str:
    """Return a text with the line ends that are stored; browsers send others."""
    return text.replace("\r\n", "\n")
