"""What happened to a thing, as sentences with the names of those who did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext

from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.foundation.ui.parts import Line
from shuzheng.identity.models import Organisation, Person
from shuzheng.identity.rules import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


_labels: dict[tuple[str, str], Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as a page shows it."""

    seq: int
    at: datetime
    who: str
    capacity: str
    sentence: str


def of(
    subjects: Sequence[str], limit: int = 20, *, organisation_id: int | None = None
) -> list[FactLine]:
    """Return the newest facts about these subjects (such as "pilots.filing:7"), newest first.

    With `organisation_id` only what somebody did for that organisation.
    """
    bulk = FactSubject.objects.filter(subject__in=subjects).values("fact_id")
    direct = Fact.objects.filter(subject__in=subjects).values("seq")
    found = Fact.objects.filter(seq__in=direct.union(bulk)).order_by("-seq")
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    rows = list(found[:limit])
    people = dict(
        Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", "name")
    )
    parties = dict(
        Organisation.objects.filter(pk__in={row.organisation_id for row in rows}).values_list(
            "pk", "name"
        )
    )
    return [
        FactLine(
            row.seq,
            row.at,
            people.get(row.person_id) or gettext("The platform"),
            parties.get(row.organisation_id, "") or _role(row.role),
            sentence(row),
        )
        for row in rows
    ]


def lines(
    subjects: Sequence[str], limit: int = 20, *, organisation_id: int | None = None
) -> list[Line]:
    """Return the same as lines of a page's card of facts."""
    return [
        Line(
            # The sentence follows the name without a gap in Chinese, with one in English.
            pgettext("fact", "{who} {sentence}").format(who=one.who, sentence=one.sentence),
            one.at,
            note=one.capacity,
        )
        for one in of(subjects, limit, organisation_id=organisation_id)
    ]


def spell(verb: str, key: str, labels: Mapping[str, str]) -> None:
    """Say how the codes under `key` of a verb's data are written: marked English words by code.

    Rooms call this in their `sentences` module, beside the sentence. Several codes under one key
    are written with commas between them, and are spelled as a list.
    """
    _labels[verb, key] = labels


def sentence(fact: Fact) -> str:
    """Return what a fact says, after its actor's name, in the reader's language."""
    kind = facts.kinds().get(fact.verb)
    if kind is None:
        return fact.verb
    words = {key: _word(fact.verb, key, value) for key, value in fact.data.items()}
    return str(kind.sentence).format(**words)


def _word(verb: str, key: str, value: object) -> object:
    if not isinstance(value, str) or not value:
        return value
    labels = _labels.get((verb, key), {})
    if value in labels or not set(value.split(",")) <= set(labels):
        return gettext(labels.get(value, value))
    return gettext(", ").join(gettext(labels[code]) for code in value.split(","))


def _role(role: str) -> str:
    known = {r.value: r for r in kinds.Role}
    return gettext(kinds.LABELS[known[role]]) if role in known else ""
