"""The editor of a filing: one page, saved as often as one likes, submitted when complete.

Saving never asks for completeness; submitting shows all that is missing, each with its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_filing
from shuzheng.pilots.rules.completeness import GroupRole
from shuzheng.pilots.rules.filing import FILING, Verb, VersionState
from shuzheng.pilots.services import filings, organs
from shuzheng.pilots.services.filings import Draft, Item
from shuzheng.pilots.web import filing, filing_acts, filing_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_filing import FilingPage


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def edit(request: Request, pk: int) -> HttpResponse:
    """Edit the open version of a filing, or begin an amendment."""
    page = pages_filing.detail(pk, request.actor, request.now, Permission.FILING_WRITE)
    _check_writable(page)
    catalogue = certificates.listing()
    sent = acting.posted(request)
    form = filing_forms.SelfAssessment(
        sent, topics=pages_filing.topics(request.now), initial=_initial(page)
    )
    codes = {one.code: one.id for one in catalogue}
    names = {one.code: one.name for one in catalogue}
    # Without initial values for what was sent: a line that equals them would count as untouched.
    written = _items(page) if sent is None else None
    lines = filing_forms.Items(sent, prefix="items", initial=written, form_kwargs={"codes": names})
    group = filing_forms.Members(
        sent, prefix="group", initial=_members(page) if sent is None else None
    )
    if sent is None and not page.group:
        group.extra = len(GroupRole)

    def act(data: Mapping[str, Any]) -> None:
        _save(request, page, form, lines, group, codes, data["confirmed_by_group_on"])

    good = sent is None or group.is_valid()
    if good and acting.done(request, form, act, lines):
        if request.POST.get("act") == "submit":
            return filing_acts.submitted(request, pk)
        messages.success(request, gettext("The draft is saved."))
        return redirect("pilots:filing-edit", pk)
    context = {
        "back": reverse("pilots:filing", args=[pk]),
        "page": page,
        "name": filing.title(page),
        "group": group,
        "catalogue": [(f"{one.code} {one.name}", one.organisation_name) for one in catalogue],
        "missing": filing.missing_of(page) if "check" in request.GET and sent is None else [],
        "returns": [one for one in page.returns if not one.is_answered],
        "wrong": sent is not None,
    }
    answer = acting.page(request, "pilots/filings/editor.html", form, context, lines)
    if not good:
        answer.status_code = 422
    return answer


def _check_writable(page: FilingPage) -> None:
    """Refuse an editor where nothing can be written."""
    if page.version.state is VersionState.UNDER_CHECK:
        raise filings.UnderCheck
    if page.version.state not in pages_filing.WRITABLE:
        FILING.after(page.state, Verb.AMEND)


def _save(
    request: Request,
    page: FilingPage,
    form: filing_forms.SelfAssessment,
    lines: Any,  # noqa: ANN401 - a formset
    group: Any,  # noqa: ANN401 - a formset
    codes: Mapping[str, int],
    confirmed_on: Any,  # noqa: ANN401 - a date or None
) -> None:
    members = [
        (one["name"], GroupRole(one["role"]), one["duty"])
        for one in group.cleaned_data
        if one.get("name")
    ]
    if members != [(one.name, one.role, one.duty) for one in page.group]:
        organs.name_leading_group(members, actor=request.actor, now=request.now)
    draft = Draft(
        self_assessment=form.texts(),
        items=tuple(_item(line, codes) for line in lines.cleaned_data if line.get("certificate")),
        confirmed_by_group_on=confirmed_on,
    )
    filings.save_draft(page.id, draft, actor=request.actor, now=request.now)


def _item(line: Mapping[str, Any], codes: Mapping[str, int]) -> Item:
    return Item(
        certificate_type_id=codes[line["certificate"]],
        levels=tuple(line["levels"]),
        majors=tuple(line["majors"]),
        planned_headcount=line["planned_headcount"],
        site_wanted=line["site_wanted"],
        trainers=line["trainers"],
        dates=line["dates"],
    )


def _initial(page: FilingPage) -> dict[str, object]:
    texts = {f"topic_{topic}": text for topic, text in page.version.self_assessment.items()}
    writable = page.version.state in pages_filing.WRITABLE
    # An amendment needs the group's confirmation anew.
    confirmed = page.version.confirmed_by_group_on if writable else None
    return {**texts, "confirmed_by_group_on": confirmed}


def _items(page: FilingPage) -> list[dict[str, object]]:
    return [
        {
            "certificate": f"{one.code} {one.name}",
            "levels": list(one.levels),
            "majors": " ".join(code for code, _name in one.majors),
            "planned_headcount": one.planned_headcount,
            "site_wanted": one.site_wanted,
            "trainers": one.trainers,
            "dates": one.dates,
        }
        for one in page.version.items
    ]


def _members(page: FilingPage) -> list[dict[str, str]]:
    return [{"name": one.name, "role": one.role.value, "duty": one.duty} for one in page.group]
