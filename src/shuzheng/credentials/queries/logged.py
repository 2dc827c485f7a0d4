"""Whether certificates, what they rest on and their changes are what the evidence log was told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import evidence as steps
from shuzheng.credentials.core import grounds
from shuzheng.credentials.models import Certificate, LoggedChange
from shuzheng.transparency.core import leaves
from shuzheng.transparency.queries import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AT_ONCE = 500
STATUS_KIND = "certificate.status"


def leaves_of(first: int, stop: int) -> Sequence[bytes]:
    """Return the leaves of the certificates at these places of the log, as `grounds` has them.

    Each names the newest result that stood in the log before all of them.
    """
    rows = Certificate.objects.filter(log_index__gte=first, log_index__lt=stop)
    found = rows.order_by("log_index").values_list("uid", "result__registration_id")
    logged = steps.results_at([key for _, key in found], before=first)
    return [grounds.of(uid.urn, logged.get(key)) for uid, key in found]


def faults() -> Iterator[str]:
    """Yield every place where certificates and the log do not say the same, in words.

    What was erased is passed over, and so is what was issued before there were such entries.
    """
    for at, leaf in evidence.of_kind(grounds.KIND):
        said = grounds.parse(leaf)
        if grounds.over(leaves_of(at - said.count, at)) != said:
            yield f"entry {at} does not say what the {said.count} certificates before it rest on"
    yield from _change_faults()


def _change_faults() -> Iterator[str]:
    newest: dict[int, tuple[int, str]] = {}
    last = -1
    rows = LoggedChange.objects.order_by("log_index")
    while found := list(rows.filter(log_index__gt=last)[:AT_ONCE]):
        last = found[-1].log_index
        entries = evidence.entries([row.log_index for row in found])
        for row in found:
            leaf, salt = entries.get(row.log_index, (b"", b""))
            if not row.payload or not salt:
                continue
            if leaves.sealed(STATUS_KIND, row.payload.encode(), salt).data != leaf:
                yield f"entry {row.log_index} does not commit to the change {row.pk}"
            newest[row.certificate_id] = (row.log_index, json.loads(row.payload)["state"])
    states = dict(Certificate.objects.filter(pk__in=newest).values_list("pk", "state"))
    for pk, (at, state) in newest.items():
        if states[pk] != state:
            yield f"certificate {pk} is {states[pk]!r}, entry {at} was told {state!r}"
