"""Claims of hardship for the aid officer, and appeals for the office. Nobody else gets here.

Nothing of these pages may be kept by a cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.fees.access import Permission
from shuzheng.fees.queries import claims as queries
from shuzheng.fees.rules import hardship as rules
from shuzheng.fees.rules.hardship import HARDSHIP, State, Verb
from shuzheng.fees.services import hardship, proofs
from shuzheng.fees.web import forms, words
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Line, Step, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.foundation.web.files import attached
from shuzheng.identity.queries import feed
from shuzheng.identity.rules.kinds import LABELS, LEARNER_ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.fees.queries.claims import ClaimLine, ClaimPage
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

ID_DIGITS = 18
COLUMNS = (
    listing.Column("name", _("Student"), sortable=True, lead=True),
    listing.Column("class", _("Class"), short=_("class")),
    listing.Column("institution", _("Institution"), wide=True),
    listing.Column("source", _("How it came"), short=_("came by")),
    listing.Column("lodged", _("Handed in"), sortable=True, short=_("handed in")),
    listing.Column("year", _("School year"), skip=True),
    listing.Column("state", _("State"), sortable=True, fixed=True, end=True),
)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the claims that the actor decides or hears."""
    actor = request.actor
    counts = queries.counts(actor)
    wish = listing.read(request.GET, COLUMNS, sort="lodged", views=queries.VIEWS)
    filters = forms.NameFilters(request.GET)
    found = queries.lines(actor, wish, **listing.chosen(filters))
    decides = actor.may(Permission.HARDSHIP_DECIDE)
    saved = (
        listing.View("open", _("To be decided"), counts["open"]),
        listing.View("granted", _("Verified"), counts["granted"]),
        listing.View("refused", _("Refused"), counts["refused"]),
        listing.View("all", _("All"), counts["all"]),
    )
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Hardship claims"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(line) for line in found.rows], found.total, found.page),
            filters=filters,
            saved=saved,
            caption=_("Hardship claims"),
            unit=_("claims"),
            exports=(),
            bulk_url=reverse("fees:claims-verify") if decides and wish.view == "open" else "",
        ),
        "may_import": actor.may(Permission.HARDSHIP_IMPORT),
    }
    return render(request, "fees/claims/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one claim, opened."""
    page = _page(request, pk)
    context = {
        "crumbs": [*_crumbs(), Crumb(page.name)],
        "page": page,
        "chip": words.claim_chip(page.state),
        "meta": [Fact("cap", page.class_name), Fact("calendar", page.lodged_on.isoformat())],
        "life": _life(page),
        "acts": _acts(page, request.actor),
        "terms": _terms(page),
        "lines": _happened(page),
    }
    return render(request, "fees/claims/detail.html", context)


@require_POST
@gate.signed_in
def proof(request: Request, pk: int) -> HttpResponse:
    """Open the proof of a claim; a button, because opening it is recorded."""
    return attached(proofs.open_proof(pk, actor=request.actor, now=request.now))


@require_POST
@gate.signed_in
def verify_all(request: Request) -> HttpResponse:
    """Verify the picked claims."""
    rows = request.POST.getlist("row")
    picked = [int(one) for one in rows if one.isascii() and one.isdigit() and len(one) <= ID_DIGITS]
    done = hardship.verify(picked, actor=request.actor, now=request.now)
    left = len(picked) - done
    said = ngettext("{count} claim is verified.", "{count} claims are verified.", done)
    messages.success(request, said.format(count=done))
    if left:
        said = ngettext(
            "{count} was decided before and is unchanged.",
            "{count} were decided before and are unchanged.",
            left,
        )
        messages.info(request, said.format(count=left))
    return redirect("fees:claims")


@require_POST
@gate.signed_in
def verify(request: Request, pk: int) -> HttpResponse:
    """Verify one claim."""
    hardship.verify([pk], actor=request.actor, now=request.now)
    messages.success(request, gettext("The claim is verified; fees are settled again."))
    return redirect("fees:claim", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def refuse(request: Request, pk: int) -> HttpResponse:
    """Refuse a claim."""
    page = _page(request, pk)
    request.actor.require(Permission.HARDSHIP_DECIDE)
    HARDSHIP.after(page.state, Verb.REFUSE)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        hardship.refuse(pk, data["reason"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("The claim is refused; the student can appeal."))
        return redirect("fees:claim", pk)
    context = {
        **_frame(page, _("Refusal")),
        "heading": gettext("Refuse the claim of {name}?").format(name=page.name),
        "consequence": _("The student reads the reason and can appeal to the office."),
        "submit": _("Refuse the claim"),
        "danger": True,
    }
    return acting.page(request, "fees/confirm.html", form, context)


@require_POST
@gate.signed_in
def uphold(request: Request, pk: int) -> HttpResponse:
    """Grant an appeal."""
    hardship.uphold(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The appeal is granted; the claim counts for its year."))
    return redirect("fees:claims")


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def dismiss(request: Request, pk: int) -> HttpResponse:
    """Dismiss an appeal."""
    page = _page(request, pk)
    request.actor.require(Permission.HARDSHIP_HEAR)
    HARDSHIP.after(page.state, Verb.DISMISS)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        hardship.dismiss(pk, data["reason"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("The appeal is dismissed."))
        return redirect("fees:claims")
    context = {
        **_frame(page, _("Dismissal")),
        "heading": gettext("Dismiss the appeal of {name}?").format(name=page.name),
        "consequence": _("The refusal becomes final for this school year."),
        "submit": _("Dismiss the appeal"),
        "danger": True,
    }
    return acting.page(request, "fees/confirm.html", form, context)


def _page(request: Request, pk: int) -> ClaimPage:
    """Return a claim for staff; the candidate's own page is elsewhere."""
    if not request.actor.may(Permission.HARDSHIP_HEAR):
        request.actor.require(Permission.HARDSHIP_VIEW)
    return queries.detail(pk, request.actor)


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Hardship claims"), reverse("fees:claims"))]


def _frame(page: ClaimPage, last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("fees:claim", args=[page.id])
    return {"crumbs": [*_crumbs(), Crumb(page.name, url), Crumb(last)], "cancel_url": url}


def _life(page: ClaimPage) -> list[Step]:
    """Draw the way of a claim; one that came by a list begins as imported."""
    first = State.CLAIMED if page.has_proof else State.IMPORTED
    state = State.CLAIMED if page.state is State.IMPORTED else page.state
    return parts.life(
        HARDSHIP,
        state,
        notes={State.CLAIMED: page.lodged_on.isoformat()},
        words={State.CLAIMED: gettext(HARDSHIP.labels[first])},
    )


def _happened(page: ClaimPage) -> list[Line]:
    """Return who did what; learners by their role, because their facts bear no name."""
    learners = {gettext(LABELS[role]) for role in LEARNER_ROLES}
    return [
        Line(
            pgettext("fact", "{who} {sentence}").format(
                who=one.capacity if one.capacity in learners else one.who, sentence=one.sentence
            ),
            one.at,
            note="" if one.capacity in learners else one.capacity,
        )
        for one in feed.of([f"fees.hardshipclaim:{page.id}"])
    ]


def _acts(page: ClaimPage, actor: Actor) -> list[Act]:
    def url(act: str) -> str:
        return reverse(f"fees:claim-{act}", args=[page.id])

    acts: list[Act] = []
    if page.has_proof:
        acts.append(Act(_("Open the proof"), url("proof"), "download", post=True))
    if actor.may(Permission.HARDSHIP_DECIDE) and HARDSHIP.allows(page.state, Verb.REFUSE):
        acts += [
            Act(_("Verify the claim"), url("verify"), "check", "primary", post=True),
            Act(_("Refuse the claim"), url("refuse"), "ban", "danger", dialog=True),
        ]
    if actor.may(Permission.HARDSHIP_HEAR) and HARDSHIP.allows(page.state, Verb.DISMISS):
        acts += [
            Act(_("Grant the appeal"), url("uphold"), "check", "primary", post=True),
            Act(_("Dismiss the appeal"), url("dismiss"), "ban", "danger", dialog=True),
        ]
    return acts


def _terms(page: ClaimPage) -> list[Term]:
    terms = [
        Term(_("Student"), f"{page.name} {page.document_masked}"),
        Term(_("Institution"), page.institution),
        Term(_("Class"), page.class_name),
        Term(_("Kind of hardship"), gettext(rules.KIND_LABELS[page.kind])),
        Term(
            _("Counts for"),
            gettext("{since} to {until}").format(since=page.since, until=page.until),
        ),
    ]
    if page.has_proof:
        terms.append(Term(_("Proof"), gettext("Sealed; opening it is recorded")))
    if page.answer:
        terms.append(Term(_("Answer"), page.answer))
    if page.appeal:
        terms.append(Term(_("Appeal"), page.appeal))
    return terms


def _row(line: ClaimLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": reverse("fees:claim", args=[line.id]),
        "name": line.name,
        "document": line.document_masked,
        "class": line.class_name,
        "institution": line.institution,
        "source": pgettext("claim", "list") if line.imported else pgettext("claim", "own claim"),
        "lodged": line.lodged_on,
        "year": f"{line.since.year}–{line.until.year}",
        "chip": words.claim_chip(line.state),
    }
