"""What insight records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

facts.declare("insight.cut.taken", _("took a data cut of {rows} rows"), data=("rows",))
facts.declare(
    "insight.rows.exported",
    _("exported {rows} rows of the figures"),
    data=("scope", "of", "rows"),
)
