"""Where the packages of papers of a plan are, and through whose hands one of them went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from shuzheng.assessment.access import Permission, plans
from shuzheng.assessment.access import custody as access
from shuzheng.assessment.models import Component, CustodyStep, PaperPackage, Site
from shuzheng.assessment.rules import custody as rules
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations, persons

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One package of a plan and since when it is where it is."""

    id: int
    seal: str
    part: str
    starts_at: datetime
    site: str
    copies: int
    state: rules.State
    since: datetime


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a package: what was done, who did it, before whom, and its place in the log."""

    verb: rules.Verb | None
    who: str
    organisation: str
    second: str
    note: str
    at: datetime
    index: int


@dataclass(frozen=True, slots=True)
class PackageView:
    """A package, what the actor may do with it, and its way so far."""

    line: PackageLine
    plan_id: int
    plan_name: str
    opens_at: datetime
    verbs: tuple[rules.Verb, ...]
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class Packing:
    """What papers can be packed for: sittings and sites of a plan, by id."""

    plan_id: int
    plan_name: str
    sessions: tuple[tuple[int, str], ...]
    sites: tuple[tuple[int, str], ...]


def of_plan(plan_id: int, actor: Actor) -> tuple[PackageLine, ...]:
    """Return the packages of a plan that the actor may see, by sitting, site and seal."""
    row = plans.plan(plan_id, actor, Permission.SITTING_VIEW)
    found = access.packages(row, actor).select_related("session", "site")
    ordered = found.order_by("session__starts_at", "site__name", "seal")
    return _lines(list(ordered), _parts(row.pk))


def package(package_id: int, actor: Actor) -> PackageView:
    """Return one package with every step, newest last."""
    row = access.package(package_id, actor)
    [line] = _lines([row], _parts(row.plan_id))
    return PackageView(
        line,
        row.plan_id,
        row.plan.name,
        rules.opens_at(row.session.starts_at, rulebooks.current()),
        tuple(verb for verb in rules.Verb if _may(row, verb, actor)),
        _steps(row),
    )


def before(package_id: int, verb: rules.Verb, actor: Actor) -> PackageView:
    """Return a package that the actor can take along by `verb`, as it is; or refuse."""
    row = access.for_act(package_id, verb, actor)
    rules.PACKAGE.after(rules.State(row.state), verb)
    return package(package_id, actor)


def packing(plan_id: int, actor: Actor) -> Packing:
    """Return what the actor's organisation can pack papers of its plan for."""
    row = plans.own_plan(plan_id, actor, Permission.CUSTODY_PACK)
    parts = _parts(row.pk)
    sites = Site.objects.filter(rooms__plans__plan=row).distinct().order_by("name")
    return Packing(
        row.pk,
        row.name,
        tuple(
            (pk, parts.get(code, code))
            for pk, code in row.sessions.order_by("starts_at", "pk").values_list(
                "pk", "component_code"
            )
        ),
        tuple(sites.values_list("pk", "name")),
    )


def packs(plan_id: int, actor: Actor) -> bool:
    """Return whether the actor can pack papers for this plan now."""
    row = plans.plan(plan_id, actor, Permission.SITTING_VIEW)
    return (
        row.organisation_id == actor.organisation_id
        and actor.may(Permission.CUSTODY_PACK)
        and plan_rules.State(row.state) in rules.PACKED
    )


def coming(actor: Actor) -> list[tuple[int, str, int, date]]:
    """Return plans with packages on their way to the actor's site: id, name, count, first day."""
    rows = PaperPackage.objects.filter(
        state=rules.State.SENT, site__institution_id=actor.organisation_id
    )
    grouped = rows.values_list("plan_id", "plan__name", "plan__first_on").annotate(n=Count("pk"))
    return [
        (pk, name, n, day) for pk, name, day, n in grouped.order_by("plan__first_on", "plan_id")
    ]


def _may(row: PaperPackage, verb: rules.Verb, actor: Actor) -> bool:
    if not rules.PACKAGE.allows(rules.State(row.state), verb):
        return False
    if verb in rules.SITES:
        here = row.site.institution_id == actor.organisation_id
        return here and actor.may(Permission.CUSTODY_KEEP)
    return row.plan.organisation_id == actor.organisation_id and actor.may(Permission.CUSTODY_PACK)


def _lines(rows: list[PaperPackage], parts: dict[str, str]) -> tuple[PackageLine, ...]:
    steps = CustodyStep.objects.filter(package__in=rows).order_by("log_index")
    since = dict(steps.values_list("package_id", "done_at"))
    return tuple(
        PackageLine(
            row.pk,
            row.seal,
            parts.get(row.session.component_code, row.session.component_code),
            row.session.starts_at,
            row.site.name,
            row.copies,
            rules.State(row.state),
            since[row.pk],
        )
        for row in rows
    )


def _parts(plan_id: int) -> dict[str, str]:
    return dict(Component.objects.filter(plan=plan_id).values_list("code", "name"))


def _steps(row: PaperPackage) -> tuple[StepLine, ...]:
    found = list(row.steps.order_by("log_index"))
    names = persons.brief({one.done_by_id for one in found})
    places = organisations.brief({one.done_by_organisation_id for one in found})
    return tuple(
        StepLine(
            rules.Verb(one.verb) if one.verb else None,
            names[one.done_by_id].name if one.done_by_id in names else "",
            places[one.done_by_organisation_id].name,
            one.second,
            one.note,
            one.done_at,
            one.log_index,
        )
        for one in found
    )
