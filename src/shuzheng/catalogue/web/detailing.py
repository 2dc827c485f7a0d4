"""The form in which the department publishes its detailing of a standard (R-254)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.catalogue import access
from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.rules import detailing as rules
from shuzheng.catalogue.rules.detailing import Draft
from shuzheng.catalogue.services import detailing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


def _text(label: Any, rows: int, **more: Any) -> dj.CharField:  # noqa: ANN401 - a field's own
    area = dj.Textarea(attrs={"rows": rows})
    return dj.CharField(label=label, max_length=4_000, widget=area, **more)


class DetailingForm(ui.Form):
    """One version of a detailing with its makers."""

    version = dj.CharField(label=_("Version of the detailing"), max_length=10)
    industry = _text(_("Industry bodies"), 3, help_text=_("One a line."))
    enterprises = _text(_("Enterprises that took part"), 3, help_text=_("One a line."))
    content = _text(_("What is assessed"), 6)
    scoring = _text(_("How it is scored"), 6)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def publish(request: Request, code: str, version: str) -> HttpResponse:
    """Publish a version of the detailing."""
    request.actor.require(Permission.DETAILING_PUBLISH)
    access.standard_in_force(code, version)
    form = DetailingForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        draft = Draft(
            data["version"],
            rules.names(data["industry"]),
            rules.names(data["enterprises"]),
            data["content"],
            data["scoring"],
        )
        detailing.publish(code, version, draft, actor=request.actor, now=request.now)

    url = reverse("catalogue:standard", args=[code, version])
    heading = gettext("Publish the provincial detailing")
    context = {
        "crumbs": [
            Crumb(_("Catalogue of certificates"), reverse("catalogue:index")),
            Crumb(gettext("Standard {version}").format(version=version), url),
            Crumb(heading),
        ],
        "cancel_url": url,
        "heading": heading,
    }
    said = gettext("The detailing is published beside the standard.")
    return acting.answered(request, "catalogue/detailing.html", form, context, act, said)
