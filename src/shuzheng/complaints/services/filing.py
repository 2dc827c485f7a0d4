"""What anybody does: hand in, add a word, withdraw, say whether the answer satisfies.

Rule: R-216. The acts are the public's even when somebody is signed in: no fact and no file leads to
a person. Who complains goes sealed into a table aside; a person who was signed in is kept there as
a keyed hash, so that he or she finds the own cases and nobody finds the person.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.complaints import access
from shuzheng.complaints.models import Attachment, Complainant, Complaint, Message
from shuzheng.complaints.queries import subjects
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules import receipt
from shuzheng.complaints.rules.complaint import COMPLAINT, Kind, State, Verb
from shuzheng.complaints.services import concerning
from shuzheng.foundation import facts, files, moves, rulebooks, sealing
from shuzheng.kernel import periods
from shuzheng.kernel.actor import PUBLIC
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from shuzheng.complaints.access import Way

MOST_FILES = 5
EVIDENCE = ("pdf", "png", "jpeg")


class TooManyFiles(Refusal):
    """A case takes a few files."""

    code = "complaint-too-many-files"
    template = "At most {most} files are taken with a case."


class OverForWords(Refusal):
    """What is answered or over is not added to."""

    code = "complaint-over-for-words"
    status = 409
    template = "The case is answered or over: nothing can be added."
    rule = "R-216"


@dataclass(frozen=True, slots=True)
class Who:
    """Who complains, as far as it is said; `person_id` for somebody who is signed in."""

    name: str = ""
    contact: str = ""
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """What is handed in; `about` is a code, a number, a name, or a description."""

    kind: Kind
    text: str
    about: str = ""
    upload: UploadedFile[bytes] | None = None


@applies("R-216")
@transaction.atomic
def file(given: Given, *, who: Who, now: datetime) -> access.Receipt:
    """Take an enquiry, complaint or opinion of anybody; returns its receipt.

    The receipt's secret is kept nowhere: whoever loses it does not come back to the case.
    """
    today, calendar, book = periods.day(now), rulebooks.calendar(), rulebooks.current()
    made = access.Receipt(
        receipt.number(today, _signs(receipt.NUMBER_SIGNS)),
        receipt.secret(_signs(receipt.SECRET_SIGNS)),
    )
    subject = subjects.named(given.about)
    row = Complaint(
        number=made.number,
        secret_index=Complaint.index_of(made.number, made.secret),
        kind=given.kind,
        state=COMPLAINT.initial,
        about=given.about.strip(),
        organisation_id=subject.organisation_id,
        certificate_type_id=subject.certificate_type_id,
        plan_id=subject.plan_id,
        site_id=subject.site_id,
        received_at=now,
        accept_due_on=rules.accept_due_on(today, calendar, book),
        answer_due_on=rules.answer_due_on(today, calendar, book),
    )
    row.text_sealed = row.sealed("text", given.text)
    row.save(force_insert=True)
    concerning.settle(row)
    _seal(row, who)
    _attach(row, given.upload, now)
    facts.record(
        "complaints.complaint.filed",
        row,
        actor=PUBLIC,
        now=now,
        number=row.number,
        kind=given.kind.value,
    )
    return made


@applies("R-216")
@transaction.atomic
def add(way: Way, text: str, *, now: datetime, upload: UploadedFile[bytes] | None = None) -> None:
    """Add a word of the complainant, and perhaps a file, to a case that is not answered yet."""
    row = access.of_complainant(way)
    _hold(row)
    write(row, text, is_from_complainant=True, now=now)
    _attach(row, upload, now)
    facts.record("complaints.complaint.added_to", row, actor=PUBLIC, now=now, number=row.number)


@applies("R-216")
@transaction.atomic
def withdraw(way: Way, *, now: datetime) -> None:
    """Withdraw a case that is not answered yet."""
    row = access.of_complainant(way)
    moved = moves.move(row, COMPLAINT, Verb.WITHDRAW, closed_on=periods.day(now))
    facts.record(
        "complaints.complaint.withdrawn",
        row,
        actor=PUBLIC,
        now=now,
        moved=moved,
        number=row.number,
    )


@applies("R-216")
@transaction.atomic
def rate(way: Way, text: str, *, satisfied: bool, now: datetime) -> None:
    """Say whether the answer satisfies; an answer that does not is reviewed by somebody else."""
    row = access.of_complainant(way)
    verb = Verb.BE_SATISFIED if satisfied else Verb.BE_DISSATISFIED
    moved = moves.move(row, COMPLAINT, verb, is_satisfied=satisfied)
    if text.strip():
        write(row, text, is_from_complainant=True, now=now)
    facts.record(
        "complaints.complaint.rated",
        row,
        actor=PUBLIC,
        now=now,
        moved=moved,
        number=row.number,
        word=State(row.state).value,
    )


def write(row: Complaint, text: str, *, is_from_complainant: bool, now: datetime) -> None:
    """Keep a word that was said in a case. Part of an act."""
    made = Message(complaint=row, is_from_complainant=is_from_complainant, at=now)
    made.text_sealed = sealing.seal(text.strip(), made.place())
    made.save(force_insert=True)


def _hold(row: Complaint) -> None:
    """Refuse a word for what is answered, also where it is being answered at this moment."""
    if not Complaint.objects.filter(pk=row.pk, state__in=rules.OPEN).update(number=row.number):
        raise OverForWords


def _attach(row: Complaint, upload: UploadedFile[bytes] | None, now: datetime) -> None:
    if not upload:
        return
    if row.attachments.count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    kept = files.store(upload, actor=PUBLIC, now=now, kinds=EVIDENCE, sealed=True)
    Attachment.objects.create(complaint=row, file=kept)


def _seal(row: Complaint, who: Who) -> None:
    """Keep who complains, where anything was said of it."""
    if not (who.name.strip() or who.contact.strip() or who.person_id):
        return
    made = Complainant(complaint=row)
    made.name_sealed = sealing.seal(who.name.strip(), made.place("name"))
    made.contact_sealed = sealing.seal(who.contact.strip(), made.place("contact"))
    if who.person_id:
        made.person_index = Complainant.index_of(who.person_id)
    made.save(force_insert=True)


def _signs(count: int) -> str:
    return "".join(secrets.choice(receipt.ALPHABET) for _ in range(count))
