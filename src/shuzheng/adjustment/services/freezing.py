"""Freeze the inputs of a year's review, tell the log their digest, and rank by them alone.

Rules: R-230, R-231, R-234. What the platform counts comes from the newest cut of `insight`, what
enterprises say from the newest survey (R-066), what neither holds from the sheets. Frozen is what
stands in `FrozenCut.text`, word for word; the ranking is computed from that text and never from a
table.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.adjustment import access
from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.models import FrozenCut, ListLine, Served, SheetInput
from shuzheng.adjustment.rules import cut as cuts
from shuzheng.adjustment.rules import document, proposal, ranking
from shuzheng.adjustment.rules import review as rules
from shuzheng.adjustment.rules.cut import Certificate, Cut, Input, Outside
from shuzheng.adjustment.rules.review import REVIEW, State, Verb
from shuzheng.catalogue.queries import certificates, standards
from shuzheng.catalogue.rules.levels import NationalStatus
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.insight.queries import certificates as counted
from shuzheng.insight.queries import cuts as figures
from shuzheng.insight.rules.weighing import Told
from shuzheng.kernel import canonical, periods
from shuzheng.kernel.rulebook import applies
from shuzheng.reliance.queries import surveys
from shuzheng.reliance.rules.survey import Scope
from shuzheng.standing.queries import restrictions
from shuzheng.transparency.core import leaves
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from shuzheng.adjustment.models import Review
    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief
    from shuzheng.insight.queries.cuts import CutBrief
    from shuzheng.kernel.actor import Actor

VETO = "R-212"


@applies("R-230", "R-231")
@transaction.atomic
def freeze(pk: int, key_industries: Sequence[str], *, actor: Actor, now: datetime) -> str:
    """Freeze the figures of a review as of the newest cut, and rank; returns the digest.

    `key_industries` are those of the province's plan of the year. Refuses without a recent cut.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.review(pk, actor, Permission.REVIEW_PREPARE)
    REVIEW.after(State(row.state), Verb.FREEZE)
    newest, today = figures.newest(), periods.day(now)
    taken_on = periods.day(newest.taken_at) if newest else None
    on = rules.check_cut(taken_on, today, rulebooks.current())
    assert newest is not None  # noqa: S101 - `check_cut` refuses otherwise
    made = _gather(row, newest, on, today, tuple(key_industries))
    if not made.certificates:
        raise rules.NothingInUse
    plain = cuts.plain(made)
    digest = document.digest(plain)
    leaf = leaves.public(document.KIND, document.words(row.year, digest))
    FrozenCut.objects.create(
        review=row,
        text=canonical.dumps(plain).decode(),
        digest=digest,
        index=log.append([leaf], now=now)[0],
        figures_at=newest.taken_at,
        frozen_at=now,
    )
    frozen = moves.move(row, REVIEW, Verb.FREEZE)
    moved = moves.move(row, REVIEW, Verb.RANK, ranked_on=today)
    _list(row, cuts.read(json.loads(canonical.dumps(plain))))
    facts.record(
        "adjustment.review.frozen",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=facts.passages_of(row, frozen),
        count=len(made.certificates),
        digest=digest,
    )
    return digest


def _list(row: Review, cut: Cut) -> None:
    """Write the list as the ranking alone gives it."""
    ids = certificates.ids_of({one.code for one in cut.certificates})
    ListLine.objects.bulk_create(
        ListLine(
            review=row,
            certificate_type_id=ids[line.code],
            fate=line.fate,
            ground=line.ground,
            reason=line.reason,
        )
        for line in proposal.first(cut, ranking.rank(cut))
    )


def _gather(
    row: Review, newest: CutBrief, on: date, today: date, key_industries: tuple[str, ...]
) -> Cut:
    """Return every input of the review, as of the cut's day."""
    since, before = rules.year_of_figures(on)
    used = {one.certificate_type_id: one for one in counted.in_use(newest.id)}
    now = counted.participation(newest.id, since, before)
    earlier = counted.participation(
        newest.id, rules.years_before(since, 2), rules.years_before(before, 2)
    )
    kinds = certificates.brief(used)
    revised = standards.revised_on(list(used), on)
    vetoed = restrictions.suspended_by(VETO, on)
    told, served = _told(row, on), _served(row)
    rows = tuple(
        Certificate(
            code=kind.code,
            name=kind.name,
            organisation=kind.organisation_name,
            registered=now.get(pk, 0),
            before=earlier.get(pk, 0),
            institutions=used[pk].institutions,
            used_since=used[pk].since,
            standard_on=revised.get(pk),
            shortage=tuple(served[pk].shortage) if pk in served else (),
            industries=tuple(served[pk].industries) if pk in served else (),
            outside=_outside(kind, vetoed),
            told=told.get(pk, {}),
        )
        for pk, kind in kinds.items()
    )
    return Cut(
        year=row.year,
        on=on,
        since=since,
        until=date.fromordinal(before.toordinal() - 1),
        terms=cuts.terms(today, rulebooks.current()),
        key_industries=key_industries,
        certificates=tuple(sorted(rows, key=lambda one: one.code)),
    )


def _outside(kind: CertificateTypeBrief, vetoed: Collection[int]) -> Outside | None:
    if kind.national_status is NationalStatus.WITHDRAWN:
        return Outside.NATIONAL
    if kind.organisation_id in vetoed:
        return Outside.VETO
    return None


def _told(row: Review, on: date) -> dict[int, dict[Input, Told]]:
    """Return what is told of each certificate: by the newest survey, or by a sheet instead."""
    found: defaultdict[int, dict[Input, Told]] = defaultdict(dict)
    said = {
        Input.SATISFIED: surveys.satisfied(Scope.CERTIFICATE, on),
        Input.RECOGNISED: surveys.recognised(on),
    }
    for what, by in said.items():
        for pk, answer in by.items():
            found[pk][what] = Told(answer.count, answer.of, answer.source, answer.on)
    for one in SheetInput.objects.filter(review=row):
        found[one.certificate_type_id][Input(one.what)] = Told(
            one.count, one.of, one.source, one.as_of
        )
    return found


def _served(row: Review) -> dict[int, Served]:
    return {one.certificate_type_id: one for one in Served.objects.filter(review=row)}
