"""What standing records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

facts.declare(
    "standing.restriction.imposed",
    _("restricted the organisation ({kind}) by decision {decision}"),
    data=("kind", "decision"),
)
facts.declare("standing.restriction.lifted", _("lifted decision {decision}"), data=("decision",))
