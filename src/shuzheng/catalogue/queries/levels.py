"""What standards say of their levels, and which of it is missing (R-065)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue import access
from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.models import SkillRequirement, StandardLevel, StandardVersion
from shuzheng.catalogue.rules import parts
from shuzheng.catalogue.rules.levels import Level, VersionState
from shuzheng.catalogue.rules.parts import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class LevelSaid:
    """What a version says of one level."""

    standard_version_id: int
    said: Mapping[Part, str]


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many levels of an organisation's standards lack something, and the first standard."""

    levels: int
    code: str
    version: str


def said(row: StandardLevel | None) -> dict[Part, str]:
    """Return what a level's row says, part by part."""
    if row is None:
        return dict.fromkeys(Part, "")
    return {part: str(getattr(row, part.value)) for part in Part}


def own(code: str, version: str, level: str, actor: Actor) -> LevelSaid:
    """Return what a level of one's own standard says, to be written; refuses what is not one's."""
    pk = access.own_standard_id(code, version, actor)
    standard = access.own_standard(pk, actor, Permission.STANDARD_DESCRIBE)
    access.check_level(standard, level)
    row = StandardLevel.objects.filter(standard=standard, level=level).first()
    return LevelSaid(standard.pk, said(row))


def lacking(organisation_id: int) -> Lacking | None:
    """Return what of an organisation's standards in force is missing, or None."""
    standards = StandardVersion.objects.filter(
        certificate_type__organisation_id=organisation_id, state=VersionState.PUBLISHED
    )
    rows = StandardLevel.objects.filter(standard__in=standards.values("pk"))
    texts = {(row.standard_id, row.level): said(row) for row in rows}
    known = SkillRequirement.objects.filter(standard__in=standards.values("pk"))
    pairs = known.order_by().values_list("standard_id", "level").distinct()
    lack = sorted(
        (standard, list(Level).index(Level(level)))
        for standard, level in {*texts, *pairs}
        if parts.missing(texts.get((standard, level), {}))
    )
    if not lack:
        return None
    first = standards.select_related("certificate_type").get(pk=lack[0][0])
    return Lacking(len(lack), first.certificate_type.code, first.version)
