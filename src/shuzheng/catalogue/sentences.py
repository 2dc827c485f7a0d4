"""What the catalogue records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

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
