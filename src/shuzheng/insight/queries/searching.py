"""Find a thing by its number, an institution, a certificate or a person, within one's reach.

Bounded: a few rows of each kind. An identity number is refused: it would stand in the address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shuzheng.assessment.access.permissions import Permission as Assessment
from shuzheng.assessment.models import Plan
from shuzheng.catalogue.models import CertificateType
from shuzheng.credentials import access as credentials
from shuzheng.foundation.ui.parts import Door
from shuzheng.identity import access as identity
from shuzheng.identity.models import Organisation
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.access import Permission as Pilots
from shuzheng.pilots.models import Filing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.kernel.actor import Actor

SHORTEST, LONGEST, MOST = 2, 50, 8
IDENTITY: Final = re.compile(r"\d{15}|\d{17}[\dXx]")


class TooShort(Refusal):
    """One letter finds everybody."""

    code = "search-too-short"
    template = "Type at least {least} characters."


class TooLong(Refusal):
    """Nothing has so long a name."""

    code = "search-too-long"
    template = "Type at most {most} characters."


class IdentityNumber(Refusal):
    """Identity numbers are personal and never stand in an address."""

    code = "search-identity-number"
    template = "Identity numbers cannot be searched for here. Search by name instead."


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    title: str
    doors: tuple[Door, ...]


def search(words: str, actor: Actor) -> list[Group]:
    """Return what meets the words, by kind. Refuses words that are too short, or personal."""
    text = " ".join("".join(one for one in words if one.isprintable()).split())
    if len(text) < SHORTEST:
        raise TooShort(least=SHORTEST)
    if len(text) > LONGEST:
        raise TooLong(most=LONGEST)
    if is_personal(text):
        raise IdentityNumber
    groups = [
        Group(_("Institutions and organisations"), tuple(_organisations(text, actor))),
        Group(_("Kinds of certificate"), tuple(_kinds(text))),
        Group(_("Assessment plans"), tuple(_plans(text, actor))),
        Group(_("Pilot filings"), tuple(_filings(text, actor))),
        Group(_("Certificates"), tuple(_certificates(text, actor))),
        Group(_("People"), tuple(_people(text, actor))),
    ]
    return [group for group in groups if group.doors]


def is_personal(words: str) -> bool:
    """Return whether words look like an identity number."""
    return IDENTITY.fullmatch("".join(words.split())) is not None


def _organisations(text: str, actor: Actor) -> Iterator[Door]:
    if not actor.may(identity.Permission.ORGANISATION_VIEW):
        return
    rows = Organisation.objects.within(actor).filter(Q(name__icontains=text) | Q(code__iexact=text))
    for row in rows.order_by("code")[:MOST]:
        yield Door(row.name, _url("identity:party", row.pk), "building", row.code)


def _kinds(text: str) -> Iterator[Door]:
    rows = CertificateType.objects.filter(Q(name__icontains=text) | Q(code__iexact=text))
    for row in rows.order_by("code")[:MOST]:
        yield Door(row.name, _url("catalogue:kind", row.code), "award", row.code)


def _plans(text: str, actor: Actor) -> Iterator[Door]:
    if not actor.may(Assessment.PLAN_VIEW):
        return
    rows = Plan.objects.within(actor).filter(Q(number__iexact=text) | Q(name__icontains=text))
    for row in rows.order_by("-first_on", "-pk")[:MOST]:
        yield Door(row.name, _url("assessment:plan", row.pk), "calendar", row.number)


def _filings(text: str, actor: Actor) -> Iterator[Door]:
    if not actor.may(Pilots.FILING_VIEW):
        return
    rows = Filing.objects.within(actor).filter(
        Q(number__iexact=text) | Q(institution__name__icontains=text)
    )
    for row in rows.select_related("institution").order_by("-year", "-pk")[:MOST]:
        title = _("%(institution)s, %(year)s") % {
            "institution": row.institution.name,
            "year": row.year,
        }
        yield Door(title, _url("pilots:filing", row.pk), "folder", row.number)


def _certificates(text: str, actor: Actor) -> Iterator[Door]:
    if not actor.may(credentials.Permission.CERTIFICATE_VIEW):
        return
    number = text.replace(" ", "").upper()
    rows = credentials.within(actor).filter(Q(number=number) | Q(holder=text))
    for row in rows.select_related("certificate_type").order_by("-issued_on", "-pk")[:MOST]:
        title = f"{row.holder} {row.certificate_type.short_name}"
        yield Door(title, _url("credentials:certificate", row.number), "shield", row.number)


def _people(text: str, actor: Actor) -> Iterator[Door]:
    if not actor.may(identity.Permission.PERSON_VIEW):
        return
    rows = identity.persons_within(actor).filter(name__startswith=text)
    for row in rows.order_by("name", "pk").distinct()[:MOST]:
        yield Door(row.name, _url("identity:person", row.pk), "user", row.document_masked)


def _url(name: str, key: object) -> str:
    """Return a thing's address, "" where its room has no page for it."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
