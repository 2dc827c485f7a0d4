"""Arguments for addresses that name a thing: something of the small province that exists."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.models import Attendance, MarkingSheet, Plan, Registration, Room, Site
from shuzheng.credentials.models import Certificate, StatusList
from shuzheng.fees.models import FeeAgreement
from shuzheng.foundation.models import StoredFile
from shuzheng.identity.models import IdentityCase, Membership, SchoolClass
from shuzheng.pilots.models import ActivityReport, Filing, FilingRound, InstitutionCertificate
from shuzheng.standing.models import Restriction

if TYPE_CHECKING:
    from django.urls import URLPattern

    from tests.province import Province


def arguments(name: str, province: Province, pattern: URLPattern) -> dict[str, Any]:
    """Return arguments for an address; a thing that nobody has where only uploads would do."""
    return {
        argument: _value(name, argument, province) for argument in pattern.pattern.converters
    }


def _value(name: str, argument: str, province: Province) -> Any:
    school = province.world.offered["liaison"].organisation_id
    room = name.split(":")[0]
    by_argument: dict[str, Any] = {
        "number": "R-034",
        "index": 0,
        "place": "tile/0/000",
        "upload": uuid.UUID(int=1),
        "uid": uuid.UUID(int=1),
        "party": school,
        "organisation": school,
        "person": province.world.offered["student"].person_id,
    }
    if room == "credentials" and argument in {"number", "token", "code"}:
        return _of_credentials(name, argument)
    rows = {
        "school_class": SchoolClass.objects.filter(organisation_id=school),
        "membership": Membership.objects.filter(organisation_id=school),
        "case": IdentityCase.objects.all(),
        "restriction": Restriction.objects.all(),
        "filing": Filing.objects.filter(institution_id=school),
        "round": FilingRound.objects.all(),
        "entry": InstitutionCertificate.objects.filter(institution_id=school),
        "report": ActivityReport.objects.all(),
        "agreement": FeeAgreement.objects.all(),
        "plan": Plan.objects.all(),
        "site": Site.objects.all(),
        "room": Room.objects.all(),
        "registration": Registration.objects.all(),
        "attendance": Attendance.objects.all(),
        "sheet": MarkingSheet.objects.all(),
        "file": StoredFile.objects.all(),
    }
    if argument in rows:
        return rows[argument].order_by("pk").values_list("pk", flat=True)[0]
    return by_argument[argument]


def _of_credentials(name: str, argument: str) -> str:
    if name == "credentials:status-list":
        return StatusList.objects.values_list("token", flat=True)[0]
    if argument == "code":
        return "PJ0001"
    return str(Certificate.objects.order_by("pk").values_list(argument, flat=True)[0])
