"""What was said of each pair of a list: made from a verification, kept, opened again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.queries.many import Pair
from shuzheng.foundation import sealing
from shuzheng.reliance.rules import checking
from shuzheng.reliance.rules.checking import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.credentials.queries.many import Answer
    from shuzheng.reliance.models import Check


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one pair; without a certificate only the outcome.

    `since` is the instant from which the certificate has stood as it does where that is not in
    force; `fault` is what is wrong with the number, in one word.
    """

    number: str
    holder: str
    outcome: Outcome
    fault: str = ""
    certificate: str = ""
    level: str = ""
    module: str = ""
    organisation: str = ""
    issued_on: date | None = None
    since: datetime | None = None
    replaced_by: str = ""

    def dump(self) -> dict[str, Any]:
        """Return this as JSON values, without what is empty. It holds a name: keep it sealed."""
        found = {name: value for name, value in asdict(self).items() if value}
        for name in ("issued_on", "since"):
            if name in found:
                found[name] = found[name].isoformat()
        return found


def of(answer: Answer) -> Said:
    """Return what is said of a pair."""
    found = answer.registered
    outcome = checking.outcome(answer.verdict, answer.fault, found.state_ground if found else "")
    said = Said(answer.pair.number, answer.pair.holder, outcome, answer.fault)
    if found is None:
        return said
    return replace(
        said,
        certificate=found.certificate,
        level=found.level.value,
        module=found.module,
        organisation=found.organisation,
        issued_on=found.issued_on,
        since=None if outcome is Outcome.VALID else found.state_since,
        replaced_by=found.replaced_by,
    )


def seal_pairs(row: Check, pairs: Sequence[Pair]) -> tuple[str, bytes]:
    """Return the pairs of a list as its row keeps them: the sealed key, and the body."""
    return _enclosed(row, [[pair.number, pair.holder] for pair in pairs])


def pairs(row: Check) -> list[Pair]:
    """Return the pairs of a list that waits."""
    return [Pair(number, holder) for number, holder in _disclosed(row)]


def seal(row: Check, said: Sequence[Said]) -> tuple[str, bytes]:
    """Return answers as a list's row keeps them: the sealed key, and the body."""
    return _enclosed(row, [one.dump() for one in said])


def opened(row: Check) -> list[Said]:
    """Return what was said of each pair of an answered list."""
    return [_load(one) for one in _disclosed(row)]


def _enclosed(row: Check, values: list[Any]) -> tuple[str, bytes]:
    return sealing.enclose(json.dumps(values, ensure_ascii=False).encode(), row.place())


def _disclosed(row: Check) -> list[Any]:
    found: list[Any] = json.loads(sealing.disclose(row.key_sealed, bytes(row.body), row.place()))
    return found


def _load(kept: Mapping[str, Any]) -> Said:
    values = dict(kept)
    values["outcome"] = Outcome(values["outcome"])
    if "issued_on" in values:
        values["issued_on"] = date.fromisoformat(values["issued_on"])
    if "since" in values:
        values["since"] = datetime.fromisoformat(values["since"])
    return Said(**values)
