"""What it takes to tell people of a fact: the verb, whose, in which roles, and in which words.

Authority: the platform's own order; decision 0064. The words are of the kind of act alone: no name
of a person, no number, no reason, because they leave the platform in mails. What a newcomer would
get wrong: a verb that is confidential tells nobody, and an unannounced inspection is told of by its
report and not before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class Topic(StrEnum):
    """What a reminder is about: by it lists are filtered and digests counted."""

    FILING = auto()
    REPORT = auto()
    DECISION = auto()
    INSPECTION = auto()
    COMPLAINT = auto()
    SITE = auto()
    SESSION = auto()
    RESULT = auto()
    CERTIFICATE = auto()
    ALLIANCE = auto()
    FEE = auto()
    REVIEW = auto()
    SUPPORT = auto()
    DOCUMENT = auto()


TOPICS: Final = {
    Topic.FILING: N_("Filing and problems"),
    Topic.REPORT: N_("Bi-weekly reports and tracking"),
    Topic.DECISION: N_("Notices, measures and decisions"),
    Topic.INSPECTION: N_("Inspections and findings"),
    Topic.COMPLAINT: N_("Enquiries and complaints"),
    Topic.SITE: N_("Assessment sites"),
    Topic.SESSION: N_("Registration and sessions"),
    Topic.RESULT: N_("Results and reviews"),
    Topic.CERTIFICATE: N_("Certificates of people"),
    Topic.ALLIANCE: N_("Alliances and events"),
    Topic.FEE: N_("Fee agreements"),
    Topic.REVIEW: N_("Catalogue review and annual evaluation"),
    Topic.SUPPORT: N_("Help and answers"),
    Topic.DOCUMENT: N_("Official documents"),
}

INSTITUTION: Final = (Role.INSTITUTION_ADMIN, Role.LIAISON)
STAFF: Final = (Role.ORGANISATION_STAFF,)
LEAD: Final = (Role.ALLIANCE_LEAD,)
SITE: Final = (Role.SITE_ADMIN,)
OFFICE: Final = (Role.OFFICE_OFFICER,)
DEPARTMENT: Final = (Role.PROVINCIAL_ADMIN,)
LEARNERS: Final = (Role.STUDENT, Role.SOCIAL_LEARNER, Role.GUARDIAN)
HANDLERS: Final = (*DEPARTMENT, *OFFICE, Role.CITY_OFFICER, *INSTITUTION)

AT: Final[dict[tuple[Role, ...], OrganisationKind]] = {
    OFFICE: OrganisationKind.COORDINATION_OFFICE,
    DEPARTMENT: OrganisationKind.PROVINCIAL_DEPARTMENT,
}
"""Of whom there is one in the province: they are told wherever the row itself leads."""


@dataclass(frozen=True, slots=True)
class Telling:
    """That a fact of a verb tells somebody.

    `subject` is the table whose rows of the fact lead, by the way called `whom`, to organisations,
    where those in one of `roles` are told; without roles it leads to persons, who are told
    themselves. `kind` stands in the place of a way: every organisation of that kind is told. `page`
    is where it leads, with the row's key if `by_key`, and `seen_by` in which roles one sees it.
    """

    verb: str
    topic: Topic
    words: str
    subject: str
    whom: str
    roles: tuple[Role, ...] = ()
    kind: OrganisationKind | None = None
    page: str = ""
    by_key: bool = False
    seen_by: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where reminders lead: an address, whether it takes the row's key, and who else sees it."""

    page: str = ""
    by_key: bool = True
    seen_by: tuple[Role, ...] = ()


NOWHERE: Final = Place()


def those(subject: str, whom: str, roles: tuple[Role, ...] = (), place: Place = NOWHERE) -> Telling:
    """Return what the tellings of one group have in common; `told` fills in the rest."""
    return Telling(
        "",
        Topic.FILING,
        "",
        subject,
        whom,
        roles,
        AT.get(roles),
        place.page,
        place.by_key,
        (*roles, *place.seen_by),
    )


def told(topic: Topic, common: Telling, words: Mapping[str, str]) -> tuple[Telling, ...]:
    """Return the tellings of several verbs that go to the same people, by verb and words."""
    return tuple(
        replace(common, verb=verb, topic=topic, words=said) for verb, said in words.items()
    )
