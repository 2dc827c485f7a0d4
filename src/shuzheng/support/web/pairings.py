"""Pairings: the list, one of them, its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.documents import papers
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.gazette.rules.documents import PRINTED, Publicity
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_
from shuzheng.support.access import Permission
from shuzheng.support.queries import pairings as queries
from shuzheng.support.rules import unevenness
from shuzheng.support.rules.pairing import ACTIVE, PAIRING, SIDES, State, Verb
from shuzheng.support.rules.unevenness import Measure
from shuzheng.support.sheets.pairings import PAIRINGS
from shuzheng.support.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.support.queries.pairings import PairingLine, PairingPage

COLUMNS = (
    listing.Column("helped", _("Helped institution"), sortable=True, lead=True),
    listing.Column("helper", _("Helping institution"), sortable=True, wide=True),
    listing.Column("measures", _("In what"), wide=True),
    listing.Column("since", _("Term"), sortable=True),
    listing.Column("actions", _("Actions done"), short=_("actions done")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), end=True),
)
VIEWS = {
    "open": _("Under way"),
    "proposed": _("Proposed"),
    "running": _("Confirmed and running"),
    "late": _("Overdue"),
    "over": _("Evaluated and ended"),
    "all": _("All"),
}
ACTIONS = (
    listing.Column("title", _("Action"), lead=True),
    listing.Column("by", _("Institution")),
    listing.Column("persons", _("Persons reached"), numeric=True),
    listing.Column("hours", _("Class hours"), numeric=True),
    listing.Column("words", _("Results of the help"), wide=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), end=True),
)
CHANGES = (
    listing.Column("name", _("Per pilot student"), lead=True),
    listing.Column("before", _("At the beginning"), numeric=True),
    listing.Column("checks", _("At the last check"), numeric=True),
    listing.Column("after", _("At the evaluation"), numeric=True),
)
MEASURED = N_("Measured until {day}")


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the pairings within reach."""
    actor = request.actor
    counts = queries.counts(actor, request.now)
    wish = listing.read(request.GET, COLUMNS, sort="-since", views=queries.VIEWS)
    filters = forms.PairingFilters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, chosen)
    found = queries.lines(actor, wish, request.now, **chosen)
    context = {
        "crumbs": [words.desk(), Crumb(_("Pairings"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Pairings"),
            unit=_("pairings"),
        ),
        "may_propose": actor.may(Permission.PAIRING_PROPOSE),
    }
    return render(request, "support/pairings/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pairing: int) -> HttpResponse:
    """Show one pairing."""
    page = queries.detail(pairing, request.actor, request.now)
    line = page.line
    names = [f"support.pairing:{pairing}", *(f"support.action:{one.id}" for one in page.actions)]
    context = {
        "crumbs": [*words.crumbs(), Crumb(line.helped)],
        "page": page,
        "line": line,
        "chip": words.pairing_chip(line.state),
        "meta": [Fact("calendar", words.days(line.since, line.until)), Fact("pin", line.city)],
        "life": parts.life(PAIRING, line.state, notes=_notes(page)),
        "acts": list(_acts(page, request)),
        "about": _about(page),
        "said": [(gettext(SIDES[one.side]), one, words.word_chip(one.word)) for one in page.said],
        "proposed": line.state is State.PROPOSED,
        "actions": [_action(one, page) for one in page.actions],
        "action_columns": ACTIONS,
        "may_tell": _may_tell(page, request.actor),
        "checks": [
            (one, words.judgement_chip(one.judgement) if one.judgement else None)
            for one in page.checks
        ],
        "changes": _changes(page),
        "change_columns": CHANGES,
        "measured": _measured(page),
        "result": words.result_chip(line.result) if line.result else None,
        "lines": feed.lines(names),
    }
    return render(request, "support/pairings/detail.html", context)


@require_safe
@gate.signed_in
def paper(request: Request, pairing: int) -> HttpResponse:
    """Answer with the agreement as a paper, once it is confirmed."""
    page = queries.detail(pairing, request.actor, request.now)
    line = page.line
    if page.decided_on is None or line.state is State.DROPPED:
        raise papers.NothingToPrint
    body = papers.official(
        papers.Official(
            issuer="省教育厅",
            number=f"结对帮扶第{line.id}号",
            title=f"关于{line.helper}与{line.helped}结对帮扶的协议",
            address=f"{line.helper}、{line.helped}：",
            blocks=_blocks(page),
            attachments=(),
            dated_on=page.decided_on,
            publicity=PRINTED[Publicity.INTERNAL],
        ),
        papers.Imprint(
            printed_at=request.now, printed_by=str(request.actor_label), demo=page.is_invented
        ),
    )
    return leaving.file(f"结对帮扶协议{line.id}.pdf", body, leaving.PDF)


def row(one: PairingLine) -> dict[str, Any]:
    """Return a pairing as lists show it."""
    return {
        "id": one.id,
        "url": reverse("support:pairing", args=[one.id]),
        "helped": one.helped,
        "helper": one.helper,
        "measures": words.measures(one.measures),
        "term": words.days(one.since, one.until),
        "done": one.done,
        "actions": one.actions,
        "overdue": one.overdue,
        "chip": words.pairing_chip(one.state),
        "due": one.due_on,
    }


def _about(page: PairingPage) -> list[Term]:
    line = page.line
    measured = page.measured_until
    found = [
        Term(_("Helping institution"), line.helper),
        Term(_("Helped institution"), line.helped),
        Term(_("In what it should help"), words.measures(line.measures)),
        Term(_("Aim"), page.goal),
        Term(_("Shared resources"), words.shares(page.shares)),
        Term(_("What is shared, and how"), page.words),
        Term(_("Term"), words.days(line.since, line.until)),
    ]
    if measured:
        found.append(Term(_("By the measurement until"), measured.isoformat()))
    if page.reason:
        found.append(Term(_("Why these two"), page.reason))
    if page.decision:
        found.append(Term(_("What the decision says"), page.decision))
    return found


def _action(one: queries.ActionLine, page: PairingPage) -> dict[str, Any]:
    return {
        "one": one,
        "by": one.told_by or one.planned_by,
        "url": reverse("support:action-tell", args=[page.line.id, one.id]),
    }


def _may_tell(page: PairingPage, actor: Actor) -> bool:
    runs = page.line.state is State.RUNNING and actor.may(Permission.PAIRING_ACT)
    return runs and queries.side(page, actor) is not None


def _changes(page: PairingPage) -> list[dict[str, Any]]:
    written = [one for one in page.checks if one.written_on]
    last: Mapping[str, str] = written[-1].figures if written else {}
    if not (page.before or page.after or last):
        return []
    none = gettext("no data")
    return [
        {
            "name": gettext(unevenness.MEASURES[one]),
            "low": one in page.line.measures,
            "before": page.before.get(one.value, none),
            "checks": last.get(one.value, none) if written else "",
            "after": page.after.get(one.value, none) if page.evaluated_on else "",
        }
        for one in Measure
    ]


def _measured(page: PairingPage) -> str:
    """Return until when the figures at the beginning were measured."""
    until = page.before.get("until", "")
    return gettext(MEASURED).format(day=until) if until else ""


def _notes(page: PairingPage) -> dict[State, str]:
    days = {
        State.PROPOSED: page.proposed_on,
        State.AGREED: page.decided_on if page.line.state is not State.DROPPED else None,
        State.EVALUATED: page.evaluated_on,
        State.ENDED: page.ended_on,
    }
    return {state: day.isoformat() for state, day in days.items() if day}


def _acts(page: PairingPage, request: Request) -> Iterator[Act]:
    actor, line = request.actor, page.line
    side = queries.side(page, actor)
    if line.state is State.PROPOSED and side and actor.may(Permission.PAIRING_ANSWER):
        said = next(one for one in page.said if one.side is side)
        barred = gettext("Your institution answered already.") if said.word else ""
        yield _act(_("Answer the proposal"), "answer", line, "chat", barred=barred)
    yield from _decisions(page, actor)
    if side and line.state in ACTIVE and actor.may(Permission.PAIRING_ACT):
        yield _act(_("Plan an action"), "action-new", line, "plus")
    if line.state is State.RUNNING and actor.may(Permission.PAIRING_PROPOSE):
        due = any(one.written_on is None for one in page.checks)
        if due:
            yield _act(_("Write the check"), "check", line, "clipboard")
        over = periods.day(request.now) > line.until
        kind = "primary" if over and not due else ""
        label = gettext(PAIRING.labels[Verb.EVALUATE])
        yield _act(label, "evaluate", line, "award", kind=kind)
    if page.decided_on and line.state is not State.DROPPED:
        yield Act(_("Print"), reverse("support:pairing-print", args=[line.id]), "print")


def _decisions(page: PairingPage, actor: Actor) -> Iterator[Act]:
    line, decides = page.line, actor.may(Permission.PAIRING_DECIDE)
    if decides and line.state is State.PROPOSED:
        yield _act(gettext(PAIRING.labels[Verb.AGREE]), "agree", line, "check")
    if decides and line.state is State.EVALUATED:
        yield _act(gettext(PAIRING.labels[Verb.END]), "end", line, "check")
    mine = actor.may(Permission.PAIRING_PROPOSE) and line.state is State.PROPOSED
    if PAIRING.allows(line.state, Verb.DROP) and (decides or mine):
        yield _act(gettext(PAIRING.labels[Verb.DROP]), "drop", line, "ban", kind="danger")


def _act(label: Any, name: str, line: PairingLine, icon: str, **more: Any) -> Act:  # noqa: ANN401 - an act's own
    kind = more.pop("kind", "primary")
    url = reverse(
        f"support:{name}" if "action" in name else f"support:pairing-{name}", args=[line.id]
    )
    return Act(label, url, icon, kind, rule="R-240", **more)


def _blocks(page: PairingPage) -> list[tuple[int, str]]:
    line = page.line
    measures = "、".join(words.PRINTED_MEASURES[one] for one in line.measures)
    shares = "、".join(words.PRINTED_SHARES[one] for one in page.shares)
    blocks = [
        (
            0,
            f"为缩小院校实施能力差异，经双方协商并报省教育厅确认，{line.helper}与{line.helped}结对帮扶。",
        ),
        (1, "一、帮扶期限"),
        (0, f"自{line.since.isoformat()}起至{line.until.isoformat()}止。"),
        (1, "二、帮扶事项和目标"),
        (0, f"帮扶事项：{measures}。"),
        *((0, one) for one in page.goal.splitlines() if one.strip()),
        (1, "三、共享资源"),
        (0, f"共享内容：{shares}。"),
        *((0, one) for one in page.words.splitlines() if one.strip()),
    ]
    if page.actions:
        blocks.append((1, "四、帮扶行动"))
        blocks.extend(
            (0, f"{number}．{one.title}（{one.due_on.isoformat()}前）")
            for number, one in enumerate(page.actions, 1)
        )
    if page.decision:
        blocks.append((0, f"确认说明：{page.decision}"))
    return blocks


def _exported(request: Request, wish: listing.Wish, chosen: Mapping[str, str]) -> HttpResponse:
    body = exporting.workbook(
        PAIRINGS,
        (
            {
                "helper": page.line.helper,
                "helped": page.line.helped,
                "measures": "、".join(words.PRINTED_MEASURES[one] for one in page.line.measures),
                "shares": "、".join(words.PRINTED_SHARES[one] for one in page.shares),
                "goal": page.goal,
                "since": page.line.since,
                "until": page.line.until,
                "state": page.line.state.value,
                "proposed": page.proposed_on,
                "decided": page.decided_on,
                "actions": page.line.actions,
                "done": page.line.done,
                "checks": sum(1 for one in page.checks if one.written_on),
                "result": page.line.result.value if page.line.result else None,
                "evaluation": page.evaluation,
                "ended": page.ended_on,
            }
            for page in queries.every(request.actor, wish, request.now, **chosen)
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{PAIRINGS.title}.xlsx", body, leaving.XLSX)
