"""What the groups of a breakdown are called, where they lead, and in which order they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from shuzheng.catalogue.models import CertificateType
from shuzheng.catalogue.rules import levels
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.identity.models import Division, Organisation
from shuzheng.insight.core.dimensions import NO_CLASS, Dimension, ScopeKind
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

KINDS: Final = {
    CandidateKind.STUDENT: N_("Students"),
    CandidateKind.SOCIAL_LEARNER: N_("Social learners"),
}
"""The two kinds of candidates, in the order they are shown."""

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Name:
    """What a group is called, the code under its name, the slug of its own figures."""

    name: str
    code: str = ""
    link: str = ""


def names(dimension: str, keys: Iterable[str]) -> Mapping[str, Name]:
    """Return the names of groups by key, in the order in which they are listed."""
    return NAMED[Dimension(dimension)](set(keys))


def month(number: int) -> str:
    """Return a month's name for an axis."""
    return _("month %(number)s") % {"number": number}


def _cohort(key: str) -> str:
    if key == str(NO_CLASS):
        return _("Without a class")
    return _("Entered in %(year)s") % {"year": key}


def _cities(wanted: set[str]) -> dict[str, Name]:
    rows = Division.objects.filter(code__in=wanted).order_by("code")
    found = {row.code: Name(row.name, row.code, f"{ScopeKind.CITY}/{row.code}") for row in rows}
    if "" in wanted:
        found[""] = Name(_("Registered by themselves"))
    return found


def _organisations(wanted: set[str], kind: ScopeKind) -> dict[str, Name]:
    rows = Organisation.objects.filter(pk__in=[int(key) for key in wanted if key]).order_by("code")
    found = {str(row.pk): Name(row.name, row.code, f"{kind}/{row.code}") for row in rows}
    if "" in wanted:
        found[""] = Name(_("Registered by themselves"))
    return found


def _certificates(wanted: set[str]) -> dict[str, Name]:
    rows = CertificateType.objects.filter(pk__in=[int(key) for key in wanted]).order_by("code")
    return {str(row.pk): Name(row.short_name, row.code) for row in rows}


def _levels(wanted: set[str]) -> dict[str, Name]:
    return {level: Name(_(levels.LABELS[level])) for level in levels.Level if level in wanted}


def _kinds(wanted: set[str]) -> dict[str, Name]:
    return {kind: Name(_(label)) for kind, label in KINDS.items() if kind in wanted}


def _months(wanted: set[str]) -> dict[str, Name]:
    return {str(n): Name(month(n)) for n in range(1, MONTHS + 1) if str(n) in wanted}


def _cohorts(wanted: set[str]) -> dict[str, Name]:
    return {key: Name(_cohort(key)) for key in sorted(wanted, key=int, reverse=True)}


NAMED: Final[Mapping[Dimension, Callable[[set[str]], dict[str, Name]]]] = {
    Dimension.CITY: _cities,
    Dimension.INSTITUTION: partial(_organisations, kind=ScopeKind.INSTITUTION),
    Dimension.ORGANISATION: partial(_organisations, kind=ScopeKind.ORGANISATION),
    Dimension.CERTIFICATE: _certificates,
    Dimension.LEVEL: _levels,
    Dimension.MONTH: _months,
    Dimension.KIND: _kinds,
    Dimension.COHORT: _cohorts,
}
