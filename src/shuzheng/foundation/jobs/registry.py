"""The kinds of job there are: each room declares its own, in its `jobs` module.

A job function must be idempotent: a killed worker's job runs again from its beginning, and a run
that was thought dead may finish after all. Do the work in acts that find their own earlier work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django_stubs_ext import StrOrPromise

    Result = Mapping[str, Any]
    Work = Callable[..., Result | None]

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """A declared job: its permanent name, its function, how often it is tried.

    `title` is what its page is headed with. Colleagues of the requester's organisation see the job
    when they hold `permission`; without one, only the requester does.
    """

    name: str
    work: Work
    attempts: int
    title: StrOrPromise
    permission: str


_kinds: dict[str, Kind] = {}


def job(
    name: str, *, attempts: int = ATTEMPTS, title: StrOrPromise = "", permission: str = ""
) -> Callable[[Work], Work]:
    """Declare the function `run(handle, **arguments) -> dict` as the job `room.noun.verb`.

    It returns what its page may show; the key `url` is where the result is to be seen. It must be
    idempotent, and calls `handle.progress` or `handle.check` often enough to be stopped.
    """

    def declare(work: Work) -> Work:
        add(Kind(name, work, attempts, title, permission))
        return work

    return declare


def add(kind: Kind) -> None:
    """Register a kind. Raises ValueError for a name that is taken."""
    if kind.name in _kinds:
        raise ValueError(f"the job {kind.name} is declared twice")
    _kinds[kind.name] = kind


def find(name: str) -> Kind | None:
    """Return the kind called `name`; reads the rooms' `jobs` modules if it is not known yet."""
    if name not in _kinds:
        discover()
    return _kinds.get(name)


def kinds() -> Mapping[str, Kind]:
    """Return every declared job."""
    discover()
    return _kinds


def discover() -> None:
    """Import the `jobs` module of every room; a second call costs nothing."""
    autodiscover_modules("jobs")
