"""Import the reference data again: what is there, what the files hold, and the work itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.queries import pages, reference
from shuzheng.foundation import jobs
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Crumb, Figure, Line
from shuzheng.foundation.web import gate
from shuzheng.identity.queries import feed

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("file", gettext_lazy("File"), lead=True),
    listing.Column("holds", gettext_lazy("What it holds"), wide=True),
    listing.Column(
        "rows", pgettext_lazy("file", "Rows"), numeric=True, short=pgettext_lazy("file", "Rows")
    ),
)
SUBJECTS = ("catalogue.certificatetype:0", "catalogue.major:0", "catalogue.standardversion:0")


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: Request) -> HttpResponse:
    """Show what the catalogue and the files hold; have them imported in the background."""
    request.actor.require(Permission.CATALOGUE_IMPORT)
    if request.method == "POST":
        job = jobs.enqueue("catalogue.reference.import", actor=request.actor, now=request.now)
        return redirect("jobs:job", job.uid)
    context = {
        "crumbs": [
            Crumb(_("Catalogue of certificates"), reverse("catalogue:index")),
            Crumb(_("Reference data")),
        ],
        "figures": _figures(),
        "columns": COLUMNS,
        "files": [(one, _(one.holds)) for one in reference.files()],
        "lines": [
            Line(f"{line.who} {line.sentence}", line.at, line.capacity)
            for line in feed.of(SUBJECTS, limit=9)
        ],
    }
    return render(request, "catalogue/import.html", context)


def _figures() -> list[Figure]:
    held = pages.stock()
    labels = {
        "certificates": _("Kinds of certificate"),
        "majors": _("Majors"),
        "targets": _("Majors suited"),
        "standards": _("Standards"),
        "requirements": _("Skill requirements"),
    }
    return [Figure(label, formats.number(held[name])) for name, label in labels.items()]
