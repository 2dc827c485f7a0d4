"""Components that draw a list of values (`ui.parts`): each is a partial."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template import Library
from django.utils.translation import gettext as _

from shuzheng.foundation.ui import cartogram, formats
from shuzheng.foundation.ui.components.inline import _now
from shuzheng.foundation.ui.parts import failed_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.template.context import Context
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.todos import Todo
    from shuzheng.foundation.ui.parts import (
        Act,
        Check,
        Crumb,
        Door,
        Fact,
        Figure,
        Line,
        Step,
        Tab,
        Term,
    )

register = Library()

PARTIALS = "foundation/components"
WEEK = 7

Drawn = dict[str, Any]


@register.inclusion_tag(f"{PARTIALS}/crumbs.html")
def crumbs(items: Iterable[Crumb]) -> Drawn:
    """Draw the way to this page."""
    return {"items": items}


@register.inclusion_tag(f"{PARTIALS}/meta.html")
def meta(items: Iterable[Fact]) -> Drawn:
    """Draw the line of facts under a page's title."""
    return {"items": items}


@register.inclusion_tag(f"{PARTIALS}/tabs.html")
def tabs(items: Iterable[Tab], label: StrOrPromise, *, gap: bool = False) -> Drawn:
    """Draw the sides of a record, or saved views; `label` names the navigation."""
    return {"items": items, "label": label, "gap": gap}


@register.inclusion_tag(f"{PARTIALS}/figures.html")
def figures(items: Iterable[Figure]) -> Drawn:
    """Draw three to six figures with unit, basis and target."""
    return {"items": items}


@register.inclusion_tag(f"{PARTIALS}/todos.html", takes_context=True)
def todos(context: Context, items: Iterable[Todo]) -> Drawn:
    """Draw duties by deadline, grouped: overdue, today, within a week, later, without a date."""
    now = _now(context)
    names = (_("Overdue"), _("Today"), _("Within a week"), _("Later"), _("Without a deadline"))
    groups: list[list[Todo]] = [[] for _name in names]
    for item in sorted(items, key=lambda one: (one.due_on is None, formats.end_of(one.due_on))):
        groups[_group(formats.due(item.due_on, now) if item.due_on else None)].append(item)
    return {
        "groups": [(name, held) for name, held in zip(names, groups, strict=True) if held],
        "now": now,
    }


def _group(it: formats.Due | None) -> int:
    if it is None:
        return 4
    if it.overdue:
        return 0
    if it.days == 0:
        return 1
    return 2 if it.days <= WEEK else 3


@register.inclusion_tag(f"{PARTIALS}/facts.html", takes_context=True)
def facts(context: Context, items: Iterable[Line], *, two: bool = False) -> Drawn:
    """Draw who did what and when, newest first; `two` puts the time in a column before it."""
    return {"items": items, "two": two, "now": _now(context)}


@register.inclusion_tag(f"{PARTIALS}/life.html")
def life(steps: Sequence[Step], *, vertical: bool = False) -> Drawn:
    """Draw the states of a thing: done, now, ahead (from `parts.life`)."""
    here = next((i for i, step in enumerate(steps, 1) if step.place == "now"), len(steps))
    return {"steps": steps, "vertical": vertical, "here": here, "all": len(steps)}


@register.inclusion_tag(f"{PARTIALS}/steps.html")
def steps(labels: Sequence[StrOrPromise], current: int, label: StrOrPromise = "") -> Drawn:
    """Draw the pages of a task; `current` counts from 1."""
    places = [
        (name, "done" if i < current else "now" if i == current else "")
        for i, name in enumerate(labels, 1)
    ]
    return {"steps": places, "label": label or _("Steps")}


@register.inclusion_tag(f"{PARTIALS}/checks.html")
def checks(items: Sequence[Check], *, lean: bool = False, numbered: bool = False) -> Drawn:
    """Draw guards (failed first) or, `numbered`, verification steps in their order."""
    return {
        "items": items if numbered else failed_first(items),
        "lean": lean,
        "numbered": numbered,
        "held": _("Passed") if numbered else _("Met"),
        "failed": _("Not passed") if numbered else _("Not met"),
        "open": _("Cannot be judged"),
    }


@register.inclusion_tag(f"{PARTIALS}/actions.html", takes_context=True)
def actions(context: Context, items: Iterable[Act]) -> Drawn:
    """Draw what this person may do now; what is barred stays visible, with the reason."""
    return {"items": items, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag(f"{PARTIALS}/terms.html")
def terms(items: Iterable[Term], *, rows: bool = False) -> Drawn:
    """Draw a description list; `rows` puts a hairline between lines."""
    return {"items": items, "rows": rows}


@register.inclusion_tag(f"{PARTIALS}/doors.html")
def doors(items: Iterable[Door]) -> Drawn:
    """Draw a pocket page's list of links: icon, name, one line."""
    return {"items": items}


@register.inclusion_tag(f"{PARTIALS}/cartogram.html")
def tiles(
    values: Mapping[str, cartogram.Tile],
    unit: StrOrPromise = "",
    bounds: Sequence[float] | None = None,
) -> Drawn:
    """Draw one figure for each city by position; `values` by division code.

    `bounds` are the lower bounds of steps 2 to 5, for figures with fixed steps.
    """
    return cartogram.draw(values, settings.PROVINCE, bounds) | {"unit": unit}


@register.inclusion_tag(f"{PARTIALS}/chart.html")
def chart(table: str, summary: StrOrPromise, kind: str = "bar", unit: StrOrPromise = "") -> Drawn:
    """Make room for a chart drawn from the table with the id `table`, which must stay reachable."""
    return {"table": table, "summary": summary, "kind": kind, "unit": unit}


@register.inclusion_tag(f"{PARTIALS}/drop.html")
def drop(
    name: str, accept: str, hint: StrOrPromise, label: StrOrPromise = "", *, tall: bool = False
) -> Drawn:
    """Draw a file input with a large target."""
    return {
        "name": name,
        "accept": accept,
        "hint": hint,
        "label": label or _("Choose a file"),
        "tall": tall,
    }


@register.inclusion_tag(f"{PARTIALS}/errors.html")
def errors(form: Any, *, focus: bool = True) -> Drawn:  # noqa: ANN401 - any form or formset
    """Sum up what has to be changed, with links to the fields; put it above the form.

    A form that is drawn whole without this tag before it carries the summary itself.
    """
    found = [
        (form[name] if name in form.fields else None, message)
        for name, messages in form.errors.items()
        for message in messages
    ]
    form.summed_up = True
    return {"found": found, "total": len(found), "focus": focus}
