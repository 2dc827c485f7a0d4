"""Reads of skill standards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from shuzheng.catalogue.models import SkillRequirement, StandardLevel, StandardVersion
from shuzheng.catalogue.rules.levels import Level, VersionState
from shuzheng.foundation import bulk

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet


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


@dataclass(frozen=True, slots=True)
class StandardHeld:
    """A version of a standard with its certificate; `organisation_id` is 0 where none is here."""

    id: int
    version: str
    certificate_type_id: int
    code: str
    name: str
    organisation_id: int


@dataclass(frozen=True, slots=True)
class RequirementChoice:
    """A skill requirement to choose from."""

    id: int
    level: Level
    number: str
    text: str


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


def in_force(code: str, version: str) -> StandardHeld | None:
    """Return this version of a certificate's standard if it is published, not superseded."""
    rows = _published().filter(certificate_type__code=code, version=version)
    row = rows.first()
    return _held(row) if row else None


def held(standard_version_id: int) -> StandardHeld:
    """Return a version of a standard with its certificate."""
    rows = StandardVersion.objects.select_related("certificate_type")
    return _held(rows.get(pk=standard_version_id))


def in_force_of(certificate_type_ids: Collection[int]) -> list[StandardHeld]:
    """Return the published versions of these certificates' standards, by certificate."""
    rows = _published().filter(certificate_type__in=bulk.among(certificate_type_ids))
    return [_held(row) for row in rows.order_by("certificate_type__code", "-pk")]


def choices(standard_version_id: int) -> list[RequirementChoice]:
    """Return all requirements of a version with their ids, by level and number."""
    rows = SkillRequirement.objects.filter(standard_id=standard_version_id)
    ranks = list(Level)
    found = [RequirementChoice(row.pk, Level(row.level), row.number, row.text) for row in rows]
    return sorted(found, key=lambda one: (ranks.index(one.level), _parts(one.number)))


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
    return sorted(lines, key=lambda line: _parts(line.number))


def _parts(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]


def _published() -> QuerySet[StandardVersion]:
    rows = StandardVersion.objects.filter(state=VersionState.PUBLISHED)
    return rows.select_related("certificate_type")


def _held(row: StandardVersion) -> StandardHeld:
    kind = row.certificate_type
    return StandardHeld(
        row.pk, row.version, kind.pk, kind.code, kind.short_name, kind.organisation_id or 0
    )
