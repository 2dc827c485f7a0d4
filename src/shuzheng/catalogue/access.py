"""What may be done to the catalogue. Anybody may read it; administrators see its provenance."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from shuzheng.catalogue.models import CertificateType
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.refusals import Refusal


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    CATALOGUE_IMPORT = "catalogue:catalogue:import"
    PROVENANCE_VIEW = "catalogue:provenance:view"


GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {Permission.CATALOGUE_IMPORT, Permission.PROVENANCE_VIEW},
    Role.OFFICE_OFFICER: {Permission.CATALOGUE_IMPORT, Permission.PROVENANCE_VIEW},
    Role.SYSTEM_ADMIN: {Permission.PROVENANCE_VIEW},
}
"""National decisions are mirrored by import, never made here (R-027)."""


class NoSuchCertificateType(Refusal):
    """The catalogue has no such kind of certificate."""

    code = "no-such-certificate-type"
    status = 404
    template = "There is no such certificate in the catalogue."


def certificate_type(code: str) -> CertificateType:
    """Fetch a kind of certificate by its catalogue code. The catalogue is public."""
    row = CertificateType.objects.filter(code=code).select_related("organisation").first()
    if row is None:
        raise NoSuchCertificateType
    return row
