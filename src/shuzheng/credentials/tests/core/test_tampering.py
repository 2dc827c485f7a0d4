"""A certificate in which any byte differs is never taken for the certificate."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import envelope, jsontext, verifying
from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.tests.core import cast

SIGNED = cast.signed_bytes()
EVIDENCE = cast.logged(jsontext.read(SIGNED))
VERIFIER = verifying.Verifier(cast.trust_in(), cast.TODAY, cast.fresh_lists())
NOT_BELIEVED = {Verdict.ALTERED, Verdict.MALFORMED, Verdict.NOT_TRUSTED}


def verdict(data: bytes) -> Verdict:
    return VERIFIER.verify(data, evidence=EVIDENCE).verdict


@pytest.mark.rule("R-112")
def test_the_untouched_certificate_is_valid() -> None:
    assert verdict(SIGNED) is Verdict.VALID


@pytest.mark.rule("R-112")
@pytest.mark.parametrize("flip", [0x01, 0x20, 0x80])
def test_one_bit_of_any_byte_changed_is_noticed(flip: int) -> None:
    for place in range(0, len(SIGNED), 5 if flip == 0x01 else 13):
        changed = SIGNED[:place] + bytes([SIGNED[place] ^ flip]) + SIGNED[place + 1 :]
        assert verdict(changed) in NOT_BELIEVED, (place, changed[max(place - 20, 0) : place + 20])


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(SIGNED) - 1), st.integers(0, 255))
def test_any_byte_replaced_by_any_other_is_noticed(place: int, byte: int) -> None:
    changed = SIGNED[:place] + bytes([byte]) + SIGNED[place + 1 :]

    assert (changed == SIGNED) == (verdict(changed) is Verdict.VALID)
    assert changed == SIGNED or verdict(changed) in NOT_BELIEVED


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(SIGNED) - 1), st.integers(1, 40))
def test_a_stretch_cut_out_is_noticed(place: int, length: int) -> None:
    assert verdict(SIGNED[:place] + SIGNED[place + length :]) in NOT_BELIEVED


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of everything inside `value`."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [p for key, item in inside for p in ((*path, key), *places(item, (*path, key)))]


WHOLE = envelope.bundle(jsontext.read(SIGNED), EVIDENCE, cast.fresh_lists())
ODD: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers(-1, 9) | st.text(max_size=6) | st.just([]) | st.just({})
)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(places(WHOLE)), ODD | st.lists(ODD, max_size=2))
def test_anything_in_the_place_of_anything_is_judged_and_not_believed(
    path: tuple[str | int, ...], odd: object
) -> None:
    changed = copy.deepcopy(WHOLE)
    inner: Any = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = odd

    report = verifying.verify(jsontext.canonical(changed), cast.trust_in(), cast.TODAY)

    assert len(report.checks) == 10
    if changed != WHOLE and changed["evidence"] != "":
        assert report.verdict is not Verdict.VALID


def test_white_space_and_the_order_of_members_are_not_content() -> None:
    document = jsontext.read(SIGNED)
    turned = json.dumps(dict(reversed(document.items())), indent=4).encode()

    assert verdict(turned) is Verdict.VALID


def test_a_member_named_twice_is_refused_even_where_both_say_the_same() -> None:
    twice = SIGNED.replace(b'"hashed":false,', b'"hashed":false,"hashed":false,')

    assert verdict(twice) is Verdict.MALFORMED
