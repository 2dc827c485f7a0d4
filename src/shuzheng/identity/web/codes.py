"""One-time codes on slips: for a class, or for one person.

A code is in the clear in the answer to the request that issued it and nowhere else; asking again
makes new codes and voids the old ones, so issuing is always a POST.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation.documents import papers
from shuzheng.foundation.web import leaving
from shuzheng.identity.access import Permission
from shuzheng.identity.queries import organisations as parties
from shuzheng.identity.queries import persons
from shuzheng.identity.queries.pages import classes, people
from shuzheng.identity.queries.pages.people import Account
from shuzheng.identity.services import activation
from shuzheng.identity.web import personal, words
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.queries.pages.classes import ClassPage
    from shuzheng.identity.services.activation import IssuedCode

OWN, GUARDIAN = "本人", "监护人"
STUDENTS, GUARDIANS = "students", "guardians"


class NobodyToIssue(Refusal):
    """There is nobody here to whom a code may be issued now."""

    code = "nobody-to-issue"
    status = 409
    template = "There is nobody here to whom a code can be issued now."


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def for_class(request: Request, school_class: int) -> HttpResponse:
    """Ask, then issue codes to the students of a class or to their guardians, as slips."""
    classes.heading(school_class, request.actor, Permission.CODE_ISSUE)
    found = classes.school_class(school_class, request.actor, request.now)
    if request.method == "POST":
        return _slips_of_class(request, found)
    states = [one.account for one in found.students]
    page = {
        "crumbs": words.trail(
            (_("Classes"), reverse("identity:classes")),
            (found.name, reverse("identity:class", args=[found.id])),
            (_("One-time codes"), ""),
        ),
        "class": found,
        "students": sum(state is not Account.ACTIVE for state in states),
        "coded": states.count(Account.CODE),
        "active": states.count(Account.ACTIVE),
        "guardians": len(found.guardians),
        "cancel_url": reverse("identity:class", args=[found.id]),
    }
    return render(request, "identity/classes/codes.html", page)


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def for_person(request: Request, person: int) -> HttpResponse:
    """Ask, then issue one person's code: for a first account, or for a new password."""
    line = people.brief(person, request.actor, Permission.CODE_ISSUE)
    is_active = line.account is Account.ACTIVE
    if request.method == "POST":
        issue = activation.issue_recovery if is_active else activation.issue_codes
        codes = issue([person], actor=request.actor, now=request.now)
        return _paper(request, codes, line.name, "", OWN, recovery=is_active)
    url = reverse("identity:person", args=[person])
    page = {
        "crumbs": words.trail(
            (_("People"), reverse("identity:people")), (line.name, url), (_("One-time code"), "")
        ),
        "person": line,
        "is_active": is_active,
        "cancel_url": url,
    }
    return render(request, "identity/people/code.html", page)


def _slips_of_class(request: Request, found: ClassPage) -> HttpResponse:
    if request.POST.get("for") == GUARDIANS:
        wanted, audience = found.guardians, GUARDIAN
    else:
        wanted = [one.person_id for one in found.students if one.account is not Account.ACTIVE]
        audience = OWN
    codes = activation.issue_codes(wanted, actor=request.actor, now=request.now)
    return _paper(request, codes, found.name, found.organisation, audience)


def _paper(
    request: Request,
    codes: Sequence[IssuedCode],
    name: str,
    institution: str,
    audience: str,
    *,
    recovery: bool = False,
) -> HttpResponse:
    """Answer with the slips. They are made once: what fails here is issued anew."""
    if not codes:
        raise NobodyToIssue
    masked = persons.brief(one.person_id for one in codes)
    if not institution and request.actor.organisation_id:
        here = parties.brief([request.actor.organisation_id])
        institution = here[request.actor.organisation_id].name
    group = papers.SlipGroup(
        institution=institution,
        name=name,
        expires_at=codes[0].expires_at,
        slips=tuple(
            papers.Slip(
                holder=one.name,
                identity=masked[one.person_id].document_masked,
                code=one.code,
                audience=audience,
            )
            for one in codes
        ),
    )
    address = reverse("identity:recover" if recovery else "identity:activate")
    body = papers.activation_slips(
        [group],
        f"{settings.PUBLIC_URL}{address}",
        papers.Imprint(
            printed_at=request.now,
            printed_by=str(request.actor_label),
            demo=not settings.IS_PRODUCTION,
        ),
    )
    return leaving.file("激活码.pdf", body, leaving.PDF)
