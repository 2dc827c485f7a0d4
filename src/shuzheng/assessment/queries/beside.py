"""What stands on a site's page beside its rooms and approvals (R-099).

`assessment` cannot look up: rooms above hand sections in, each for one reader. A section that the
reader may not see is not handed in at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from shuzheng.identity.queries.beside import Section
    from shuzheng.kernel.actor import Actor

    Provider = Callable[[int, Actor, datetime], "Section | None"]

_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Declare whoever knows something of sites; the order of rooms is that of the sections."""
    _providers.append(provider)
    return provider


def of(site_id: int, actor: Actor, now: datetime) -> list[Section]:
    """Return the sections of a site's page that the actor sees."""
    found = (provider(site_id, actor, now) for provider in _providers)
    return [one for one in found if one is not None]
