"""Anybody's side of a publicity: object while it is on show, and see the answer by the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as fields
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.web import acting, limiter
from shuzheng.gazette.queries import content
from shuzheng.gazette.queries import publicity as reads
from shuzheng.gazette.services import publicity
from shuzheng.gazette.services.publicity import Who
from shuzheng.gazette.web import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

form_methods = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_TEXT, LONGEST_NAME, LONGEST_CONTACT, LONGEST_CODE = 2000, 50, 100, 40
OBJECTION_COST = 10
"""How many requests an objection counts for: nobody has to send many in a minute."""


class ObjectionForm(ui.Form):
    """What somebody objects; who it is may stay unsaid."""

    subject = fields.ChoiceField(label=pgettext_lazy("objection", "About"), required=False)
    text = fields.CharField(
        label=_("What you object, and why"),
        max_length=LONGEST_TEXT,
        widget=fields.Textarea(attrs={"rows": 8}),
    )
    name = fields.CharField(
        label=_("Your name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_(
            "You may stay anonymous. Both are encrypted and seen only by whoever has to ask you."
        ),
    )
    contact = fields.CharField(
        label=_("Your telephone or mail address"), required=False, max_length=LONGEST_CONTACT
    )

    def __init__(self, *args: Any, subjects: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [("", _("All of it")), *subjects]  # type: ignore[attr-defined]


class CodeForm(ui.Form):
    """The code that an objection's author wrote down."""

    code = fields.CharField(label=_("Code of the objection"), max_length=LONGEST_CODE)


@sensitive_variables("code")
@sensitive_post_parameters("text", "name", "contact")
@never_cache
@form_methods
def object_to(request: Request, pk: int) -> HttpResponse:
    """Take an objection of anybody, and answer with the code, once."""
    page = content.public(pk)
    found = reads.running(pk, request.now)
    form = ObjectionForm(
        acting.posted(request), subjects=[(str(one.id), one.label) for one in found.subjects]
    )
    codes: list[str] = []

    def act(data: Mapping[str, Any]) -> None:
        _limit(request, OBJECTION_COST)
        code = publicity.object_to(
            pk,
            data["text"],
            subject_id=acting.key(data["subject"]),
            who=Who(data["name"], data["contact"]),
            now=request.now,
        )
        codes.append(code)

    url = reverse("gazette:document", args=[pk])
    context = {
        "crumbs": words.trail(
            (_("Official documents"), reverse("gazette:index")),
            (page.document.title, url),
            (_("Object"), ""),
        ),
        "document": page.document,
        "until": found.outcome.until,
        "cancel_url": url,
    }
    if acting.done(request, form, act):
        code = codes[0]
        grouped = "-".join(code[at : at + 4] for at in range(0, len(code), 4))
        return render(request, "gazette/publicity/lodged.html", {**context, "code": grouped})
    return acting.page(request, "gazette/publicity/object.html", form, context)


@sensitive_post_parameters("code")
@never_cache
@form_methods
def answer_of(request: Request) -> HttpResponse:
    """Show an objection's author how it was answered; the code stands in no address."""
    form = CodeForm(acting.posted(request))
    found = None
    if request.method == "POST" and form.is_valid():
        _limit(request)
        found = reads.by_code(publicity.index_of(form.cleaned_data["code"]))
        if found is None:
            form.add_error("code", gettext("No objection has this code."))
    context = {
        "crumbs": words.trail(
            (_("Official documents"), reverse("gazette:index")),
            (_("See the answer to an objection"), ""),
        ),
        "found": found,
        "chip": words.objection_chip(found.state) if found else None,
    }
    return acting.page(request, "gazette/publicity/answer.html", form, context)


def _limit(request: Request, cost: int = 1) -> None:
    limiter.check(
        request,
        "objection",
        now=request.now,
        per_minute=settings.VERIFICATION_PER_MINUTE,
        loopback=settings.LOOPBACK_PER_MINUTE,
        cost=cost,
    )
