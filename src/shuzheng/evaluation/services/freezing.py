"""Freeze every input of a year, tell the log the digest, and ask the parties for their self-check.

Rules: R-218, R-025. Frozen is what stands in `FrozenRow.text` and `FrozenHead.text`, word for word.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import FrozenHead, FrozenRow, Subject
from shuzheng.evaluation.queries import gathering
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules import frozen, scoring
from shuzheng.evaluation.rules.evaluation import EVALUATION, State, Verb
from shuzheng.evaluation.rules.frozen import Head, Row
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.insight.queries import cuts as figures
from shuzheng.kernel import canonical, periods
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.core import leaves
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.evaluation.models import Evaluation
    from shuzheng.evaluation.queries.gathering import Gathered
    from shuzheng.kernel.actor import Actor

SALT_BYTES = 16


@applies("R-218")
@transaction.atomic
def freeze(pk: int, *, actor: Actor, now: datetime) -> str:
    """Freeze the data of a year as of the newest cut; returns the digest. Self-checks are due then.

    Refuses before the month of the rulebook, and without a recent cut.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.evaluation(pk, actor, Permission.EVALUATION_PREPARE)
    EVALUATION.after(State(row.state), Verb.FREEZE)
    newest, today, book = figures.newest(), periods.day(now), rulebooks.current()
    taken_on = periods.day(newest.taken_at) if newest else None
    on = rules.check_freeze(row.year, taken_on, today, book)
    assert newest is not None  # noqa: S101 - `check_freeze` refuses otherwise
    since, until = rules.year_of_figures(row.year, book)
    found = gathering.gather(row, gathering.Span(since, until, on, newest.id), today)
    if not found:
        raise rules.NobodyToEvaluate
    rows = _keep(row, found)
    given = scoring.terms(Kind(row.kind), row.weights, today, book)
    head = Head(Kind(row.kind), row.year, on, since, until, given, tuple(rows))
    digest = _tell(row, head, newest.taken_at, now)
    first = moves.move(row, EVALUATION, Verb.FREEZE, frozen_on=today)
    by = rules.check_by(today, rulebooks.calendar(), book)
    moved = moves.move(row, EVALUATION, Verb.ASK, check_by=by)
    facts.record(
        "evaluation.data.frozen",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=facts.passages_of(row, first),
        count=len(found),
        digest=digest,
    )
    return digest


def _keep(evaluation: Evaluation, found: list[Gathered]) -> list[tuple[str, str]]:
    """Keep each party's row; returns the digests by code."""
    made = Subject.objects.bulk_create(
        Subject(
            evaluation=evaluation,
            party_id=one.party.party_id,
            site_id=one.party.site_id,
            code=one.party.code,
            name=one.party.name,
        )
        for one in found
    )
    texts = {
        one.party.code: frozen.plain_row(
            Row(
                one.party.code,
                one.party.name,
                one.inputs,
                one.vetoes,
                secrets.token_hex(SALT_BYTES),
            )
        )
        for one in found
    }
    digests = {code: frozen.row_digest(plain) for code, plain in texts.items()}
    FrozenRow.objects.bulk_create(
        FrozenRow(
            subject=one,
            text=canonical.dumps(texts[one.code]).decode(),
            digest=digests[one.code],
        )
        for one in made
    )
    return sorted(digests.items())


def _tell(evaluation: Evaluation, head: Head, figures_at: datetime, now: datetime) -> str:
    plain = frozen.plain_head(head)
    digest = frozen.head_digest(plain)
    text = canonical.dumps(plain).decode()
    frozen.read_head(json.loads(text))  # what cannot be read again is not frozen
    leaf = leaves.public(frozen.LOGGED, frozen.words(head.kind, head.year, digest))
    FrozenHead.objects.create(
        evaluation=evaluation,
        text=text,
        digest=digest,
        index=log.append([leaf], now=now)[0],
        figures_at=figures_at,
        frozen_at=now,
    )
    return digest
