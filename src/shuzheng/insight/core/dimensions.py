"""Whose figures there are, and what a breakdown runs over."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final

EVERY_YEAR: Final = 0
"""Stands for all entry years together."""

NO_CLASS: Final = 1
"""Stands for the entry year of a student whom no class gives one."""


class ScopeKind(StrEnum):
    """Whose figures these are."""

    PROVINCE = auto()
    CITY = auto()
    INSTITUTION = auto()
    ORGANISATION = auto()


class Dimension(StrEnum):
    """What a breakdown runs over."""

    CITY = auto()
    INSTITUTION = auto()
    ORGANISATION = auto()
    CERTIFICATE = auto()
    LEVEL = auto()
    MONTH = auto()
    KIND = auto()
    COHORT = auto()
