"""What an evaluation organisation is, in which field it works, and which fields are covered.

Rules: R-062 (the record holds kind and field), R-063 (organisations are counted by field). Source:
handbook 2.3; 本省试点情况概述 （二）. Which kinds and fields are recorded is said by the rulebook
of the day; what was recorded before and no longer stands in it stays on record and is counted under
its own word. An organisation has one field, so that the counts add up; its certificates may lie in
several. The number of fields that the province's account names is a line of reference, no target.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import EvaluationKind
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Field(StrEnum):
    """A field by which organisations are counted: the categories of the vocational majors."""

    AGRICULTURE_FORESTRY = auto()
    RESOURCES_ENVIRONMENT = auto()
    ENERGY_MATERIALS = auto()
    CIVIL_CONSTRUCTION = auto()
    WATER_CONSERVANCY = auto()
    EQUIPMENT_MANUFACTURING = auto()
    BIOLOGY_CHEMISTRY = auto()
    LIGHT_TEXTILE = auto()
    FOOD_DRUGS = auto()
    TRANSPORT = auto()
    ELECTRONICS_INFORMATION = auto()
    MEDICINE_HEALTH = auto()
    FINANCE_COMMERCE = auto()
    TOURISM = auto()
    CULTURE_ARTS = auto()
    NEWS_COMMUNICATION = auto()
    EDUCATION_SPORTS = auto()
    SECURITY_JUSTICE = auto()
    PUBLIC_ADMINISTRATION = auto()


FIELDS: Final = {
    Field.AGRICULTURE_FORESTRY: N_("Agriculture, forestry, husbandry and fishery"),
    Field.RESOURCES_ENVIRONMENT: N_("Resources, environment and safety"),
    Field.ENERGY_MATERIALS: N_("Energy, power and materials"),
    Field.CIVIL_CONSTRUCTION: N_("Civil engineering and construction"),
    Field.WATER_CONSERVANCY: N_("Water conservancy"),
    Field.EQUIPMENT_MANUFACTURING: N_("Equipment manufacturing"),
    Field.BIOLOGY_CHEMISTRY: N_("Biology and chemicals"),
    Field.LIGHT_TEXTILE: N_("Light industry and textiles"),
    Field.FOOD_DRUGS: N_("Food, drugs and grain"),
    Field.TRANSPORT: N_("Transport and traffic"),
    Field.ELECTRONICS_INFORMATION: N_("Electronics and information"),
    Field.MEDICINE_HEALTH: N_("Medicine and health"),
    Field.FINANCE_COMMERCE: N_("Finance, business and trade"),
    Field.TOURISM: N_("Tourism"),
    Field.CULTURE_ARTS: N_("Culture and arts"),
    Field.NEWS_COMMUNICATION: N_("News and communication"),
    Field.EDUCATION_SPORTS: N_("Education and sports"),
    Field.SECURITY_JUSTICE: N_("Public security and justice"),
    Field.PUBLIC_ADMINISTRATION: N_("Public administration and services"),
}
"""The English word of every field; doors translate it."""

PRINTED: Final = {
    Field.AGRICULTURE_FORESTRY: "农林牧渔",
    Field.RESOURCES_ENVIRONMENT: "资源环境与安全",
    Field.ENERGY_MATERIALS: "能源动力与材料",
    Field.CIVIL_CONSTRUCTION: "土木建筑",
    Field.WATER_CONSERVANCY: "水利",
    Field.EQUIPMENT_MANUFACTURING: "装备制造",
    Field.BIOLOGY_CHEMISTRY: "生物与化工",
    Field.LIGHT_TEXTILE: "轻工纺织",
    Field.FOOD_DRUGS: "食品药品与粮食",
    Field.TRANSPORT: "交通运输",
    Field.ELECTRONICS_INFORMATION: "电子与信息",
    Field.MEDICINE_HEALTH: "医药卫生",
    Field.FINANCE_COMMERCE: "财经商贸",
    Field.TOURISM: "旅游",
    Field.CULTURE_ARTS: "文化艺术",
    Field.NEWS_COMMUNICATION: "新闻传播",
    Field.EDUCATION_SPORTS: "教育与体育",
    Field.SECURITY_JUSTICE: "公安与司法",
    Field.PUBLIC_ADMINISTRATION: "公共管理与服务",
}
"""The official words, as workbooks write them."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The codes of kind and field; both are "" where nothing is recorded."""

    kind: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field ("" for none recorded), its organisations by kind, whether the field counts today."""

    field: str
    kinds: dict[str, int]
    counts: bool

    @property
    def total(self) -> int:
        """How many organisations there are in the field."""
        return sum(self.kinds.values())


class OnlyEvaluationOrganisations(Refusal):
    """Schools, bureaus and enterprises have no such record."""

    code = "only-evaluation-organisations"
    template = "Only evaluation organisations have a kind and a field on record."
    rule = "R-062"


class UnknownEvaluationKind(Refusal):
    """A kind that the rulebook does not name today."""

    code = "unknown-evaluation-kind"
    template = "“{kind}” is not a kind of evaluation organisation that is recorded today."
    rule = "R-062"


class UnknownField(Refusal):
    """A field that the rulebook does not name today."""

    code = "unknown-organisation-field"
    template = "“{field}” is not a field by which organisations are counted today."
    rule = "R-063"


@applies("R-062")
def kinds_in_use(today: date, book: Rulebook) -> tuple[EvaluationKind, ...]:
    """Return the kinds that are recorded today, in the rulebook's order."""
    return tuple(EvaluationKind(one) for one in book.on(today, "R-062").words("evaluation_kinds"))


@applies("R-063")
def fields_in_use(today: date, book: Rulebook) -> tuple[Field, ...]:
    """Return the fields by which organisations are counted today, in the rulebook's order."""
    return tuple(Field(one) for one in book.on(today, "R-063").words("organisation_fields"))


@applies("R-063")
def cited(today: date, book: Rulebook) -> int:
    """Return how many fields the province's account names as covered: more than so many."""
    return book.on(today, "R-063").integer("cited_fields")


@applies("R-062", "R-063")
def checked(profile: Profile, today: date, book: Rulebook) -> Profile:
    """Return a profile that may be recorded; refuse a kind or a field that is not in use."""
    if profile.kind not in kinds_in_use(today, book):
        raise UnknownEvaluationKind(kind=profile.kind)
    if profile.field not in fields_in_use(today, book):
        raise UnknownField(field=profile.field)
    return profile


@applies("R-063")
def counted(held: Iterable[Profile], today: date, book: Rulebook) -> list[FieldLine]:
    """Return how many organisations there are by field and kind.

    Every field of the rulebook comes first, in its order, also one with nobody in it; then those
    that no longer stand in it; last those without a field, if there are any.
    """
    found: dict[str, dict[str, int]] = {one.value: {} for one in fields_in_use(today, book)}
    known = set(found)
    for one in sorted(held, key=lambda profile: (not profile.field, profile.field)):
        kinds = found.setdefault(one.field, {})
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    return [FieldLine(field, kinds, field in known) for field, kinds in found.items()]


@applies("R-063")
def covered(lines: Iterable[FieldLine]) -> int:
    """Return how many of the fields that count have an organisation."""
    return sum(1 for line in lines if line.counts and line.total)
