"""What surveys hand in to the record of an evaluation organisation (R-066)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from shuzheng.identity.queries import beside
from shuzheng.identity.queries.beside import Item, Section
from shuzheng.kernel.rulebook import applies
from shuzheng.reliance.queries import surveys as queries
from shuzheng.reliance.rules.survey import Scope
from shuzheng.reliance.web import surveys

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.queries.surveys import Row, SurveyBrief

MOST = 20


@beside.provide
@applies("R-066")
def surveys_beside(organisation_id: int, actor: Actor, now: datetime) -> Section:  # noqa: ARG001 - what is published is everybody's
    """Return what enterprises said of the organisation and its certificates, newest first."""
    said = queries.about(organisation_id)
    rows = [_item(brief, one) for brief, lines in said for one in lines]
    return Section(
        id="surveys",
        title=gettext("What enterprises say"),
        rule="R-066",
        items=tuple(rows[:MOST]),
        nothing=gettext("No published survey of enterprises has asked about it."),
    )


def _item(brief: SurveyBrief, one: Row) -> Item:
    told = surveys.cells(one.answers, brief.least)
    name = gettext("The organisation as a whole") if one.scope is Scope.ORGANISATION else one.name
    parts = [
        gettext("satisfied {share}").format(share=told["satisfied"]),
        gettext("used in hiring {share}").format(share=told["hiring"]),
        gettext("{count} valid answers").format(count=told["valid"]),
    ]
    return Item(
        words=f"{brief.year} · {name}",
        url=reverse("reliance:survey", args=[brief.uid]),
        note=" · ".join(parts),
    )
