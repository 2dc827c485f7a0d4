"""The conditions of institutions are measured once, in December, for the twelve months before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shuzheng.support.rules.unevenness import Measure
from shuzheng.support.services import measuring
from shuzheng.support.services.measuring import Said

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.year.cast import Year

OPENED, TOLD_ON, FROZEN = (12, 3), (12, 4), (12, 5)
HOURS = {"A": 240, "B": 90, "C": 80, "D": 30, "F": 400, "G": 400}
"""Training hours; those of F and G do not count, with fewer than five pilot students each."""
SOURCE = "院校年度报告（演示）"


def enter(year: Year) -> None:
    """Enter the measurement."""
    year.enter(*OPENED, partial(_open, year))
    year.enter(*TOLD_ON, partial(_tell, year))
    year.enter(*FROZEN, partial(_freeze, year))


def _open(year: Year, now: datetime) -> None:
    year.measurement = measuring.open_measurement(actor=year.world.office, now=now)


def _tell(year: Year, now: datetime) -> None:
    said = [
        Said(year.schools[letter].id, {Measure.HOURS: hours}, SOURCE, now.date())
        for letter, hours in HOURS.items()
    ]
    measuring.tell(year.measurement, said, actor=year.world.office, now=now)


def _freeze(year: Year, now: datetime) -> None:
    measuring.freeze(year.measurement, actor=year.world.office, now=now)
