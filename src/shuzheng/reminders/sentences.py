"""What reminders record, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

facts.declare("reminders.wish.chosen", _("chose how to be reminded"), confidential=True)
