"""The stream of chance of one seed; anybody can compute it again."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Stream:
    """The stream of chance of one seed under one method, by the method's name."""

    def __init__(self, method: str, seed: bytes) -> None:
        self._prefix = method.encode() + seed
        self._block = 0
        self._words: list[int] = []

    def _word(self) -> int:
        if not self._words:
            digest = sha256(self._prefix + self._block.to_bytes(8, "big")).digest()
            words = [int.from_bytes(digest[n : n + 4], "big") for n in range(0, 32, 4)]
            self._words = words[::-1]
            self._block += 1
        return self._words.pop()

    def below(self, n: int) -> int:
        """Return a number from 0 to n - 1, each as likely."""
        limit = 2**32 - 2**32 % n
        while (word := self._word()) >= limit:
            pass
        return word % n

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """Return the items in an order drawn from the stream."""
        found = list(items)
        for last in range(len(found) - 1, 0, -1):
            other = self.below(last + 1)
            found[last], found[other] = found[other], found[last]
        return found
