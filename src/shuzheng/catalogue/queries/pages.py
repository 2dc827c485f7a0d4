"""The catalogue as its pages show it: kinds of certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from shuzheng.catalogue import access
from shuzheng.catalogue.models import (
    CertificateType,
    Major,
    SkillRequirement,
    StandardLevel,
    StandardVersion,
    TargetMajor,
)
from shuzheng.catalogue.rules.levels import Level, NationalStatus, VersionState
from shuzheng.catalogue.rules.standing import State
from shuzheng.foundation.ui import listing

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

VIEWS = ("all", "standard")
FIELDS = {"name": "name", "batch": "batch", "organisation": "organisation_name"}
SHOWN = frozenset({VersionState.PUBLISHED, VersionState.SUPERSEDED})
"""Versions that the public may read: those in force, and those that certificates were given by."""


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of certificate in the list."""

    code: str
    name: str
    short_name: str
    batch: int | None
    levels: tuple[Level, ...]
    field: str
    organisation: str
    has_standard: bool
    status: NationalStatus
    is_demonstration: bool
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a standard, with the levels that it describes."""

    version: str
    state: VersionState
    effective_on: date | None
    levels: tuple[Level, ...]
    requirements: int
    source: str


WITHOUT = "-"
"""What the filter of fields says for certificates without one."""


@dataclass(frozen=True, slots=True)
class Target:
    """A major that a certificate suits; `known` where the catalogue of majors has it."""

    code: str
    name: str
    level: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of certificate with all that its page shows."""

    line: Line
    modules: tuple[str, ...]
    note: str
    external_id: str
    descriptions: tuple[tuple[Level, str], ...]
    versions: tuple[Version, ...]
    targets: tuple[Target, ...]
    state: State
    closing_on: date | None
    decision: str


def lines(wish: listing.Wish, **chosen: str) -> listing.Found[Line]:
    """Return one page of the catalogue."""
    rows = _chosen(wish.view, **chosen)
    found = listing.cut(rows.order_by(*wish.order(FIELDS)), wish)
    return listing.Found([line_of(row) for row in found.rows], found.total, found.page)


def every(wish: listing.Wish, **chosen: str) -> list[Line]:
    """Return the whole list of a filter, for a workbook."""
    return [line_of(row) for row in _chosen(wish.view, **chosen).order_by(*wish.order(FIELDS))]


def total(view: str, **chosen: str) -> int:
    """Return how many kinds of certificate meet some filters."""
    return _chosen(view, **chosen).count()


def counts() -> dict[str, int]:
    """Return how many kinds of certificate each view holds."""
    return {view: _chosen(view).count() for view in VIEWS}


def organisations() -> list[str]:
    """Return the names of the evaluation organisations in the catalogue."""
    rows = CertificateType.objects.exclude(organisation_name="")
    return list(
        rows.values_list("organisation_name", flat=True).distinct().order_by("organisation_name")
    )


def fields() -> list[str]:
    """Return the fields that certificates are sorted under, where any are."""
    rows = CertificateType.objects.exclude(field="").values_list("field", flat=True)
    return list(rows.distinct().order_by("field"))


def batches() -> list[int]:
    """Return the batches there are."""
    rows = CertificateType.objects.exclude(batch=None).values_list("batch", flat=True)
    return [batch for batch in rows.distinct().order_by("batch") if batch is not None]


def kind(code: str) -> Kind:
    """Return one kind of certificate; refuses a code that the catalogue does not have."""
    row = access.certificate_type(code)
    versions = _versions(row)
    majors = list(row.target_majors.order_by("major_code"))
    known = set(
        Major.objects.filter(code__in=[one.major_code for one in majors]).values_list(
            "code", flat=True
        )
    )
    newest = next((one for one in versions if one.state is VersionState.PUBLISHED), None)
    return Kind(
        line=line_of(row, has_standard=newest is not None),
        modules=tuple(row.modules),
        note=row.note,
        external_id=row.external_id,
        descriptions=_descriptions(row, newest),
        versions=versions,
        targets=tuple(
            Target(one.major_code, one.major_name, one.major_level, one.major_code in known)
            for one in majors
        ),
        state=State(row.state),
        closing_on=row.closing_on,
        decision=row.decision,
    )


def stock() -> dict[str, int]:
    """Return how much of each kind the catalogue holds."""
    return {
        "certificates": CertificateType.objects.count(),
        "majors": Major.objects.count(),
        "targets": TargetMajor.objects.count(),
        "standards": StandardVersion.objects.count(),
        "requirements": SkillRequirement.objects.count(),
    }


def _chosen(
    view: str,
    *,
    q: str = "",
    batch: str = "",
    level: str = "",
    field: str = "",
    organisation: str = "",
    major: str = "",
) -> QuerySet[CertificateType]:
    published = StandardVersion.objects.filter(
        certificate_type=OuterRef("pk"), state=VersionState.PUBLISHED
    )
    rows = CertificateType.objects.select_related("organisation")
    rows = rows.annotate(has_standard=Exists(published))
    if view == "standard":
        rows = rows.filter(has_standard=True)
    if q:
        words = q.strip()
        rows = rows.filter(
            Q(name__icontains=words) | Q(code__iexact=words) | Q(organisation_name__icontains=words)
        )
    if batch:
        rows = rows.filter(batch=int(batch))
    if level:
        # A list in JSON: the word stands in it in quotation marks on both engines.
        rows = rows.filter(levels__icontains=f'"{level}"')
    if field:
        rows = rows.filter(field="" if field == WITHOUT else field)
    if organisation:
        rows = rows.filter(organisation_name=organisation)
    if major:
        rows = rows.filter(target_majors__major_code=major.strip())
    return rows


def line_of(row: CertificateType, *, has_standard: bool | None = None) -> Line:
    """Return a kind of certificate as lists show it."""
    return Line(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        batch=row.batch,
        levels=tuple(Level(level) for level in row.levels),
        field=row.field,
        organisation=row.organisation.name if row.organisation else row.organisation_name,
        has_standard=getattr(row, "has_standard", False) if has_standard is None else has_standard,
        status=NationalStatus(row.national_status),
        is_demonstration=row.is_demonstration,
        source=row.source,
        confidence=row.confidence,
    )


def _versions(row: CertificateType) -> tuple[Version, ...]:
    versions = list(row.versions.filter(state__in=SHOWN).order_by("-effective_on", "-pk"))
    levels: dict[int, set[str]] = {}
    counted: dict[int, int] = {}
    for standard_id, level in SkillRequirement.objects.filter(standard__in=versions).values_list(
        "standard_id", "level"
    ):
        levels.setdefault(standard_id, set()).add(level)
        counted[standard_id] = counted.get(standard_id, 0) + 1
    for standard_id, level in StandardLevel.objects.filter(standard__in=versions).values_list(
        "standard_id", "level"
    ):
        levels.setdefault(standard_id, set()).add(level)
    return tuple(
        version_of(
            one,
            tuple(level for level in Level if level in levels.get(one.pk, ())),
            counted.get(one.pk, 0),
        )
        for one in versions
    )


def version_of(row: StandardVersion, levels: tuple[Level, ...], requirements: int) -> Version:
    """Return a version of a standard as pages show it."""
    return Version(
        row.version, VersionState(row.state), row.effective_on, levels, requirements, row.source
    )


def _descriptions(row: CertificateType, newest: Version | None) -> tuple[tuple[Level, str], ...]:
    if newest is None:
        return ()
    rows = StandardLevel.objects.filter(
        standard__certificate_type=row, standard__version=newest.version
    )
    known = dict(rows.values_list("level", "description"))
    return tuple((level, known.get(level, "")) for level in newest.levels)
