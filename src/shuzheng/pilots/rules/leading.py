"""Who is expected to lead the pilot, and whether the one expected has filed for the year.

Rule: R-004. Source: 国家试点方案问答摘要 5. It warns and never refuses: taking part stays a
matter of filing without quota (R-030). Which flags count is in `identity.rules.leading`; a kind
that may not file at all (R-003), and an institution that a decision bars from filing, is not
warned of.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules import leading
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_
from shuzheng.pilots.rules import filing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shuzheng.identity.rules.leading import LeadFlag
    from shuzheng.kernel.rulebook import Rulebook


class Outlook(StrEnum):
    """How an expected leader stands to the round of a year."""

    FILED = auto()
    BARRED = auto()
    AHEAD = auto()
    AWAITED = auto()
    ABSENT = auto()


LABELS: Final = {
    Outlook.FILED: N_("Has filed"),
    Outlook.BARRED: N_("Barred from filing"),
    Outlook.AHEAD: N_("The round has not begun"),
    Outlook.AWAITED: N_("Has not filed yet"),
    Outlook.ABSENT: N_("Has not filed, the round is over"),
}
WARNED: Final = frozenset({Outlook.AWAITED, Outlook.ABSENT})
"""Where the platform warns: the round is open or over, and there is no filing."""


@applies("R-004")
def expected(flags: Iterable[str], kind: str, today: date, book: Rulebook) -> tuple[LeadFlag, ...]:
    """Return the flags for which an institution of `kind` is expected to lead; none for others."""
    if not filing.kind_may_file(kind, today, book):
        return ()
    return leading.counted(flags, today, book)


@applies("R-004")
def outlook(
    opens_on: date, closes_on: date, today: date, *, has_filed: bool, is_barred: bool
) -> Outlook:
    """Return how an expected leader stands to a round whose both days belong to it.

    `has_filed` says that a filing was handed in, whatever became of it; a draft is none.
    """
    if has_filed:
        return Outlook.FILED
    if is_barred:
        return Outlook.BARRED
    if today < opens_on:
        return Outlook.AHEAD
    return Outlook.AWAITED if today <= closes_on else Outlook.ABSENT
