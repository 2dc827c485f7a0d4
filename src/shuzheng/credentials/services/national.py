"""Hand certificates over to the national platform, as a workbook. Source: handbook 4.3.

Whole identity numbers leave here and nowhere else, to the organisation that issued the certificates
and has to enter them there. What was handed over is marked with the instant; the same batch can be
taken out again by that instant, for a download that broke off. A certificate whose state changed
after it was handed over waits again, because the platform holds its old state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, F, Q

from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import jsontext, reading
from shuzheng.credentials.models import Certificate, IssuerKey
from shuzheng.credentials.rules.status import State
from shuzheng.foundation import facts
from shuzheng.identity.queries import persons
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

AT_ONCE = 500
MOST = 20_000
KINDS = {"student": "在校学生", "social_learner": "社会学习者"}
STATES = {
    State.ISSUED: "有效",
    State.SUSPENDED: "核查中",
    State.REVOKED: "已撤销",
    State.REPLACED: "已换发",
}
DOCUMENTS = {
    "resident_identity_card": "居民身份证",
    "hong_kong_macao_permit": "港澳居民来往内地通行证",
    "taiwan_permit": "台湾居民来往大陆通行证",
    "residence_permit": "港澳台居民居住证",
    "passport": "护照",
    "foreign_permanent_resident": "外国人永久居留身份证",
}


class NothingToHandOver(Refusal):
    """Everything was handed over already."""

    code = "nothing-to-hand-over"
    status = 409
    template = "Every certificate of your organisation has been handed over already."


class NoSuchBatch(Refusal):
    """Nothing was handed over at this instant."""

    code = "no-such-batch"
    status = 404
    template = "Nothing of your organisation was handed over at this time."


@dataclass(frozen=True, slots=True)
class Batch:
    """What was handed over in one go."""

    at: datetime
    count: int


def waiting(actor: Actor) -> int:
    """Return how many certificates of the actor's organisation the national platform lacks."""
    return _waiting(actor).count()


def batches(actor: Actor) -> list[Batch]:
    """Return what was handed over, newest first."""
    rows = _own(actor).exclude(reported_to_national_at=None)
    groups = rows.values_list("reported_to_national_at").annotate(count=Count("pk"))
    return [Batch(at, count) for at, count in groups.order_by("-reported_to_national_at") if at]


@transaction.atomic
def hand_over(*, actor: Actor, now: datetime) -> int:
    """Mark what waits as handed over, at most `MOST` in one go; returns how many.

    `again` then gives the rows of this batch, by its instant.
    """
    keys = list(_waiting(actor).order_by("pk").values_list("pk", flat=True)[:MOST])
    if not keys:
        raise NothingToHandOver
    for start in range(0, len(keys), AT_ONCE):
        part = Certificate.objects.filter(pk__in=keys[start : start + AT_ONCE])
        part.update(reported_to_national_at=now)
    facts.record(
        "credentials.certificates.reported",
        _key(actor),
        actor=actor,
        now=now,
        passages=(facts.Passage(f"credentials.certificate:{pk}") for pk in keys),
        count=len(keys),
    )
    return len(keys)


@transaction.atomic
def take_out(at: datetime, *, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Return the rows of a batch by the instant it was handed over; leaves a record."""
    rows = list(
        _own(actor)
        .filter(reported_to_national_at=at)
        .select_related("person", "certificate_type", "plan", "organisation", "institution")
        .order_by("number")
    )
    if not rows:
        raise NoSuchBatch
    facts.record(
        "credentials.certificates.exported",
        _key(actor),
        actor=actor,
        now=now,
        count=len(rows),
    )
    return _lines(rows)


def _key(actor: Actor) -> IssuerKey:
    """Return the key under whose name the organisation's certificates stand in the record."""
    keys = IssuerKey.objects.filter(organisation_id=actor.organisation_id)
    return keys.order_by("-pk")[0]


def _own(actor: Actor) -> QuerySet[Certificate]:
    actor.require(Permission.CERTIFICATE_REPORT)
    return Certificate.objects.filter(organisation_id=actor.organisation_id)


def _waiting(actor: Actor) -> QuerySet[Certificate]:
    changed = Q(reported_to_national_at__lt=F("state_since"))
    return _own(actor).filter(Q(reported_to_national_at=None) | changed)


def _lines(rows: Sequence[Certificate]) -> list[dict[str, Any]]:
    documents = persons.document_numbers(row.person_id for row in rows)
    return [_line(row, documents[row.person_id]) for row in rows]


def _line(row: Certificate, document: str) -> dict[str, Any]:
    said = reading.read(jsontext.read(row.credential.encode()))
    return {
        "number": row.number,
        "name": row.holder,
        "document_kind": DOCUMENTS.get(row.person.document_kind, ""),
        "document_number": document,
        "certificate_code": row.certificate_type.code,
        "certificate": row.certificate_type.name,
        "level": PRINTED[Level(row.level)],
        "module": row.module,
        "standard": said.standard_version,
        "plan_number": row.plan.number,
        "plan_name": row.plan.name,
        "organisation_code": row.organisation.code,
        "organisation": said.issuer_name,
        "institution_code": row.institution.code if row.institution else "",
        "institution": row.institution.name if row.institution else "",
        "candidate_kind": KINDS.get(row.candidate_kind, ""),
        "issued_on": row.issued_on,
        "state": STATES[State(row.state)],
        "since": periods.day(row.state_since),
        "reference": str(row.uid),
        "external_id": row.external_id,
    }
