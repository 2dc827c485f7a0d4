"""Levels of a certificate, and where a certificate and a standard stand.

Levels are words (初级, 中级, 高级), never the five national occupational grades of the 人社 system
(handbook 6.4, trap 2). A higher level covers the lower. Source: handbook 1.2, 3.2.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class Level(StrEnum):
    """The three levels, lowest first."""

    ELEMENTARY = auto()
    INTERMEDIATE = auto()
    ADVANCED = auto()


CHINESE: Final = {"初级": Level.ELEMENTARY, "中级": Level.INTERMEDIATE, "高级": Level.ADVANCED}
"""The word that documents print for each level; it is data there, not a translation."""

PRINTED: Final = {level: word for word, level in CHINESE.items()}

DIGITS: Final = {Level.ELEMENTARY: "1", Level.INTERMEDIATE: "2", Level.ADVANCED: "3"}
"""The digit of each level in a certificate number (handbook 4.4)."""


class NationalStatus(StrEnum):
    """What the national list says of a certificate; mirrored, never decided here (R-027)."""

    LISTED = auto()
    SUSPENDED = auto()
    WITHDRAWN = auto()


class VersionState(StrEnum):
    """Where a version of a standard stands."""

    DRAFT = auto()
    IN_CONSULTATION = auto()
    PUBLISHED = auto()
    SUPERSEDED = auto()
    WITHDRAWN = auto()


class VersionVerb(StrEnum):
    """What can be done to a version of a standard."""

    CONSULT = auto()
    PUBLISH = auto()
    SUPERSEDE = auto()
    WITHDRAW = auto()


LABELS: Final = {
    Level.ELEMENTARY: N_("Elementary"),
    Level.INTERMEDIATE: N_("Intermediate"),
    Level.ADVANCED: N_("Advanced"),
    NationalStatus.LISTED: N_("Listed nationally"),
    NationalStatus.SUSPENDED: N_("Suspended nationally"),
    NationalStatus.WITHDRAWN: N_("Withdrawn nationally"),
    VersionState.DRAFT: N_("Draft"),
    VersionState.IN_CONSULTATION: N_("In consultation"),
    VersionState.PUBLISHED: N_("Published"),
    VersionState.SUPERSEDED: N_("Superseded"),
    VersionState.WITHDRAWN: N_("Withdrawn"),
    VersionVerb.CONSULT: N_("Open for consultation"),
    VersionVerb.PUBLISH: N_("Publish"),
    VersionVerb.SUPERSEDE: N_("Supersede"),
    VersionVerb.WITHDRAW: N_("Withdraw"),
}

VERSION: Final = Lifecycle(
    name="catalogue.standard_version",
    initial=VersionState.DRAFT,
    steps={
        (VersionState.DRAFT, VersionVerb.CONSULT): VersionState.IN_CONSULTATION,
        (VersionState.IN_CONSULTATION, VersionVerb.PUBLISH): VersionState.PUBLISHED,
        (VersionState.DRAFT, VersionVerb.PUBLISH): VersionState.PUBLISHED,
        (VersionState.PUBLISHED, VersionVerb.SUPERSEDE): VersionState.SUPERSEDED,
        (VersionState.PUBLISHED, VersionVerb.WITHDRAW): VersionState.WITHDRAWN,
    },
    labels=LABELS,
    path=(VersionState.DRAFT, VersionState.IN_CONSULTATION, VersionState.PUBLISHED),
)
