"""The reference files that come with the platform: what they are and how many rows they have."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from shuzheng.kernel.wording import N_

FOLDER = Path(__file__).parents[1] / "data"
FILES = {
    "certificate_catalogue.csv": N_("Kinds of certificate with batch, levels and organisation"),
    "certificate_major_map.csv": N_("Majors that each certificate suits"),
    "skill_standard_levels.csv": N_("What each level of a standard demands"),
    "skill_standard_requirements.csv": N_("Skill requirements by work domain and task"),
    "vocational_majors_2021.csv": N_("Majors of the vocational catalogue of 2021"),
    "admin_divisions.csv": N_("Divisions: provinces, cities, counties"),
    "anhui_directly_administered.csv": N_("Counties that the province administers directly"),
}


@dataclass(frozen=True, slots=True)
class File:
    """One reference file: its name, what it holds (a marked sentence), how many rows."""

    name: str
    holds: str
    rows: int


def files() -> list[File]:
    """Return the files that an import reads."""
    return [File(name, holds, _rows(FOLDER / name)) for name, holds in FILES.items()]


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))
