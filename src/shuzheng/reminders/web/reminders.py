"""The own reminders: the list, marking one or all as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.web import acting, gate
from shuzheng.reminders.queries import pages
from shuzheng.reminders.rules.telling import TOPICS
from shuzheng.reminders.services import reading

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.reminders.queries.pages import ReminderLine

COLUMNS = (
    listing.Column("words", _("Reminder"), lead=True),
    listing.Column("topic", pgettext_lazy("reminders", "Topic"), fixed=True),
    listing.Column("at", _("When"), sortable=True, fixed=True),
    listing.Column("act", pgettext_lazy("reminders", "Read"), fixed=True, end=True),
)
VIEWS = {"unread": pgettext_lazy("reminders", "Unread"), "all": _("All")}


class Filters(ui.Form):
    """By what the list is narrowed."""

    topic = forms.ChoiceField(label=pgettext_lazy("reminders", "Topic"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        named = [(topic.value, gettext(label)) for topic, label in TOPICS.items()]
        ui.choose(self, "topic", [("", _("All topics")), *named])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the own reminders, the newest first."""
    counts = pages.counts(request.actor)
    wish = listing.read(request.GET, COLUMNS, sort="-at", views=pages.VIEWS)
    filters = Filters(request.GET)
    found = pages.lines(request.actor, wish, **listing.chosen(filters))
    context = {
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in pages.VIEWS],
            caption=_("Reminders"),
            unit=_("reminders"),
            exports=(),
        ),
        "unread": counts["unread"],
        "newest": pages.newest(request.actor) if counts["unread"] else 0,
        "back": request.get_full_path(),
    }
    return render(request, "reminders/list.html", context)


@require_POST
@gate.signed_in
def read(request: Request, reminder: int) -> HttpResponse:
    """Mark one reminder as read."""

    def act() -> None:
        reading.mark(reminder, actor=request.actor, now=request.now)

    return acting.pressed(request, act, gettext("Marked as read."), _back(request))


@require_POST
@gate.signed_in
def read_all(request: Request) -> HttpResponse:
    """Mark everything that was told when the page was shown as read."""
    until = acting.key(request.POST.get("until", ""))
    done = reading.mark_all(until, actor=request.actor, now=request.now)
    said = ngettext("Marked {n} as read.", "Marked {n} as read.", done).format(n=done)
    return acting.pressed(request, lambda: None, said, _back(request))


def _back(request: Request) -> str:
    """Return the list as it was, only within this site."""
    url = request.POST.get("next", "")
    here = reverse("reminders:index")
    return url if url == here or url.startswith(f"{here}?") else here


def _row(one: ReminderLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "words": gettext(one.words),
        "url": one.url,
        "topic": gettext(TOPICS[one.topic]),
        "at": one.at,
        "party": one.party,
        "is_read": one.is_read,
    }
