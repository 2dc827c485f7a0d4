"""Record a decision: against whom and what kind, then its particulars beside what is under way.

The party's sessions stand on the page before anything is decided; each goes on, or is postponed or
cancelled by the decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation import files
from shuzheng.foundation.ui import formats
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import organisations, persons
from shuzheng.identity.queries.pages import parties
from shuzheng.identity.rules import kinds
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.standing.access import Permission
from shuzheng.standing.queries import running, sites
from shuzheng.standing.rules import restrictions as rules
from shuzheng.standing.rules import running as sessions
from shuzheng.standing.rules.running import Outcome
from shuzheng.standing.services import restrictions
from shuzheng.standing.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.standing.queries.running import Target

ORGANISATION, SITE, PERSON = "o", "s", "p"
"""How a party stands in an address: o12 is an organisation, s3401 a site, p55 a person."""


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request) -> HttpResponse:
    """Choose against whom a decision is, and what kind it is."""
    request.actor.require(Permission.RESTRICTION_IMPOSE)
    wanted = request.GET.get("organisation", "")
    form = forms.AgainstForm(
        acting.posted(request),
        initial={"against": f"{ORGANISATION}{wanted}" if wanted else ""},
        parties=_choices(request),
    )

    def act(data: Mapping[str, Any]) -> HttpResponse:
        against = data["against"] or _person(data["document_number"])
        query = urlencode({"against": against, "kind": data["kind"]})
        kind = rules.Kind(data["kind"])
        target = _target(against)
        if (kind, target.party) not in rules.BARRED:
            raise rules.NotForParty(kind=rules.LABELS[kind], party=rules.PARTY_LABELS[target.party])
        return redirect(f"{reverse('standing:impose-decision')}?{query}")

    context = {
        "crumbs": words.trail(
            (_("Restrictions"), reverse("standing:index")), (_("Restrict a party"), "")
        ),
        "effects": [
            (
                f"{gettext(rules.LABELS[kind])} · {gettext(rules.PARTY_LABELS[party])}",
                words.EFFECTS[kind, party],
            )
            for kind, party in rules.BARRED
        ],
        "cancel_url": reverse("standing:index"),
    }
    return acting.form(request, "standing/choose.html", context, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def impose(request: Request) -> HttpResponse:
    """Record a decision that restricts the chosen party."""
    request.actor.require(Permission.RESTRICTION_IMPOSE)
    code = request.GET.get("kind", "")
    if code not in set(rules.Kind) or not request.GET.get("against"):
        return redirect("standing:impose")
    kind, target = rules.Kind(code), _target(request.GET["against"])
    found = running.under_way(kind, target)
    form = forms.ImposeForm(
        acting.posted(request),
        acting.uploaded(request),
        kind=kind,
        sessions=[(one, sessions.possible(kind, target.party, one)) for one in found],
        said=_said(request, found),
    )

    made: list[int] = []
    if acting.done(
        request,
        form,
        lambda data: made.append(_impose(request, kind, target, data, form.answers())),
    ):
        messages.success(request, gettext("The decision is on record and in force as it says."))
        return redirect("standing:decision", made[0])
    context = {
        "crumbs": words.trail(
            (_("Restrictions"), reverse("standing:index")),
            (_("Restrict a party"), reverse("standing:impose")),
            (gettext(rules.LABELS[kind]), ""),
        ),
        "word": gettext(rules.LABELS[kind]),
        "name": _name(target),
        "party_word": gettext(rules.PARTY_LABELS[target.party]),
        "effect": words.EFFECTS.get((kind, target.party), words.UNKNOWN),
        "acts": words.barred(kind, target.party),
        "going_on": [
            _line(one, request)
            for one in found
            if sessions.possible(kind, target.party, one) == (Outcome.GOES_ON,)
        ],
        "named": len(found),
        "cancel_url": reverse("standing:impose"),
    }
    return acting.page(request, "standing/impose.html", form, context)


@transaction.atomic
def _impose(
    request: Request,
    kind: rules.Kind,
    target: Target,
    data: Mapping[str, Any],
    answers: Mapping[str, Outcome],
) -> int:
    """Store the signed decision and record it, both or neither; returns the decision's id."""
    stored = files.store(
        data["decision"], actor=request.actor, now=request.now, kinds=("pdf", "png", "jpeg")
    )
    return restrictions.impose(
        target.organisation_id,
        kind,
        site_code=target.site_code,
        person_id=target.person_id,
        since=data["since"],
        until=data["until"],
        year=data.get("year"),
        ground=data["ground"],
        reason=data["reason"],
        decision_number=data["decision_number"],
        decided_on=data["decided_on"],
        decision_id=stored.pk,
        answers=answers,
        actor=request.actor,
        now=request.now,
    )


def _target(against: str) -> Target:
    """Return the party that an address names, or refuse one that there is not."""
    letter, key = against[:1], against[1:]
    if letter == SITE:
        return restrictions.target(None, site_code=key or "-")
    number = acting.key(key)
    if letter == PERSON:
        return restrictions.target(None, person_id=number)
    return restrictions.target(number)


def _person(number: str) -> str:
    found = persons.find_by_document(DocumentKind.RESIDENT_IDENTITY_CARD, number)
    if found is None:
        raise forms.NobodyKnown
    return f"{PERSON}{found}"


def _name(target: Target) -> str:
    if target.person_id is not None:
        return persons.brief([target.person_id])[target.person_id].name
    if target.site_code:
        site = sites.by_code(target.site_code)
        return site.name if site else ""
    key = target.organisation_id or 0
    return organisations.brief([key])[key].name


def _said(request: Request, found: list[sessions.Session]) -> dict[str, str]:
    """Return each session in words, by its subject."""
    return {one.subject: _line(one, request) for one in found}


def _line(one: sessions.Session, request: Request) -> str:
    return gettext("{name}: first sitting on {day}, {count} places taken").format(
        name=one.name, day=formats.day_words(one.first_on, request.now), count=one.candidates
    )


def _choices(
    request: Request,
) -> list[tuple[str, StrOrPromise | list[tuple[str, StrOrPromise]]]]:
    """Return whom a decision may be against: institutions, organisations, sites."""
    known = {str(key): word for key, word in kinds.LABELS.items()}
    groups: list[tuple[str, StrOrPromise | list[tuple[str, StrOrPromise]]]] = [("", "")]
    for kind, found in parties.choices(request.actor):
        if kind in set(rules.Party):
            named: list[tuple[str, StrOrPromise]] = [
                (f"{ORGANISATION}{pk}", name) for pk, name in found
            ]
            groups.append((gettext(known.get(kind, kind)), named))
    at: list[tuple[str, StrOrPromise]] = [
        (f"{SITE}{one.code}", f"{one.name}（{one.code}）") for one in sites.every()
    ]
    if at:
        groups.append((gettext(rules.PARTY_LABELS[rules.Party.SITE]), at))
    return groups
