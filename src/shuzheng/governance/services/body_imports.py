"""Take members of bodies and officers of certificates from workbooks (R-007, R-011, R-013)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.foundation.sheets import imports
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.rules import care as care_rules
from shuzheng.governance.rules.body import BODIES, Body, Part
from shuzheng.governance.services import bodies, care
from shuzheng.governance.services.bodies import Named
from shuzheng.governance.sheets.bodies import CARE, MEMBERS
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_
from shuzheng.pilots.queries import entries
from shuzheng.pilots.rules import organs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

SEPARATORS = re.compile(r"[、,，;；\n]+")


def split(text: str) -> tuple[str, ...]:
    """Return fields as they are typed into one line, each once."""
    return tuple(dict.fromkeys(one.strip() for one in SEPARATORS.split(text) if one.strip()))


def members_purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: a body of the province."""
    del now
    actor.require(Permission.BODY_KEEP)
    body = access.body(str(context["body"]))
    url = reverse("governance:body", args=[body.value])
    return imports.Purpose(
        MEMBERS, gettext(BODIES[body]), url, done_url=url, done_label=_("See the members")
    )


def check_members(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse members without a field, and telephones that are no office numbers."""
    body = access.body(str(occasion.context["body"]))
    for row in rows:
        phone = row.values["phone"]
        if phone:
            try:
                organs.check_phone(phone)
            except organs.NoOfficePhone:
                row.refuse("phone", "no-office-phone", N_("This is no office number"))
        if body is Body.COMMITTEE and not split(row.values["fields"] or ""):
            row.refuse("fields", "no-field", N_("A member of the committee has a field"))


def take_members(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Name the members."""
    given = [
        Named(
            row.values["name"],
            row.values["department"],
            row.values["post"],
            Part(row.values["part"]),
            row.values["duties"],
            split(row.values["fields"] or ""),
            row.values["phone"] or "",
        )
        for chunk in rows
        for row in chunk
    ]
    body = access.body(str(occasion.context["body"]))
    made = bodies.name_all(body, given, actor=occasion.actor, now=occasion.now)
    return {"named": len(made)}


def care_purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: all certificates in use."""
    del context
    actor.require(Permission.CARE_ASSIGN)
    url = reverse("governance:care")
    officers = care.officers_on(periods.day(now))
    return imports.Purpose(
        CARE.with_choices("officer", {str(pk): name for pk, name in officers.items()}),
        "",
        url,
        done_url=f"{url}?view=all",
        done_label=_("See the officers"),
    )


def check_care(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse certificates that nobody uses, and reviews that are over or far off."""
    known = certificates.ids_of({row.values["code"] for row in rows})
    used, today = entries.in_use(), periods.day(occasion.now)
    for row in rows:
        if known.get(row.values["code"]) not in used:
            row.refuse("code", "not-in-use", N_("No institution uses this certificate"))
        try:
            care_rules.check_review(row.values["review_on"], today, rulebooks.current())
        except (care_rules.ReviewInPast, care_rules.ReviewFar):
            row.refuse("review_on", "review-day", N_("The next review lies ahead, not too far"))


def take_care(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Put officers in charge."""
    found = [row.values for chunk in rows for row in chunk]
    known = certificates.ids_of({one["code"] for one in found})
    asked = [(known[one["code"]], int(one["officer"]), one["review_on"]) for one in found]
    return {"assigned": care.assign_all(asked, actor=occasion.actor, now=occasion.now)}
