"""What the catalogue records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.rules import levels
from shuzheng.foundation import facts
from shuzheng.identity.queries import feed

facts.declare(
    "catalogue.majors.imported", _("imported {count} majors from {file}"), data=("count", "file")
)
facts.declare(
    "catalogue.certificates.imported",
    _("imported {count} kinds of certificate from {file}"),
    data=("count", "file"),
)
facts.declare(
    "catalogue.standards.imported",
    _("imported {count} skill requirements from {file}"),
    data=("count", "file"),
)
facts.declare(
    "catalogue.certificates.joined",
    _("gave {count} kinds of certificate to {name}, whose name they carry"),
    data=("count", "name"),
)
facts.declare(
    "catalogue.level.described",
    _("wrote what makes the level {level} one; {missing} parts are missing"),
    data=("level", "missing"),
)
facts.declare(
    "catalogue.detailing.published",
    _("published version {version} of the provincial detailing"),
    data=("version",),
)
facts.declare("catalogue.field.opened", _("put the skill field {name} on the list"), data=("name",))
facts.declare("catalogue.field.closed", _("closed the skill field {name}"), data=("name",))
facts.declare(
    "catalogue.kinds.sorted",
    _("put {count} kinds of certificate under their skill fields"),
    data=("count",),
)
feed.spell(
    "catalogue.level.described",
    "level",
    {one.value: levels.LABELS[one] for one in levels.Level},
)
for verb, sentence in (
    ("taken_up", _("took up {count} kinds of certificate in the province")),
    ("watched", _("put {count} kinds of certificate under watch")),
    ("released", _("ended the watch on {count} kinds of certificate")),
    ("restored", _("brought {count} kinds of certificate back into use")),
    ("closed", _("closed {count} kinds of certificate in the province")),
):
    facts.declare(f"catalogue.kinds.{verb}", sentence, data=("count",))
facts.declare(
    "catalogue.kinds.phased_out",
    _("phases out {count} kinds of certificate by decision {decision}, until {closing_on}"),
    data=("count", "decision", "closing_on"),
)
