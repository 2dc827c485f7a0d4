"""Two users at once: acts that start at one moment, each in a thread and connection of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from django.db import OperationalError, connection

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable


def together(*acts: Callable[[], object]) -> list[type[BaseException] | None]:
    """Run acts in threads that start at one moment; returns what each raised, or None."""
    gate = threading.Barrier(len(acts))
    said: list[type[BaseException] | None] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except (Refusal, OperationalError) as error:
            said[place] = type(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
