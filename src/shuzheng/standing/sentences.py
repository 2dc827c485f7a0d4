"""What standing records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts
from shuzheng.identity.queries import feed
from shuzheng.standing.rules import restrictions

facts.declare(
    "standing.restriction.imposed",
    _("restricted the organisation ({kind}) by decision {decision}"),
    data=("kind", "decision"),
)
facts.declare("standing.restriction.lifted", _("lifted decision {decision}"), data=("decision",))

feed.spell(
    "standing.restriction.imposed",
    "kind",
    {kind.value: restrictions.LABELS[kind] for kind in restrictions.Kind},
)
