"""Verification of very many pairs of number and name at once, in a bounded number of queries.

Rule: R-112. Every pair is answered as the public page would answer it: a wrong name and a number
that was never given look the same, and a mistyped number says nothing about any certificate. The
signature and the status lists are judged for each certificate; that the evidence log holds it is
not proved again, because thousands of proofs would be fetched that nobody reads. Only where the key
was stolen is it: nothing else tells what was signed before from what the thief signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from shuzheng.catalogue.rules.levels import Level
from shuzheng.credentials.core import numbers
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.queries import papers, verification
from shuzheng.credentials.rules.status import State
from shuzheng.identity.queries import organisations
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.credentials.core.verifying import Verdict

AT_ONCE = 500
COLUMNS = (
    "pk",
    "number",
    "holder",
    "state",
    "state_since",
    "state_ground",
    "organisation_id",
    "certificate_type__short_name",
    "level",
    "module",
    "issued_on",
    "credential",
    "salt",
    "log_index",
    "key__compromised_at",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """What somebody asks: a number and the name of its holder, as typed."""

    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class Registered:
    """What anybody may see of a certificate who knows its number and its holder."""

    certificate: str
    level: Level
    module: str
    organisation: str
    issued_on: date
    state: State
    state_since: datetime
    state_ground: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one pair.

    `fault` is what is wrong with the number as typed, in one word. Without it, no `verdict` means
    that no certificate of this number and this name is registered.
    """

    pair: Pair
    fault: str = ""
    verdict: Verdict | None = None
    registered: Registered | None = None


@applies("R-112")
def by_pairs(pairs: Iterable[Pair], now: datetime) -> Iterator[Answer]:
    """Yield the answer to each pair, in order; three queries for each 500 of them."""
    verifier = verification.verifier(0, now)
    names: dict[tuple[int, date], str] = {}
    source = iter(pairs)
    while some := list(islice(source, AT_ONCE)):
        rows = _rows(some)
        after = _successors(row for row in rows.values() if row.state == State.REPLACED)
        for pair in some:
            plain = numbers.normalise(pair.number)
            if fault := numbers.fault(plain):
                yield Answer(pair, fault)
                continue
            row = rows.get(plain)
            if not verification.same_name(pair.holder, row.holder if row else "") or row is None:
                yield Answer(pair)
                continue
            proof = papers.proof(row).decode() if row.key.compromised_at else ""
            said = verifier.verify(row.credential.encode(), evidence=proof).verdict
            shown = _registered(row, names, after.get(row.pk, ""))
            yield Answer(pair, "", _settled(said, row), shown)


def _settled(said: Verdict, row: Certificate) -> Verdict:
    return verification.settled(said, State(row.state), is_ours=True)


def _rows(pairs: Sequence[Pair]) -> Mapping[str, Certificate]:
    wanted = {numbers.normalise(pair.number) for pair in pairs}
    rows = Certificate.objects.filter(number__in=wanted)
    return {
        row.number: row for row in rows.select_related("certificate_type", "key").only(*COLUMNS)
    }


def _successors(rows: Iterable[Certificate]) -> Mapping[int, str]:
    """Return the numbers of the certificates that replaced these, by the id of the older one."""
    keys = [row.pk for row in rows]
    found = Certificate.objects.filter(replaces__in=keys).values_list("replaces_id", "number")
    return {int(older or 0): number for older, number in found} if keys else {}


def _registered(
    row: Certificate, names: dict[tuple[int, date], str], replaced_by: str
) -> Registered:
    bearer = (row.organisation_id, row.issued_on)
    if bearer not in names:
        names[bearer] = organisations.name_on(*bearer)
    return Registered(
        certificate=row.certificate_type.short_name,
        level=Level(row.level),
        module=row.module,
        organisation=names[bearer],
        issued_on=row.issued_on,
        state=State(row.state),
        state_since=row.state_since,
        state_ground=row.state_ground,
        replaced_by=replaced_by,
    )
