"""The quick writer and the reference give the same text."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.kernel import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-canonical.SAFE, canonical.SAFE)
    | st.floats(-1e15, 1e15)
    | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXTS | st.text("abAB/\"'"), inner, max_size=4)
        | st.tuples(inner)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(VALUES)
def test_every_value_is_written_as_the_reference_writes_it(value: Any) -> None:  # noqa: ANN401 - JSON
    assert canonical.dumps(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": ["书", None, True]}, '{"a":["书",null,true],"b":1}'),
        ({"a": 10.0, "b": 1e21}, '{"a":10,"b":1e+21}'),
        ({"é": 1, "z": 2}, '{"z":2,"é":1}'),
        ("\x0b\n\x7f\u2028", '"\\u000b\\n\x7f\u2028"'),
        (9_007_199_254_740_991, "9007199254740991"),
    ],
)
def test_what_is_written(value: object, text: str) -> None:
    assert canonical.dumps(value).decode() == text


@pytest.mark.parametrize("value", [2**53, float("nan"), {"n": 1 << 70}, {1: 2}, b"x"])
def test_what_the_scheme_cannot_express_is_refused(value: object) -> None:
    with pytest.raises((rfc8785.CanonicalizationError, TypeError)):
        canonical.dumps(value)


@pytest.mark.parametrize("value", ["\ud800", {"a": ["\udfff"]}])
def test_half_a_character_is_refused(value: object) -> None:
    with pytest.raises(canonical.HalfCharacter):
        canonical.dumps(value)
