"""Change many certificates from a workbook: each row is the act that its page offers, no other.

Rules: R-109, R-115. Source: handbook 3.8. Every row is judged before anything changes, all rows
rest on one stored document, and either every chosen row is done or none.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import numbers
from shuzheng.credentials.models import BEYOND_THEFT, Revocation
from shuzheng.credentials.rules.status import CERTIFICATE, Ground, Mend, State, Verb
from shuzheng.credentials.services import mending, status
from shuzheng.credentials.sheets.changes import CHANGES
from shuzheng.foundation import facts
from shuzheng.foundation.sheets import imports
from shuzheng.identity.queries import persons
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.credentials.models import Certificate
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

NEEDS = {
    Verb.SUSPEND: Permission.CERTIFICATE_SUSPEND,
    Verb.CLEAR: Permission.CERTIFICATE_SUSPEND,
    Verb.REVOKE: Permission.REVOCATION_PROPOSE,
    Verb.REPLACE: Permission.CERTIFICATE_MEND,
    Verb.REISSUE: Permission.CERTIFICATE_MEND,
}


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> imports.Purpose:
    """Say what the workbook is for; refuses a document of another party."""
    del now
    actor.require(Permission.CERTIFICATE_SUSPEND)
    access.document(int(context["document"]), actor)
    return imports.Purpose(
        CHANGES,
        _("Backed by the document that was handed in"),
        reverse("credentials:register"),
        done_url=reverse("credentials:register"),
        done_label=_("See the register"),
    )


def check(rows: Sequence[Row], occasion: imports.Occasion) -> None:
    """Judge each row by its certificate as it stands now."""
    actor = occasion.actor
    mine = access.changeable(actor).filter(number__in={_number(row) for row in rows})
    found = {one.number: one for one in mine}
    open_ones = set(
        Revocation.objects.filter(certificate__in=found.values(), decided_at=None).values_list(
            "certificate_id", flat=True
        )
    )
    names = {
        pk: one.name for pk, one in persons.brief(one.person_id for one in found.values()).items()
    }
    lost = set(mine.filter(BEYOND_THEFT).values_list("pk", flat=True))
    today = periods.day(occasion.now)
    for row in rows:
        one = found.get(_number(row))
        if one is None:
            row.refuse("number", "no-certificate", N_("No certificate within your reach has it"))
            continue
        _judge(row, one, actor, is_disputed=one.pk in open_ones)
        if row.values["heard_on"] and row.values["heard_on"] > today:
            row.refuse("heard_on", "heard-later", N_("This day is still to come"))
        if row.values["ground"] == Mend.STOLEN_KEY and one.pk not in lost:
            row.refuse("ground", "key-not-stolen", N_("The key of this certificate was not stolen"))
        if row.values["ground"] == Mend.NAME and names.get(one.person_id) == one.holder:
            row.refuse(
                "ground", "name-unchanged", N_("The register still has the name of the certificate")
            )


def apply(rows: Iterator[list[Row]], occasion: imports.Occasion) -> Mapping[str, Any]:
    """Do what each row says, by the act that its page offers; returns how many of each."""
    # Before any row: whoever holds a later one of them waits for the lock after the first.
    facts.lock_chain()
    done: Counter[str] = Counter()
    proof = int(occasion.context["document"])
    for row in (one for chunk in rows for one in chunk):
        _do(_number(row), row.values, proof, occasion)
        done[row.values["act"]] += 1
    return dict(done)


def _judge(row: Row, one: Certificate, actor: Actor, *, is_disputed: bool) -> None:
    verb = Verb(row.values["act"])
    if one.holder != row.values["holder"]:
        row.refuse("holder", "other-holder", N_("The register has another holder of this number"))
    if not actor.may(NEEDS[verb]):
        row.refuse("act", "not-yours", N_("Your role does not include this act"))
    elif not CERTIFICATE.allows(State(one.state), verb):
        row.refuse("act", "not-from-here", N_("Not possible as the certificate stands now"))
    elif is_disputed and verb in {Verb.REVOKE, Verb.REPLACE}:
        row.refuse("act", "disputed", N_("A revocation has been proposed already"))


def _do(number: str, values: Mapping[str, Any], proof: int, occasion: imports.Occasion) -> None:
    actor, now, reason = occasion.actor, occasion.now, values["reason"] or ""
    match Verb(values["act"]):
        case Verb.SUSPEND:
            status.suspend(number, reason, actor=actor, now=now)
        case Verb.CLEAR:
            status.clear(number, reason, actor=actor, now=now)
        case Verb.REVOKE:
            ground, heard_on = Ground(values["ground"]), values["heard_on"]
            status.propose_revocation(number, ground, reason, heard_on, actor=actor, now=now)
        case Verb.REPLACE:
            mend = Mend(values["ground"])
            mending.replace(number, mend, reason, proof, actor=actor, now=now)
        case Verb.REISSUE:
            mending.reissue(number, reason, actor=actor, now=now)


def _number(row: Row) -> str:
    return numbers.normalise(row.values["number"])
