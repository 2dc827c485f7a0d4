"""Words, columns and addresses of the figures' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.rules import levels
from shuzheng.foundation.ui import listing
from shuzheng.insight.core.dimensions import Dimension, ScopeKind
from shuzheng.insight.queries.rows_of import NARROWS, Of, group

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shuzheng.insight.access import Scope

DIMENSIONS: dict[str, StrOrPromise] = {
    Dimension.CITY: _("By city"),
    Dimension.INSTITUTION: _("By institution"),
    Dimension.ORGANISATION: _("By evaluation organisation"),
    Dimension.CERTIFICATE: _("By certificate"),
    Dimension.LEVEL: _("By level"),
    Dimension.MONTH: _("By month"),
    Dimension.KIND: _("By kind of candidate"),
    Dimension.COHORT: _("By entry year"),
}
HEADS: dict[str, StrOrPromise] = {
    Dimension.CITY: pgettext_lazy("figures", "City"),
    Dimension.INSTITUTION: _("Institution"),
    Dimension.ORGANISATION: _("Evaluation organisation"),
    Dimension.CERTIFICATE: _("Certificate"),
    Dimension.LEVEL: _("Level"),
    Dimension.MONTH: _("Month"),
    Dimension.KIND: _("Kind of candidate"),
    Dimension.COHORT: _("Entry year"),
}
ALL: dict[str, StrOrPromise] = {
    Dimension.CITY: _("All cities"),
    Dimension.INSTITUTION: _("All institutions"),
    Dimension.ORGANISATION: _("All organisations"),
    Dimension.CERTIFICATE: _("All certificates"),
    Dimension.LEVEL: _("All levels"),
    Dimension.MONTH: _("All months"),
    Dimension.KIND: _("All candidates"),
    Dimension.COHORT: _("All entry years"),
}
MEASURES: dict[str, StrOrPromise] = {
    "registered": _("Participation"),
    "sat": pgettext_lazy("figures", "Sat"),
    "rate": _("Pass rate"),
    "issued": pgettext_lazy("figures", "Certificates issued"),
    "in_force": pgettext_lazy("certificates", "In force"),
    "acquired": _("Acquisition rate"),
    "completed": _("Completion of plan"),
    "covered": _("Site"),
}
COUNTED = ("registered", "sat", "rate", "issued", "in_force")
SHOWN: dict[str, tuple[str, ...]] = {
    Dimension.CITY: (*COUNTED, "acquired", "completed", "covered"),
    Dimension.INSTITUTION: (*COUNTED, "acquired", "completed"),
    Dimension.ORGANISATION: (*COUNTED, "acquired"),
    Dimension.CERTIFICATE: (*COUNTED, "acquired", "completed"),
    Dimension.LEVEL: (*COUNTED, "acquired"),
    Dimension.MONTH: COUNTED,
    Dimension.KIND: COUNTED,
    Dimension.COHORT: ("acquired",),
}
"""Which measures each breakdown shows, in the order of its columns."""

OWNERS = frozenset({"in_force", "completed"})
"""Measures that only the owner of the figures sees."""

OF: dict[str, StrOrPromise] = {
    Of.REGISTERED: _("Participation"),
    Of.SAT: pgettext_lazy("figures", "Sat"),
    Of.PASSED: _("Passed"),
    Of.STUDENTS: _("Students ever accepted"),
    Of.HOLDERS: _("Holders"),
    Of.ISSUED: pgettext_lazy("figures", "Certificates issued"),
    Of.IN_FORCE: _("Certificates in force"),
    Of.USES: _("Certificates in use"),
}
SCOPES: dict[str, StrOrPromise] = {
    ScopeKind.PROVINCE: _("Province"),
    ScopeKind.CITY: pgettext_lazy("figures", "City"),
    ScopeKind.INSTITUTION: _("Institution"),
    ScopeKind.ORGANISATION: _("Evaluation organisation"),
}
TOO_FEW = _("too few people, not shown")


def columns(dimension: str, *, own: bool) -> tuple[listing.Column, ...]:
    """Return the columns of a breakdown's table."""
    measures = [name for name in SHOWN[dimension] if own or name not in OWNERS]
    return (
        listing.Column("name", HEADS[dimension], sortable=True, lead=True),
        *(
            listing.Column(
                name,
                MEASURES[name],
                sortable=name != "covered",
                numeric=name != "covered",
                short=MEASURES[name],
            )
            for name in measures
        ),
    )


def scope_url(slug: str) -> str:
    """Return the address of a scope's figures by its slug, "" for none."""
    if not slug:
        return ""
    kind, _slash, code = slug.partition("/")
    return reverse("insight:scope", args=[kind, code]) if code else reverse("insight:province")


def rows_url(scope: Scope, of: Of, year: int, **narrowed: str) -> str:
    """Return the address of the rows behind a figure of a scope."""
    if scope.code:
        path = reverse("insight:rows", args=[scope.kind, scope.code])
    else:
        path = reverse("insight:province-rows")
    asked = {name: key for name, key in narrowed.items() if name in NARROWS[group(of)]}
    return f"{path}?{urlencode({'view': of, 'year': year, **asked})}"


def level(code: str) -> str:
    """Return a level in the reader's language."""
    return gettext(levels.LABELS[levels.Level(code)]) if code else ""
