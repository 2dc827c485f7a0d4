"""What every measurement is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.engines import Engine
    from bench.installation import Installation
    from bench.sizes import Size


@dataclass(frozen=True, slots=True)
class Context:
    """How much to measure, on what, whether beside peers, and where to say how far it is."""

    size: Size
    installation: Installation
    engines: Callable[[], Sequence[Engine]]
    peers: bool
    say: Callable[[str], None]
