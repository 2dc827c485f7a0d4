"""The record of acts, for the auditor: every fact, the chain's head, and whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST, require_safe

from shuzheng.desk import jobs as desk_jobs
from shuzheng.desk.access import Permission
from shuzheng.desk.services import exporting
from shuzheng.desk.web import administering
from shuzheng.foundation import jobs
from shuzheng.foundation.sheets.kinds import Code, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import gate, leaving
from shuzheng.insight.queries import happenings
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.insight.queries.happenings import FactRow

COLUMNS: Final = (
    listing.Column("seq", gettext_lazy("Sequence number"), sortable=True, lead=True),
    listing.Column("sentence", gettext_lazy("What was done"), wide=True, fixed=True),
    listing.Column("who", gettext_lazy("Who"), wide=True),
    listing.Column("subject", gettext_lazy("Subject"), skip=True),
    listing.Column("hash", gettext_lazy("Hash"), skip=True, hidden=True),
    listing.Column("at", gettext_lazy("When"), fixed=True, end=True),
)
SHEET: Final = Sheet(
    name="desk.facts",
    title="办理记录",
    columns=(
        Column("seq", "序号", Whole(maximum=10**15)),
        Column("at", "时间", Text()),
        Column("who", "办理人", Text()),
        Column("role", "身份", Text()),
        Column("party", "单位", Text()),
        Column("verb", "事项代码", Code()),
        Column("sentence", "办理事项", Text()),
        Column("subject", "对象", Text()),
        Column("subjects", "批量对象数", Whole()),
        Column("hash", "哈希", Text()),
    ),
)


class Filters(ui.Form):
    """By what the auditor looks."""

    verb = forms.ChoiceField(label=gettext_lazy("Kind of act"), required=False)
    party = forms.CharField(label=gettext_lazy("Party"), required=False, max_length=60)
    subject = forms.CharField(label=gettext_lazy("Subject"), required=False, max_length=120)
    since = ui.Day(label=gettext_lazy("From"), required=False)
    until = ui.Day(label=gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        verb = self.fields["verb"]
        assert isinstance(verb, forms.ChoiceField)  # noqa: S101 - for the type checker
        verb.choices = [("", _("All acts")), *happenings.verbs()]


@require_safe
@gate.signed_in
def facts(request: Request) -> HttpResponse:
    """List every fact, newest first."""
    wish = listing.read(request.GET, COLUMNS, sort="-seq")
    filters = Filters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, filters)
    found = happenings.listed(request.actor, wish, **chosen)
    context = {
        "chain": happenings.chain(request.actor),
        "last": administering.last_check(),
        "may_check": request.actor.may(Permission.CHAIN_CHECK),
        "crumbs": [Crumb(_("Desk"), reverse("desk:home")), Crumb(_("Record of acts"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            found,
            filters=filters,
            caption=_("Record of acts"),
            unit=pgettext("counting word", "records"),
        ),
    }
    return render(request, "desk/facts.html", context)


@require_POST
@gate.signed_in
def check(request: Request) -> HttpResponse:
    """Ask for a check of the whole chain and show how it goes."""
    request.actor.require(Permission.CHAIN_CHECK)
    job = jobs.enqueue(desk_jobs.CHECK, actor=request.actor, now=request.now)
    return redirect("jobs:job", job.uid)


def _exported(request: Request, wish: listing.Wish, filters: Filters) -> HttpResponse:
    count, rows = happenings.every(request.actor, wish, **listing.chosen(filters))
    shown: listing.Listing[FactRow] = listing.Listing(
        request.GET, wish, COLUMNS, listing.Found([], count), filters=filters
    )
    said = leaving.filters_in_words(shown)
    answer = leaving.workbook(request, SHEET, map(_row, rows), said=said)
    exporting.facts_exported(count, actor=request.actor, now=request.now)
    return answer


def _row(row: FactRow) -> dict[str, object]:
    return {
        "seq": row.seq,
        "at": f"{row.at.astimezone(periods.SHANGHAI):%Y-%m-%d %H:%M:%S}",
        "who": row.who,
        "role": row.role,
        "party": row.party,
        "verb": row.verb,
        "sentence": row.sentence,
        "subject": row.subject,
        "subjects": row.subjects,
        "hash": row.hash,
    }
