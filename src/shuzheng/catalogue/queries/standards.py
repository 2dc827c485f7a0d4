"""Reads of skill standards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from shuzheng.catalogue.models import SkillRequirement, StandardLevel, StandardVersion
from shuzheng.catalogue.rules.levels import VersionState
from shuzheng.foundation import bulk

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.catalogue.rules.levels import Level


@dataclass(frozen=True, slots=True)
class StandardBrief:
    """A version of a standard as other rooms see it."""

    id: int
    version: str
    effective_on: date | None


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One skill requirement with its domain and task."""

    number: str
    text: str
    domain_number: str
    domain: str
    task_number: str
    task: str


def current(certificate_type_id: int, on: date) -> StandardBrief | None:
    """Return the version of a certificate's standard in force on `on`, or None."""
    rows = StandardVersion.objects.filter(
        Q(effective_on=None) | Q(effective_on__lte=on),
        certificate_type_id=certificate_type_id,
        state=VersionState.PUBLISHED,
    )
    row = rows.order_by("-effective_on", "-pk").first()
    return StandardBrief(row.pk, row.version, row.effective_on) if row else None


def revised_on(certificate_type_ids: Collection[int], on: date) -> dict[int, date]:
    """Return when each certificate's newest published standard came into force, if by `on`."""
    rows = StandardVersion.objects.filter(
        certificate_type__in=bulk.among(certificate_type_ids),
        state=VersionState.PUBLISHED,
        effective_on__lte=on,
    )
    newest = rows.order_by().values_list("certificate_type_id").annotate(Max("effective_on"))
    return {key: day for key, day in newest if day is not None}


def version(standard_version_id: int) -> StandardBrief:
    """Return a version of a standard by id."""
    row = StandardVersion.objects.get(pk=standard_version_id)
    return StandardBrief(row.pk, row.version, row.effective_on)


def description(standard_version_id: int, level: Level) -> str:
    """Return what a level of a standard demands in one paragraph, or ""."""
    rows = StandardLevel.objects.filter(standard_id=standard_version_id, level=level)
    return rows.values_list("description", flat=True).first() or ""


def requirements(standard_version_id: int, level: Level) -> list[RequirementLine]:
    """Return the skill requirements of a level, in the order of their numbers."""
    rows = SkillRequirement.objects.filter(standard_id=standard_version_id, level=level)
    lines = [
        RequirementLine(
            row.number, row.text, row.domain_number, row.domain, row.task_number, row.task
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: [int(part) for part in line.number.split(".")])
