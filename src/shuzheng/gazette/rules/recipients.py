"""To whom a document is sent: chosen kinds of party, and parties by name.

Rule: R-001. Source: 皖教秘职成〔2021〕41号, its address. Whom a kind holds is settled when the
document goes out and does not change afterwards: who came later was not written to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import InstitutionKind, OrganisationKind
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from shuzheng.kernel.rulebook import Rulebook

RecipientKind = OrganisationKind | InstitutionKind
BY_NAME = "by_name"
"""How a party is addressed that none of the chosen kinds holds."""
NAMED: Final = frozenset(
    {
        OrganisationKind.CITY_BUREAU,
        OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU,
        OrganisationKind.INSTITUTION,
        OrganisationKind.EVALUATION_ORGANISATION,
    }
)
"""Kinds of party of which any may be written to by name: somebody there can sign for it."""
ADDRESS: Final[dict[RecipientKind, str]] = {
    OrganisationKind.CITY_BUREAU: "各市教育局",
    OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU: "各省直管县（市）教育局",
    InstitutionKind.APPLIED_UNDERGRADUATE: "有关应用型本科高校",
    InstitutionKind.HIGHER_VOCATIONAL: "各高职院校",
    InstitutionKind.PROVINCIAL_SECONDARY: "各省属中专学校",
    OrganisationKind.EVALUATION_ORGANISATION: "各评价组织",
    InstitutionKind.VOCATIONAL_UNDERGRADUATE_PILOT: "各本科层次职业教育试点学校",
    InstitutionKind.OPEN_UNIVERSITY: "开放大学",
    InstitutionKind.SECONDARY_VOCATIONAL: "各中等职业学校",
}
"""How a kind is addressed on the paper."""
MOST_NAMED: Final = 8
"""How many parties an address names before it says how many there are."""


class NotARecipientKind(Refusal):
    """Documents are not sent to parties of this kind."""

    code = "not-a-recipient-kind"
    template = "Documents cannot be sent to “{kind}”."
    rule = "R-001"


class NoSuchRecipient(Refusal):
    """A party that was named does not exist."""

    code = "no-such-recipient"
    template = "One of the parties that were named does not exist."
    rule = "R-001"


class RemindedToday(Refusal):
    """Everybody who has not signed was reminded today."""

    code = "reminded-today"
    status = 409
    template = "There is nobody to remind: all have signed, or were reminded today."
    rule = "R-001"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as far as addressing goes."""

    id: int
    kind: str
    institution_kind: str = ""


@applies("R-001")
def kinds(on: date, book: Rulebook) -> tuple[RecipientKind, ...]:
    """Return the kinds of party that a document may be sent to, in the order of an address."""
    return tuple(_kind(code) for code in book.on(on, "R-001").words("recipient_kinds"))


@applies("R-001")
def check(chosen: Iterable[str], on: date, book: Rulebook) -> None:
    """Refuse a kind that documents are not sent to."""
    for code in chosen:
        if code not in kinds(on, book):
            raise NotARecipientKind(kind=code)


@applies("R-001")
def addressed(
    parties: Iterable[Party], chosen: Collection[str], named: Collection[int]
) -> dict[int, str]:
    """Return each party that is written to (by id) and as what: by its kind, or by name."""
    found: dict[int, str] = {}
    for party in parties:
        kind = party.institution_kind or party.kind
        if kind in chosen:
            found[party.id] = kind
        elif party.id in named:
            found[party.id] = BY_NAME
    return found


def check_named(asked: Collection[int], found: Collection[Party]) -> None:
    """Refuse parties that do not exist, and those where nobody could sign."""
    if len(found) != len(set(asked)):
        raise NoSuchRecipient
    for party in found:
        if party.kind not in NAMED:
            raise NotARecipientKind(kind=party.kind)


def address(chosen: Collection[str], names: Collection[str]) -> str:
    """Return the line that stands above a document's text; "" where it is sent to nobody."""
    held = [words for kind, words in ADDRESS.items() if kind in chosen]
    if len(names) > MOST_NAMED:
        held.append(f"有关单位（共{len(names)}家）")
    else:
        held += names
    return f"{'，'.join(held)}：" if held else ""


@applies("R-001")
def to_remind(signed_at: datetime | None, reminded_on: date | None, today: date) -> bool:
    """Return whether a recipient may be reminded: it has not signed, and not twice on one day."""
    return signed_at is None and (reminded_on is None or reminded_on < today)


def _kind(code: str) -> RecipientKind:
    return OrganisationKind(code) if code in set(OrganisationKind) else InstitutionKind(code)
