"""The register of rules: what every rule of the programme says and which document says it.

The register (`rulebooks/register.toml`) holds every numbered rule, applied or not, in both
languages. What a newcomer would get wrong: the numbers that a province may set are not here but in
its rulebook (`kernel.rulebook`), and whether a rule is live is read from the source, never stated.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What a rule asks of the platform; a rule may have several, the chief one first."""

    ENFORCE = "E"
    RECORD = "R"
    COMPUTE = "C"
    SCHEDULE = "S"
    WARN = "W"
    DISPLAY = "D"


class Weight(StrEnum):
    """What a document is worth; where two disagree, the earlier of these wins."""

    BINDING = "binding"
    NATIONAL = "national"
    TARGET = "target"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Document:
    """A text that rules were drawn from; `seed` is its short name, such as "S4"."""

    seed: str
    title: str
    description: str
    description_en: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a document that a rule rests on; `note` explains an oddity of the text."""

    document: Document
    quotation: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A chapter of the register, numbered from 1."""

    key: str
    number: int
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts under a rule; `code` is the code name of the glossary."""

    code: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, in Chinese and in English; without sources it is a default of the platform."""

    id: str
    group: Group
    kinds: tuple[Kind, ...]
    who: tuple[Party, ...]
    title: str
    title_en: str
    text: str
    text_en: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """How a province's parameter is called and counted, in every rule or in `rule` only."""

    name: str
    title: str
    title_en: str
    unit: str = ""
    unit_en: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What a word that stands as a value in a province's rulebook means."""

    word: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of parameters, by rule ("" for all) and name, and of the words among values."""

    parameters: Mapping[tuple[str, str], Parameter]
    words: Mapping[str, Word]

    def parameter(self, rule: str, name: str) -> Parameter | None:
        """Return how `name` is called in `rule`, or None where nobody has named it yet."""
        return self.parameters.get((rule, name)) or self.parameters.get(("", name))


def parse(text: str) -> dict[str, Rule]:
    """Read a register file's text as rules by number, in the order of the file.

    Raises KeyError for an unknown document, group or party and ValueError for a rule, an unknown
    kind or a number given twice: the register is reviewed data, so a fault in it is a defect.
    """
    entries = tomllib.loads(text)
    documents = {
        entry["seed"]: Document(**{**entry, "weight": Weight(entry["weight"])})
        for entry in entries["document"]
    }
    groups = {entry["key"]: Group(**entry) for entry in entries["group"]}
    parties = {entry["code"]: Party(**entry) for entry in entries["party"]}
    rules: dict[str, Rule] = {}
    for entry in entries["rule"]:
        rule = _rule(entry, documents, groups, parties)
        if rule.id in rules:
            raise ValueError(f"{rule.id} is in the register twice")
        rules[rule.id] = rule
    return rules


def vocabulary(text: str) -> Vocabulary:
    """Read the names of parameters and of words among their values from a register file's text."""
    entries = tomllib.loads(text)
    parameters = [Parameter(**entry) for entry in entries["parameter"]]
    words = [Word(**entry) for entry in entries["word"]]
    return Vocabulary(
        {(one.rule, one.name): one for one in parameters}, {one.word: one for one in words}
    )


def _rule(
    entry: Mapping[str, Any],
    documents: Mapping[str, Document],
    groups: Mapping[str, Group],
    parties: Mapping[str, Party],
) -> Rule:
    return Rule(
        id=entry["id"],
        group=groups[entry["group"]],
        kinds=tuple(Kind(letter) for letter in entry["kinds"]),
        who=tuple(parties[code] for code in entry["who"]),
        title=entry["title"],
        title_en=entry["title_en"],
        text=entry["text"],
        text_en=entry["text_en"],
        sources=tuple(
            Source(documents[source["seed"]], source["quotation"], source.get("note", ""))
            for source in entry["sources"]
        ),
    )
