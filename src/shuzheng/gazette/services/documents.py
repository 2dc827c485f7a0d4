"""Documents from the first draft until they are withdrawn: what other rooms publish through.

Rules: R-001, R-002, R-136, R-256. One writes, another approves, and only then it is published:
numbered, dated, sent, and from then on unchangeable. A correction is a new version that goes the
same way and replaces the old one when it is published.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.gazette import access
from shuzheng.gazette.access import Permission
from shuzheng.gazette.models import Attachment, Document
from shuzheng.gazette.rules import documents as rules
from shuzheng.gazette.rules import recipients, text
from shuzheng.gazette.rules.documents import DOCUMENT, Issuer, Kind, Publicity, State, Topic, Verb
from shuzheng.gazette.services import indexing, sending, showing
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.identity.queries.organisations import OrganisationBrief
    from shuzheng.kernel.actor import Actor

INVENTED = "演示"
"""Stands before the numbers of invented documents, so that none is taken for a real one."""
ISSUERS = {
    Issuer.DEPARTMENT: OrganisationKind.PROVINCIAL_DEPARTMENT,
    Issuer.OFFICE: OrganisationKind.COORDINATION_OFFICE,
}


COPIED = (
    "kind",
    "publicity",
    "topic",
    "title",
    "body",
    "issued_by",
    "issuer_id",
    "issuer_name",
    "number",
    "series",
    "year",
    "serial",
    "dated_on",
    "recipient_kinds",
    "recipient_ids",
    "is_demonstration",
)
"""What a new version takes over from the one that it corrects."""


class NumberTaken(Refusal):
    """There is a document under this number already."""

    code = "document-number-taken"
    status = 409
    template = "There is a document with this number already. See whether it is the same."
    rule = "R-002"


class CorrectedAlready(Refusal):
    """Somebody corrects it already."""

    code = "document-corrected-already"
    status = 409
    template = "A new version of this document is being written already."


class NotTheNewest(Refusal):
    """Versions are withdrawn together, from the newest on."""

    code = "document-not-the-newest"
    status = 409
    template = "A newer version replaced this one. Withdraw that one; all versions go with it."


class NoIssuer(Refusal):
    """The province has no such body yet."""

    code = "document-no-issuer"
    status = 409
    template = "The body that would issue this is not registered."
    rule = "R-002"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody writes. Name, number and date of the issuer only for another body's document.

    `recipient_kinds` are codes of the rulebook's R-001, `recipient_ids` parties by name.
    """

    kind: Kind
    publicity: Publicity
    title: str
    body: str
    issuer: Issuer = Issuer.OFFICE
    issuer_name: str = ""
    number: str = ""
    dated_on: date | None = None
    topic: Topic | None = None
    recipient_kinds: tuple[str, ...] = ()
    recipient_ids: tuple[int, ...] = field(default=())


@applies("R-002")
@transaction.atomic
def draft(given: Draft, *, actor: Actor, now: datetime) -> int:
    """Begin a document of ours, or register another body's; returns its id."""
    actor.require(Permission.DOCUMENT_DRAFT)
    row = Document(
        **columns(given, now),
        state=DOCUMENT.initial,
        drafted_by_id=actor.person_id,
        edited_by_id=actor.person_id,
        changed_at=now,
        is_demonstration=is_invented(actor),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NumberTaken from None
    facts.record(
        "gazette.document.drafted", row, actor=actor, now=now, title=row.title, kind=row.kind
    )
    return row.pk


@transaction.atomic
def edit(document_id: int, given: Draft, revision: int, *, actor: Actor, now: datetime) -> None:
    """Change a draft that is still as `revision` saw it.

    Of a correction only title, text and recipients can change: the rest is what it corrects.
    """
    row = access.document(document_id, actor, Permission.DOCUMENT_DRAFT)
    changes = columns(given, now)
    if row.corrects_id:
        kept = ("title", "body", "recipient_kinds", "recipient_ids")
        changes = {name: changes[name] for name in kept}
    try:
        with transaction.atomic():
            rewrite(row, revision, actor=actor, now=now, **changes)
    except IntegrityError:
        raise NumberTaken from None
    facts.record("gazette.document.edited", row, actor=actor, now=now, title=row.title)


@transaction.atomic
def correct(document_id: int, reason: str, *, actor: Actor, now: datetime) -> int:
    """Begin a new version of a published document, with its text and files; returns its id."""
    row = access.document(document_id, actor, Permission.DOCUMENT_DRAFT)
    DOCUMENT.after(State(row.state), Verb.SUPERSEDE)
    new = Document(
        **{name: getattr(row, name) for name in COPIED},
        version=row.version + 1,
        corrects=row,
        correction=reason,
        state=DOCUMENT.initial,
        drafted_by_id=actor.person_id,
        edited_by_id=actor.person_id,
        changed_at=now,
    )
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        raise CorrectedAlready from None
    Attachment.objects.bulk_create(
        Attachment(document=new, file_id=file)
        for file in row.attachments.order_by("pk").values_list("file_id", flat=True)
    )
    showing.copy(row, new)
    facts.record(
        "gazette.document.corrected",
        new,
        actor=actor,
        now=now,
        version=new.version,
        number=new.number,
    )
    return new.pk


@transaction.atomic
def discard(document_id: int, *, actor: Actor, now: datetime) -> None:
    """Give a draft up; its number, if it brought one, is free again."""
    row = access.document(document_id, actor, access.MAY[Verb.DISCARD])
    moved = moves.move(row, DOCUMENT, Verb.DISCARD, changed_at=now)
    facts.record(
        "gazette.document.discarded", row, actor=actor, now=now, moved=moved, title=row.title
    )


@transaction.atomic
def approve(document_id: int, revision: int, *, actor: Actor, now: datetime) -> None:
    """Approve a draft as `revision` saw it; whoever wrote or changed it may not."""
    row = access.document(document_id, actor, access.MAY[Verb.APPROVE])
    DOCUMENT.after(State(row.state), Verb.APPROVE)
    rules.check_second(actor.person_id, {row.drafted_by_id, row.edited_by_id})
    rules.says_something(row.body, row.attachments.count())
    showing.require(row)
    _hold(row, revision)
    moved = moves.move(row, DOCUMENT, Verb.APPROVE, approved_by_id=actor.person_id, changed_at=now)
    facts.record(
        "gazette.document.approved", row, actor=actor, now=now, moved=moved, title=row.title
    )


@transaction.atomic
def send_back(document_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Make an approved document a draft again, to be changed; it needs a new approval."""
    row = access.document(document_id, actor, access.MAY[Verb.RETURN])
    moved = moves.move(row, DOCUMENT, Verb.RETURN, approved_by_id=None, changed_at=now)
    facts.record(
        "gazette.document.returned",
        row,
        actor=actor,
        now=now,
        moved=moved,
        title=row.title,
        reason=reason,
    )


@applies("R-001", "R-002")
@transaction.atomic
def publish(document_id: int, *, actor: Actor, now: datetime) -> str:
    """Publish an approved document: number, date and send it; returns its number.

    A correction keeps number and date, and replaces the version that it corrects.
    """
    row = access.document(document_id, actor, access.MAY[Verb.PUBLISH])
    given = {} if row.number else _numbered(row, periods.day(now))
    try:
        with transaction.atomic():
            moved = moves.move(
                row, DOCUMENT, Verb.PUBLISH, published_at=now, changed_at=now, **given
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    passages = []
    if row.corrects is not None:
        step = moves.move(row.corrects, DOCUMENT, Verb.SUPERSEDE, changed_at=now)
        passages = [*facts.passages_of(row.corrects, step), *showing.stop(row.corrects)]
        indexing.forget(row.corrects)
    passages += showing.begin(row, periods.day(now))
    indexing.read(row)
    sent = sending.send(row, periods.day(now))
    facts.record(
        "gazette.document.published",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=passages,
        number=row.number,
        version=row.version,
        recipients=sent,
    )
    return row.number


@transaction.atomic
def withdraw(document_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Withdraw a published document with all its earlier versions.

    It stays listed with number, title and reason; what it said is no longer shown or found.
    """
    row = access.document(document_id, actor, access.MAY[Verb.WITHDRAW])
    if row.state == State.SUPERSEDED:
        raise NotTheNewest
    said: dict[str, Any] = {
        "withdrawn_at": now,
        "withdrawn_reason": reason,
        "changed_at": now,
    }
    moved = moves.move(row, DOCUMENT, Verb.WITHDRAW, **said)
    passages = showing.stop(row)
    earlier = row.corrects
    while earlier is not None:
        step = moves.move(earlier, DOCUMENT, Verb.WITHDRAW, **said)
        passages += facts.passages_of(earlier, step)
        earlier = earlier.corrects
    indexing.read(row)
    facts.record(
        "gazette.document.withdrawn",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=passages,
        number=row.number,
        reason=reason,
    )


def rewrite(
    row: Document, revision: int, *, actor: Actor, now: datetime, **changes: object
) -> None:
    """Write columns of a draft that nobody changed since it was read as `revision`."""
    if row.state != State.DRAFT:
        DOCUMENT.after(State(row.state), Verb.APPROVE)
    told = {**changes, "edited_by_id": actor.person_id, "changed_at": now}
    here = Document.objects.filter(pk=row.pk, state=State.DRAFT, revision=revision)
    if not here.update(**told, revision=F("revision") + 1):
        raise moves.MovedMeanwhile
    for name, value in told.items():
        setattr(row, name, value)


def _hold(row: Document, revision: int) -> None:
    """Refuse what was changed since `revision`, and keep others from changing it until the end."""
    here = Document.objects.filter(pk=row.pk, state=State.DRAFT, revision=revision)
    if not here.update(revision=revision):
        raise moves.MovedMeanwhile


def columns(given: Draft, now: datetime) -> dict[str, Any]:
    """Return a draft's columns, or refuse by what is wrong with it. Part of larger acts."""
    rules.check(
        rules.Particulars(
            given.kind,
            given.publicity,
            given.issuer,
            given.issuer_name,
            given.number,
            given.dated_on,
        )
    )
    today, book = periods.day(now), rulebooks.current()
    recipients.check(given.recipient_kinds, today, book)
    sending.check_named(given.recipient_ids)
    issuer = _issuer(given.issuer)
    return {
        "kind": given.kind,
        "publicity": given.publicity,
        "topic": (given.topic or Topic.OTHER) if given.kind is Kind.POLICY else "",
        "title": text.one_line(given.title),
        "body": text.clean(given.body),
        "issued_by": given.issuer,
        "issuer_id": issuer.id if issuer else None,
        "issuer_name": issuer.name if issuer else text.one_line(given.issuer_name),
        "number": given.number,
        "dated_on": given.dated_on,
        "recipient_kinds": list(given.recipient_kinds),
        "recipient_ids": sorted(set(given.recipient_ids)),
    }


def _issuer(issuer: Issuer) -> OrganisationBrief | None:
    if issuer is Issuer.OTHER:
        return None
    found = organisations.of_kind(ISSUERS[issuer])
    if not found:
        raise NoIssuer
    return found[0]


def is_invented(actor: Actor) -> bool:
    """Return whether the actor is of an invented organisation, so that the document is too."""
    own = organisations.brief([actor.organisation_id]).get(actor.organisation_id)
    return own is not None and own.is_demonstration


@applies("R-002")
def _numbered(row: Document, today: date) -> dict[str, Any]:
    """Return number and date of a document of ours; the unique columns settle a race."""
    code = rules.series(Issuer(row.issued_by), today, rulebooks.current())
    code = f"{INVENTED}{code}" if row.is_demonstration else code
    taken = Document.objects.filter(series=code, year=today.year).aggregate(last=Max("serial"))
    serial = (taken["last"] or 0) + 1
    name = organisations.name_on(row.issuer_id, today) if row.issuer_id else ""
    return {
        "series": code,
        "year": today.year,
        "serial": serial,
        "number": rules.number(code, today.year, serial),
        "dated_on": today,
        "issuer_name": name or row.issuer_name,
    }
