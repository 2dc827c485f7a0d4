"""Which facts tell whom: every telling of the platform, and how one is found again."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from shuzheng.reminders.rules import of_assessment, of_parties, of_the_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.reminders.rules.telling import Telling, Topic

TELLINGS: Final = (
    *of_parties.FILING,
    *of_parties.REPORTS,
    *of_parties.DECISIONS,
    *of_parties.INSPECTIONS,
    *of_parties.COMPLAINTS,
    *of_parties.ALLIANCES,
    *of_assessment.SITES,
    *of_assessment.SESSIONS,
    *of_assessment.RESULTS,
    *of_assessment.CERTIFICATES,
    *of_assessment.FEES,
    *of_the_year.REVIEWS,
    *of_the_year.SUPPORT,
    *of_the_year.DOCUMENTS,
)

FOUND: Final = {(one.verb, one.whom): one for one in TELLINGS}
"""Every telling by what a reminder keeps of it: the verb, and whom the row led to."""


def by_verb() -> Mapping[str, tuple[Telling, ...]]:
    """Return the tellings of each verb that tells anybody, in the order of the table."""
    found: defaultdict[str, list[Telling]] = defaultdict(list)
    for one in TELLINGS:
        found[one.verb].append(one)
    return {verb: tuple(held) for verb, held in found.items()}


def verbs_of(topic: Topic) -> frozenset[str]:
    """Return the verbs that are told under a topic."""
    return frozenset(one.verb for one in TELLINGS if one.topic is topic)
