"""How the rulebook says things in the reader's language: kinds, weights, places, values.

Rules carry both languages themselves (`title`, `title_en`), because their Chinese is the rule and
not a translation; everything around them is translated as on every page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from shuzheng.foundation import register
from shuzheng.foundation.ui.components.inline import rule as rule_chip
from shuzheng.kernel.register import Kind, Weight

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from shuzheng.kernel.register import Rule

KINDS: dict[str, StrOrPromise] = {
    Kind.ENFORCE: pgettext_lazy("rule", "enforced"),
    Kind.RECORD: pgettext_lazy("rule", "recorded"),
    Kind.COMPUTE: pgettext_lazy("rule", "computed"),
    Kind.SCHEDULE: pgettext_lazy("rule", "scheduled"),
    Kind.WARN: pgettext_lazy("rule", "warned of"),
    Kind.DISPLAY: pgettext_lazy("rule", "shown"),
}
WEIGHTS: dict[Weight, StrOrPromise] = {
    Weight.BINDING: gettext_lazy("Provincial document"),
    Weight.NATIONAL: gettext_lazy("National plan"),
    Weight.TARGET: gettext_lazy("Targets and design"),
    Weight.ADVICE: gettext_lazy("Research advice"),
}
ROOMS: dict[str, tuple[str, StrOrPromise]] = {
    "identity": ("users", gettext_lazy("Parties and people")),
    "transparency": ("hash", gettext_lazy("Evidence log")),
    "catalogue": ("bookmark", gettext_lazy("Certificate catalogue")),
    "standing": ("gavel", gettext_lazy("Standing of parties")),
    "workforce": ("cap", gettext_lazy("Assessors and trainers")),
    "pilots": ("folder", gettext_lazy("Pilots")),
    "fees": ("coins", gettext_lazy("Fees")),
    "assessment": ("calendar", gettext_lazy("Assessment")),
    "credentials": ("award", gettext_lazy("Certificates")),
    "alliances": ("link", gettext_lazy("Alliances")),
    "insight": ("chart", gettext_lazy("Statistics")),
    "portal": ("home", gettext_lazy("Public site")),
    "desk": ("home", gettext_lazy("Desk")),
    "api": ("link", gettext_lazy("Open interface")),
}
CONCERNS: dict[str, StrOrPromise] = {
    "pilots.filing": gettext_lazy("Pilot filing"),
    "pilots.completeness": gettext_lazy("Contents of a filing"),
    "pilots.entry": gettext_lazy("Entry review"),
    "pilots.activity": gettext_lazy("Activity report"),
    "pilots.alliance": gettext_lazy("Alliances"),
    "alliances.summary": gettext_lazy("Alliance summaries"),
    "fees.agreement": gettext_lazy("Fee agreements"),
    "fees.ceiling": gettext_lazy("Cost ceiling"),
    "fees.exemption": gettext_lazy("Exemption from fees"),
    "fees.hardship": gettext_lazy("Hardship status"),
    "assessment.site": gettext_lazy("Assessment sites"),
    "assessment.plan": gettext_lazy("Assessment plans"),
    "assessment.registration": gettext_lazy("Registration"),
    "assessment.seating": gettext_lazy("Seating"),
    "assessment.ticket": gettext_lazy("Admission tickets"),
    "assessment.sitting": gettext_lazy("Conduct of a sitting"),
    "assessment.marking": gettext_lazy("Marking"),
    "assessment.result": gettext_lazy("Results"),
    "assessment.review": gettext_lazy("Score review"),
    "assessment.admission": gettext_lazy("Admission of candidates"),
    "assessment.opening": gettext_lazy("Opening of assessment plans"),
    "assessment.passing": gettext_lazy("Pass rule"),
    "catalogue.importing": gettext_lazy("Import of the catalogue"),
    "catalogue.level": gettext_lazy("Levels of certificates"),
    "credentials.issuing": gettext_lazy("Issuing of certificates"),
    "credentials.verification": gettext_lazy("Verification"),
    "identity.activation": gettext_lazy("Activation of accounts"),
    "identity.guardian": gettext_lazy("Guardians"),
    "workforce.qualification": gettext_lazy("Qualifications of assessors and trainers"),
    "workforce.recusal": gettext_lazy("Recusal"),
}
STOREYS: dict[str, StrOrPromise] = {
    "core": gettext_lazy("computes by this rule"),
    "rules": gettext_lazy("decides by this rule"),
    "access": gettext_lazy("opens and closes by this rule"),
    "queries": gettext_lazy("lists and counts by this rule"),
    "services": gettext_lazy("acts by this rule"),
    "followers": gettext_lazy("follows up by this rule"),
    "jobs": gettext_lazy("runs on time by this rule"),
    "web": gettext_lazy("shows by this rule"),
}
NUMBERS = re.compile(r"\s?[（(](?:see )?(R-\d{3}(?:(?:、|, )R-\d{3})*)[）)]|(R-\d{3})")


class Named(Protocol):
    """Anything that has a name in both languages."""

    @property
    def title(self) -> str:
        """The Chinese name."""

    @property
    def title_en(self) -> str:
        """The English name."""


def chinese() -> bool:
    """Return whether the reader reads Chinese."""
    return (get_language() or "").startswith("zh")


def said(thing: Named) -> str:
    """Return the name of a rule, a group, a party, a parameter or a word."""
    return thing.title if chinese() else thing.title_en


def statement(rule: Rule) -> SafeString:
    """Return a rule's text with every rule that it names as a chip."""
    text = rule.text if chinese() else rule.text_en
    parts: list[tuple[SafeString]] = []
    end = 0
    for found in NUMBERS.finditer(text):
        parts.append((format_html("{}", text[end : found.start()]),))
        numbers = re.findall(r"R-\d{3}", found[0])
        parts.append((format_html_join("", "{}", ((rule_chip(n),) for n in numbers)),))
        end = found.end()
    parts.append((format_html("{}", text[end:]),))
    return format_html_join("", "{}", parts)


def kinds(rule: Rule) -> str:
    """Return what a rule asks of the platform, in words."""
    return joined([str(KINDS[kind]) for kind in rule.kinds])


def joined(words: list[str]) -> str:
    """Join words as a list is written."""
    return _(", ").join(words)


def value(rule: str, name: str, of: object) -> str:
    """Return a parameter's value with its unit: 3次, 是, 考场、监控."""
    parameter = register.vocabulary().parameter(rule, name)
    unit = unit_en = ""
    if parameter:
        unit, unit_en = parameter.unit, parameter.unit_en
    if isinstance(of, bool):
        return pgettext("rule", "yes") if of else pgettext("rule", "no")
    if isinstance(of, list):
        return joined([_counted(one, unit, unit_en) for one in of]) or pgettext("rule", "none")
    if isinstance(of, dict):
        return joined([f"{word(key)} {_counted(one, unit, unit_en)}" for key, one in of.items()])
    return _counted(of, unit, unit_en)


def _counted(of: object, unit: str, unit_en: str) -> str:
    if isinstance(of, str):
        return word(of)
    if chinese():
        return f"{of}{unit}"
    name = unit_en.removesuffix("s") if of == 1 else unit_en
    return f"{of}{'' if name.startswith('%') else ' '}{name}".strip()


def word(code: str) -> str:
    """Return what a word among the values means; an unnamed one stands for itself."""
    known = register.vocabulary().words.get(code)
    return said(known) if known else code


def place(module: str) -> tuple[str, StrOrPromise, StrOrPromise]:
    """Return the icon, the name and the way in which a module such as pilots.rules.filing applies.

    The name is that of its concern, else that of its room.
    """
    room, *rest = module.split(".")
    storey = next((part for part in rest if part in STOREYS), "")
    below = rest[rest.index(storey) + 1 :] if storey else rest
    concern = below[0] if below else ""
    icon, name = ROOMS.get(room, ("book", _("Platform")))
    for key in (f"{room}.{concern}", f"{room}.{concern.removesuffix('s')}"):
        name = CONCERNS.get(key, name)
    return icon, name, STOREYS[storey or "services"]
