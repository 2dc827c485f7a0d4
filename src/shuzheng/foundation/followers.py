"""React to facts of lower floors, once each, in order, after they are committed.

A follower belongs to an upper room and follows a lower room's verb; it must be idempotent, because
a process may die between its work and its bookmark. Each fact is followed in a transaction of its
own, together with moving the follower's bookmark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation.models import Fact, FollowerCursor

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    React = Callable[[Fact, datetime], None]

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Follower:
    """One reaction: a permanent name, the verbs it follows, what it does."""

    name: str
    verbs: frozenset[str]
    react: React


_followers: dict[str, Follower] = {}


def follow(name: str, *verbs: str) -> Callable[[React], React]:
    """Declare a follower, in a room's `followers` module. `name` must never change."""

    def declare(react: React) -> React:
        _followers[name] = Follower(name, frozenset(verbs), react)
        return react

    return declare


def catch_up(now: datetime) -> int:
    """Let every follower read on from its bookmark; returns how many facts were followed."""
    return sum(_catch_up(follower, now) for follower in _followers.values())


def _catch_up(follower: Follower, now: datetime) -> int:
    cursor, _ = FollowerCursor.objects.get_or_create(name=follower.name)
    waiting = Fact.objects.filter(verb__in=follower.verbs, seq__gt=cursor.seq).order_by("seq")
    followed = 0
    for fact in waiting[:AT_ONCE]:
        with transaction.atomic():
            bookmark = FollowerCursor.objects.filter(name=follower.name, seq__lt=fact.seq)
            if bookmark.update(seq=fact.seq):
                follower.react(fact, now)
                followed += 1
    return followed
