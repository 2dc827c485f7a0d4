"""Whatever is done to a good example, its parser answers or refuses in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as searching
from hypothesis import strategies as some

from tests.fuzz import parsers

LONGEST = 40
ODD = (b"\0", b"\xff", b"\n", b"\r\n", b"\n\n", b'"', b"[", b"{", b"9" * 25, b"-1", b"\xed\xa0\x80")
"""What has broken parsers elsewhere: ends, halves of characters, numbers without end."""


@some.composite
def altered(draw: some.DrawFn, example: bytes) -> bytes:
    """Return an example after a few cuts, copies and insertions."""
    data = example
    for _ in range(draw(some.integers(1, 3))):
        start = draw(some.integers(0, len(data)))
        end = draw(some.integers(start, min(len(data), start + LONGEST)))
        filling = draw(
            some.sampled_from(ODD)
            | some.binary(max_size=LONGEST)
            | some.just(data[start:end] * 2)
            | some.just(b"")
        )
        data = data[:start] + filling + data[end:]
    return data


@pytest.mark.parametrize("name", parsers.PARSERS)
def test_its_own_examples_are_accepted(name: str) -> None:
    parser = parsers.PARSERS[name]

    assert [parsers.answers(parser, example) for example in parser.examples] == [True] * len(
        parser.examples
    )


@pytest.mark.parametrize("name", parsers.PARSERS)
def test_every_file_of_the_corpus_is_answered_or_refused(name: str) -> None:
    for data in parsers.seeds(name):
        parsers.answers(parsers.PARSERS[name], data)


@pytest.mark.parametrize("name", parsers.PARSERS)
@searching(max_examples=60)
@given(some.data())
def test_an_altered_example_is_answered_or_refused(name: str, data: some.DataObject) -> None:
    parser = parsers.PARSERS[name]
    example = data.draw(some.sampled_from(parser.examples))

    parsers.answers(parser, data.draw(altered(example)))


@pytest.mark.parametrize("name", parsers.PARSERS)
@searching(max_examples=30)
@given(some.binary(max_size=300) | some.text(max_size=100).map(lambda text: text.encode()))
def test_anything_at_all_is_answered_or_refused(name: str, data: bytes) -> None:
    parsers.answers(parsers.PARSERS[name], data)
