"""A demonstration's password opens, and becomes a heavy one where it matters."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher

from shuzheng.identity.adapters.hashing import LightHasher

LIGHT = "argon2$argon2id$v=19$m=1024,t=1,p=1$"


def test_a_light_hash_opens_and_is_to_be_renewed_in_production() -> None:
    light, heavy = LightHasher(), Argon2PasswordHasher()

    kept = light.encode("Spring-Plum-71", light.salt())

    assert kept.startswith(LIGHT)
    assert heavy.verify("Spring-Plum-71", kept)
    assert not heavy.verify("Spring-Plum-72", kept)
    assert heavy.must_update(kept)
    assert not light.must_update(kept)
