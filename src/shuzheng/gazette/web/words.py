"""Words and signs of the gazette: states as chips, kinds and classes in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Chip, Crumb, Fact, Kind, Line
from shuzheng.gazette.rules import documents as rules
from shuzheng.gazette.rules import publicity as showing
from shuzheng.gazette.rules import recipients
from shuzheng.gazette.rules.documents import Publicity, State
from shuzheng.identity.queries import feed
from shuzheng.identity.rules import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from shuzheng.gazette.queries.documents import DocumentBrief

STATES = {
    State.DRAFT: (Kind.OFF, "edit"),
    State.APPROVED: (Kind.WAIT, ""),
    State.PUBLISHED: (Kind.OK, ""),
    State.SUPERSEDED: (Kind.OFF, "history"),
    State.WITHDRAWN: (Kind.BAD, "ban"),
    State.DISCARDED: (Kind.OFF, ""),
}
PERIODS = {
    showing.State.PREPARED: (Kind.OFF, "edit"),
    showing.State.RUNNING: (Kind.RUN, ""),
    showing.State.UNCONTESTED: (Kind.OK, ""),
    showing.State.CONFIRMED: (Kind.OK, "gavel"),
    showing.State.OVERTURNED: (Kind.BAD, ""),
    showing.State.STOPPED: (Kind.OFF, "ban"),
}
OBJECTIONS = {
    showing.ObjectionState.LODGED: (Kind.WAIT, ""),
    showing.ObjectionState.UPHELD: (Kind.BAD, "check"),
    showing.ObjectionState.REJECTED: (Kind.OFF, "x"),
}
CLASSES = {
    Publicity.PUBLIC: "eye",
    Publicity.ON_REQUEST: "help",
    Publicity.INTERNAL: "lock",
}


def chip(state: State) -> Chip:
    """Return a state as a chip."""
    kind, icon = STATES[state]
    return Chip(kind, gettext(rules.DOCUMENT.labels[state]), icon)


def period_chip(state: showing.State) -> Chip:
    """Return where a publicity period stands, as a chip."""
    kind, icon = PERIODS[state]
    return Chip(kind, gettext(showing.PERIOD.labels[state]), icon)


def objection_chip(state: showing.ObjectionState) -> Chip:
    """Return where an objection stands, as a chip."""
    kind, icon = OBJECTIONS[state]
    return Chip(kind, gettext(showing.OBJECTION.labels[state]), icon)


def kind(code: rules.Kind) -> str:
    """Return what a document is, in the reader's language."""
    return gettext(rules.KIND_LABELS[code])


def publicity(code: Publicity) -> str:
    """Return a publicity class in the reader's language."""
    return gettext(rules.PUBLICITY_LABELS[code])


def topic(code: rules.Topic) -> str:
    """Return what a policy settles."""
    return gettext(rules.TOPIC_LABELS[code])


def party_kind(code: str) -> str:
    """Return as what somebody was written to."""
    if code == recipients.BY_NAME:
        return gettext("By name")
    known = {str(key): word for key, word in kinds.LABELS.items()}
    return gettext(known[code])


def kind_choices() -> list[tuple[str, StrOrPromise]]:
    """Return the kinds of document for a choice."""
    return [(one.value, _(rules.KIND_LABELS[one])) for one in rules.Kind]


def version(number: int) -> str:
    """Return which version a document is."""
    return gettext("Version {number}").format(number=number)


def meta(document: DocumentBrief, now: datetime) -> list[Fact]:
    """Return what stands under a document's title."""
    found = [Fact("hash", document.number)] if document.number else []
    found.append(Fact("building", document.issuer))
    if document.dated_on:
        found.append(Fact("calendar", formats.day_words(document.dated_on, now)))
    found.append(Fact("file", kind(document.kind)))
    found.append(Fact(CLASSES[document.publicity], publicity(document.publicity)))
    if document.version > 1:
        found.append(Fact("history", version(document.version)))
    return found


def listed(words: Iterable[str]) -> str:
    """Return some words as one line."""
    return pgettext("between clauses", ", ").join(words)


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page."""
    return [Crumb(label, url) for label, url in steps]


def happened(document_id: int) -> list[Line]:
    """Return what happened to a document, newest first."""
    return feed.lines([f"gazette.document:{document_id}"])
