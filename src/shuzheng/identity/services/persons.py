"""Find or register persons: one person is one record, found by identity document.

A known document under another name is a case for the office and changes nothing: two people may
have been mixed up, or somebody changed his or her name, and a clerk's sheet cannot tell which.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import bulk, facts, sealing
from shuzheng.identity.models import IdentityCase, Organisation, Person
from shuzheng.identity.rules import documents
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.kernel import identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from shuzheng.identity.rules.documents import Document
    from shuzheng.kernel.actor import Actor

    Seal = Callable[[str, sealing.Place], str]

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
LOOK_UP_AT_ONCE = 10_000


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
    rows: Sequence[PersonRow], *, organisation_id: int, actor: Actor, now: datetime
) -> list[Found]:
    """Find or register every row's person, in a handful of statements; one fact for the batch.

    Refuses (before writing anything) a number or name that cannot be right. The caller has checked
    that the actor may register persons for this organisation.
    """
    read = [
        (documents.read_name(row.name), documents.read(row.document_kind, row.document_number))
        for row in rows
    ]
    keys = _keys(doc for _, doc in read)
    known, seal = _known(keys), sealing.sealer()
    fresh: dict[tuple[str, str], tuple[object, ...]] = {}
    for row, (name, doc), key in zip(rows, read, keys, strict=True):
        if key not in known and key not in fresh:
            fresh[key] = _person(row, name, doc, key[1], now, seal)
    bulk.insert(Person, FIELDS, fresh.values(), pass_over=True)
    made = _known(fresh)  # another clerk may have registered one of them a moment before us
    found = [
        _found(known.get(key), made.get(key), name)
        for (name, _), key in zip(read, keys, strict=True)
    ]
    _open_cases(zip(read, keys, found, strict=True), known | made, organisation_id, actor, now)
    new = sum(1 for one in found if one.is_new)
    if rows:
        party = Organisation(pk=organisation_id)
        facts.record(
            "identity.persons.registered",
            party,
            actor=actor,
            now=now,
            passages=(facts.Passage(f"identity.person:{made[key][0]}") for key in fresh),
            new=new,
            known=len(rows) - new,
        )
    return found


@transaction.atomic
def refer(rows: Sequence[PersonRow], *, organisation_id: int, actor: Actor, now: datetime) -> int:
    """Hand rows whose document is known under another name to the office; returns how many.

    Registers nobody. Refuses as `register` does; the caller has checked the same.
    """
    read = [
        (documents.read_name(row.name), documents.read(row.document_kind, row.document_number))
        for row in rows
    ]
    keys = _keys(doc for _, doc in read)
    known = _known(keys)
    found = [
        Found(0, is_new=False, name_differs=key in known and known[key][1] != name)
        for (name, _), key in zip(read, keys, strict=True)
    ]
    _open_cases(zip(read, keys, found, strict=True), known, organisation_id, actor, now)
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


def index_of(doc: Document) -> str:
    """Return the blind index of a document number."""
    return sealing.index(f"document:{doc.kind}", doc.number)


def _keys(docs: Iterable[Document]) -> list[tuple[str, str]]:
    """Return by what each document is found: its kind and the blind index of its number."""
    index_of_kind = {kind: sealing.indexer(f"document:{kind}") for kind in DocumentKind}
    return [(doc.kind.value, index_of_kind[doc.kind](doc.number)) for doc in docs]


def _known(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, str]]:
    wanted = set(keys)
    kinds, indexes = {kind for kind, _ in wanted}, list({index for _, index in wanted})
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for start in range(0, len(indexes), LOOK_UP_AT_ONCE):
        part = bulk.among(indexes[start : start + LOOK_UP_AT_ONCE])
        # The kind comes first in the only index over documents.
        rows = Person.objects.filter(document_kind__in=kinds, document_index__in=part)
        for pk, kind, index, name in rows.values_list(
            "pk", "document_kind", "document_index", "name"
        ):
            found[kind, index] = (pk, name)
    return found


def _person(
    row: PersonRow, name: str, doc: Document, index: str, now: datetime, seal: Seal
) -> tuple[object, ...]:
    """Return the values of `FIELDS` for a new person; what is personal is sealed to the uid."""
    uid, born = uuid.uuid4(), doc.born_on
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
        seal(doc.number, Person.place_of(uid, "document")),
        seal(row.phone, Person.place_of(uid, "phone")),
        seal(born.isoformat() if born else "", Person.place_of(uid, "born")),
    )


def _found(known: tuple[int, str] | None, made: tuple[int, str] | None, name: str) -> Found:
    if known is None and made is not None and made[1] == name:
        return Found(made[0], is_new=True, name_differs=False)
    pk, registered = known or made or (0, "")
    if registered != name:
        return Found(0, is_new=False, name_differs=True)
    return Found(pk, is_new=False, name_differs=False)


def _open_cases(
    rows: Iterable[tuple[tuple[str, Document], tuple[str, str], Found]],
    people: dict[tuple[str, str], tuple[int, str]],
    organisation_id: int,
    actor: Actor,
    now: datetime,
) -> None:
    for (name, _), key, found in rows:
        if found.name_differs:
            case, is_new = IdentityCase.objects.get_or_create(
                person_id=people[key][0],
                organisation_id=organisation_id,
                given_name=name,
                closed_at=None,
                defaults={"opened_at": now},
            )
            if is_new:
                personal: dict[str, facts.Value] = {"given_name": name}
                facts.record("identity.case.opened", case, actor=actor, now=now, personal=personal)
