"""How one is told beside the list: by mail, by SMS, by enterprise messaging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.reminders.queries import pages
from shuzheng.reminders.rules import digest
from shuzheng.reminders.rules.digest import Channel
from shuzheng.reminders.services import wishing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.reminders.queries.pages import Told


class WishForm(ui.Form):
    """By which ways, and where to."""

    mail = forms.BooleanField(label=_("One e-mail a day"), required=False)
    address = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=digest.LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    forget = forms.BooleanField(label=_("Delete the address on record"), required=False)
    sms = forms.BooleanField(label=_("One SMS a day"), required=False)
    messenger = forms.BooleanField(label=_("One enterprise message a day"), required=False)

    def __init__(self, *args: Any, told: Told, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = _hint(told)
        if not told.address:
            del self.fields["forget"]
        for name, channel in (("sms", Channel.SMS), ("messenger", Channel.MESSENGER)):
            if channel not in told.offered:
                del self.fields[name]
            elif told.phone:
                self.fields[name].help_text = gettext("to {phone}").format(phone=told.phone)
            else:
                self.fields[name].help_text = gettext("No telephone number of yours is on record.")


def _hint(told: Told) -> str:
    if not told.address:
        return gettext("Kept encrypted, for these mails alone.")
    return gettext("On record: {address}. Leave empty to keep it.").format(address=told.address)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def choose(request: Request) -> HttpResponse:
    """Choose by which ways one is told."""
    told = pages.told(request.actor)
    initial = {"mail": told.mail, "sms": told.sms, "messenger": told.messenger}
    form = WishForm(acting.posted(request), initial=initial, told=told)
    url = reverse("reminders:index")
    context = {
        "crumbs": [Crumb(_("Reminders"), url), Crumb(_("How you are reminded"))],
        "cancel_url": url,
    }

    def act(data: Mapping[str, Any]) -> None:
        typed = data["address"].strip()
        wishing.choose(
            mail=data["mail"],
            sms=data.get("sms", told.sms),
            messenger=data.get("messenger", told.messenger),
            address="" if data.get("forget") and not typed else typed or None,
            actor=request.actor,
            now=request.now,
        )

    said = gettext("Your choice is kept.")
    return acting.answered(request, "reminders/wishes.html", form, context, act, said)
