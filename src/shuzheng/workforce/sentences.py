"""What workforce records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

facts.declare(
    "workforce.qualification.granted",
    _("granted the qualification {number}, valid until {expires_on}"),
    data=("number", "expires_on"),
)
facts.declare(
    "workforce.qualifications.granted", _("granted {count} qualifications"), data=("count",)
)
facts.declare(
    "workforce.qualification.revoked", _("revoked the qualification {number}"), data=("number",)
)
facts.declare(
    "workforce.policy.recorded",
    _("recorded what the policy {number} orders, revision {revision}"),
    data=("number", "revision"),
)
facts.declare("workforce.recusal.declared", _("declared a conflict of interest"))
