"""Sites, as far as a decision against one goes: the room above that keeps them names them.

`standing` cannot look up. The provider answers with every site there is; a site is known by its
national code of four digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Provider = Callable[[], Iterable["SiteBrief"]]


@dataclass(frozen=True, slots=True)
class SiteBrief:
    """A site: its code, its name, and the institution whose it is."""

    code: str
    name: str
    institution_id: int


_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Declare whoever knows the sites."""
    _providers.append(provider)
    return provider


def every() -> list[SiteBrief]:
    """Return every site, by name."""
    found = (site for provider in _providers for site in provider())
    return sorted(found, key=lambda site: (site.name, site.code))


def by_code(code: str) -> SiteBrief | None:
    """Return the site with this code, or None."""
    return next((site for site in every() if site.code == code), None)
