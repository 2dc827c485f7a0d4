"""Arguments for addresses that name a thing: something of the small province that exists."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.urls import URLResolver, get_resolver

from shuzheng.assessment.models import (
    Attendance,
    Component,
    Incident,
    MarkingSheet,
    Plan,
    Registration,
    Result,
    Room,
    ScoreReview,
    Site,
    SiteApproval,
)
from shuzheng.catalogue.models import CertificateType
from shuzheng.credentials.models import Certificate, Revocation, StatusList
from shuzheng.fees.models import FeeAgreement, HardshipClaim
from shuzheng.foundation.models import StoredFile
from shuzheng.identity.models import IdentityCase, Membership, SchoolClass
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.models import ActivityReport, Alliance, Filing, InstitutionCertificate
from shuzheng.standing.models import Restriction
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from tests.province import Province


def addresses(
    resolver: URLResolver | None = None, space: tuple[str, ...] = (), held: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every named address of the platform with the arguments it takes."""
    for entry in (resolver or get_resolver()).url_patterns:
        taken = (*held, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            inner = (*space, entry.namespace) if entry.namespace else space
            yield from addresses(entry, inner, taken)
        elif entry.name:
            yield ":".join((*space, entry.name)), taken


def arguments(name: str, taken: tuple[str, ...], province: Province) -> dict[str, Any]:
    """Return arguments for an address: things of the small province that exist."""
    return {argument: _value(name, argument, province) for argument in taken}


APPLICATIONS = frozenset(
    f"site-{act}"
    for act in (
        "approval",
        "opinion",
        "review",
        "approve",
        "refuse",
        "record",
        "recheck",
        "restrict",
        "suspend",
        "reinstate",
        "close",
    )
)
BY_NOUN: dict[str, type[Model]] = {
    "filing": Filing,
    "entry": InstitutionCertificate,
    "activity": ActivityReport,
    "alliance": Alliance,
    "agreement": FeeAgreement,
    "class": SchoolClass,
    "claim": HardshipClaim,
    "own": HardshipClaim,
    "site": Site,
    "room": Room,
    "plan": Plan,
    "registrations": Plan,
    "enter": Plan,
    "registration": Registration,
    "my": Registration,
    "seating": Plan,
    "papers": Plan,
    "day": Plan,
    "incidents": Plan,
    "marking": Plan,
    "marks": Plan,
    "results": Plan,
    "machine": Plan,
    "seat": Registration,
    "ticket": Registration,
    "record": Registration,
    "door": Registration,
    "sitting": Attendance,
    "incident": Incident,
    "adjudicate": MarkingSheet,
    "result": Result,
    "review": ScoreReview,
    "appeal": Incident,
}
NOBODY = 999_999
"""The key of a thing that is not there, where the small province has none of a kind."""

BY_ARGUMENT: dict[str, type[Model]] = {
    "plan": Plan,
    "school_class": SchoolClass,
    "membership": Membership,
    "case": IdentityCase,
    "restriction": Restriction,
    "qualification": Qualification,
    "document": StoredFile,
    "component": Component,
    "revocation": Revocation,
    "certificate": Certificate,
}


def _value(name: str, argument: str, province: Province) -> Any:  # noqa: ANN401 - of any kind
    room, page = name.split(":")
    school = province.world.offered[Role.LIAISON].organisation_id
    if argument == "token" or (room == "credentials" and argument in {"number", "code"}):
        return _of_credentials(name, argument)
    if page == "papers" and argument == "kind":
        return "tickets"
    if argument == "pk":
        noun = page.split("-")[0]
        kind = SiteApproval if page in APPLICATIONS else BY_NOUN[noun]
        return _one(kind, school)
    if argument in BY_ARGUMENT:
        return _one(BY_ARGUMENT[argument], school)
    nobody = uuid.UUID(int=1)
    fixed: dict[str, Any] = {
        "number": "R-034",
        "index": 0,
        "place": "tile/0/000",
        "upload": nobody,
        "uid": nobody,
        "reference": nobody,
        "party": school,
        "person": province.world.offered[Role.STUDENT].person_id,
        "kind": "institution",
        "code": str(school),
        "attempt": 1,
        "dimension": "city",
        "version": "1.0",
        "level": "elementary",
    }
    if room in {"catalogue", "api"} and argument == "code":
        return CertificateType.objects.filter(is_demonstration=True).order_by("pk")[0].code
    return fixed[argument]


def _one(kind: type[Model], school: int) -> int:
    """Return the first row of a kind, of the liaison's institution where the kind has one."""
    rows = kind._default_manager.order_by("pk")
    names = {field.name for field in kind._meta.get_fields()}
    for name in ("institution", "organisation"):
        if name in names:
            own = rows.filter(**{f"{name}_id": school})
            rows = own if own.exists() else rows
            break
    return int(rows.values_list("pk", flat=True).first() or NOBODY)


def _of_credentials(name: str, argument: str) -> str:
    if name == "credentials:status-list":
        return StatusList.objects.values_list("token", flat=True)[0]
    if argument == "code":
        return "PJ0001"
    return str(Certificate.objects.order_by("pk").values_list(argument, flat=True)[0])
