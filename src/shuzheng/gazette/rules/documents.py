"""Documents: their kinds, whom they may be shown to, who decides on them, how they are numbered.

Rules: R-002 (number, date, issuing body, publicity class), R-136 (policies by version; those of
R-256 are kept likewise, and `workforce` records what they order).
Source: 皖教秘职成〔2021〕41号, “此件主动公开”; GB/T 9704-2012 for the form of a number. A published
document is never changed: a correction is a new version under the same number, and what it corrects
stays readable. A second person approves what somebody wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Kind(StrEnum):
    """What a document is."""

    NOTICE = auto()
    PUBLIC_NOTICE = auto()
    ANNOUNCEMENT = auto()
    PUBLICITY = auto()
    POLICY = auto()
    LIST = auto()
    CASE = auto()


KIND_LABELS: Final = {
    Kind.NOTICE: N_("Notice"),
    Kind.PUBLIC_NOTICE: N_("Public notice"),
    Kind.ANNOUNCEMENT: N_("Announcement"),
    Kind.PUBLICITY: N_("Publicity"),
    Kind.POLICY: N_("Policy"),
    Kind.LIST: N_("List"),
    Kind.CASE: N_("Case"),
}
FOR_EVERYBODY: Final = frozenset({Kind.ANNOUNCEMENT, Kind.PUBLICITY})
"""Kinds that speak to the public and make no sense behind a sign-in."""


class Publicity(StrEnum):
    """To whom a document is shown."""

    PUBLIC = auto()
    ON_REQUEST = auto()
    INTERNAL = auto()


PUBLICITY_LABELS: Final = {
    Publicity.PUBLIC: N_("Open to the public"),
    Publicity.ON_REQUEST: N_("On request"),
    Publicity.INTERNAL: N_("Not public"),
}
PRINTED: Final = {
    Publicity.PUBLIC: "此件主动公开",
    Publicity.ON_REQUEST: "此件依申请公开",
    Publicity.INTERNAL: "此件不予公开",
}
"""What stands on the paper, which is Chinese whatever language its reader's pages are in."""


class Topic(StrEnum):
    """What a policy settles, where a rule asks for it by name."""

    CHARGES = auto()
    TEACHERS = auto()
    OTHER = auto()


TOPIC_LABELS: Final = {
    Topic.CHARGES: N_("Charges for training and assessment"),
    Topic.TEACHERS: N_("Support and encouragement of teachers"),
    Topic.OTHER: N_("Other matters"),
}
TOPIC_RULES: Final = {Topic.CHARGES: "R-136", Topic.TEACHERS: "R-256"}


class Issuer(StrEnum):
    """Who issues a document: the two bodies of the province, or somebody else whose it is."""

    DEPARTMENT = auto()
    OFFICE = auto()
    OTHER = auto()


ISSUER_LABELS: Final = {
    Issuer.DEPARTMENT: N_("Provincial education department"),
    Issuer.OFFICE: N_("Coordination office"),
    Issuer.OTHER: N_("Another body"),
}


class State(StrEnum):
    """Where one version of a document stands."""

    DRAFT = auto()
    APPROVED = auto()
    PUBLISHED = auto()
    SUPERSEDED = auto()
    WITHDRAWN = auto()
    DISCARDED = auto()


class Verb(StrEnum):
    """What can be done to a version of a document."""

    APPROVE = auto()
    RETURN = auto()
    PUBLISH = auto()
    SUPERSEDE = auto()
    WITHDRAW = auto()
    DISCARD = auto()


DOCUMENT: Lifecycle[State, Verb] = Lifecycle(
    name="gazette.document",
    initial=State.DRAFT,
    steps={
        (State.DRAFT, Verb.APPROVE): State.APPROVED,
        (State.DRAFT, Verb.DISCARD): State.DISCARDED,
        (State.APPROVED, Verb.RETURN): State.DRAFT,
        (State.APPROVED, Verb.PUBLISH): State.PUBLISHED,
        (State.PUBLISHED, Verb.SUPERSEDE): State.SUPERSEDED,
        (State.PUBLISHED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.SUPERSEDED, Verb.WITHDRAW): State.WITHDRAWN,
    },
    labels={
        State.DRAFT: N_("Draft"),
        State.APPROVED: N_("Approved"),
        State.PUBLISHED: N_("Published officially"),
        State.SUPERSEDED: N_("Replaced by a new version"),
        State.WITHDRAWN: N_("Withdrawn"),
        State.DISCARDED: N_("Discarded"),
        Verb.APPROVE: N_("Approve"),
        Verb.RETURN: N_("Return to the draft"),
        Verb.PUBLISH: N_("Publish officially"),
        Verb.SUPERSEDE: N_("Replace by a new version"),
        Verb.WITHDRAW: N_("Withdraw"),
        Verb.DISCARD: N_("Discard"),
    },
    path=(State.DRAFT, State.APPROVED, State.PUBLISHED),
)
OUT: Final = frozenset({State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN})
"""States of what has been given out, and can be unsaid but not unmade."""
LISTED: Final = frozenset({State.PUBLISHED, State.WITHDRAWN})
"""States that lists show: of each document its newest version."""

NUMBER: Final = re.compile(r"[^\s〔〕]{1,20}〔[12]\d{3}〕[1-9]\d{0,4}号")
"""The form of an official number: the issuer's code, the year, a serial without leading noughts."""


class OwnNumber(Refusal):
    """The province numbers its own documents."""

    code = "document-own-number"
    template = "The province's own documents get number and date when they are published."
    rule = "R-002"


class ParticularsMissing(Refusal):
    """A document from elsewhere came without what a document carries."""

    code = "document-particulars-missing"
    template = "A document of another body needs that body's name, its number and its date."
    rule = "R-002"


class NumberMalformed(Refusal):
    """The number does not have the official form."""

    code = "document-number-malformed"
    template = "“{number}” is no official number. It looks like 皖教秘职成〔2026〕12号."
    rule = "R-002"


class MustBePublic(Refusal):
    """Announcements and publicity are for everybody."""

    code = "document-must-be-public"
    template = "An announcement or a publicity is always public."
    rule = "R-002"


class NothingSaid(Refusal):
    """The document says nothing."""

    code = "document-says-nothing"
    template = "A document without text needs at least one attachment."


class SamePerson(Refusal):
    """Whoever wrote a document does not approve it."""

    code = "document-same-person"
    status = 403
    template = "You wrote this. A second person approves it."


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a document carries besides its text; `number` and `dated_on` of another body's only."""

    kind: Kind
    publicity: Publicity
    issuer: Issuer
    issuer_name: str = ""
    number: str = ""
    dated_on: date | None = None


@applies("R-002")
def check(given: Particulars) -> None:
    """Refuse a document whose number, date, issuing body or publicity class do not go together."""
    if given.kind in FOR_EVERYBODY and given.publicity is not Publicity.PUBLIC:
        raise MustBePublic
    if given.issuer is not Issuer.OTHER:
        if given.issuer_name or given.number or given.dated_on:
            raise OwnNumber
        return
    if not (given.issuer_name and given.number and given.dated_on):
        raise ParticularsMissing
    if not NUMBER.fullmatch(given.number):
        raise NumberMalformed(number=given.number)


@applies("R-002")
def shown_to_public(publicity: Publicity, state: State) -> bool:
    """Return whether anybody may see it: a public document that has been given out."""
    return publicity is Publicity.PUBLIC and state in OUT


def says_something(body: str, attachments: int) -> None:
    """Refuse an empty document."""
    if not body.strip() and not attachments:
        raise NothingSaid


def check_second(approver: int, writers: Collection[int]) -> None:
    """Refuse approval by one of those who wrote it (ids of persons)."""
    if approver in writers:
        raise SamePerson


@applies("R-002")
def series(issuer: Issuer, on: date, book: Rulebook) -> str:
    """Return the code under which the province numbers what this issuer publishes on `on`."""
    return book.on(on, "R-002").words("series")[list(Issuer).index(issuer)]


def number(code: str, year: int, serial: int) -> str:
    """Return the official number of a document of ours."""
    return f"{code}〔{year}〕{serial}号"


@applies("R-136")
def rule_of(topic: Topic) -> str:
    """Return the rule that asks for policies of this topic to be kept by version and published."""
    return TOPIC_RULES.get(topic, "")
