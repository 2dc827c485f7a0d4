"""Issue certificates in bulk from locked results.

Rules: R-109 (only for passed, published results whose review window is over, without open
misconduct or review; at most one live certificate per result), R-112, R-114 (nobody asks for
student status). One act issues up to `AT_ONCE` certificates: signed, stored, logged and given their
status places in one transaction, so that a process killed at any point has issued a batch whole or
not at all, and the next run goes on with the rest.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F

from shuzheng.assessment.queries import results
from shuzheng.assessment.services import certifying
from shuzheng.catalogue.queries import certificates, standards
from shuzheng.catalogue.rules.levels import DIGITS, PRINTED, Level
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import achievement, evidence, numbers, statuslist
from shuzheng.credentials.core.batch import BatchSigner
from shuzheng.credentials.models import Certificate, NumberSeries
from shuzheng.credentials.rules.status import LIVE, State
from shuzheng.credentials.services import keys, slots
from shuzheng.foundation import facts
from shuzheng.foundation.documents import fonts
from shuzheng.foundation.documents.papers import credentials as paper
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from shuzheng.assessment.queries.results import IssuableResult
    from shuzheng.credentials.models import IssuerKey
    from shuzheng.kernel.actor import Actor

AT_ONCE = 2_000
ROWS_AT_ONCE = 500
TOKEN_BYTES = 16


class NothingToIssue(Refusal):
    """The plan has no result that may be certified now."""

    code = "nothing-to-issue"
    status = 409
    template = "No result of this plan can be certified now: {reason}"
    rule = "R-109"


@dataclass(frozen=True, slots=True)
class Issued:
    """What one act issued, and how many results still wait."""

    count: int
    waiting: int


@applies("R-109", "R-114")
@transaction.atomic
def issue(plan_id: int, *, actor: Actor, now: datetime, at_once: int = AT_ONCE) -> Issued:
    """Issue certificates for up to `at_once` passed results of a plan of the actor's organisation.

    Refuses what is out of reach or not permitted; a plan with nothing to issue answers zero.
    """
    actor.require(Permission.CERTIFICATE_ISSUE)
    batch = results.issuable(plan_id, actor=actor, today=periods.day(now))
    waiting = _without_live(batch)
    if not waiting:
        return Issued(0, 0)
    chosen = waiting[:at_once]
    key = keys.ensure(actor.organisation_id, actor=actor, now=now)
    rows = _certificates(chosen, key, now)
    entries = log.append([evidence.leaf(*_committed(row)) for row in rows], now=now)
    for row, index in zip(rows, entries, strict=True):
        row.log_index = index
    Certificate.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    made = Certificate.objects.filter(log_index__gte=entries.start, log_index__lt=entries.stop)
    facts.record(
        "credentials.certificates.issued",
        key,
        actor=actor,
        now=now,
        passages=(
            facts.Passage(f"credentials.certificate:{pk}", "", State.ISSUED)
            for pk in made.order_by("log_index").values_list("pk", flat=True)
        ),
        count=len(rows),
    )
    left = len(waiting) - len(chosen)
    if not left:
        certifying.mark_certified(plan_id, actor=actor, now=now)
    return Issued(len(rows), left)


def issue_all(
    plan_id: int,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    progress: Callable[[int, int], None],
) -> int:
    """Issue everything a plan has, batch by batch; returns how many. Safe to stop and run again."""
    done = 0
    while True:
        issued = issue(plan_id, actor=actor, now=clock())
        done += issued.count
        progress(done, done + issued.waiting)
        if not issued.waiting:
            return done


def _without_live(batch: Sequence[IssuableResult]) -> list[IssuableResult]:
    ids = [one.result_id for one in batch]
    live: set[int] = set()
    for start in range(0, len(ids), ROWS_AT_ONCE):
        rows = Certificate.objects.filter(
            result_id__in=ids[start : start + ROWS_AT_ONCE], state__in=LIVE
        )
        live.update(rows.values_list("result_id", flat=True))
    return [one for one in batch if one.result_id not in live]


def _certificates(
    chosen: Sequence[IssuableResult], key: IssuerKey, now: datetime
) -> list[Certificate]:
    """Return the signed certificates of one plan's results, not yet stored."""
    count, day = len(chosen), periods.day(now)
    award = _award(chosen[0], key, now)
    signer = BatchSigner(
        award,
        created=now,
        method=f"{key.did}#{key.multikey}",
        sign=holder.signer(key.private_sealed, key.place()),
    )
    first = _reserve(day.year, award.code, award.level, count)
    revocation = slots.draw(key.organisation_id, statuslist.REVOCATION, count)
    suspension = slots.draw(key.organisation_id, statuslist.SUSPENSION, count)
    made = []
    for serial, (one, revoked, suspended) in enumerate(
        zip(chosen, revocation, suspension, strict=True), start=first
    ):
        grant = achievement.Grant(
            uuid.uuid4(),
            numbers.compose(day.year, award.code, award.level, serial),
            one.holder_name,
            (revoked.url, revoked.index),
            (suspended.url, suspended.index),
        )
        made.append(
            Certificate(
                uid=grant.id,
                number=grant.number,
                token=secrets.token_urlsafe(TOKEN_BYTES),
                state=State.ISSUED,
                organisation_id=key.organisation_id,
                result_id=one.result_id,
                person_id=one.person_id,
                institution_id=one.institution_id,
                plan_id=one.plan_id,
                certificate_type_id=one.certificate_type_id,
                level=one.level,
                module=one.module,
                candidate_kind=one.candidate_kind,
                holder=one.holder_name,
                issued_at=now,
                issued_on=day,
                credential=signer.sign(grant).decode(),
                key=key,
                template_version=paper.CERTIFICATE_TEMPLATE,
                font_version=fonts.version(),
                salt=secrets.token_hex(evidence.SALT_SIZE),
                revocation_list_id=revoked.list_id,
                revocation_index=revoked.index,
                suspension_list_id=suspended.list_id,
                suspension_index=suspended.index,
                state_since=now,
            )
        )
    return made


def _committed(row: Certificate) -> tuple[bytes, bytes]:
    return row.credential.encode(), bytes.fromhex(row.salt)


def _reserve(year: int, code: str, level: int, count: int) -> int:
    """Return the first of `count` serials that nobody else gets, even if this act fails later."""
    series, _ = NumberSeries.objects.get_or_create(year=year, code=code, level=level)
    rows = NumberSeries.objects.filter(pk=series.pk)
    rows.update(last=F("last") + count)
    return rows.values_list("last", flat=True).get() - count + 1


def _award(one: IssuableResult, key: IssuerKey, now: datetime) -> achievement.Award:
    """Return what all certificates of one plan share."""
    kind = certificates.brief([one.certificate_type_id])[one.certificate_type_id]
    version = standards.version(one.standard_version_id)
    level = Level(one.level)
    place = f"{settings.PUBLIC_URL}/catalogue/{kind.code}"
    standard_url = f"{place}/standards/{version.version}"
    skills = tuple(
        achievement.Skill(line.number, line.text, f"{standard_url}#{level}-{line.number}")
        for line in standards.requirements(one.standard_version_id, level)
    )
    return achievement.Award(
        issuer=achievement.Issuer(
            key.did, organisations.name_on(key.organisation_id, periods.day(now))
        ),
        achievement=f"{place}/levels/{level}/{version.version}",
        title=kind.short_name,
        code=kind.code,
        level=int(DIGITS[level]),
        standard=achievement.Standard(
            f"{kind.short_name}职业技能等级标准", version.version, standard_url, skills
        ),
        criteria=standards.description(one.standard_version_id, level)
        or f"经考核，达到《{kind.short_name}职业技能等级标准》{PRINTED[level]}要求。",
        valid_from=now,
        module=one.module,
    )
