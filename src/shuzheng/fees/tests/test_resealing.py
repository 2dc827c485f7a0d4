"""What a family lives with opens under the new key alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.fees.models import HardshipClaim
from shuzheng.fees.rules.hardship import State
from shuzheng.fees.services import resealing
from shuzheng.fees.tests import cast
from shuzheng.foundation import keyring, sealing

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


@pytest.mark.django_db
def test_claims_open_without_the_old_key(tmp_path: Path, settings: Settings) -> None:
    keys = tmp_path / "keys.json"
    keyring.make(keys)
    settings.KEYRING = keyring.load(keys)
    here = cast.province()
    claim = cast.claim(cast.student(1, here.school), here.school, State.CLAIMED)
    keyring.rotate(keys)
    settings.KEYRING = keyring.load(keys)

    assert [resealing.reseal(10), resealing.reseal(10)] == [1, 0]

    keyring.drop(keys, "k1")
    settings.KEYRING = keyring.load(keys)
    after = HardshipClaim.objects.get(pk=claim.pk)
    assert sealing.unseal(after.kind_sealed, after.place()) == "orphan"
    assert (after.answer_sealed, after.appeal_sealed) == ("", "")
