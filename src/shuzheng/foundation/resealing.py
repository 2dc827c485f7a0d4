"""Seal anew, under the current key, what was sealed under an older one.

After `shuzheng keys rotate` new values go under the new key and old ones still open under theirs;
`shuzheng keys reseal` brings all of them under the new one, so that the old key can be dropped.
Each value is replaced only where it is still what was read: whoever changes a row meanwhile wins.
The bytes of a file lie under a key of their own, so only that key is sealed anew.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import BinaryField, Q
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts, sealing
from shuzheng.foundation.models import (
    FactPayload,
    FollowerCursor,
    Job,
    StoredFile,
    Upload,
    UploadPart,
)
from shuzheng.foundation.sheets import originals
from shuzheng.kernel.actor import Actor, Reach

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.db.models import Model

    from shuzheng.foundation.sealing import Place

    Places = Mapping[str, Callable[[Any], Place]]

OPERATOR = Actor(0, 0, 0, "operator", frozenset(), Reach.NOBODY)
"""Whoever has the machine itself in hand."""

facts.declare(
    "foundation.values.resealed",
    _("sealed {count} values anew under the key {key}"),
    data=("count", "key"),
)


@transaction.atomic
def rows(model: type[Model], places: Places, batch: int) -> int:
    """Seal anew the fields of at most `batch` rows of a table; returns how many rows were stale.

    `places` gives, by the name of each sealed column, where a row's value belongs.
    """
    current = f"{settings.KEYRING.current}."
    stale = reduce(or_, (~Q(**{f"{one}__startswith": current}) & ~Q(**{one: ""}) for one in places))
    bodies = [one.name for one in model._meta.local_fields if isinstance(one, BinaryField)]
    found = list(model._default_manager.filter(stale).defer(*bodies).order_by("pk")[:batch])
    for row in found:
        before = {name: getattr(row, name) for name in places}
        after = {name: sealing.reseal(before[name], place(row)) for name, place in places.items()}
        changed = {name: value for name, value in after.items() if value != before[name]}
        unchanged = model._default_manager.filter(pk=row.pk, **before)
        unchanged.update(**changed)
    return len(found)


@transaction.atomic
def record(count: int, *, now: datetime) -> None:
    """Record that so many rows were sealed anew, by whoever operates the installation."""
    subject = FollowerCursor(pk="sealing")
    key = settings.KEYRING.current
    facts.record(
        "foundation.values.resealed", subject, actor=OPERATOR, now=now, count=count, key=key
    )


def _payloads(batch: int) -> int:
    return rows(FactPayload, {"body": lambda row: facts.place_of(row.pk)}, batch)


def _files(batch: int) -> int:
    return rows(StoredFile, {"key_sealed": StoredFile.place}, batch)


def _jobs(batch: int) -> int:
    return rows(Job, {"refusal_sealed": Job.place}, batch)


def _uploads(batch: int) -> int:
    places: Places = {
        "preview_sealed": lambda row: row.place("preview"),
        "refusal_sealed": lambda row: row.place("refusal"),
    }
    return rows(Upload, places, batch)


def _parts(batch: int) -> int:
    return rows(
        UploadPart, {"key_sealed": lambda row: originals.place_of(row.upload, row.part)}, batch
    )


sealing.resealable("foundation.payloads", _payloads)
sealing.resealable("foundation.files", _files)
sealing.resealable("foundation.jobs", _jobs)
sealing.resealable("foundation.uploads", _uploads)
sealing.resealable("foundation.uploadparts", _parts)
