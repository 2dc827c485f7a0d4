"""Standards as their pages show them: a tree of work domains, tasks and requirements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue import access
from shuzheng.catalogue.models import SkillRequirement, StandardLevel
from shuzheng.catalogue.queries import levels as levels_said
from shuzheng.catalogue.queries.pages import SHOWN, line_of, version_of
from shuzheng.catalogue.rules import parts
from shuzheng.catalogue.rules.levels import Level
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from shuzheng.catalogue.models import StandardVersion
    from shuzheng.catalogue.queries.pages import Line, Version
    from shuzheng.catalogue.rules.parts import Part


class NoSuchStandard(Refusal):
    """No such version, or it was never published."""

    code = "no-such-standard"
    status = 404
    template = "This certificate has no standard of this version and level."


@dataclass(frozen=True, slots=True)
class Requirement:
    """A skill requirement, as 1.1.1; `anchor` is where addresses point at it."""

    number: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Task:
    """A work task, as 1.1."""

    number: str
    name: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """A work domain, as 1."""

    number: str
    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class LevelText:
    """What one level of a standard demands: a paragraph and a tree."""

    level: Level
    description: str
    domains: tuple[Domain, ...]
    said: Mapping[Part, str]
    missing: tuple[Part, ...]

    @property
    def count(self) -> int:
        """How many requirements it has."""
        return sum(len(task.requirements) for domain in self.domains for task in domain.tasks)


@dataclass(frozen=True, slots=True)
class DetailingView:
    """One version of the province's detailing, as the standard's page shows it."""

    version: str
    industry: tuple[str, ...]
    enterprises: tuple[str, ...]
    content: str
    scoring: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of a standard, level by level."""

    id: int
    organisation_id: int
    line: Line
    version: Version
    levels: tuple[LevelText, ...]
    detailings: tuple[DetailingView, ...]


def standard(code: str, version: str, only: str = "") -> Standard:
    """Return a version of a certificate's standard, or one level of it. Refuses what is not."""
    row = access.certificate_type(code)
    found = row.versions.filter(version=version, state__in=SHOWN).first()
    if found is None:
        raise NoSuchStandard
    described = {row.level: row for row in StandardLevel.objects.filter(standard=found)}
    trees: dict[str, list[SkillRequirement]] = {}
    for one in SkillRequirement.objects.filter(standard=found):
        trees.setdefault(one.level, []).append(one)
    levels = [level for level in Level if level in described or level in trees]
    wanted = [level for level in levels if not only or level == only]
    if not wanted:
        raise NoSuchStandard
    return Standard(
        id=found.pk,
        organisation_id=row.organisation_id or 0,
        detailings=_detailings(found),
        line=line_of(row, has_standard=True),
        version=version_of(found, tuple(levels), sum(map(len, trees.values()))),
        levels=tuple(_text(level, described.get(level), trees.get(level, ())) for level in wanted),
    )


def _detailings(standard: StandardVersion) -> tuple[DetailingView, ...]:
    """Return the province's detailing of a version, the newest first."""
    return tuple(
        DetailingView(
            row.version,
            tuple(row.industry),
            tuple(row.enterprises),
            row.content,
            row.scoring,
            row.published_on,
        )
        for row in standard.detailings.order_by("-pk")
    )


def _text(level: Level, row: StandardLevel | None, rows: Sequence[SkillRequirement]) -> LevelText:
    said = levels_said.said(row)
    description = row.description if row else ""
    return LevelText(level, description, _tree(level, rows), said, parts.missing(said))


def _tree(level: Level, rows: Sequence[SkillRequirement]) -> tuple[Domain, ...]:
    """Return requirements as domains and tasks, in the order of their numbers."""
    ordered = sorted(rows, key=lambda row: _parts(row.number))
    domains: dict[str, dict[str, list[SkillRequirement]]] = {}
    for row in ordered:
        domains.setdefault(row.domain_number, {}).setdefault(row.task_number, []).append(row)
    return tuple(
        Domain(number, _first(tasks).domain, _tasks(level, tasks))
        for number, tasks in domains.items()
    )


def _tasks(level: Level, tasks: dict[str, list[SkillRequirement]]) -> tuple[Task, ...]:
    return tuple(
        Task(
            number,
            rows[0].task,
            tuple(Requirement(row.number, row.text, f"{level}-{row.number}") for row in rows),
        )
        for number, rows in tasks.items()
    )


def _first(tasks: dict[str, list[SkillRequirement]]) -> SkillRequirement:
    return next(iter(tasks.values()))[0]


def _parts(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]
