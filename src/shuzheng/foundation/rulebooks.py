"""The rulebook and the working-day calendar of the province this installation serves."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.conf import settings

from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Rulebook


@cache
def current() -> Rulebook:
    """Return the configured province's rulebook, read once."""
    path = files("shuzheng") / "rulebooks" / f"{settings.PROVINCE}.toml"
    return Rulebook.parse(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Province:
    """The province of this installation: its name and its division code."""

    name: str
    division: str


@cache
def province() -> Province:
    """Return the configured province's name and division code."""
    path = files("shuzheng") / "rulebooks" / f"{settings.PROVINCE}.toml"
    return Province(**tomllib.loads(path.read_text(encoding="utf-8"))["province"])


@cache
def calendar() -> Calendar:
    """Return the working-day calendar, read once."""
    path = files("shuzheng") / "rulebooks" / "calendar.toml"
    days = tomllib.loads(path.read_text(encoding="utf-8"))
    return Calendar(frozenset(days["holidays"]), frozenset(days["workdays"]))
