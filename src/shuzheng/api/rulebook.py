"""The rules of the programme, and the province's provisions for them."""

from typing import Any

from ninja import Router

from shuzheng.api import limits, shapes
from shuzheng.api.shapes import Problem
from shuzheng.foundation import register
from shuzheng.foundation.register import Entry
from shuzheng.foundation.web.request import Request
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

router = Router(tags=["rules"])


class NoSuchRule(Refusal):
    """The register has no rule of this number."""

    code = "no-such-rule"
    status = 404
    template = "There is no such rule in the register."


@router.get(
    "",
    response={200: shapes.Rules, 429: Problem},
    operation_id="list_rules",
    summary=N_("List the rules"),
    description=N_("Return every rule of the register, and whether the platform applies it."),
)
def rules(request: Request) -> shapes.Rules:
    """Return every rule of the register, and whether the platform applies it."""
    limits.reading(request)
    items = [shapes.Rule(**_said(entry)) for entry in register.entries().values()]
    return shapes.Rules(count=len(items), items=items)


@router.get(
    "/{number}",
    response={200: shapes.RuleDetail, 404: Problem, 422: Problem, 429: Problem},
    operation_id="get_rule",
    summary=N_("Get one rule"),
    description=N_("Return one rule, such as R-034, with the province's provisions."),
)
def rule(request: Request, number: shapes.Number) -> shapes.RuleDetail:
    """Return one rule, such as R-034, with the province's provisions."""
    limits.reading(request)
    entry = register.entries().get(number.upper())
    if entry is None:
        raise NoSuchRule
    return shapes.RuleDetail(
        **_said(entry),
        text=entry.rule.text,
        text_en=entry.rule.text_en,
        provisions=[
            shapes.Provision(
                since=one.since,
                document=one.document,
                quotation=one.quotation,
                parameters=dict(one.parameters),
            )
            for one in entry.provisions
        ],
    )


def _said(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.rule.id,
        "title": entry.rule.title,
        "title_en": entry.rule.title_en,
        "kinds": "".join(entry.rule.kinds),
        "live": entry.live,
        "applied_in": entry.applied_in,
        "tests": entry.tests,
    }
