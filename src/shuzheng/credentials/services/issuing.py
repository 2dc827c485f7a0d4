"""Issue certificates in bulk from locked results.

Rules: R-109 (only for passed, published results whose review window is over, without open
misconduct or review; at most one live certificate per result, and none after one was revoked for
fraud or misconduct), R-112, R-114 (nobody asks for student status). One act issues up to `AT_ONCE`
certificates: signed, stored, logged and given their status places in one transaction, so that a
process killed at any point has issued a batch whole or not at all, and the next run goes on with
the rest.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F

from shuzheng.assessment.queries import evidence as steps
from shuzheng.assessment.queries import results
from shuzheng.assessment.services import certifying
from shuzheng.catalogue.queries import certificates, standards
from shuzheng.catalogue.rules.levels import DIGITS, PRINTED, Level
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import (
    achievement,
    compact,
    evidence,
    grounds,
    numbers,
    statusmessage,
)
from shuzheng.credentials.core.batch import BatchSigner
from shuzheng.credentials.models import TAKEN, Certificate, NumberSeries
from shuzheng.credentials.rules.status import State
from shuzheng.credentials.services import codes, keys, slots, sm2
from shuzheng.foundation import bulk, facts
from shuzheng.foundation.documents import fonts
from shuzheng.foundation.documents.papers import credentials as paper
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from shuzheng.assessment.queries.results import IssuableResult
    from shuzheng.credentials.models import IssuerKey
    from shuzheng.kernel.actor import Actor

AT_ONCE = 2_000
TOKEN_BYTES = 16
COLUMNS = (
    "uid",
    "number",
    "token",
    "state",
    "organisation_id",
    "result_id",
    "person_id",
    "institution_id",
    "plan_id",
    "certificate_type_id",
    "level",
    "module",
    "candidate_kind",
    "holder",
    "issued_at",
    "issued_on",
    "first_issued_on",
    "credential",
    "key_id",
    "template_version",
    "font_version",
    "salt",
    "log_index",
    "code",
    "revocation_list_id",
    "revocation_index",
    "suspension_list_id",
    "suspension_index",
    "message_list_id",
    "message_index",
    "state_since",
)


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


@dataclass(frozen=True, slots=True)
class Signed:
    """A certificate that is signed and not yet stored."""

    one: IssuableResult
    grant: achievement.Grant
    credential: bytes
    salt: bytes
    places: slots.Places


@applies("R-109", "R-114")
@transaction.atomic
def issue(plan_id: int, *, actor: Actor, now: datetime, at_once: int = AT_ONCE) -> Issued:
    """Issue certificates for up to `at_once` passed results of a plan of the actor's organisation.

    Refuses what is out of reach or not permitted; a plan with nothing to issue answers zero.
    """
    actor.require(Permission.CERTIFICATE_ISSUE)
    waiting = _waiting(plan_id, actor, now)
    left = len(waiting[at_once:])
    return Issued(_issue(plan_id, waiting[:at_once], left, actor, now), left)


def issue_all(
    plan_id: int,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    progress: Callable[[int, int], None],
) -> int:
    """Issue everything a plan has, batch by batch; returns how many. Safe to stop and run again.

    Who waits is asked once, so that many batches cost no more each than one; every batch asks again
    about its own.
    """
    actor.require(Permission.CERTIFICATE_ISSUE)
    waiting = _waiting(plan_id, actor, clock())
    done = 0
    for start in range(0, len(waiting), AT_ONCE):
        left = len(waiting[start + AT_ONCE :])
        with transaction.atomic():
            done += _issue(plan_id, waiting[start : start + AT_ONCE], left, actor, clock())
        progress(done, done + left)
    return done


def _waiting(plan_id: int, actor: Actor, now: datetime) -> list[tuple[int, int]]:
    """Return who waits: the ids of registrations and results that may be certified and are not."""
    here, today = actor.organisation_id, periods.day(now)
    restrictions.require(here, Act.ISSUING, today)
    ready = results.issuable_ids(plan_id, organisation_id=here, today=today)
    rows = Certificate.objects.filter(TAKEN, plan_id=plan_id)
    taken = set(rows.values_list("result_id", flat=True))
    return [pair for pair in ready if pair[1] not in taken]


def _issue(
    plan_id: int, waiting: Sequence[tuple[int, int]], left: int, actor: Actor, now: datetime
) -> int:
    """Issue for these results, as far as they still wait; returns how many. `left` wait besides."""
    # First of all, so that two batches of a plan do not both find the same results waiting.
    facts.lock_chain()
    restrictions.require(actor.organisation_id, Act.ISSUING, periods.day(now))
    chosen = _still(plan_id, waiting, actor, now)
    if not chosen:
        return 0
    key = keys.for_issuing(actor.organisation_id, actor=actor, now=now)
    made = store(chosen, key, now=now)
    facts.record(
        "credentials.certificates.issued",
        key,
        actor=actor,
        now=now,
        passages=(facts.Passage(f"credentials.certificate:{pk}", "", State.ISSUED) for pk in made),
        count=len(made),
    )
    if not left:
        certifying.mark_certified(plan_id, actor=actor, now=now)
    return len(made)


def store(chosen: Sequence[IssuableResult], key: IssuerKey, *, now: datetime) -> list[int]:
    """Sign certificates of one plan's results, log and keep them; part of an act.

    Returns their ids in the order of `chosen`. Refuses where the key ended while it signed.
    """
    award = _award(chosen[0], key, now)
    sign = holder.signer(key)
    signed = _signed(chosen, award, key, sign, now)
    new = [evidence.leaf(row.credential, row.salt) for row in signed]
    *entries, _grounds = log.append([*new, _grounds_of(signed).leaf()], now=now)
    keys.settle(key, now)
    said = (
        codes.of(award, row.grant, index, key) for row, index in zip(signed, entries, strict=True)
    )
    texts = [compact.sign(one, sign).hex() for one in said]
    bulk.insert(Certificate, COLUMNS, _rows(signed, entries, texts, key, now))
    made = Certificate.objects.filter(log_index__gte=entries[0], log_index__lte=entries[-1])
    return list(made.order_by("log_index").values_list("pk", flat=True))


def _still(
    plan_id: int, waiting: Sequence[tuple[int, int]], actor: Actor, now: datetime
) -> list[IssuableResult]:
    """Return those of these results that may be certified now and are not."""
    if not waiting:
        return []
    within, wanted = (waiting[0][0], waiting[-1][0]), {result for _, result in waiting}
    here, today = actor.organisation_id, periods.day(now)
    ready = results.issuable(plan_id, organisation_id=here, today=today, within=within)
    rows = Certificate.objects.filter(TAKEN, result_id__in=wanted)
    wanted -= set(rows.values_list("result_id", flat=True))
    return [one for one in ready if one.result_id in wanted]


def _signed(
    chosen: Sequence[IssuableResult],
    award: achievement.Award,
    key: IssuerKey,
    sign: Callable[[bytes], bytes],
    now: datetime,
) -> list[Signed]:
    """Return the signed certificates of one plan's results, not yet stored."""
    count, day = len(chosen), periods.day(now)
    signer = BatchSigner(
        award,
        created=now,
        method=f"{key.did}#{key.multikey}",
        sign=sign,
        beside=sm2.beside(key),
    )
    first = _reserve(day.year, award.code, award.level, count)
    drawn = slots.draw(key.organisation_id, count)
    made = []
    for serial, (one, places) in enumerate(zip(chosen, drawn, strict=True), start=first):
        grant = achievement.Grant(
            uuid.uuid4(),
            numbers.compose(day.year, award.code, award.level, serial),
            one.holder_name,
            places.revocation.address,
            places.suspension.address,
            places.message.address,
        )
        salt = secrets.token_bytes(evidence.SALT_SIZE)
        made.append(Signed(one, grant, signer.sign(grant), salt, places))
    return made


def _grounds_of(signed: Sequence[Signed]) -> grounds.Grounds:
    """Return what the log is told of the results that these certificates rest on."""
    logged = steps.results_at([row.one.registration_id for row in signed])
    return grounds.over(
        [grounds.of(row.grant.id.urn, logged.get(row.one.registration_id)) for row in signed]
    )


def _rows(
    signed: Sequence[Signed],
    entries: Sequence[int],
    texts: Sequence[str],
    key: IssuerKey,
    now: datetime,
) -> Iterator[tuple[object, ...]]:
    """Yield the values of `COLUMNS` of each certificate."""
    day, font_version = periods.day(now), fonts.version()
    for row, index, code in zip(signed, entries, texts, strict=True):
        one, places = row.one, row.places
        yield (
            row.grant.id,
            row.grant.number,
            secrets.token_urlsafe(TOKEN_BYTES),
            State.ISSUED,
            key.organisation_id,
            one.result_id,
            one.person_id,
            one.institution_id,
            one.plan_id,
            one.certificate_type_id,
            one.level,
            one.module,
            one.candidate_kind,
            one.holder_name,
            now,
            day,
            day,
            row.credential.decode(),
            key.pk,
            paper.CERTIFICATE_TEMPLATE,
            font_version,
            row.salt.hex(),
            index,
            code,
            places.revocation.list_id,
            places.revocation.index,
            places.suspension.list_id,
            places.suspension.index,
            places.message.list_id,
            places.message.index,
            now,
        )


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
        explained=f"{settings.PUBLIC_URL}{statusmessage.PAGE}#{statusmessage.ANCHOR}",
        module=one.module,
    )
