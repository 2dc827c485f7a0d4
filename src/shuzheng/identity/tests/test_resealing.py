"""Persons' numbers open under the new key alone, and are found as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import keyring, sealing
from shuzheng.identity.models import Person
from shuzheng.identity.queries import persons
from shuzheng.identity.services import resealing, unmasking
from shuzheng.identity.tests.browsers import CARD, school
from shuzheng.identity.tests.cast import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_after_resealing_the_old_key_is_not_needed(tmp_path: Path, settings: Settings) -> None:
    keys = tmp_path / "keys.json"
    keyring.make(keys)
    settings.KEYRING = keyring.load(keys)
    here = school(born="20120101")
    Person.objects.filter(pk=here.students[2]).update(phone_sealed="", phone_masked="")
    keyring.rotate(keys)
    settings.KEYRING = keyring.load(keys)

    assert [resealing.reseal(2), resealing.reseal(2), resealing.reseal(2)] == [2, 1, 0]

    keyring.drop(keys, "k1")
    settings.KEYRING = keyring.load(keys)
    assert persons.document_numbers(here.students) == dict(
        zip(here.students, here.numbers, strict=True)
    )
    assert persons.find_by_document(CARD, here.numbers[0]) == here.students[0]
    assert persons.minors(here.students, NOON.date()) == set(here.students)
    opened = unmasking.unmask(here.students[0], "phone", "联系家长", actor=here.clerk, now=NOON)
    assert opened == "13800000017"
    assert Person.objects.get(pk=here.students[2]).phone_sealed == ""


def test_without_resealing_the_old_key_is_needed(tmp_path: Path, settings: Settings) -> None:
    keys = tmp_path / "keys.json"
    keyring.make(keys)
    settings.KEYRING = keyring.load(keys)
    here = school()
    keyring.rotate(keys)
    keyring.drop(keys, "k1")
    settings.KEYRING = keyring.load(keys)

    with pytest.raises(sealing.CannotOpen):
        persons.document_numbers(here.students)
