"""Classes: the list, one of them, and who teaches it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms as plain
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Chip, Fact, Kind, Term
from shuzheng.foundation.web import acting
from shuzheng.identity.access import Permission
from shuzheng.identity.queries.pages import classes
from shuzheng.identity.queries.pages.people import Account
from shuzheng.identity.rules.arrangements import ClassKind
from shuzheng.identity.services import enrolments
from shuzheng.identity.web import personal, words
from shuzheng.identity.web.people import choose_party
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.queries.pages.classes import ClassLine, ClassPage
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Class"), sortable=True, lead=True),
    listing.Column("organisation", _("Institution"), wide=True),
    listing.Column("year", _("Intake"), numeric=True, sortable=True, short=_("intake")),
    listing.Column("kind", _("Training arrangement"), wide=True),
    listing.Column("teachers", _("Teachers"), wide=True),
    listing.Column(
        "students",
        pgettext_lazy("class", "Students"),
        numeric=True,
        sortable=True,
        short=_("students"),
    ),
    listing.Column("accounts", _("Accounts"), fixed=True, end=True),
)
STUDENTS = (
    listing.Column("name", _("Name"), lead=True),
    listing.Column("number", _("Student number")),
    listing.Column("guardians", _("Guardians"), wide=True),
    listing.Column("account", _("Account"), end=True),
)
TEACHERS = (
    listing.Column("name", _("Name"), lead=True),
    listing.Column("since", _("From"), short=_("from"), end=True),
)


class ClassFilters(plain.Form):
    """How the list is narrowed."""

    organisation = plain.TypedChoiceField(label=_("Institution"), required=False, coerce=int)
    year = plain.TypedChoiceField(label=_("Intake"), required=False, coerce=int)
    kind = plain.ChoiceField(label=_("Training arrangement"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in classes.years(actor)]
        ui.choose(self, "year", [("", _("All intakes")), *years])
        labels = [(one.value, words.class_kind(one)) for one in ClassKind]
        ordinary = (classes.NO_KIND, _("Ordinary class"))
        ui.choose(self, "kind", [("", _("All arrangements")), *labels, ordinary])
        if actor.reach is Reach.ORGANISATION:
            del self.fields["organisation"]
        else:
            choose_party(self, "organisation", actor, _("All institutions"))


class TeacherForm(ui.Form):
    """Who teaches the class."""

    teacher = plain.ChoiceField(label=_("Teacher"))


@personal.page
@require_safe
def index(request: Request) -> HttpResponse:
    """List the classes within reach."""
    actor = request.actor
    actor.require(Permission.CLASS_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="-year", views=("all", "without"))
    filters = ClassFilters(request.GET, actor=actor)
    found = classes.listed(actor, wish, request.now, **listing.chosen(filters))
    columns = [one for one in COLUMNS if one.key != "organisation" or _is_province(actor)]
    page = {
        "crumbs": words.trail((_("Classes"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.Found([_row(line) for line in found.rows], found.total, found.page),
            filters=filters,
            saved=[
                listing.View("all", _("All")),
                listing.View("without", _("With students who cannot sign in")),
            ],
            caption=_("Classes"),
            unit=_("classes"),
            exports=(),
        ),
        "may_import": actor.may(Permission.CLASS_KEEP),
        "is_province": _is_province(actor),
    }
    return render(request, "identity/classes/list.html", page)


@personal.page
@require_safe
def show(request: Request, school_class: int) -> HttpResponse:
    """Show one class: who learns in it, who teaches it, who cannot sign in yet."""
    found = classes.school_class(school_class, request.actor, request.now)
    page = {
        "crumbs": words.trail((_("Classes"), reverse("identity:classes")), (found.name, "")),
        "class": found,
        "meta": _meta(found),
        "about": _about(found),
        "acts": _acts(found, request.actor),
        "columns": {"students": STUDENTS, "teachers": TEACHERS},
        "students": [
            {**asdict(one), "chip": words.ACCOUNTS[one.account]} for one in found.students
        ],
    }
    return render(request, "identity/classes/detail.html", page)


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def teacher(request: Request, school_class: int) -> HttpResponse:
    """Appoint a teacher of a class."""
    name, organisation = classes.heading(school_class, request.actor, Permission.CLASS_KEEP)
    form = TeacherForm(request.POST or None)
    possible = classes.possible_teachers(organisation, school_class)
    ui.choose(form, "teacher", [(str(pk), words_) for pk, words_ in possible])

    def act(data: dict[str, Any]) -> HttpResponse:
        enrolments.appoint_teacher(
            school_class, int(data["teacher"]), actor=request.actor, now=request.now
        )
        messages.success(request, gettext("The teacher is on record."))
        return redirect("identity:class", school_class)

    url = reverse("identity:class", args=[school_class])
    page = {
        "crumbs": words.trail(
            (_("Classes"), reverse("identity:classes")), (name, url), (_("Appoint a teacher"), "")
        ),
        "name": name,
        "possible": possible,
        "cancel_url": url,
    }
    return acting.form(request, "identity/classes/teacher.html", page, form, act)


def _is_province(actor: Actor) -> bool:
    return actor.reach is Reach.PROVINCE


def _row(line: ClassLine) -> dict[str, Any]:
    return {
        **asdict(line),
        "url": reverse("identity:class", args=[line.id]),
        "sub": " · ".join(part for part in (line.department, line.major_code) if part),
        "kind_words": words.class_kind(line.kind),
        "teacher_words": gettext(", ").join(line.teachers),
        "chip": _chip(line),
    }


def _chip(line: ClassLine) -> Chip:
    if line.without:
        words_ = gettext("%(count)s without an account")
        return Chip(Kind.WAIT, words_ % {"count": formats.number(line.without)})
    if line.coded:
        words_ = gettext("%(count)s hold a code") % {"count": formats.number(line.coded)}
        return Chip(Kind.RUN, words_)
    return Chip(Kind.OK, pgettext_lazy("class", "All can sign in"))


def _meta(found: ClassPage) -> list[Fact]:
    facts = [
        Fact("building", found.organisation),
        Fact(
            "users",
            gettext("{count} people").format(count=formats.number(len(found.students))),
        ),
    ]
    if found.kind:
        facts.append(Fact("flag", words.class_kind(found.kind)))
    if found.department:
        facts.append(Fact("cap", found.department))
    return facts


def _about(found: ClassPage) -> list[Term]:
    states = [one.account for one in found.students]
    return [
        Term(_("Intake"), str(found.entry_year)),
        Term(_("Major code"), found.major_code, code=True),
        Term(_("Training arrangement"), words.class_kind(found.kind) or gettext("Ordinary class")),
        Term(_("Can sign in"), formats.number(states.count(Account.ACTIVE))),
        Term(_("Hold a code that works"), formats.number(states.count(Account.CODE))),
        Term(_("Without an account or code"), formats.number(states.count(Account.NONE))),
    ]


def _acts(found: ClassPage, actor: Actor) -> list[Act]:
    acts = []
    if actor.may(Permission.CODE_ISSUE):
        url = reverse("identity:class-codes", args=[found.id])
        waiting = any(one.account is not Account.ACTIVE for one in found.students)
        barred = "" if waiting or found.guardians else _("Everybody here has an account.")
        acts.append(Act(_("Issue one-time codes"), url, "print", "primary", barred=barred))
    if actor.may(Permission.CLASS_KEEP):
        url = reverse("identity:class-teacher", args=[found.id])
        acts.append(Act(_("Appoint a teacher"), url, "cap"))
        url = reverse("identity:class-kind", args=[found.id])
        acts.append(Act(_("Set the training arrangement"), url, "flag", rule="R-044"))
    return acts
