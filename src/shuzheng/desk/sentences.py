"""What the desk records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

facts.declare(
    "desk.lockout.reset", _("unlocked a sign-in"), data=("failures",), personal=("username",)
)
facts.declare("desk.facts.exported", _("exported {rows} records"), data=("rows",))
