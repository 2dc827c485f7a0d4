"""What a digest says: how many reminders of which kind are unread, and where they are.

No name, no number, no reason: a mail lies about in the open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shuzheng.reminders.core.gateway import Letter
from shuzheng.reminders.models import Reminder
from shuzheng.reminders.rules import digest, table
from shuzheng.reminders.rules.telling import TOPICS

if TYPE_CHECKING:
    from shuzheng.reminders.rules.telling import Topic

Counts = tuple[tuple["Topic", int], ...]


def unread(person: int, after: int) -> tuple[Counts, int]:
    """Return how many unread reminders of facts after `after` a person has, and the last fact."""
    rows = Reminder.objects.filter(person=person, read_at=None, fact_id__gt=after)
    found = list(rows.order_by("fact_id").values_list("fact_id", "fact__verb", "whom"))
    topics = [
        table.FOUND[verb, whom].topic for _seq, verb, whom in found if (verb, whom) in table.FOUND
    ]
    return digest.counted(topics), found[-1][0] if found else 0


def letter(counts: Counts, language: str, *, key: str) -> Letter:
    """Return the digest in a language ("" is the platform's own)."""
    with translation.override(language or settings.LANGUAGE_CODE):
        total = sum(count for _topic, count in counts)
        subject = ngettext(
            "{total} unread reminder on the platform",
            "{total} unread reminders on the platform",
            total,
        ).format(total=total)
        url = settings.PUBLIC_URL + reverse("reminders:index")
        lines = [
            _("{topic}: {count}").format(topic=_(TOPICS[topic]), count=count)
            for topic, count in counts
        ]
        line = _("{subject}. Sign in to read: {url}").format(subject=subject, url=url)
        end = _("You choose on the same page whether you are told by mail.")
    return Letter(key, subject, "\n".join([line, "", *lines, "", end]), line)
