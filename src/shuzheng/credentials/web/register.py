"""The register of certificates for staff: the list, one certificate, its files."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.catalogue.rules import levels
from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import numbers
from shuzheng.credentials.queries import pages_register as pages
from shuzheng.credentials.queries import papers
from shuzheng.credentials.rules.status import State, Verb
from shuzheng.credentials.sheets.lists import REGISTER
from shuzheng.credentials.web import drawing, further, trails, words
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Fact, Step, Term
from shuzheng.foundation.ui.parts import Line as FactShown
from shuzheng.foundation.web import gate, leaving
from shuzheng.identity.services import exporting

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_register import Detail, Line
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("number", gettext_lazy("Holder"), sortable=True, lead=True),
    listing.Column("certificate", gettext_lazy("Certificate"), sortable=True, wide=True),
    listing.Column("organisation", gettext_lazy("Evaluation organisation"), sortable=True),
    listing.Column("institution", gettext_lazy("Institution"), sortable=True, skip=True),
    listing.Column(
        "issued",
        gettext_lazy("Issued on"),
        sortable=True,
        short=pgettext_lazy("certificate", "Issued"),
    ),
    listing.Column("state", gettext_lazy("Status"), sortable=True, fixed=True, end=True),
    listing.Column("reported", gettext_lazy("National platform"), hidden=True),
)
VIEWS = {
    "all": gettext_lazy("All"),
    "enquiry": pgettext_lazy("certificate", "Under enquiry"),
    "revoked": pgettext_lazy("certificate", "Revoked"),
    "replaced": pgettext_lazy("certificate", "Replaced"),
    "stolen": gettext_lazy("Signed with a stolen key"),
    "unreported": gettext_lazy("Not handed over yet"),
}
UNDECIDED = gettext_lazy("A revocation has been proposed and waits for the coordination office.")


class Filters(forms.Form):
    """How the list is narrowed."""

    q = forms.CharField(label=gettext_lazy("Number or name"), required=False, max_length=60)
    certificate = forms.ChoiceField(label=gettext_lazy("Certificate"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    since = ui.Day(label=gettext_lazy("Issued from"), required=False)
    until = ui.Day(label=gettext_lazy("Issued until"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:  # noqa: ANN401 - a form's own argument
        super().__init__(data)
        choices = {
            "certificate": [("", _("All certificates")), *pages.kinds(actor)],
            "level": [
                ("", _("All levels")),
                *((one.value, _(levels.LABELS[one])) for one in levels.Level),
            ],
            "state": [
                ("", _("Every status")),
                *((state.value, chip.word) for state, chip in words.STATES.items()),
            ],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


@gate.signed_in
@require_safe
def register(request: Request) -> HttpResponse:
    """List the certificates within reach, and hand the list out as a workbook."""
    actor = request.actor
    actor.require(Permission.CERTIFICATE_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="-issued", views=tuple(pages.VIEWS))
    filters = Filters(request.GET, actor)
    chosen = listing.chosen(filters)
    found = pages.lines(actor, wish, **chosen)
    counts = pages.counts(actor)

    def without(name: str) -> int:
        rest = {key: value for key, value in chosen.items() if key != name}
        return pages.total(actor, wish.view, **rest)

    shown: listing.Listing[dict[str, Any]] = listing.Listing(
        request.GET,
        wish,
        COLUMNS,
        listing.Found([_row(line) for line in found.rows], found.total, found.page),
        filters=filters,
        saved=[listing.View(view, label, counts.get(view)) for view, label in VIEWS.items()],
        caption=pgettext("navigation", "Register of certificates"),
        unit=pgettext("counting word", "certificates"),
        without=without,
    )
    if wish.export:
        body = exporting.workbook(
            REGISTER,
            pages.rows_of_register(actor, wish, **chosen),
            printed_by=request.actor_label,
            filter_words="；".join(f"{one.label}：{one.value}" for one in shown.active),
            actor=actor,
            now=request.now,
        )
        return leaving.file(f"{REGISTER.title}.xlsx", body, leaving.XLSX)
    context = {
        "crumbs": trails.trail(),
        "listing": shown,
        "may_issue": actor.may(Permission.CERTIFICATE_ISSUE),
        "may_report": actor.may(Permission.CERTIFICATE_REPORT),
        "may_change": actor.may(Permission.CERTIFICATE_SUSPEND),
        "may_confirm": actor.may(Permission.REVOCATION_CONFIRM),
    }
    return render(request, "credentials/desk/list.html", context)


@gate.signed_in
@require_safe
def detail(request: Request, number: str) -> HttpResponse:
    """Show one certificate: its life, its facts, and what may be done with it."""
    found = pages.detail(number, request.actor)
    sheet = found.sheet
    context = {
        "crumbs": trails.trail((sheet.number_spaced, "")),
        "found": found,
        "chip": words.STATES[sheet.state],
        "meta": _meta(found),
        "life": _life(found),
        "acts": _acts(found),
        "drawing": drawing.of(sheet),
        "terms": words.terms(sheet)[:-1],
        "register": _register(found),
        "ended": words.ended(sheet),
        "changes": words.changes(found.changes),
        "may_open": Permission.CERTIFICATE_SUSPEND in found.may,
        "proposal": _proposal(found) if _sees_proposal(found) else [],
        "lines": [
            FactShown(f"{line.who} {line.sentence}", line.at, line.capacity) for line in found.facts
        ],
        "public_url": sheet.url,
        "sheet": sheet,
        "offers": further.offers(number, sheet.state)
        if Permission.CERTIFICATE_FORM in found.may
        else (),
    }
    return render(request, "credentials/desk/detail.html", context)


@gate.signed_in
@require_safe
def paper(request: Request, number: str) -> HttpResponse:
    """Hand out a certificate's PDF, with its signed credential inside."""
    body = papers.certificate(number, request.actor)
    return leaving.file(f"{number}.pdf", body, leaving.PDF)


@gate.signed_in
@require_safe
def credential(request: Request, number: str) -> HttpResponse:
    """Hand out a certificate's signed credential."""
    body = papers.credential(number, request.actor)
    return leaving.file(f"{number}.json", body, leaving.JSON)


def _row(line: Line) -> dict[str, Any]:
    return {
        **asdict(line),
        "level_label": _(levels.LABELS[line.level]),
        "chip": words.STATES[line.state],
    }


def _meta(found: Detail) -> list[Fact]:
    sheet = found.sheet
    held = [
        Fact("award", f"{sheet.certificate} {_(levels.LABELS[sheet.level])}"),
        Fact("hash", sheet.number_spaced),
        Fact("building", sheet.organisation),
        Fact("calendar", words.full_day(sheet.issued_on)),
    ]
    if found.institution:
        held.insert(3, Fact("cap", found.institution))
    return held


def _life(found: Detail) -> list[Step]:
    sheet = found.sheet
    steps = [Step(pgettext("certificate", "Issued"), "done", words.full_day(sheet.issued_on))]
    if found.published_at:
        steps.insert(0, Step(_("Result published"), "done", words.full_day(found.published_at)))
    since = "" if sheet.state is State.ISSUED else words.full_day(sheet.since)
    return [*steps, Step(words.STATES[sheet.state].word, "now", since)]


def _acts(found: Detail) -> list[Act]:
    number, may = found.sheet.number, found.may
    acts = _readings(found)
    if Permission.REVOCATION_CONFIRM in may and found.proposal:
        acts += _decisions(found)
    if Permission.CERTIFICATE_SUSPEND in may and found.allows(Verb.SUSPEND):
        label = _("Put under enquiry")
        acts.append(Act(label, _url("suspend", number), "pause", "danger", dialog=True))
    if Permission.CERTIFICATE_SUSPEND in may and found.allows(Verb.CLEAR):
        acts.append(Act(_("End the enquiry"), _url("clear", number), "check", post=True))
    if Permission.CERTIFICATE_MEND in may:
        acts += _mending(found)
    if Permission.REVOCATION_PROPOSE in may and found.allows(Verb.REVOKE):
        barred = str(UNDECIDED) if found.proposal else ""
        acts.append(
            Act(
                _("Propose to revoke"),
                _url("revoke", number),
                "ban",
                "danger",
                dialog=not barred,
                barred=barred,
                rule="R-109",
            )
        )
    return acts


def _readings(found: Detail) -> list[Act]:
    """Return what is read or taken out, and changes nothing."""
    number, may = found.sheet.number, found.may
    acts = []
    if Permission.CERTIFICATE_PRINT in may:
        acts += [
            Act(_("Download the PDF"), _url("paper", number), "download", "primary"),
            Act(_("Download the credential (JSON)"), _url("credential", number), "file"),
        ]
    if Permission.CERTIFICATE_EVIDENCE in may:
        acts.append(Act(_("Take out the evidence file"), _url("evidence-file", number), "shield"))
    if found.appeal:
        url = reverse("credentials:appeal", args=[found.appeal])
        acts.append(Act(_("See the appeal"), url, "undo"))
    return acts


def _mending(found: Detail) -> list[Act]:
    """Return how a certificate in force is corrected or printed again."""
    if not found.allows(Verb.REPLACE):
        return []
    number, barred = found.sheet.number, str(UNDECIDED) if found.proposal else ""
    return [
        Act(_("Replace by a corrected one"), _url("replace", number), "swap", barred=barred),
        Act(_("Issue the paper again"), _url("reissue", number), "print", dialog=True),
    ]


def _decisions(found: Detail) -> list[Act]:
    assert found.proposal is not None  # noqa: S101 - asked before
    key, barred = found.proposal.id, ""
    if found.proposal.is_own:
        barred = _("Somebody else decides on it than who proposed it.")
    return [
        Act(
            _("Confirm the revocation"),
            reverse("credentials:revocation-confirm", args=[key]),
            "gavel",
            "danger",
            dialog=not barred,
            barred=barred,
            rule="R-109",
        ),
        Act(
            _("Drop the proposal"),
            reverse("credentials:revocation-drop", args=[key]),
            "undo",
            dialog=not barred,
            barred=barred,
        ),
    ]


def _register(found: Detail) -> list[Term]:
    kind = _("Student") if found.is_student else _("Social learner")
    return [
        Term(_("Identity document"), found.document, code=True),
        Term(_("Candidate"), f"{kind}　{found.institution}".strip("　")),
        Term(_("Assessment plan"), f"{found.plan_name}（{found.plan_number}）"),
        Term(_("Entry in the evidence log"), f"{found.log_entry:,}", _url_of_proof(found)),
        Term(_("Signed by"), found.issuer, code=True),
        Term(pgettext("certificate", "Paper"), f"{found.template}, {found.fonts}", code=True),
        *([Term(_("Copies"), f"{found.copies}")] if found.copies > 1 else []),
        *_linked(_("Replaces"), found.replaces),
        *_linked(_("Replaced by"), found.sheet.replaced_by),
        Term(
            _("National platform"),
            _("handed over on {day}").format(day=words.full_day(found.reported_at))
            if found.reported_at
            else _("not handed over yet"),
        ),
    ]


def _linked(label: str, number: str) -> list[Term]:
    """Return the line that leads to another certificate, if there is one."""
    if not number:
        return []
    return [Term(label, numbers.spaced(number), _url("certificate", number), code=True)]


def _url_of_proof(found: Detail) -> str:
    return reverse("transparency:proof", args=[found.log_entry - 1])


def _sees_proposal(found: Detail) -> bool:
    return found.proposal is not None and bool(
        {Permission.REVOCATION_PROPOSE, Permission.REVOCATION_CONFIRM} & found.may
    )


def _proposal(found: Detail) -> list[Term]:
    assert found.proposal is not None  # noqa: S101 - asked before
    one = found.proposal
    return [
        Term(_("Kind of reason"), words.reason_kind(one.ground)),
        Term(_("Particulars"), one.reason),
        Term(_("Day of the hearing"), words.full_day(one.heard_on)),
        Term(_("Proposed by"), f"{one.proposed_by}　{words.full_day(one.proposed_at)}"),
    ]


def _url(name: str, number: str) -> str:
    return reverse(f"credentials:{name}", args=[number])
