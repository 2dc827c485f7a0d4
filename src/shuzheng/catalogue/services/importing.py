"""Import the reference data: divisions, majors, certificates, standards.

Rules: R-027 (national decisions are mirrored: only an import with its source may change them),
R-057 (organisations are accepted from the national list with their certificates). Idempotent: the
same file twice changes nothing. `source` and `confidence` are kept with every row.

The catalogue's files have no codes for certificates: this import gives its own, six characters,
`B` batch (1) serial (4) for sourced rows in the file's order. A code once given never changes:
rows are known again by their short name. A row whose organisation is registered here under exactly
that name belongs to it; the others keep the name only.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.models import (
    CertificateType,
    Major,
    SkillRequirement,
    StandardLevel,
    StandardVersion,
    TargetMajor,
)
from shuzheng.catalogue.rules.levels import CHINESE, VersionState
from shuzheng.foundation import facts
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.identity.services import divisions
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from shuzheng.kernel.actor import Actor

AT_ONCE = 500
FIRST_VERSION = "1.0"
INVENTED = "invented for demonstration"
"""The source that marks a row, and everything built on it, as no real certificate."""

Row = dict[str, str]


class BadReferenceData(Refusal):
    """A reference file that cannot be read as it should."""

    code = "bad-reference-data"
    template = "{file}, row {row}: {reason}"


@applies("R-027", "R-057")
@transaction.atomic
def import_all(directory: Path, *, actor: Actor, now: datetime) -> dict[str, int]:
    """Import every reference file of `directory`; returns rows per table. All or nothing."""
    actor.require(Permission.CATALOGUE_IMPORT)
    return {
        "divisions": _divisions(directory, actor, now),
        "majors": _majors(directory, actor, now),
        "certificates": _certificates(directory, actor, now),
        "requirements": _standards(directory, actor, now),
    }


@applies("R-027", "R-057")
@transaction.atomic
def import_certificates(directory: Path, *, actor: Actor, now: datetime) -> dict[str, int]:
    """Import certificates and standards alone, such as a later batch. All or nothing."""
    actor.require(Permission.CATALOGUE_IMPORT)
    return {
        "certificates": _certificates(directory, actor, now),
        "requirements": _standards(directory, actor, now),
    }


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield (line number, row) of a UTF-8 CSV file. Refuses what is not one, naming the place."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file, strict=True), start=2):
                if None in row or None in row.values():
                    reason = "a cell is missing or too many"
                    raise BadReferenceData(file=path.name, row=number, reason=reason)
                yield number, {name: value.strip() for name, value in row.items()}
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadReferenceData(file=path.name, row="?", reason=str(error)) from error
    except FileNotFoundError:
        raise BadReferenceData(file=path.name, row="?", reason="the file is missing") from None


def _divisions(directory: Path, actor: Actor, now: datetime) -> int:
    direct = {row["code"] for _, row in rows(directory / "anhui_directly_administered.csv")}
    return divisions.load(
        [
            divisions.DivisionRow(
                code=row["code"],
                name=row["name"],
                level=row["level"],
                parent_code=row["parent_code"],
                full_name=row["full_name"],
                directly_administered=row["code"] in direct,
                source="extracted",
                confidence="high",
            )
            for _, row in rows(directory / "admin_divisions.csv")
        ],
        actor=actor,
        now=now,
    )


def _majors(directory: Path, actor: Actor, now: datetime) -> int:
    path = directory / "vocational_majors_2021.csv"
    made = [
        Major(**{**row, "state_controlled": row["state_controlled"] == "1"})
        for _, row in rows(path)
    ]
    names = [field.name for field in Major._meta.fields if field.name not in {"id", "code"}]
    Major.objects.bulk_create(
        made,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=names,
    )
    subject = Major(pk=0)
    facts.record(
        "catalogue.majors.imported", subject, actor=actor, now=now, count=len(made), file=path.name
    )
    return len(made)


def _certificates(directory: Path, actor: Actor, now: datetime) -> int:
    path = directory / "certificate_catalogue.csv"
    known = dict(CertificateType.objects.values_list("short_name", "code"))
    holders = {
        one.name: one.id for one in organisations.of_kind(OrganisationKind.EVALUATION_ORGANISATION)
    }
    serial = len(known)
    made = []
    for number, row in rows(path):
        code = known.get(row["short_name"])
        if code is None:
            serial += 1
            code = f"B{row['batch']}{serial:04d}"
        made.append(_certificate(path, number, row, code, holders.get(row["evaluation_org"])))
    CertificateType.objects.bulk_create(
        made,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "name",
            "batch",
            "batch_sequence",
            "organisation",
            "organisation_name",
            "is_demonstration",
            "levels",
            "source",
            "confidence",
            "note",
        ],
    )
    _target_majors(directory)
    facts.record(
        "catalogue.certificates.imported",
        CertificateType(pk=0),
        actor=actor,
        now=now,
        count=len(made),
        file=path.name,
    )
    return len(made)


def _certificate(
    path: Path, number: int, row: Row, code: str, organisation_id: int | None
) -> CertificateType:
    words = row["levels"].split(";")
    if not all(word in CHINESE for word in words):
        raise BadReferenceData(file=path.name, row=number, reason=f"levels: {row['levels']}")
    if not row["batch"].isdigit():
        raise BadReferenceData(file=path.name, row=number, reason=f"batch: {row['batch']}")
    return CertificateType(
        code=code,
        name=row["certificate_name"],
        short_name=row["short_name"],
        batch=int(row["batch"]),
        batch_sequence=int(row["batch_seq"]) if row["batch_seq"] else None,
        organisation_id=organisation_id,
        organisation_name=row["evaluation_org"],
        is_demonstration=row["source"] == INVENTED,
        levels=[CHINESE[word].value for word in words],
        source=row["source"],
        confidence=row["confidence"],
        note=row["note"],
    )


def _target_majors(directory: Path) -> None:
    types = dict(CertificateType.objects.values_list("short_name", "pk"))
    path = directory / "certificate_major_map.csv"
    made = []
    for number, row in rows(path):
        if row["certificate_short_name"] not in types:
            reason = f"unknown certificate {row['certificate_short_name']}"
            raise BadReferenceData(file=path.name, row=number, reason=reason)
        made.append(
            TargetMajor(
                certificate_type_id=types[row["certificate_short_name"]],
                major_code=row["major_code"],
                major_name=row["major_name"],
                major_level=row["major_level"],
                source=row["source"],
            )
        )
    TargetMajor.objects.bulk_create(
        made,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["certificate_type", "major_code"],
        update_fields=["major_name", "major_level", "source"],
    )


def _standards(directory: Path, actor: Actor, now: datetime) -> int:
    types = dict(CertificateType.objects.values_list("short_name", "pk"))
    levels = directory / "skill_standard_levels.csv"
    requirements = directory / "skill_standard_requirements.csv"
    versions: dict[str, StandardVersion] = {}
    for path in (levels, requirements):
        for number, row in rows(path):
            name = row["certificate_short_name"]
            if name not in types or row["level"] not in CHINESE:
                reason = f"unknown certificate or level: {name} {row['level']}"
                raise BadReferenceData(file=path.name, row=number, reason=reason)
            if name not in versions:
                versions[name] = _version(types[name], row["source"])
    StandardLevel.objects.bulk_create(
        (
            StandardLevel(
                standard=versions[row["certificate_short_name"]],
                level=CHINESE[row["level"]],
                description=row["level_description"],
                source=row["source"],
            )
            for _, row in rows(levels)
        ),
        update_conflicts=True,
        unique_fields=["standard", "level"],
        update_fields=["description", "source"],
    )
    made = [_requirement(versions, row) for _, row in rows(requirements)]
    SkillRequirement.objects.bulk_create(
        made,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["standard", "level", "number"],
        update_fields=["domain", "task", "text", "source"],
    )
    facts.record(
        "catalogue.standards.imported",
        StandardVersion(pk=0),
        actor=actor,
        now=now,
        count=len(made),
        file=requirements.name,
    )
    return len(made)


def _version(certificate_type_id: int, source: str) -> StandardVersion:
    """Return the first version; an official text is published as it stands (handbook 3.2)."""
    row, _ = StandardVersion.objects.get_or_create(
        certificate_type_id=certificate_type_id,
        version=FIRST_VERSION,
        defaults={"state": VersionState.PUBLISHED, "source": source},
    )
    return row


def _requirement(versions: dict[str, StandardVersion], row: Row) -> SkillRequirement:
    return SkillRequirement(
        standard=versions[row["certificate_short_name"]],
        level=CHINESE[row["level"]],
        domain_number=row["domain_no"],
        domain=row["work_domain"],
        task_number=row["task_no"],
        task=row["work_task"],
        number=row["requirement_no"],
        text=row["skill_requirement"],
        source=row["source"],
    )
