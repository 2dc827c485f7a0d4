"""When a qualification counts, and who must not mark whom.

Rules: R-144 (qualifications are kept with certificate, level, issue and expiry), R-106 (school and
industry assessors). Source: 皖教秘职成〔2021〕41号 二（七）; handbook 3.6 (no assessor marks a
candidate he or she taught or is kin to) and 3.17. A higher level covers the lower (handbook 1.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.catalogue.rules.levels import Level
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date


class Kind(StrEnum):
    """What a qualification entitles to."""

    ASSESSOR = auto()
    TRAINER = auto()


class Background(StrEnum):
    """Where an assessor comes from (R-106)."""

    SCHOOL = auto()
    INDUSTRY = auto()


class Ground(StrEnum):
    """Why an assessor stands aside for a candidate."""

    TAUGHT = auto()
    KIN = auto()
    OTHER = auto()


LABELS: Final = {
    Kind.ASSESSOR: N_("Assessor's qualification"),
    Kind.TRAINER: N_("Trainer's qualification"),
    Background.SCHOOL: N_("School"),
    Background.INDUSTRY: N_("Industry"),
    Ground.TAUGHT: N_("Taught the candidate"),
    Ground.KIN: N_("Kin of the candidate"),
    Ground.OTHER: N_("Other conflict of interest"),
}

ORDER: Final = tuple(Level)


@dataclass(frozen=True, slots=True)
class Qualification:
    """A qualification as the rule sees it."""

    kind: Kind
    certificate_type_id: int
    level: Level
    issued_on: date
    expires_on: date
    revoked_on: date | None


class State(StrEnum):
    """Where a qualification stands on a day."""

    COMING = auto()
    VALID = auto()
    EXPIRING = auto()
    EXPIRED = auto()
    REVOKED = auto()


SOON: Final = timedelta(days=60)
"""How long before its last day a qualification counts as about to expire. A project default."""


def state(held: Qualification, on: date) -> State:
    """Return where `held` stands on `on`."""
    if held.revoked_on is not None and held.revoked_on <= on:
        return State.REVOKED
    if on < held.issued_on:
        return State.COMING
    if held.expires_on < on:
        return State.EXPIRED
    return State.EXPIRING if held.expires_on <= on + SOON else State.VALID


@applies("R-144")
def counts(held: Qualification, certificate_type_id: int, level: Level, on: date) -> bool:
    """Return whether `held` entitles to assess `level` of the certificate on `on`."""
    return (
        held.kind is Kind.ASSESSOR
        and held.certificate_type_id == certificate_type_id
        and ORDER.index(held.level) >= ORDER.index(level)
        and held.issued_on <= on <= held.expires_on
        and (held.revoked_on is None or on < held.revoked_on)
    )
