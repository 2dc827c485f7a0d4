"""What may be done to the catalogue. Anybody may read it; administrators see its provenance."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.catalogue.models import CertificateType, SkillField, StandardVersion
from shuzheng.catalogue.rules.levels import VersionState
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    CATALOGUE_IMPORT = "catalogue:catalogue:import"
    PROVENANCE_VIEW = "catalogue:provenance:view"
    DETAILING_PUBLISH = "catalogue:detailing:publish"
    STANDARD_DESCRIBE = "catalogue:standard:describe"
    FIELD_KEEP = "catalogue:field:keep"


GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.CATALOGUE_IMPORT,
        Permission.PROVENANCE_VIEW,
        Permission.DETAILING_PUBLISH,
        Permission.FIELD_KEEP,
    },
    Role.OFFICE_OFFICER: {
        Permission.CATALOGUE_IMPORT,
        Permission.PROVENANCE_VIEW,
        Permission.FIELD_KEEP,
    },
    Role.SYSTEM_ADMIN: {Permission.PROVENANCE_VIEW},
    Role.ORGANISATION_STAFF: {Permission.STANDARD_DESCRIBE},
}
"""National decisions are mirrored by import, never made here (R-027).

An organisation says what makes a level of its own standard one; the mirrored text stays.
"""


class NoSuchCertificateType(Refusal):
    """The catalogue has no such kind of certificate."""

    code = "no-such-certificate-type"
    status = 404
    template = "There is no such certificate in the catalogue."


class NoSuchSkillField(Refusal):
    """The list has no such open skill field."""

    code = "skill-field-not-open"
    status = 404
    template = "There is no such open skill field."


class NotInForce(Refusal):
    """The province details what is in force."""

    code = "standard-not-in-force"
    status = 404
    template = "This certificate has no such standard in force."


class NotYourStandard(Refusal):
    """Another's standard, one not in force, and one that does not exist look the same."""

    code = "not-your-standard"
    status = 404
    template = "Your organisation has no such standard in force."


def certificate_type(code: str) -> CertificateType:
    """Fetch a kind of certificate by its catalogue code. The catalogue is public."""
    row = CertificateType.objects.filter(code=code).select_related("organisation").first()
    if row is None:
        raise NoSuchCertificateType
    return row


def skill_field(pk: int, actor: Actor, permission: Permission) -> SkillField:
    """Fetch an open skill field for a purpose that is permitted."""
    row = SkillField.objects.filter(pk=pk, closed_on=None).first()
    if row is None:
        raise NoSuchSkillField
    actor.require(permission)
    return row


def own_standard(pk: int, actor: Actor, permission: Permission) -> StandardVersion:
    """Fetch a version in force of the actor's own organisation for a purpose that is permitted."""
    row = _in_force(actor).filter(pk=pk).first()
    if row is None:
        raise NotYourStandard
    actor.require(permission)
    return row


def own_standard_id(code: str, version: str, actor: Actor) -> int:
    """Return the id of a version in force of the actor's own organisation, or 0."""
    rows = _in_force(actor).filter(certificate_type__code=code, version=version)
    return rows.values_list("pk", flat=True).first() or 0


def standard_in_force(code: str, version: str) -> StandardVersion:
    """Fetch a version in force by its certificate. Standards are public."""
    rows = StandardVersion.objects.filter(state=VersionState.PUBLISHED, version=version)
    row = rows.filter(certificate_type__code=code).first()
    if row is None:
        raise NotInForce
    return row


def check_level(standard: StandardVersion, level: str) -> None:
    """Refuse a level that the version neither describes nor has requirements of."""
    described = standard.level_rows.filter(level=level).exists()
    if not described and not standard.requirements.filter(level=level).exists():
        raise NotYourStandard


def _in_force(actor: Actor) -> QuerySet[StandardVersion]:
    return StandardVersion.objects.filter(
        certificate_type__organisation_id=actor.organisation_id, state=VersionState.PUBLISHED
    )
