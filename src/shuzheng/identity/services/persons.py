"""Find or register persons: one person is one record, found by identity document.

A known document under another name is a case for the office and changes nothing: two people may
have been mixed up, or somebody changed his or her name, and a clerk's sheet cannot tell which.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from shuzheng.foundation import bulk, facts, sealing
from shuzheng.identity.models import IdentityCase, Organisation, Person
from shuzheng.identity.queries import persons
from shuzheng.identity.rules import documents
from shuzheng.kernel import identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.identity.rules.documents import Document
    from shuzheng.identity.rules.kinds import DocumentKind
    from shuzheng.kernel.actor import Actor

    Seal = Callable[[str, sealing.Place], str]
    Paper = tuple[DocumentKind, str]
    People = Mapping[Paper, tuple[int, str]]

FIELDS = (
    "uid",
    "name",
    "sex",
    "document_kind",
    "document_index",
    "document_masked",
    "phone_masked",
    "is_demonstration",
    "created_at",
    "document_sealed",
    "phone_sealed",
    "born_sealed",
)
DOCUMENT = ("document_kind", "document_index")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as a clerk's sheet gives him or her."""

    name: str
    document_kind: DocumentKind
    document_number: str
    phone: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a row means; `person_id` is 0 where the document is known under another name."""

    person_id: int
    is_new: bool
    name_differs: bool


@transaction.atomic
def register(
    rows: Sequence[PersonRow],
    *,
    organisation_id: int,
    actor: Actor,
    now: datetime,
    known: People | None = None,
) -> list[Found]:
    """Find or register every row's person, in a handful of statements; one fact for the batch.

    Refuses (before writing anything) a number or name that cannot be right. The caller has checked
    that the actor may register persons for this organisation, and hands on as `known` whom it has
    just found by `queries.persons.find_all`, so that nobody is looked for twice.
    """
    read = _read(rows)
    papers = [(doc.kind, doc.number) for _, doc in read]
    if known is None:
        known = persons.find_all(papers)
    index_of, seal = persons.indexers(), sealing.sealer()
    fresh: dict[Paper, tuple[object, ...]] = {}
    for row, (name, doc), paper in zip(rows, read, papers, strict=True):
        if paper not in known and paper not in fresh:
            fresh[paper] = _person(row, name, doc, index_of[doc.kind](doc.number), now, seal)
    made = _insert(fresh)
    found = [
        _found(known.get(paper), made.get(paper), name)
        for (name, _), paper in zip(read, papers, strict=True)
    ]
    _open_cases(zip(read, found, strict=True), {**known, **made}, organisation_id, actor, now)
    new = sum(1 for one in found if one.is_new)
    if rows:
        party = Organisation(pk=organisation_id)
        facts.record(
            "identity.persons.registered",
            party,
            actor=actor,
            now=now,
            passages=(facts.Passage(f"identity.person:{made[paper][0]}") for paper in fresh),
            new=new,
            known=len(rows) - new,
        )
    return found


@transaction.atomic
def refer(rows: Sequence[PersonRow], *, organisation_id: int, actor: Actor, now: datetime) -> int:
    """Hand rows whose document is known under another name to the office; returns how many.

    Registers nobody. Refuses as `register` does; the caller has checked the same.
    """
    read = _read(rows)
    known = persons.find_all((doc.kind, doc.number) for _, doc in read)
    found = [
        Found(0, is_new=False, name_differs=known.get((doc.kind, doc.number), (0, name))[1] != name)
        for name, doc in read
    ]
    _open_cases(zip(read, found, strict=True), known, organisation_id, actor, now)
    return sum(one.name_differs for one in found)


@transaction.atomic
def declare_birth(born_on: date, *, actor: Actor, now: datetime) -> None:
    """Keep the birth date that a person states for oneself, where no document carries one.

    What is known is never overwritten: whoever states another day is not believed.
    """
    row = Person.objects.filter(pk=actor.person_id, born_sealed="").first()
    if row is None:
        return
    sealed = sealing.seal(born_on.isoformat(), row.place("born"))
    if Person.objects.filter(pk=row.pk, born_sealed="").update(born_sealed=sealed):
        facts.record("identity.person.birth_declared", row, actor=actor, now=now)


def _read(rows: Sequence[PersonRow]) -> list[tuple[str, Document]]:
    return [
        (documents.read_name(row.name), documents.read(row.document_kind, row.document_number))
        for row in rows
    ]


def _insert(fresh: Mapping[Paper, tuple[object, ...]]) -> People:
    """Insert persons and return id and name of whom each document is registered for now."""
    if not fresh:
        return {}
    places = [FIELDS.index(name) for name in DOCUMENT]
    papers = {tuple(values[place] for place in places): paper for paper, values in fresh.items()}
    last = Person.objects.aggregate(last=Max("pk"))["last"] or 0
    bulk.insert(Person, FIELDS, fresh.values(), pass_over=True)
    new = Person.objects.filter(pk__gt=last)
    made = {
        papers[kind, index]: (pk, name)
        for pk, kind, index, name in new.values_list("pk", *DOCUMENT, "name")
        if (kind, index) in papers
    }
    # Another clerk may have registered one of them a moment before us.
    return made | persons.find_all(fresh.keys() - made.keys())


def _person(
    row: PersonRow, name: str, doc: Document, index: str, now: datetime, seal: Seal
) -> tuple[object, ...]:
    """Return the values of `FIELDS` for a new person; what is personal is sealed to the uid."""
    uid, born = uuid.uuid4(), doc.born_on
    at = str(uid)
    return (
        uid,
        name,
        doc.sex,
        doc.kind.value,
        index,
        identifiers.mask(doc.number),
        identifiers.mask_phone(row.phone) if row.phone else "",
        row.is_demonstration,
        now,
        seal(doc.number, Person.place_of(at, "document")),
        seal(row.phone, Person.place_of(at, "phone")),
        seal(born.isoformat() if born else "", Person.place_of(at, "born")),
    )


def _found(known: tuple[int, str] | None, made: tuple[int, str] | None, name: str) -> Found:
    if known is None and made is not None and made[1] == name:
        return Found(made[0], is_new=True, name_differs=False)
    pk, registered = known or made or (0, "")
    if registered != name:
        return Found(0, is_new=False, name_differs=True)
    return Found(pk, is_new=False, name_differs=False)


def _open_cases(
    rows: Iterable[tuple[tuple[str, Document], Found]],
    people: People,
    organisation_id: int,
    actor: Actor,
    now: datetime,
) -> None:
    for (name, doc), found in rows:
        if found.name_differs:
            case, is_new = IdentityCase.objects.get_or_create(
                person_id=people[doc.kind, doc.number][0],
                organisation_id=organisation_id,
                given_name=name,
                closed_at=None,
                defaults={"opened_at": now},
            )
            if is_new:
                personal: dict[str, facts.Value] = {"given_name": name}
                facts.record("identity.case.opened", case, actor=actor, now=now, personal=personal)
