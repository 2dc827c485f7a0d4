"""The words of the catalogue as its pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shuzheng.catalogue.rules import levels
from shuzheng.catalogue.rules.levels import NationalStatus, VersionState
from shuzheng.catalogue.rules.parts import LABELS
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuzheng.catalogue.rules.parts import Part

MAJOR_LEVELS = {
    "secondary": gettext_lazy("Secondary vocational"),
    "higher_college": gettext_lazy("Higher vocational"),
    "higher_bachelor": gettext_lazy("Vocational bachelor"),
}
STATUSES = {
    NationalStatus.LISTED: Chip(Kind.OK, gettext_lazy("Listed nationally")),
    NationalStatus.SUSPENDED: Chip(Kind.WAIT, gettext_lazy("Suspended nationally"), "pause"),
    NationalStatus.WITHDRAWN: Chip(Kind.OFF, gettext_lazy("Withdrawn nationally"), "ban"),
}
VERSIONS = {
    VersionState.PUBLISHED: Chip(Kind.OK, pgettext_lazy("standard", "In force")),
    VersionState.SUPERSEDED: Chip(Kind.OFF, pgettext_lazy("standard", "Superseded"), "history"),
}
LACKING = Chip(Kind.WAIT, gettext_lazy("Parts missing"), "alert")
PARAPHRASED = "paraphrased"
CONFIDENCES = {
    "high": gettext_lazy("high"),
    "medium": gettext_lazy("medium"),
    "low": gettext_lazy("low"),
}
SOURCES = {
    "extracted": gettext_lazy("taken from a public source"),
    "adapted": gettext_lazy("taken from a source and matched to the catalogue of 2021"),
    "recalled": gettext_lazy("from general knowledge, not checked against a document"),
    "paraphrased, for demonstration": gettext_lazy("paraphrased, for demonstration"),
    "invented for demonstration": gettext_lazy("invented for demonstration"),
}


def level(one: levels.Level) -> str:
    """Return the word of a level."""
    return _(levels.LABELS[one])


def level_words(some: Iterable[levels.Level]) -> list[str]:
    """Return the words of several levels."""
    return [level(one) for one in some]


def missing(some: Iterable[Part]) -> str:
    """Return what a level lacks, in words."""
    named = _(", ").join(_(LABELS[one]) for one in some)
    return _("Missing: {parts}").format(parts=named)


def batch(number: int | None) -> str:
    """Return the word of a batch, such as 第1批."""
    return _("Batch {n}").format(n=number) if number else ""


def source(text: str) -> str:
    """Return where a row came from, in words where we have them."""
    return str(SOURCES.get(text, text))


def confidence(text: str) -> str:
    """Return how sure a row is, in words."""
    return str(CONFIDENCES.get(text, text))


def crumbs(last: str, *between: Crumb) -> list[Crumb]:
    """Return the way to a page of the catalogue."""
    return [
        Crumb(_("Catalogue of certificates"), reverse("catalogue:index")),
        *between,
        Crumb(last),
    ]
