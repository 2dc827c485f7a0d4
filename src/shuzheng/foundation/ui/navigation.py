"""Where one can go: the side bar, the learner's tabs, the public header and the footer.

Rooms add their entries from `AppConfig.ready`; the shells show an actor only what the actor's
permissions include. Hiding an entry is a courtesy, never the protection: the page itself asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, TypeVar

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django_stubs_ext import StrOrPromise

    from shuzheng.kernel.actor import Actor


class Section(StrEnum):
    """The groups of the side bar, in their order."""

    DESK = auto()
    PLANNING = auto()
    PILOTS = auto()
    ALLIANCES = auto()
    ASSESSMENT = auto()
    EVALUATION = auto()
    PARTIES = auto()
    SUPERVISION = auto()
    PLATFORM = auto()


SECTION_LABELS: dict[Section, StrOrPromise] = {
    Section.DESK: "",
    Section.PLANNING: _("Plans and bodies"),
    Section.PILOTS: _("Pilots"),
    Section.ALLIANCES: _("Alliances"),
    Section.ASSESSMENT: _("Assessment and certificates"),
    Section.EVALUATION: _("Reviews and evaluations"),
    Section.PARTIES: _("Parties and people"),
    Section.SUPERVISION: _("Supervision"),
    Section.PLATFORM: _("Platform"),
}


class Group(StrEnum):
    """The columns of the public footer."""

    VERIFY = auto()
    SERVICES = auto()
    ABOUT = auto()


GROUP_LABELS: dict[Group, StrOrPromise] = {
    Group.VERIFY: _("Verification and openness"),
    Group.SERVICES: _("Services"),
    Group.ABOUT: _("About"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the side bar.

    Shown when the actor holds `permission` (if given) and has one of `roles` (if given); with
    neither, to everybody signed in. `count` gives how many things wait for the actor.
    """

    section: Section
    label: StrOrPromise
    icon: str
    url_name: str
    permission: str = ""
    roles: tuple[str, ...] = ()
    order: int = 50
    count: Callable[[Actor], int] | None = None

    def shown_to(self, actor: Actor) -> bool:
        """Return whether the actor sees this line."""
        if self.permission and not actor.may(self.permission):
            return False
        return not self.roles or actor.role in self.roles


@dataclass(frozen=True, slots=True)
class Bell:
    """The bell in the head of every signed-in page; `count` gives how much is unread."""

    label: StrOrPromise
    url_name: str
    count: Callable[[Actor], int]


@dataclass(frozen=True, slots=True)
class PocketTab:
    """One of the learner's tabs; four at most."""

    label: StrOrPromise
    icon: str
    url_name: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class PocketLink:
    """A link below every page of learners, for what is no daily matter."""

    label: StrOrPromise
    icon: str
    url_name: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A link of the public header."""

    label: StrOrPromise
    url_name: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A link of the public footer."""

    group: Group
    label: StrOrPromise
    url_name: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved link: its address, and whether the visitor is there."""

    label: StrOrPromise
    url: str
    icon: str = ""
    current: bool = False
    count: int = 0


_entries: dict[str, Entry] = {}
_bells: dict[str, Bell] = {}
_tabs: dict[str, PocketTab] = {}
_further: dict[str, PocketLink] = {}
_links: dict[str, PublicLink] = {}
_footer: dict[str, FooterLink] = {}


def add(*additions: Entry | Bell | PocketTab | PocketLink | PublicLink | FooterLink) -> None:
    """Add entries; one address is listed once in each place, the last addition wins."""
    for one in additions:
        match one:
            case Entry():
                _entries[one.url_name] = one
            case Bell():
                _bells[one.url_name] = one
            case PocketTab():
                _tabs[one.url_name] = one
            case PocketLink():
                _further[one.url_name] = one
            case PublicLink():
                _links[one.url_name] = one
            case FooterLink():
                _footer[one.url_name] = one


def url_of(*names: str) -> str:
    """Return the address of the first name that resolves, or "" (a room may not be installed)."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def registered() -> list[Entry | Bell | PocketTab | PocketLink | PublicLink | FooterLink]:
    """Return everything that was added, for the test that every name resolves."""
    held = (_entries, _bells, _tabs, _further, _links, _footer)
    return [one for kind in held for one in kind.values()]


def entries() -> list[Entry]:
    """Return every line of the side bar in its order, whoever sees it."""
    return _ordered(_entries.values())


def sections(actor: Actor, path: str) -> list[tuple[StrOrPromise, list[Place]]]:
    """Return the side bar for `actor`, who is at `path`: (label, places) of each group."""
    shown = [entry for entry in _ordered(_entries.values()) if entry.shown_to(actor)]
    urls = {entry.url_name: url_of(entry.url_name) for entry in shown}
    here = _nearest(path, urls.values())
    result = []
    for section in Section:
        places = [
            Place(
                entry.label,
                urls[entry.url_name],
                entry.icon,
                current=urls[entry.url_name] == here,
                count=entry.count(actor) if entry.count else 0,
            )
            for entry in shown
            if entry.section == section and urls[entry.url_name]
        ]
        if places:
            result.append((SECTION_LABELS[section], places))
    return result


def bell(actor: Actor, path: str) -> Place | None:
    """Return the bell with what is unread for `actor`, who is at `path`; None where none is."""
    for one in _bells.values():
        if url := url_of(one.url_name):
            here = path == url
            return Place(one.label, url, "bell", current=here, count=one.count(actor))
    return None


def tabs(path: str) -> list[Place]:
    """Return the learner's tabs."""
    return _places(_tabs.values(), path)


def further(path: str) -> list[Place]:
    """Return the links below every page of learners."""
    return _places(_further.values(), path)


def links(path: str) -> list[Place]:
    """Return the links of the public header."""
    return _places(_links.values(), path)


def footer() -> list[tuple[StrOrPromise, list[Place]]]:
    """Return the columns of the public footer that have a link."""
    columns = []
    for group in Group:
        places = _places([link for link in _footer.values() if link.group == group], "")
        if places:
            columns.append((GROUP_LABELS[group], places))
    return columns


Ordered = TypeVar("Ordered", Entry, PocketTab, PocketLink, PublicLink, FooterLink)


def _ordered(items: Iterable[Ordered]) -> list[Ordered]:
    return sorted(items, key=lambda item: item.order)


def _places(items: Iterable[Ordered], path: str) -> list[Place]:
    found = [(item, url_of(item.url_name)) for item in _ordered(items)]
    here = _nearest(path, [url for _item, url in found])
    return [
        Place(item.label, url, getattr(item, "icon", ""), current=url == here)
        for item, url in found
        if url
    ]


def _nearest(path: str, urls: Iterable[str]) -> str:
    """Return the longest address that `path` lies under; "/" only matches itself."""
    under = [url for url in urls if url and (path == url or (url != "/" and path.startswith(url)))]
    return max(under, key=len, default="")
