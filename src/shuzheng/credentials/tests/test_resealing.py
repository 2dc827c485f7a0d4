"""A signing key opens under the new sealing key alone, and signs as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did
from shuzheng.credentials.core.sm2 import signing
from shuzheng.credentials.models import IssuerKey, Sm2Key
from shuzheng.credentials.services import keys, resealing, sm2
from shuzheng.foundation import keyring
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


@pytest.mark.django_db
def test_it_signs_the_same_without_the_old_sealing_key(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "keys.json"
    keyring.make(file)
    settings.KEYRING = keyring.load(file)
    party = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    row = keys.ensure(party, actor=actor(Role.ORGANISATION_ISSUER, party), now=NOON)
    signature = holder.signer(row)(b"certificate")
    sm2.make(row, now=NOON)
    keyring.rotate(file)
    settings.KEYRING = keyring.load(file)

    assert [resealing.reseal(1), resealing.reseal(1), resealing.reseal(10)] == [1, 1, 0]

    keyring.drop(file, "k1")
    settings.KEYRING = keyring.load(file)
    again = IssuerKey.objects.get()
    assert again.multikey == row.multikey
    assert holder.signer(again)(b"certificate") == signature
    second = Sm2Key.objects.get()
    made = holder.sm2_signer(second)(b"certificate")
    assert signing.is_signed(did.sm2_key(second.multikey), made, b"certificate")
