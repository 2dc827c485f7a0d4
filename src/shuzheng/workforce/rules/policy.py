"""What a policy that encourages teachers orders on workload and on teacher programmes (R-256).

Source: 国家试点方案问答摘要 8. The policy itself is a document of the gazette, kept in versions and
published there; here stands with whom it was made, since when it holds and what it orders, in the
words of the policy. Nothing of it is applied to anybody's workload. What was recorded is never
changed: a correction is a new record of the same document, and the earlier one stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date


class MadeAlone(Refusal):
    """Such a policy is made together with other departments of the province."""

    code = "teacher-policy-made-alone"
    template = "Name at least one other department with which the policy was made."
    rule = "R-256"


class OrdersNothing(Refusal):
    """A policy that orders nothing on either is none of this kind."""

    code = "teacher-policy-orders-nothing"
    template = "Write what the policy orders on workload, on teacher programmes, or on both."
    rule = "R-256"


class BeforeItsDocument(Refusal):
    """A policy does not hold before the day of its document."""

    code = "teacher-policy-before-its-document"
    template = "The document is dated {dated_on}; the policy cannot hold before that day."
    rule = "R-256"


class AlreadyRecorded(Refusal):
    """Somebody recorded what this policy orders since the page was read."""

    code = "teacher-policy-recorded-meanwhile"
    status = 409
    template = "What this policy orders was recorded a moment ago. Read it before you correct it."
    rule = "R-256"


@dataclass(frozen=True, slots=True)
class Orders:
    """With whom a policy was made, since when it holds, and what it orders; "" is nothing."""

    departments: tuple[str, ...]
    in_force_on: date
    workload: str
    programmes: str


@applies("R-256")
def checked(orders: Orders, dated_on: date | None) -> Orders:
    """Return the orders without blank ends; refuse what cannot be a policy of this kind."""
    departments = tuple(dict.fromkeys(one for one in map(_tidy, orders.departments) if one))
    if not departments:
        raise MadeAlone
    workload, programmes = orders.workload.strip(), orders.programmes.strip()
    if not workload and not programmes:
        raise OrdersNothing
    if dated_on is not None and orders.in_force_on < dated_on:
        raise BeforeItsDocument(dated_on=dated_on)
    return Orders(departments, orders.in_force_on, workload, programmes)


def _tidy(name: str) -> str:
    return " ".join(name.split())
