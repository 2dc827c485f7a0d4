"""Pages of sealed packages of papers: where they are, packing them, one package and its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.assessment.queries import custody as queries
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.rules import custody as rules
from shuzheng.assessment.rules.custody import Verb
from shuzheng.assessment.services import custody
from shuzheng.assessment.web import plan_frames, signs, words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Fact, life
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.assessment.queries.custody import PackageView, Packing
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("seal", _("Seal number"), lead=True),
    listing.Column("part", _("Sitting and time")),
    listing.Column("site", _("Site"), wide=True),
    listing.Column("copies", _("Copies"), numeric=True, short=_("copies")),
    listing.Column("state", _("State")),
    listing.Column("since", _("Since"), end=True),
)
STEPS = (
    listing.Column("what", _("Step"), lead=True),
    listing.Column("who", _("By")),
    listing.Column("second", _("Second person"), short=_("second person")),
    listing.Column("note", _("Remark"), wide=True),
    listing.Column("at", _("When")),
    listing.Column("entry", _("Evidence log"), end=True),
)
MOST_COPIES, SEAL_LENGTH = 2_000, 40
HINTS = {
    Verb.SEND: _("From now on it is on its way; the site is told and receives it."),
    Verb.RECEIVE: _("Two people compare the seal with what was put on, then lock the package up."),
    Verb.OPEN: _("Two people compare the seal once more and open the package together."),
    Verb.REPORT: _("The package is not opened. The organisation is told and sends another one."),
    Verb.TAKE_BACK: _("Unopened packages and left-over papers go back to the organisation."),
    Verb.CANCEL: _("For a package that was packed wrongly and has not left the house."),
}
DONE = {
    Verb.SEND: _("The package is on its way."),
    Verb.RECEIVE: _("The package is in the safe."),
    Verb.OPEN: _("The package is open; the sitting can begin."),
    Verb.REPORT: _("The seal is reported."),
    Verb.TAKE_BACK: _("The package is back."),
    Verb.CANCEL: _("The package is cancelled."),
}
ICONS = {
    Verb.SEND: "send",
    Verb.RECEIVE: "shield",
    Verb.OPEN: "check",
    Verb.REPORT: "flag",
    Verb.TAKE_BACK: "undo",
    Verb.CANCEL: "ban",
}


class PackForm(ui.Form):
    """Packages for one sitting at one site."""

    session = forms.TypedChoiceField(label=_("Sitting"), coerce=int)
    site = forms.TypedChoiceField(label=_("Site"), coerce=int)
    packages = forms.CharField(
        label=_("Packages"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One line for each: the seal's number, a blank, how many copies are inside."),
        max_length=5000,
    )

    def __init__(self, *args: Any, packing: Packing, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["session"].choices = list(packing.sessions)  # type: ignore[attr-defined]
        self.fields["site"].choices = list(packing.sites)  # type: ignore[attr-defined]

    def clean_packages(self) -> list[tuple[str, int]]:
        """Return seals and copies; name the first line that is neither."""
        found = []
        for n, line in enumerate(self.cleaned_data["packages"].splitlines(), start=1):
            if not line.strip():
                continue
            mark, _blank, copies = line.strip().rpartition(" ")
            number = int(copies) if copies.isascii() and copies.isdigit() else 0
            if not mark.strip() or len(mark) > SEAL_LENGTH or not 0 < number <= MOST_COPIES:
                said = gettext("Line {n}: write a seal's number, a blank and how many copies.")
                raise forms.ValidationError(said.format(n=n))
            found.append((mark, number))
        return found


class MoveForm(ui.Form):
    """What a step of a package asks for; each verb keeps the fields that it needs."""

    seal = forms.CharField(label=_("Number on the seal, as you read it"), max_length=40)
    second = forms.CharField(label=_("Second person present"), max_length=50)
    carrier = forms.CharField(label=_("Who brings it"), max_length=100)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, verb: Verb, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        asked = {
            "seal": verb in rules.COMPARED,
            "second": verb in rules.BY_TWO,
            "carrier": verb is Verb.SEND,
            "reason": verb in rules.EXPLAINED,
        }
        for name in [name for name, wanted in asked.items() if not wanted]:
            del self.fields[name]


@require_safe
@gate.signed_in
def index(request: Request, pk: int) -> HttpResponse:
    """List the packages of a plan that one may see."""
    found = queries.of_plan(pk, request.actor)
    acts = []
    if queries.packs(pk, request.actor):
        url = reverse("assessment:custody-pack", args=[pk])
        acts.append(Act(_("Seal packages"), url, "lock", "primary"))
    context = {
        **plan_frames.frame(plan_queries.page(pk, request.actor, request.now), request, "custody"),
        "columns": COLUMNS,
        "rows": [(one, signs.package_chip(one.state)) for one in found],
        "acts": acts,
    }
    return render(request, "assessment/custody/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def pack(request: Request, pk: int) -> HttpResponse:
    """Record sealed packages."""
    packing = queries.packing(pk, request.actor)
    form = PackForm(acting.posted(request), packing=packing)

    def act(data: Mapping[str, Any]) -> None:
        custody.seal(
            data["session"], data["site"], data["packages"], actor=request.actor, now=request.now
        )

    context = {
        "crumbs": signs.crumbs(pk, packing.plan_name, _("Seal packages")),
        "heading": _("Seal packages of papers"),
        "hint": _("Each package is sealed by number; every hand it goes through is recorded."),
        "submit": _("Seal the packages"),
        "cancel_url": reverse("assessment:custody", args=[pk]),
    }
    said = gettext("The packages are sealed.")
    return acting.answered(request, "assessment/sittings/form.html", form, context, act, said)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show a package and through whose hands it went."""
    view = queries.package(pk, request.actor)
    line = view.line
    context = {
        "crumbs": signs.crumbs(view.plan_id, view.plan_name, line.seal),
        "package": line,
        "chip": signs.package_chip(line.state),
        "life": life(rules.PACKAGE, line.state),
        "meta_facts": [
            Fact("file", line.part),
            Fact("clock", formats.instant(line.starts_at, request.now)),
            Fact("pin", line.site),
        ],
        "columns": STEPS,
        "steps": [
            (one, _did(one.verb), formats.instant(one.at, request.now)) for one in view.steps
        ],
        "acts": list(_acts(view, request.now)),
        "lines": words.happened([f"assessment.paperpackage:{pk}"]),
    }
    return render(request, "assessment/custody/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def move(request: Request, pk: int, verb: Verb) -> HttpResponse:
    """Take a package one step further."""
    view = queries.before(pk, verb, request.actor)
    form = MoveForm(acting.posted(request), verb=verb)

    def act(data: Mapping[str, Any]) -> None:
        _do(request, pk, verb, data)

    context = {
        "crumbs": signs.crumbs(view.plan_id, view.plan_name, view.line.seal),
        "heading": gettext("{what}: package {seal}").format(
            what=gettext(rules.PACKAGE.labels[verb]), seal=view.line.seal
        ),
        "hint": HINTS[verb],
        "submit": gettext(rules.PACKAGE.labels[verb]),
        "cancel_url": reverse("assessment:package", args=[pk]),
    }
    said = str(DONE[verb])
    return acting.answered(request, "assessment/sittings/form.html", form, context, act, said)


def _do(request: Request, pk: int, verb: Verb, data: Mapping[str, Any]) -> None:
    whoever: dict[str, Any] = {"actor": request.actor, "now": request.now}
    match verb:
        case Verb.SEND:
            custody.send(pk, data["carrier"], **whoever)
        case Verb.RECEIVE:
            custody.receive(pk, data["seal"], data["second"], **whoever)
        case Verb.OPEN:
            custody.unseal(pk, data["seal"], data["second"], **whoever)
        case Verb.REPORT:
            custody.report(pk, data["reason"], **whoever)
        case Verb.TAKE_BACK:
            custody.take_back(pk, data["second"], **whoever)
        case Verb.CANCEL:
            custody.cancel(pk, data["reason"], **whoever)


def _acts(view: PackageView, now: datetime) -> Iterator[Act]:
    for verb in view.verbs:
        early = verb is Verb.OPEN and now < view.opens_at
        said = gettext("The package may be opened from {opens_at}.")
        yield Act(
            gettext(rules.PACKAGE.labels[verb]),
            reverse(f"assessment:package-{verb.value}", args=[view.line.id]),
            ICONS[verb],
            "danger" if verb in rules.EXPLAINED else "primary",
            dialog=True,
            barred=said.format(opens_at=formats.instant(view.opens_at, now)) if early else "",
            rule="R-103" if early else "",
        )


def _did(verb: Verb | None) -> str:
    return gettext(rules.PACKAGE.labels[verb]) if verb else gettext("Sealed")
