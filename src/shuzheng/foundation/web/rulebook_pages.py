"""What the pages of the rulebook show, shaped for them.

The quotation that the province's rulebook gives stands first, because it names the article; the
register's other sources follow. A parameter's day is the day since which its value has been this.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shuzheng.foundation import register
from shuzheng.foundation.ui.parts import Chip, Kind
from shuzheng.foundation.web import rulebook_words
from shuzheng.foundation.web.rulebook_words import said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.register import Entry
    from shuzheng.kernel.register import Document, Group
    from shuzheng.kernel.rulebook import Provision

DEFAULT = "default"
LARGE = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One rule in a list."""

    number: str
    title: str
    kinds: str
    text: str
    chip: Chip


@dataclass(frozen=True, slots=True)
class Chapter:
    """A group of rules with the lines that were asked for."""

    key: str
    number: int
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Basis:
    """A document and how many rules rest on it."""

    title: str
    description: str
    weight: StrOrPromise
    rules: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document; `weight` is what the document is worth, `note` an oddity of it."""

    words: str
    document: str
    weight: StrOrPromise = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter as it stands; `given` tells a document's number from the platform's own."""

    title: str
    name: str
    value: str
    since: date
    given: bool

    @property
    def long(self) -> bool:
        """Whether the value is too long to be shown large."""
        return len(self.value) > LARGE


@dataclass(frozen=True, slots=True)
class Version:
    """A day on which the rule changed, and what changed."""

    since: date
    changes: Sequence[str]
    document: str
    ahead: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the platform that applies the rule; `functions` are its places in the source."""

    icon: str
    name: StrOrPromise
    ways: str
    functions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Page:
    """One rule's page; `is_default` says that no source of the programme states the rule."""

    number: str
    title: str
    statement: SafeString
    chapter: str
    chapter_number: int
    neighbours: Sequence[Line]
    chip: Chip
    live: bool
    kinds: str
    who: str
    since: date | None
    quotes: Sequence[Quote]
    is_default: bool
    settings: Sequence[Setting]
    places: Sequence[Place]
    versions: Sequence[Version]
    related: Sequence[Line]
    tests: int


def groups() -> list[Group]:
    """Return the chapters in their order."""
    return list(dict.fromkeys(rule.group for rule in register.rules().values()))


def matching(*, view: str = "all", q: str = "", kind: str = "", chapter: str = "") -> list[Entry]:
    """Return the rules of a view that have every word of `q`, the kind and the chapter."""
    words = _plain(q).split()
    return [
        entry
        for entry in register.entries().values()
        if (view == "all" or entry.live == (view == "applied"))
        and (not kind or kind in entry.rule.kinds)
        and (not chapter or chapter == entry.rule.group.key)
        and (not words or all(word in _haystack(entry) for word in words))
    ]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _haystack(entry: Entry) -> str:
    rule = entry.rule
    quotations = [source.quotation for source in rule.sources]
    return _plain(
        "\n".join([rule.id, rule.title, rule.title_en, rule.text, rule.text_en, *quotations])
    )


def chapters(found: Sequence[Entry]) -> list[Chapter]:
    """Return the chapters that hold any of `found`, each with its lines."""
    return [
        Chapter(group.key, group.number, said(group), lines)
        for group in groups()
        if (lines := [_line(entry) for entry in found if entry.rule.group == group])
    ]


def documents() -> list[Basis]:
    """Return the documents by weight with the number of rules that rest on each."""
    counts: Counter[Document] = Counter(
        document
        for rule in register.rules().values()
        for document in {source.document for source in rule.sources}
    )
    order = list(rulebook_words.WEIGHTS)
    return [
        Basis(
            document.title,
            document.description if rulebook_words.chinese() else document.description_en,
            rulebook_words.WEIGHTS[document.weight],
            counts[document],
        )
        for document in sorted(counts, key=lambda one: (order.index(one.weight), one.seed))
    ]


def _line(entry: Entry) -> Line:
    rule = entry.rule
    return Line(
        rule.id,
        said(rule),
        rulebook_words.kinds(rule),
        rule.text if rulebook_words.chinese() else rule.text_en,
        _chip(entry),
    )


def _chip(entry: Entry) -> Chip:
    if entry.live:
        return Chip(Kind.OK, pgettext("rule", "Applied"))
    return Chip(Kind.OFF, pgettext("rule", "Not applied yet"))


def page(entry: Entry, today: date) -> Page:
    """Return the page of one rule as it stands on `today`."""
    rule = entry.rule
    in_force = _in_force(entry.provisions, today)
    everything = register.entries()
    return Page(
        number=rule.id,
        title=said(rule),
        statement=rulebook_words.statement(rule),
        chapter=said(rule.group),
        chapter_number=rule.group.number,
        neighbours=[_line(e) for e in everything.values() if e.rule.group == rule.group],
        chip=_chip(entry),
        live=entry.live,
        kinds=rulebook_words.kinds(rule),
        who=rulebook_words.joined([said(party) for party in rule.who]),
        since=in_force.since if in_force else None,
        quotes=_quotes(entry, in_force),
        is_default=not rule.sources,
        settings=_settings(entry.provisions, in_force),
        places=_places(entry),
        versions=_versions(entry.provisions, today),
        related=[_line(everything[number]) for number in _related(entry)],
        tests=entry.tests,
    )


def _in_force(provisions: Sequence[Provision], today: date) -> Provision | None:
    past = [provision for provision in provisions if provision.since <= today]
    return past[-1] if past else (provisions[0] if provisions else None)


def _quotes(entry: Entry, in_force: Provision | None) -> list[Quote]:
    first: list[Quote] = []
    rest: list[Quote] = []
    said_already = in_force.quotation if in_force else ""
    weight: StrOrPromise = ""
    note = ""
    for source in entry.rule.sources:
        if source.quotation in said_already:
            weight, note = rulebook_words.WEIGHTS[source.document.weight], source.note
        else:
            rest.append(
                Quote(
                    source.quotation,
                    source.document.title,
                    rulebook_words.WEIGHTS[source.document.weight],
                    source.note,
                )
            )
    if in_force and said_already:
        first.append(Quote(said_already, in_force.document, weight, note))
    return first + rest


def _settings(provisions: Sequence[Provision], in_force: Provision | None) -> list[Setting]:
    if in_force is None:
        return []
    defaults = in_force.parameters.get(DEFAULT, [])
    assert isinstance(defaults, list)  # noqa: S101 - the house test of the rulebook proves it
    return [
        Setting(
            _title(in_force.rule, name),
            name,
            rulebook_words.value(in_force.rule, name, value),
            _since(provisions, in_force, name),
            name not in defaults,
        )
        for name, value in in_force.parameters.items()
        if name != DEFAULT
    ]


def _title(rule: str, name: str) -> str:
    parameter = register.vocabulary().parameter(rule, name)
    return said(parameter) if parameter else name


def _since(provisions: Sequence[Provision], in_force: Provision, name: str) -> date:
    since = in_force.since
    for provision in reversed(provisions[: provisions.index(in_force)]):
        if provision.parameters.get(name) != in_force.parameters[name]:
            break
        since = provision.since
    return since


def _places(entry: Entry) -> list[Place]:
    found: dict[StrOrPromise, tuple[str, dict[str, None], list[str]]] = {}
    for application in entry.applications:
        icon, name, way = rulebook_words.place(application.module)
        _icon, ways, functions = found.setdefault(str(name), (icon, {}, []))
        ways[str(way)] = None
        functions.append(f"{application.module}.{application.function}")
    return [
        Place(icon, name, rulebook_words.joined(list(ways)), functions)
        for name, (icon, ways, functions) in found.items()
    ]


def _versions(provisions: Sequence[Provision], today: date) -> list[Version]:
    versions = []
    before: Provision | None = None
    for provision in provisions:
        changes = _changes(before, provision) if before else [_("In the rulebook since this day")]
        versions.append(
            Version(provision.since, changes, provision.document, provision.since > today)
        )
        before = provision
    return versions[::-1]


def _changes(before: Provision, after: Provision) -> list[str]:
    names = [n for n in dict.fromkeys([*before.parameters, *after.parameters]) if n != DEFAULT]
    return [
        _("%(title)s: %(new)s instead of %(old)s")
        % {
            "title": _title(after.rule, name),
            "old": _shown(before, name),
            "new": _shown(after, name),
        }
        for name in names
        if before.parameters.get(name) != after.parameters.get(name)
    ] or [_("New wording, same parameters")]


def _shown(provision: Provision, name: str) -> str:
    if name not in provision.parameters:
        return pgettext("rule", "none")
    return rulebook_words.value(provision.rule, name, provision.parameters[name])


def _related(entry: Entry) -> list[str]:
    """Return the rules that this one names, then those that name this one."""
    number = entry.rule.id
    known = register.rules()
    named = [
        n for found in rulebook_words.NUMBERS.findall(entry.rule.text_en) for n in _numbers(found)
    ]
    naming = [other.id for other in known.values() if number in other.text_en]
    return [n for n in dict.fromkeys([*named, *naming]) if n != number]


def _numbers(found: tuple[str, str]) -> list[str]:
    return [n for n in (found[0] or found[1]).replace("、", ", ").split(", ") if n]
