"""One text has one meaning, or it is not read."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import jsontext
from shuzheng.kernel.refusals import Refusal

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-jsontext.SAFE, jsontext.SAFE)
    | st.floats(-1e15, 1e15)
    | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXTS | st.text("abAB/\"'"), inner, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ('{"a":1,"a":2}', "json-repeated-key", "The member “a” stands twice in the same object."),
        (
            '{"x":[{"a":1,"\\u0061":1}]}',
            "json-repeated-key",
            "The member “a” stands twice in the same object.",
        ),
        (
            '{"a":NaN}',
            "json-number",
            "The number NaN cannot be read in the same way everywhere.",
        ),
        (
            '{"a":-Infinity}',
            "json-number",
            "The number -Infinity cannot be read in the same way everywhere.",
        ),
        (
            '{"a":1e999}',
            "json-number",
            "The number 1e999 cannot be read in the same way everywhere.",
        ),
        (
            '{"a":9007199254740992}',
            "json-number",
            "The number 9007199254740992 cannot be read in the same way everywhere.",
        ),
        ('{"a":"\\ud83d"}', "json-half-character", "A text in the file holds half a character."),
        ('{"\\udc00":1}', "json-half-character", "A text in the file holds half a character."),
        ("[1]", "json-not-an-object", "The file holds no JSON object."),
        ('"text"', "json-not-an-object", "The file holds no JSON object."),
        ('{"a":1}{', "json-grammar", "The file is not JSON: line 1, column 8."),
        ('{\n"a":\n}', "json-grammar", "The file is not JSON: line 3, column 1."),
        ("\ufeff{}", "json-grammar", "The file is not JSON: line 1, column 1."),
        ('{"a":"\t"}', "json-grammar", "The file is not JSON: line 1, column 7."),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str, code: str, sentence: str) -> None:
    with pytest.raises(jsontext.NotReadable) as refused:
        jsontext.read(text.encode())

    assert (refused.value.code, str(refused.value)) == (code, sentence)


def test_what_is_not_utf_8_is_refused_with_its_place() -> None:
    with pytest.raises(jsontext.NotText) as refused:
        jsontext.read('{"姓名":"孟"}'.encode("gb18030"))

    assert str(refused.value) == "The file is not UTF-8 text (byte 2)."


def test_a_number_of_a_million_digits_is_refused_unread() -> None:
    with pytest.raises(jsontext.NumberOutOfRange):
        jsontext.read(b'{"a":' + b"1" * 1_000_000 + b"}")


@pytest.mark.parametrize("depth", [32, 1_000, 100_000])
def test_nesting_beyond_any_need_is_refused(depth: int) -> None:
    with pytest.raises(jsontext.TooDeep):
        jsontext.read(b'{"a":' + b"[" * depth + b"]" * depth + b"}")


def test_thirty_one_lists_in_an_object_are_read() -> None:
    assert jsontext.read(b'{"a":' + b"[" * 31 + b"]" * 31 + b"}")["a"] != []


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(jsontext.TooLarge) as refused:
        jsontext.read(b"x" * 11, limit=10)

    assert str(refused.value) == "The file has 11 bytes; at most 10 are read."


def test_the_example_of_the_specification_is_canonical() -> None:
    # RFC 8785, section 3.2.2.
    given_text = rb"""{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"""
    assert jsontext.canonical(jsontext.read(given_text)).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_members_are_ordered_by_their_utf_16_form() -> None:
    # RFC 8785, section 3.2.3: a smiling face sorts before a Hebrew presentation form.
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\xf6"]

    ordered = list(json.loads(jsontext.canonical(dict.fromkeys(keys, 0))))

    assert ordered == ["\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33"]


@settings(deadline=None)
@given(VALUES)
def test_the_fast_writer_and_the_reference_agree(value: Any) -> None:  # noqa: ANN401 - JSON
    assert jsontext.canonical(value) == rfc8785.dumps(value)


@settings(deadline=None)
@given(st.dictionaries(TEXTS | st.text("abAB/"), VALUES, max_size=4))
def test_what_was_read_is_written_as_the_reference_writes_it(value: dict[str, Any]) -> None:
    read = jsontext.read(json.dumps(value).encode())
    assert jsontext.canonical(read) == rfc8785.dumps(value)
    rest = {name: held for name, held in value.items() if name != "a"}
    assert jsontext.canonical(jsontext.without(read, "a")) == rfc8785.dumps(rest)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ('{"a": 1, "b": [{"c": "\u4e66"}]}', '{"a":1,"b":[{"c":"\u4e66"}]}'),
        ('{"b": 1e2, "a": 10.0}', '{"a":10,"b":100}'),
        ('{"a": [{"n": 1E21}]}', '{"a":[{"n":1e+21}]}'),
        ('{"\ue000": 1, "\U0001f600": 2}', '{"\U0001f600":2,"\ue000":1}'),
        ('{"a": {"\ue000": 1, "\U0001f600": 2}}', '{"a":{"\U0001f600":2,"\ue000":1}}'),
    ],
)
def test_fractions_and_names_beyond_ascii_are_written_by_the_scheme(
    text: str, canonical: str
) -> None:
    assert jsontext.canonical(jsontext.read(text.encode())).decode() == canonical


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_is_canonical_reads_back_the_same(value: dict[str, Any]) -> None:
    text = jsontext.canonical(value)

    assert jsontext.canonical(jsontext.read(text)) == text


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), b"x"])
def test_what_the_scheme_cannot_express_is_refused(value: object) -> None:
    with pytest.raises(jsontext.NumberOutOfRange):
        jsontext.canonical({"a": value})


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1.5}, {"é\ud800": 1}])
def test_half_a_character_is_refused_when_written(value: object) -> None:
    with pytest.raises(Refusal):
        jsontext.canonical(value)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(jsontext.NotReadable):
        assert isinstance(jsontext.read(data), dict)
