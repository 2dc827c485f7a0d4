"""What stands of partners on the page of a site and on the record of an organisation (R-064)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from shuzheng.alliances.queries import joint as queries
from shuzheng.alliances.rules.joint import SIDES
from shuzheng.alliances.web import joint
from shuzheng.assessment.queries import beside as sites
from shuzheng.identity.queries import beside as parties
from shuzheng.identity.queries.beside import Item, Section
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.alliances.queries.joint import Joint
    from shuzheng.kernel.actor import Actor


@parties.provide
@applies("R-064")
def partners_of_organisation(organisation_id: int, actor: Actor, now: datetime) -> Section | None:  # noqa: ARG001 - who built it is told to whoever sees it
    """Return who builds an organisation together; nothing where nobody does."""
    return _section(queries.of_organisation(organisation_id))


@sites.provide
@applies("R-064")
def partners_of_site(site_id: int, actor: Actor, now: datetime) -> Section | None:  # noqa: ARG001 - who built it is told to whoever sees it
    """Return who builds a site together; nothing where nobody does."""
    return _section(queries.of_site(site_id))


def _section(found: Joint | None) -> Section | None:
    if found is None:
        return None
    return Section(
        id="partners",
        title=gettext("Built together by"),
        rule="R-064",
        items=tuple(
            Item(words=joint.share(one), note=gettext(SIDES[one.side])) for one in found.partners
        ),
        nothing="",
    )
