"""Organisations and sites that schools and enterprises build together: partners and shares.

Rule: R-064. Source: 本省试点情况概述 （二）, “推动校企共建“1+X”培训评价组织与考核站点”. A body
has at least one school and one enterprise; shares are stated for all partners, to the hundredth of
a per cent, or for none. What was recorded is never changed: a change is a new version with its
document.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel import identifiers
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WHOLE: Final = 10_000
"""A hundred per cent, in hundredths of a per cent."""


class Side(StrEnum):
    """What a partner is."""

    SCHOOL = auto()
    ENTERPRISE = auto()


SIDES: Final = {Side.SCHOOL: N_("School"), Side.ENTERPRISE: N_("Enterprise")}


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner. `party_id` is that of a party here, None for an enterprise from outside.

    `share` is in hundredths of a per cent, None where no shares are stated. `credit_code` is there
    for enterprises from outside.
    """

    side: Side
    name: str
    party_id: int | None = None
    credit_code: str = ""
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """The document by which partners build something together, and since when it holds."""

    number: str
    since: date


class OneSided(Refusal):
    """Of one side alone nothing is built jointly."""

    code = "joint-body-one-sided"
    template = "Name at least one school and one enterprise."
    rule = "R-064"


class Twice(Refusal):
    """A partner stands there once, with its whole share."""

    code = "joint-partner-twice"
    template = "{name} is named twice."
    rule = "R-064"


class SharesUneven(Refusal):
    """Shares that do not make a whole, or are missing for some."""

    code = "joint-shares-uneven"
    template = "State the shares of all partners, 100% together, or of none."
    rule = "R-064"


class NoCreditCode(Refusal):
    """An enterprise that is not registered here is known by its code."""

    code = "joint-partner-without-code"
    template = "{name} is not registered here: give its unified social credit code (18 characters)."
    rule = "R-064"


class NoDeed(Refusal):
    """Partners are recorded by a document that holds today."""

    code = "joint-body-without-document"
    template = "Give the number of the agreement and a day that is not ahead."
    rule = "R-064"


class Backwards(Refusal):
    """A new version does not begin before the one that it follows."""

    code = "joint-version-backwards"
    template = "The partners before hold since {since}; the change cannot begin earlier."
    rule = "R-064"


class RecordedMeanwhile(Refusal):
    """Somebody recorded the partners since the page was read."""

    code = "joint-recorded-meanwhile"
    status = 409
    template = "The partners were recorded a moment ago. Read them before you change them."
    rule = "R-064"


class NotJoint(Refusal):
    """Only organisations and sites are built jointly here."""

    code = "joint-body-unknown"
    template = "“{name}” is no evaluation organisation and no assessment site."
    rule = "R-064"


@applies("R-064")
def check(partners: Sequence[Partner], deed: Deed, before: date | None, today: date) -> None:
    """Refuse what is no joint body, by the first fault."""
    if not deed.number.strip() or deed.since > today:
        raise NoDeed
    if before is not None and deed.since < before:
        raise Backwards(since=before)
    if {one.side for one in partners} != set(Side):
        raise OneSided
    seen: set[object] = set()
    for one in partners:
        if one.party_id is None and not identifiers.credit_code_is_valid(one.credit_code):
            raise NoCreditCode(name=one.name)
        key = one.party_id or one.credit_code
        if key in seen:
            raise Twice(name=one.name)
        seen.add(key)
    shares = [one.share for one in partners]
    stated = [share for share in shares if share is not None]
    if stated and (len(stated) < len(shares) or min(stated) <= 0 or sum(stated) != WHOLE):
        raise SharesUneven
