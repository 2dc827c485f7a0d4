"""The steps that the desk takes with a case: who may take each, its form, its act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.complaints import access
from shuzheng.complaints.access import Permission
from shuzheng.complaints.queries import cases, owners
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules.complaint import COMPLAINT, Kind, Outcome, State, Urgency, Verb
from shuzheng.complaints.services import assigning, handling, shielding
from shuzheng.complaints.services.assigning import Assigned
from shuzheng.complaints.web import forms, words
from shuzheng.foundation.ui.parts import Act, Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.complaints.queries.cases import CasePage
    from shuzheng.foundation.ui import forms as ui
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

    Do = Callable[[Request, int, Mapping[str, Any]], object]
    Make = Callable[[Request, CasePage], Mapping[str, Any]]

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _nothing(_request: Request, _page: CasePage) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Step:
    """One step with a form; `states` are those of a step that is in no table.

    `owner`: only the case's owner takes it; otherwise whoever assigns cases.
    """

    label: StrOrPromise
    icon: str
    form: type[ui.Form]
    consequence: StrOrPromise
    said: StrOrPromise
    do: Do
    verb: Verb | None = None
    states: frozenset[State] = frozenset()
    owner: bool = True
    make: Make = _nothing
    look: str = ""

    def allows(self, state: State) -> bool:
        """Return whether the step leads anywhere from a state."""
        return COMPLAINT.allows(state, self.verb) if self.verb else state in self.states


def view(name: str) -> Callable[..., HttpResponseBase]:
    """Return the page of one step."""
    step = STEPS[name]

    @never_cache
    @form_methods
    @gate.signed_in
    def page(request: Request, complaint: int) -> HttpResponse:
        return _answer(request, complaint, step)

    return page


def press(name: str) -> Callable[..., HttpResponseBase]:
    """Return the address of a step that is one button."""
    _verb, do, said = PRESSED[name]

    @require_POST
    @gate.signed_in
    def pressed(request: Request, complaint: int) -> HttpResponse:
        url = reverse("complaints:case", args=[complaint])
        return acting.pressed(request, lambda: do(request, complaint, {}), said, url)

    return pressed


def acts(page: CasePage, actor: Actor) -> Iterator[Act]:
    """Yield what the reader may do with a case now."""
    line = page.line
    for name, (verb, _do, _said) in PRESSED.items():
        if COMPLAINT.allows(line.state, verb) and _may(page, actor, name):
            url = reverse(f"complaints:{name}", args=[line.id])
            barred = gettext("The complainant may still speak.") if _waits(page) else ""
            yield Act(
                gettext(COMPLAINT.labels[verb]), url, "check", "primary", post=True, barred=barred
            )
    for name, step in STEPS.items():
        if not step.allows(line.state) or not _offered(name, step, page, actor):
            continue
        barred = ""
        if name == "review" and page.answered_by == actor.person_id:
            barred = gettext("You gave this answer yourself: somebody else reviews it.")
        url = reverse(f"complaints:{name}", args=[line.id])
        yield Act(step.label, url, step.icon, step.look, barred=barred)
    if line.is_own and page.is_named:
        url = reverse("complaints:reveal", args=[line.id])
        yield Act(_("See who complains"), url, "eye", rule="R-216")
    if page.answer:
        yield Act(_("Answer as PDF"), reverse("complaints:paper", args=[line.id]), "download")


def _waits(page: CasePage) -> bool:
    return page.line.state is State.ANSWERED


def _may(page: CasePage, actor: Actor, name: str) -> bool:
    if name == "close":
        return page.line.is_own or actor.may(Permission.COMPLAINT_ASSIGN)
    return page.line.is_own


def _offered(name: str, step: Step, page: CasePage, actor: Actor) -> bool:
    if name == "clear":
        return page.line.is_flagged
    if name == "ask-party":
        return page.line.is_own and any(one.asked_on is None for one in page.parties)
    if name == "transfer":
        return page.line.is_own or actor.may(Permission.COMPLAINT_ASSIGN)
    return page.line.is_own if step.owner else actor.may(Permission.COMPLAINT_ASSIGN)


def page_of(request: Request, complaint: int, *, is_owner: bool) -> CasePage:
    """Return a case for a step of its owner, or of whoever assigns cases."""
    wanted = Permission.COMPLAINT_HANDLE if is_owner else Permission.COMPLAINT_ASSIGN
    page = cases.one(complaint, request.actor, wanted)
    if is_owner and not page.line.is_own:
        raise access.NotYourCase
    return page


def _answer(request: Request, pk: int, step: Step) -> HttpResponse:
    either = step.verb is Verb.TRANSFER and request.actor.may(Permission.COMPLAINT_ASSIGN)
    page = page_of(request, pk, is_owner=step.owner and not either)
    if step.verb:
        COMPLAINT.after(page.line.state, step.verb)
    form = step.form(acting.posted(request), **step.make(request, page))
    context = {**frame(page, step.label, "R-216"), "consequence": step.consequence}

    def act(data: Mapping[str, Any]) -> None:
        step.do(request, pk, data)

    return acting.answered(request, "complaints/desk/form.html", form, context, act, str(step.said))


def frame(page: CasePage, heading: StrOrPromise, rule: str) -> dict[str, Any]:
    """Return what the page of a step shows around its form."""
    url = reverse("complaints:case", args=[page.line.id])
    return {
        "crumbs": [*words.crumbs(), Crumb(page.line.number, url), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "name": page.line.number,
        "rule": rule,
        "cancel_url": url,
    }


def _owners(request: Request, page: CasePage) -> Mapping[str, Any]:
    concerned = [one.organisation_id for one in page.parties]
    return {"owners": owners.candidates(concerned, periods.day(request.now))}


def _triage_form(request: Request, page: CasePage) -> Mapping[str, Any]:
    kind = page.line.kind
    return {
        **_owners(request, page),
        "kind": kind,
        "initial": {"kind": kind, "urgency": Urgency.ORDINARY},
    }


def _answer_form(_request: Request, page: CasePage) -> Mapping[str, Any]:
    return {"kind": page.line.kind}


def _party_form(_request: Request, page: CasePage) -> Mapping[str, Any]:
    return {
        "parties": [(one.organisation_id, one.name) for one in page.parties if one.asked_on is None]
    }


def _triage(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    owner, officer = data["owner"]
    given = Assigned(
        Kind(data["kind"]), Urgency(data["urgency"]), owner, officer, about=data["about"]
    )
    assigning.triage(pk, given, actor=request.actor, now=request.now)


def _transfer(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    owner, officer = data["owner"]
    assigning.transfer(pk, owner, officer, data["reason"], actor=request.actor, now=request.now)


def _reassign(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    owner, officer = data["owner"]
    assigning.reassign(pk, owner, officer, actor=request.actor, now=request.now)


def _merge(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    assigning.merge(pk, data["main"], actor=request.actor, now=request.now)


def _decline(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    handling.decline(pk, data["reason"], actor=request.actor, now=request.now)


def _ask(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    handling.ask(pk, data["text"], actor=request.actor, now=request.now)


def _ask_party(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    handling.ask_party(
        pk, int(data["party"]), data["question"], actor=request.actor, now=request.now
    )


def _give_answer(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    given = handling.Answer(data["text"], Outcome(data["outcome"]), data.get("change", ""))
    handling.answer(pk, given, actor=request.actor, now=request.now)


def _review(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    handling.review(pk, data["text"], actor=request.actor, now=request.now)


def _clear(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    shielding.clear(pk, data["reason"], actor=request.actor, now=request.now)


def _accept(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    handling.accept(pk, actor=request.actor, now=request.now)


def _investigate(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    handling.investigate(pk, actor=request.actor, now=request.now)


def _close(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    handling.close(pk, actor=request.actor, now=request.now)


PRESSED: dict[str, tuple[Verb, Do, StrOrPromise]] = {
    "accept": (Verb.ACCEPT, _accept, _("The case is accepted.")),
    "investigate": (Verb.INVESTIGATE, _investigate, _("The investigation has begun.")),
    "close": (Verb.CLOSE, _close, _("The case is concluded.")),
}
STEPS = {
    "triage": Step(
        _("Assign the case"),
        "users",
        forms.Triage,
        _("Nobody of a party that the case is about sees it from then on."),
        _("The case is assigned."),
        _triage,
        verb=Verb.TRIAGE,
        owner=False,
        make=_triage_form,
        look="primary",
    ),
    "answer": Step(
        _("Answer the case"),
        "send",
        forms.Answer,
        _("The complainant reads it with the receipt and says whether it satisfies."),
        _("The case is answered."),
        _give_answer,
        verb=Verb.ANSWER,
        make=_answer_form,
        look="primary",
    ),
    "review": Step(
        _("Review the answer"),
        "search",
        forms.Review,
        _("Somebody else than who answered; the complainant reads what it comes to."),
        _("The answer is reviewed."),
        _review,
        verb=Verb.REVIEW,
        owner=False,
        look="primary",
    ),
    "ask": Step(
        _("Ask the complainant"),
        "chat",
        forms.Question,
        _("Whoever comes with the receipt reads it and can add a word."),
        _("The question is noted."),
        _ask,
        states=rules.UNDER_WAY | {State.TRIAGED, State.TRANSFERRED},
    ),
    "ask-party": Step(
        _("Ask a party for its account"),
        "building",
        forms.PartyQuestion,
        _("The party reads your question and nothing else of the case."),
        _("The party is asked."),
        _ask_party,
        states=frozenset({State.INVESTIGATING}),
        make=_party_form,
    ),
    "transfer": Step(
        _("Transfer the case"),
        "swap",
        forms.Transfer,
        _("The deadlines stay; the complainant reads why."),
        _("The case is transferred."),
        _transfer,
        verb=Verb.TRANSFER,
        make=_owners,
    ),
    "decline": Step(
        _("Do not accept the case"),
        "ban",
        forms.Decline,
        _("It is over then."),
        _("The case is not accepted."),
        _decline,
        verb=Verb.DECLINE,
        look="danger",
    ),
    "merge": Step(
        _("Merge with another case"),
        "folder",
        forms.Merge,
        _("It is not answered by itself any more."),
        _("The cases are merged."),
        _merge,
        verb=Verb.MERGE,
        owner=False,
    ),
    "reassign": Step(
        _("Give it to another officer"),
        "users",
        forms.Owner,
        _("The case goes on where it stands; the deadlines stay."),
        _("Another officer handles the case."),
        _reassign,
        states=rules.CAN_BE_OWNED,
        owner=False,
        make=_owners,
    ),
    "clear": Step(
        _("A registration changed: looked into"),
        "flag",
        forms.Reason,
        _("Say what the change was and why it is no retaliation, or what was done."),
        _("It is noted."),
        _clear,
        states=frozenset(State),
    ),
}
