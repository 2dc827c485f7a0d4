"""What makes a level standard one: three things that it says of each level.

Rule: R-065: typical traits of the level, growth of skilled people, needs of the job group. A part
that is missing is flagged to the organisation and shown; it blocks nothing. The paragraph that
comes with an official text may hold some of them, but no program can tell which: it counts as none.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(StrEnum):
    """What a standard says of a level; the names are those of its columns."""

    TRAITS = auto()
    GROWTH = auto()
    JOB_NEEDS = auto()


LABELS: Final = {
    Part.TRAITS: N_("Typical traits of the level"),
    Part.GROWTH: N_("Growth of skilled people"),
    Part.JOB_NEEDS: N_("Needs of the job group"),
}


@applies("R-065")
def missing(said: Mapping[Part, str]) -> tuple[Part, ...]:
    """Return the parts that nothing is said of, in their order; blanks say nothing."""
    return tuple(part for part in Part if not said.get(part, "").strip())
