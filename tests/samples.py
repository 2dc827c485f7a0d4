"""Arguments for addresses that name a thing: something of the small province that exists."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.models import Plan, Registration, Room, Site, SiteApproval
from shuzheng.credentials.models import Certificate, StatusList
from shuzheng.fees.models import FeeAgreement, HardshipClaim
from shuzheng.foundation.models import StoredFile
from shuzheng.identity.models import IdentityCase, Membership, SchoolClass
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.models import ActivityReport, Alliance, Filing, InstitutionCertificate
from shuzheng.standing.models import Restriction
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from django.db.models import Model
    from django.urls import URLPattern

    from tests.province import Province


def arguments(name: str, province: Province, pattern: URLPattern) -> dict[str, Any]:
    """Return arguments for an address; a thing that nobody has where only uploads would do."""
    return {argument: _value(name, argument, province) for argument in pattern.pattern.converters}


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
    "claim": HardshipClaim,
    "own": HardshipClaim,
    "site": Site,
    "room": Room,
    "plan": Plan,
    "registrations": Plan,
    "enter": Plan,
    "registration": Registration,
    "my": Registration,
}
BY_ARGUMENT: dict[str, type[Model]] = {
    "plan": Plan,
    "school_class": SchoolClass,
    "membership": Membership,
    "case": IdentityCase,
    "restriction": Restriction,
    "qualification": Qualification,
    "document": StoredFile,
}


def _value(name: str, argument: str, province: Province) -> Any:  # noqa: ANN401 - of any kind
    room, page = name.split(":")
    school = province.world.offered[Role.LIAISON].organisation_id
    if room == "credentials":
        return _of_credentials(name, argument)
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
    }
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
    return int(rows.values_list("pk", flat=True)[0])


def _of_credentials(name: str, argument: str) -> str:
    if name == "credentials:status-list":
        return StatusList.objects.values_list("token", flat=True)[0]
    if argument == "code":
        return "PJ0001"
    return str(Certificate.objects.order_by("pk").values_list(argument, flat=True)[0])
