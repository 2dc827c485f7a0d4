"""A room of the tests that imports rosters: what any room declares, and who comes to its pages.

It keeps what it takes as marks of schedules, because any table with a unique constraint will do.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.urls import include, path

from shuzheng.foundation.jobs.tests.work import COLLEAGUE, STRANGER, XU
from shuzheng.foundation.models import ScheduleMark
from shuzheng.foundation.sheets import findings, imports, web
from shuzheng.foundation.sheets.findings import Severity, notice
from shuzheng.foundation.sheets.tests.workbooks import ROSTER
from shuzheng.foundation.ui.parts import Term
from shuzheng.kernel.actor import PUBLIC
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from shuzheng.foundation.sheets.definitions import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

PLAN = 12
"""The only plan there is; another institution's people do not see it."""

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)
ACTORS = {str(actor.user_id): actor for actor in (XU, COLLEAGUE, STRANGER)}
referred: list[str] = []


class NoSuchPlan(Refusal):
    """There is no such plan."""

    code = "no-such-plan"
    status = 404
    template = "There is no such plan."


class PlanClosed(Refusal):
    """The room says no while it takes the rows."""

    code = "plan-closed"
    template = "Registration closed at {hour}."
    rule = "R-034"


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Say what an import of the plan's roster is for."""
    del now
    if context["plan"] != PLAN or actor.organisation_id != XU.organisation_id:
        raise NoSuchPlan
    return imports.Purpose(
        ROSTER,
        "2027年1月 Web前端开发（初级）",
        "/plans/12/",
        done_url="/plans/12/registrations/",
        done_label="查看报名",
        prefilled=lambda: iter([{"name": "温如玉", "document": "resident_id"}]),
        prefilled_label="从试点班生成已填好的名单",
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse who is registered already and refer a name that does not fit the number."""
    del occasion
    numbers = [row.values["student"] for row in rows]
    taken = set(ScheduleMark.objects.filter(period__in=numbers).values_list("period", flat=True))
    for row in rows:
        if row.values["student"] in taken:
            row.refuse("student", "taken", N_("Registered already"))
        if row.values["name"] == "姚望舒":
            case = findings.Finding(
                Severity.ERROR, "other-name", N_("Known under another name"), referred=True
            )
            row.remark("name", case)
        if row.values["name"] == "谷雨生":
            row.remark("", notice("minor", N_("Under 18: a guardian must agree")))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Keep the rows."""
    count = 0
    for chunk in rows:
        ScheduleMark.objects.bulk_create(
            ScheduleMark(
                name="roster",
                period=row.values["student"],
                due_at=occasion.now,
                marked_at=occasion.now,
            )
            for row in chunk
        )
        count += len(chunk)
        if any(row.values["name"] == "晏清和" for row in chunk):
            raise PlanClosed(hour="24:00")
        if any(row.values["name"] == "毕景行" for row in chunk):
            raise ZeroDivisionError("a defect of the room")
    return {"registered": count}


def refer(rows: Sequence[Row], occasion: Occasion) -> None:
    """Note the cases."""
    del occasion
    referred.extend(row.values["name"] for row in rows)


IMPORT = imports.register(
    imports.Import(
        "test.roster",
        title="导入报名名单",
        permission="assessment:roster:import",
        purpose=purpose,
        apply=apply,
        check=check,
        refer=refer,
        note="导入后考生会收到通知。",
        rule="R-034",
        outcome=lambda result: [Term("已报名", f"{result['registered']}人")],
    )
)

urlpatterns = [
    path("plans/<int:plan>/import/", include((web.paths(IMPORT), "room"))),
]


class ActorMiddleware:
    """Whoever the request says is acting; the instant that it says it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach both."""
        request.actor = ACTORS.get(request.headers.get("X-User", ""), PUBLIC)  # type: ignore[attr-defined]
        request.now = NOW  # type: ignore[attr-defined]
        return self.get_response(request)
