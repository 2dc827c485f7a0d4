"""What the platform knows of an alliance's certificate for some days (R-198)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.queries import volumes
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import pages_alliances

if TYPE_CHECKING:
    from datetime import date

NAMES = ("members", "cities", "sites", "sessions", "sat", "passed")


@applies("R-198")
def of(alliance_id: int, since: date, until: date) -> dict[str, int]:
    """Return the figures: members and sites as they are now, sessions and candidates of the days.

    A dissolved alliance has none.
    """
    line = pages_alliances.one(alliance_id)
    if line is None:
        return dict.fromkeys(NAMES, 0)
    members = pages_alliances.members(line.certificate_type_id)
    volume = volumes.of_certificate(line.certificate_type_id, since, until)
    return {
        "members": len(members),
        "cities": len({one.city_code for one in members}),
        "sites": sum(volumes.sites_by_city([line.certificate_type_id]).values()),
        "sessions": volume.sessions,
        "sat": volume.sat,
        "passed": volume.passed,
    }
