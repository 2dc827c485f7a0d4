"""Reads of persons: masked, unless an act prints a paper that must name the whole number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shuzheng.foundation import bulk, sealing
from shuzheng.identity.models import Guardianship, IdentityCase, Person
from shuzheng.identity.rules import documents
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.kernel import identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

AT_ONCE = 10_000
OF_AGE = 18


@dataclass(frozen=True, slots=True)
class PersonBrief:
    """A person as lists show him or her."""

    id: int
    uid: str
    name: str
    sex: str
    document_kind: str
    document_masked: str
    phone_masked: str
    is_demonstration: bool


def brief(ids: Iterable[int]) -> dict[int, PersonBrief]:
    """Return the persons with these ids, masked."""
    return {
        row.pk: PersonBrief(
            row.pk,
            str(row.uid),
            row.name,
            row.sex,
            row.document_kind,
            row.document_masked,
            row.phone_masked,
            row.is_demonstration,
        )
        for row in _rows(ids)
    }


def minors(ids: Iterable[int], on: date, *, of_age: int = OF_AGE) -> set[int]:
    """Return those of `ids` who are younger than `of_age` on `on`; unknown birth dates are not."""
    return {
        row.pk
        for row in _rows(ids)
        if row.born_sealed
        and identifiers.age_on(
            date.fromisoformat(sealing.unseal(row.born_sealed, row.place("born"))), on
        )
        < of_age
    }


def birth_dates(ids: Iterable[int]) -> dict[int, date | None]:
    """Return birth dates for an act that depends on age; None where no document carries one."""
    return {
        row.pk: date.fromisoformat(sealing.unseal(row.born_sealed, row.place("born")))
        if row.born_sealed
        else None
        for row in _rows(ids)
    }


def with_open_case(ids: Iterable[int]) -> set[int]:
    """Return those of `ids` whose document was handed in under another name, not yet decided."""
    wanted, found = list(set(ids)), set[int]()
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        rows = IdentityCase.objects.filter(person_id__in=part, closed_at=None)
        found.update(rows.values_list("person_id", flat=True))
    return found


def guardians_of(person_id: int) -> list[int]:
    """Return the ids of a person's guardians."""
    rows = Guardianship.objects.filter(ward_id=person_id, until=None)
    return list(rows.values_list("guardian_id", flat=True))


def wards_of(person_id: int) -> list[int]:
    """Return the ids of the persons whose guardian this is."""
    rows = Guardianship.objects.filter(guardian_id=person_id, until=None)
    return list(rows.values_list("ward_id", flat=True))


def document_numbers(ids: Iterable[int]) -> dict[int, str]:
    """Return whole document numbers, for an act that prints them on a paper; never for a page."""
    return {
        row.pk: sealing.unseal(row.document_sealed, row.place("document")) for row in _rows(ids)
    }


def find_by_document(kind: DocumentKind, text: str) -> int | None:
    """Return the id of the person with this document, or None. Refuses a number that cannot be."""
    doc = documents.read(kind, text)
    index = sealing.index(f"document:{doc.kind}", doc.number)
    row = Person.objects.filter(document_kind=doc.kind, document_index=index).first()
    return row.pk if row else None


def indexers() -> dict[DocumentKind, Callable[[str], str]]:
    """Return, for each kind of document, what makes the blind index of a normalised number."""
    return {kind: sealing.indexer(f"document:{kind}") for kind in DocumentKind}


def find_all(
    papers: Iterable[tuple[DocumentKind, str]],
) -> dict[tuple[DocumentKind, str], tuple[int, str]]:
    """Return the id and name of whom each document (kind, normalised number) is known for."""
    index_of = indexers()
    keys = {(kind.value, index_of[kind](number)): (kind, number) for kind, number in papers}
    kinds, indexes = {kind for kind, _ in keys}, list({index for _, index in keys})
    found = {}
    for start in range(0, len(indexes), AT_ONCE):
        part = bulk.among(indexes[start : start + AT_ONCE])
        # The kind comes first in the only index over documents.
        rows = Person.objects.filter(document_kind__in=kinds, document_index__in=part)
        for pk, kind, index, name in rows.values_list(
            "pk", "document_kind", "document_index", "name"
        ):
            paper = keys.get((kind, index))
            if paper is not None:
                found[paper] = (pk, name)
    return found


def _rows(ids: Iterable[int]) -> Iterable[Person]:
    wanted = list(set(ids))
    for start in range(0, len(wanted), AT_ONCE):
        yield from Person.objects.filter(pk__in=wanted[start : start + AT_ONCE])
