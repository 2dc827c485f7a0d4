"""The province's bodies: members, meetings; what everybody reads of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation import files
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Tab
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import bodies as queries
from shuzheng.governance.rules.body import BODIES, PARTS, RULES, Body, Part
from shuzheng.governance.services import bodies as services
from shuzheng.governance.services.bodies import Held, Named
from shuzheng.governance.services.body_imports import split
from shuzheng.governance.sheets.bodies import MEMBERS
from shuzheng.governance.web import body_forms, words
from shuzheng.governance.web.forms import Confirmed
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.bodies import BodyPage, Published
    from shuzheng.kernel.actor import Actor

KINDS = ("pdf", "png", "jpeg")
COLUMNS = (
    listing.Column("name", _("Name"), lead=True),
    listing.Column("part", _("Part in the body")),
    listing.Column("department", _("Department or employer"), wide=True),
    listing.Column("duties", _("Duties in the body"), wide=True),
    listing.Column("phone", _("Office telephone")),
    listing.Column("act", _("What can be done"), end=True),
)
PUBLIC = COLUMNS[:4]
FORMER = (
    listing.Column("name", _("Name"), lead=True),
    listing.Column("department", _("Department or employer"), wide=True),
    listing.Column("since", _("Since")),
    listing.Column("until", _("Until"), end=True),
)
MEETINGS = (
    listing.Column("title", _("Title of the meeting"), lead=True),
    listing.Column("present", _("Members present"), numeric=True),
    listing.Column("held", _("Meeting held on"), end=True),
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def show(request: Request, body: str) -> HttpResponse:
    """Show a body: its members with their office numbers, and its meetings."""
    one = access.body(body)
    page = queries.page(one, request.actor, request.now)
    if request.GET.get("export"):
        return _exported(request, page)
    context = {
        "crumbs": [words.desk(), Crumb(_("Bodies of the province"))],
        "heading": gettext(BODIES[one]),
        "rule": RULES[one],
        "page": page,
        "tabs": [
            Tab(gettext(BODIES[x]), reverse("governance:body", args=[x.value]), current=x is one)
            for x in Body
        ],
        "columns": {"members": COLUMNS, "former": FORMER, "meetings": MEETINGS},
        "members": [_row(x, page.phones.get(x.id, "")) for x in page.members],
        "may_keep": request.actor.may(Permission.BODY_KEEP),
        "acts": list(_acts(one, request.actor)),
        "lines": feed.lines([f"governance.member:{x.id}" for x in (*page.members, *page.former)]),
    }
    return render(request, "governance/bodies/detail.html", context)


@require_safe
def public(request: Request) -> HttpResponse:
    """Show everybody who sits in the bodies: name, post, department."""
    found = queries.published()
    context = {
        "columns": PUBLIC,
        "bodies": [
            (gettext(BODIES[one]), RULES[one], [_row(x, "") for x in found[one]]) for one in Body
        ],
    }
    return render(request, "governance/public/bodies.html", context)


@form_methods
@gate.signed_in
def name(request: Request, body: str) -> HttpResponse:
    """Name a member."""
    one = access.body(body)
    request.actor.require(Permission.BODY_KEEP)
    form = body_forms.MemberForm(acting.posted(request), body=one)

    def act(data: Mapping[str, Any]) -> None:
        given = Named(
            data["name"],
            data["department"],
            data["post"],
            Part(data["part"]),
            data["duties"],
            split(data["fields_named"]),
            data["phone"],
        )
        services.name_all(one, [given], actor=request.actor, now=request.now)

    context = {
        **_frame(one, _("Name a member")),
        "consequence": _("Name, post and department are published; the office number is not."),
    }
    said = gettext("The member is named.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def end(request: Request, member: int) -> HttpResponse:
    """End a membership."""
    one, found = queries.member(member, request.actor)
    form = Confirmed(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        del data
        services.end(member, actor=request.actor, now=request.now)

    context = {
        **_frame(one, _("End the membership")),
        "name": f"{found.name}（{found.department}）",
        "consequence": _("It ends today; that it was stays on record."),
        "danger": True,
    }
    said = gettext("The membership has ended.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def record(request: Request, body: str) -> HttpResponse:
    """Keep the record of a meeting."""
    one = access.body(body)
    request.actor.require(Permission.BODY_KEEP)
    form = body_forms.MeetingForm(
        acting.posted(request),
        acting.uploaded(request),
        members=queries.choices(one, request.actor),
    )

    def act(data: Mapping[str, Any]) -> None:
        given = Held(data["title"], data["held_on"], data["present"], data["text"])
        kept = stored(request, data["document"])
        services.record(one, given, kept, actor=request.actor, now=request.now)

    context = {
        **_frame(one, _("Record a meeting")),
        "consequence": _("The record is kept as it is written."),
    }
    said = gettext("The record of the meeting is kept.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@require_safe
@gate.signed_in
def meeting(request: Request, meeting: int) -> HttpResponse:
    """Show the record of a meeting."""
    line = queries.meeting(meeting, request.actor)
    context = {
        "crumbs": _crumbs(line.body, _("Meeting minutes")),
        "line": line,
        "meta": [Fact("calendar", gettext("Meeting held on {day}").format(day=line.held_on))],
        "lines": feed.lines([f"governance.meeting:{meeting}"]),
    }
    return render(request, "governance/bodies/meeting.html", context)


def stored(request: Request, upload: UploadedFile[bytes] | None) -> int | None:
    """Keep an uploaded document; returns its id, None where none came."""
    if not upload:
        return None
    return files.store(upload, actor=request.actor, now=request.now, kinds=KINDS).pk


def _acts(one: Body, actor: Actor) -> Iterator[Act]:
    if actor.may(Permission.BODY_KEEP):
        for label, place, icon, kind in (
            (_("Name a member"), "member-new", "plus", "primary"),
            (_("Record a meeting"), "meeting-new", "edit", ""),
            (_("Import members"), "members-import", "upload", ""),
        ):
            url = reverse(f"governance:{place}", args=[one.value])
            yield Act(label, url, icon, kind)
    url = reverse("governance:body", args=[one.value])
    yield Act(_("As a workbook"), f"{url}?export=xlsx", "download")


def _row(one: Published, phone: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "post": one.post,
        "department": one.department,
        "part": gettext(PARTS[one.part]),
        "duties": one.duties,
        "fields": one.fields,
        "phone": phone,
        "end_url": reverse("governance:member-end", args=[one.id]),
    }


def _crumbs(one: Body, label: StrOrPromise) -> list[Crumb]:
    url = reverse("governance:body", args=[one.value])
    return [words.desk(), Crumb(gettext(BODIES[one]), url), Crumb(label)]


def _frame(one: Body, label: StrOrPromise) -> dict[str, Any]:
    return {
        "crumbs": _crumbs(one, label),
        "cancel_url": reverse("governance:body", args=[one.value]),
        "heading": label,
        "submit": label,
        "name": gettext(BODIES[one]),
        "rule": RULES[one],
    }


def _exported(request: Request, page: BodyPage) -> HttpResponse:
    body = exporting.workbook(
        MEMBERS,
        (
            {
                "name": one.name,
                "department": one.department,
                "post": one.post,
                "part": one.part.value,
                "duties": one.duties,
                "fields": "、".join(one.fields),
                "phone": page.phones.get(one.id, ""),
            }
            for one in page.members
        ),
        printed_by=str(request.actor_label),
        filter_words=gettext(BODIES[page.body]),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{MEMBERS.title}.xlsx", body, leaving.XLSX)
