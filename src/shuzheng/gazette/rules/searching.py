"""What a document can be found by: single characters and pairs of neighbours.

Chinese is written without gaps and two characters are a word, so neither words nor triples serve.
A term is found where all its pairs are, and then looked for as it stands: a pair alone would
also hit a text that has the two pairs of a longer term in two places.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

RUN: Final = re.compile(r"\w+")
MOST_TERMS: Final = 6
MOST_PAIRS: Final = 12
"""A search looks at no more than this, whatever is typed."""


def normal(text: str) -> str:
    """Return a text as it is compared: full width as half, capitals as small, gaps as one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split())


def grams(text: str) -> set[str]:
    """Return every character and every pair of neighbours in the words of a normal text."""
    found: set[str] = set()
    for run in RUN.findall(text):
        found.update(run)
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def terms(query: str) -> list[str]:
    """Return what is asked for, in normal form: all of it must be in a document."""
    return [term for term in normal(query).split() if RUN.search(term)][:MOST_TERMS]


def needed(asked: list[str]) -> list[str]:
    """Return the grams that a document must have: pairs, or the character of a term of one."""
    pairs: set[str] = set()
    for term in asked:
        held = grams(term)
        longer = {gram for gram in held if len(gram) > 1}
        pairs |= longer or held
    return sorted(pairs)[:MOST_PAIRS]
