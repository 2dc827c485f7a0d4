"""One filing: where it stands, what it says, what is missing, what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.listing import Column
from shuzheng.foundation.ui.parts import Act, Check, Crumb, Fact
from shuzheng.foundation.web import gate
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_filing
from shuzheng.pilots.rules import filing as rules
from shuzheng.pilots.rules.filing import FILING, State, Verb, VersionState
from shuzheng.pilots.web import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_filing import Change, FilingPage, ItemLine, VersionView

BESIDE = {State.RETURNED: State.SUBMITTED, State.SUSPENDED: State.FILED}
ITEM_COLUMNS = (
    Column("certificate", _("Certificate"), lead=True),
    Column("levels", _("Levels"), short=_("levels")),
    Column("majors", _("Majors chosen"), wide=True),
    Column("planned", _("Planned headcount"), numeric=True, short=_("planned")),
    Column("rest", _("Site, trainers, dates"), wide=True),
)
VERSION_COLUMNS = (
    Column("number", _("Version"), lead=True),
    Column("presented", _("Submitted"), short=_("submitted")),
    Column("in_force", _("In force since"), short=_("in force")),
    Column("state", _("State"), end=True),
)
CHANGE_COLUMNS = (
    Column("place", _("Part of the filing"), lead=True),
    Column("before", _("In force"), short=_("in force"), wide=True),
    Column("after", _("New version"), short=_("new"), wide=True),
)
RETURN_COLUMNS = (
    Column("place", _("Part of the filing"), lead=True),
    Column("ground", _("Ground"), short=_("ground")),
    Column("reason", _("Reason"), wide=True),
    Column("returned", _("Returned on"), short=_("returned")),
    Column("due", _("Expected back"), end=True),
)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one filing."""
    page = pages_filing.detail(pk, request.actor, request.now)
    context = {
        "crumbs": [*crumbs(), Crumb(page.number or page.institution)],
        "page": page,
        "name": title(page),
        "chip": words.filing_chip(
            page.state,
            amends=page.state is State.FILED and page.version.state is VersionState.UNDER_CHECK,
            was_returned=bool(page.returns),
        ),
        "meta": _meta(page),
        "life": words.way(FILING, page.state, _notes(page), BESIDE),
        "acts": list(_acts(page, request.actor)),
        "checks": [_check(one) for one in page.missing],
        "topics": [
            (words.topic(topic), page.version.self_assessment.get(topic, ""))
            for topic in pages_filing.topics(request.now)
        ],
        "item_columns": ITEM_COLUMNS,
        "items": [_item(one) for one in page.version.items],
        "version_chip": words.version_chip(page.version.state),
        "version_columns": VERSION_COLUMNS,
        "versions": [_version(one) for one in page.versions],
        "change_columns": CHANGE_COLUMNS,
        "changes": [_change(one) for one in page.changes],
        "return_columns": RETURN_COLUMNS,
        "returns": [
            {
                "place": words.place(one.place) if one.place else gettext("The whole filing"),
                "ground": gettext(rules.GROUND_LABELS[one.ground]),
                "reason": one.reason,
                "returned_on": one.returned_on,
                "due": None if one.is_answered else one.answer_due_on,
            }
            for one in page.returns
        ],
        "group": [(words.group_role(one.role), one) for one in page.group],
        "lines": words.happened([f"pilots.filing:{page.id}"]),
    }
    return render(request, "pilots/filings/detail.html", context)


def title(page: FilingPage) -> str:
    """Return how a filing is called."""
    return gettext("{institution}: filing of {year}").format(
        institution=page.institution, year=page.year
    )


def crumbs() -> list[Crumb]:
    """Return the way to a filing."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Pilot filings"), reverse("pilots:filings"))]


def _meta(page: FilingPage) -> list[Fact]:
    facts = [
        Fact("hash", page.number or gettext("no number yet")),
        Fact("building", words.institution_kind(page.kind)),
    ]
    if page.is_late:
        facts.append(Fact("clock", gettext("filed after the round closed")))
    return facts


def _notes(page: FilingPage) -> dict[State, str]:
    notes = {State.SUBMITTED: page.submitted_on, State.FILED: page.filed_on}
    said = {state: on.isoformat() for state, on in notes.items() if on}
    if page.state is State.SUBMITTED and page.silence_on:
        said[State.FILED] = gettext("by itself after {day}").format(day=page.silence_on)
    elif page.filed_by_silence and page.filed_on:
        said[State.FILED] = gettext("{day}, by silence").format(day=page.filed_on)
    return said


def _acts(page: FilingPage, actor: Actor) -> Iterator[Act]:
    """Yield what this person may do now, the act that moves things on first."""
    if actor.may(Permission.FILING_WRITE):
        yield from _own_acts(page)
    if actor.may(Permission.FILING_FILE) and page.silence_on:
        yield Act(
            _("Record as filed"),
            _url("file", page),
            "check",
            "primary",
            post=True,
            note=gettext("Otherwise it is filed by itself after {day}.").format(
                day=page.silence_on
            ),
        )
    if actor.may(Permission.FILING_RETURN) and page.silence_on:
        yield _return(page, actor)
    if actor.may(Permission.FILING_SUSPEND):
        if FILING.allows(page.state, Verb.SUSPEND):
            yield Act(
                _("Suspend the filing"), _url("suspend", page), "pause", "danger", dialog=True
            )
        if FILING.allows(page.state, Verb.RESUME):
            yield Act(_("Lift the suspension"), _url("resume", page), "check", dialog=True)


def _own_acts(page: FilingPage) -> Iterator[Act]:
    """Yield what the institution does with its own filing."""
    writable = page.version.state in pages_filing.WRITABLE
    if writable:
        count = len(page.missing)
        yield Act(
            _("Submit the filing") if page.state is not State.FILED else _("Submit the amendment"),
            _url("submit", page),
            "send",
            "primary",
            post=True,
            barred=ngettext("{count} item is missing.", "{count} items are missing.", count).format(
                count=count
            )
            if count
            else "",
            rule=page.missing[0].rule if count else "",
        )
        yield Act(_("Edit the filing"), _url("edit", page), "edit")
    elif page.silence_on:
        yield Act(
            _("Edit the filing"),
            "",
            "edit",
            barred=gettext("This version is under check until {day}.").format(day=page.silence_on),
        )
    elif FILING.allows(page.state, Verb.AMEND):
        yield Act(
            _("Amend the filing"),
            _url("edit", page),
            "edit",
            "primary",
            note=gettext("The version in force stays so until the new one is noted."),
        )
    if FILING.allows(page.state, Verb.END):
        yield Act(_("End the filing"), _url("end", page), "ban", "danger", dialog=True)


def _return(page: FilingPage, actor: Actor) -> Act:
    barred = ""
    if actor.reach is Reach.AREA and not page.city_may_return:
        barred = gettext("A city bureau returns the filings of secondary schools only.")
    return Act(
        _("Return for completion"),
        _url("return", page),
        "undo",
        barred=barred,
        rule="R-030" if barred else "",
        note="" if barred else gettext("For what is missing or not true, and for nothing else."),
    )


def _url(act: str, page: FilingPage) -> str:
    return reverse(f"pilots:filing-{act}", args=[page.id])


def _check(one: Any) -> Check:  # noqa: ANN401 - a missing item of the rules
    params = {name: gettext(v) if isinstance(v, str) and v else v for name, v in one.params.items()}
    return Check(
        words.place(one.place),
        held=False,
        reason=gettext(one.sentence).format(**params),
        rule=one.rule,
    )


def _item(one: ItemLine) -> dict[str, Any]:
    rest = [one.site_wanted, one.trainers, one.dates]
    return {
        "name": one.name,
        "code": one.code,
        "levels": words.level_list(one.levels),
        "majors": gettext(", ").join(
            f"{name}（{code}）" if name else code for code, name in one.majors
        ),
        "planned": one.planned_headcount,
        "rest": gettext("; ").join(part for part in rest if part),
    }


def _version(one: VersionView) -> dict[str, Any]:
    return {
        "number": gettext("Version {number}").format(number=one.number),
        "presented_on": one.presented_on,
        "in_force_on": one.in_force_on,
        "chip": words.version_chip(one.state),
    }


def _change(one: Change) -> dict[str, str]:
    place = one.name or words.place(one.place)
    return {"place": place, "before": _shown(one.before), "after": _shown(one.after)}


def _shown(text: str) -> str:
    """Return what a version says of a place, with the levels' words."""
    levels, dot, rest = text.partition(" · ")
    if dot:
        return f"{words.level_list(levels.split('/'))} · {rest}"
    return text or formats.NOTHING


def missing_of(page: FilingPage) -> list[tuple[str, str, str, str]]:
    """Return what is missing as (anchor of the form, place, sentence, rule)."""
    return [
        (anchor(one.place), str(check.title), str(check.reason), one.rule)
        for one, check in ((one, _check(one)) for one in page.missing)
    ]


def anchor(place: str) -> str:
    """Return where in the editor a place of the filing is."""
    head, _dot, rest = place.partition(".")
    if head == "self_assessment":
        return f"id_topic_{rest}"
    if head == "leading_group":
        return "id_confirmed_by_group_on" if rest == "confirmation" else "group"
    number, _dot, question = rest.partition(".")
    if not number.isdigit():
        return "certificates-list"
    return f"id_items-{int(number) - 1}-{question or 'certificate'}"
