"""What alliances record, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.alliances.rules import contact
from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed
from shuzheng.pilots.rules import reporting

facts.declare(
    "alliances.joint.recorded",
    _("recorded {count} partners that build it together, version {version}"),
    data=("count", "version"),
)
facts.declare(
    "alliances.summaries.opened",
    _("asked {asked} alliances to sum up a period; {lapsed} lapsed"),
    data=("asked", "lapsed"),
)
facts.declare(
    "alliances.summaries.reminded",
    _("reminded {count} alliances of the summary due on {due}"),
    data=("count", "due"),
)
facts.declare("alliances.summary.submitted", _("submitted the alliance's summary"), data=("late",))
facts.declare(
    "alliances.summary.answered",
    _("answered the suggestions of the summary: {answer}"),
    data=("answer",),
)

facts.declare(
    "alliances.layout.planned",
    _("planned the layout of {year}, edition {edition}: {sites} sites"),
    data=("year", "edition", "sites"),
)
facts.declare(
    "alliances.siting.proposed",
    _("computed where sites are best added: {sites} sites proposed"),
    data=("sites", "digest"),
)

facts.declare(
    "alliances.minutes.kept",
    _("kept the minutes of a meeting: {present} members present"),
    data=("present",),
)
facts.declare("alliances.contact.named", _("named a contact for the office and the alliances"))
facts.declare(
    "alliances.contact.logged",
    _("logged a contact with the organisation ({topic})"),
    data=("topic",),
)

feed.spell(
    "alliances.contact.logged", "topic", {one.value: word for one, word in contact.TOPICS.items()}
)
feed.spell(
    "alliances.summary.answered",
    "answer",
    {one.value: word for one, word in reporting.ANSWERS.items()},
)

concerns.declare("alliances.summary", "author", "lead")
concerns.declare("alliances.summary", "lead", "alliance__lead")
concerns.declare("alliances.summary", "acting lead", "alliance__acting_lead")
concerns.declare("alliances.minutes", "present", "present")
