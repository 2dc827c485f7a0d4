"""Importing the reference data in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.queries import reference
from shuzheng.catalogue.services import importing
from shuzheng.foundation import jobs
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from shuzheng.foundation.jobs import Handle


@jobs.job(
    "catalogue.reference.import",
    title=_("Importing the reference data"),
    permission=Permission.CATALOGUE_IMPORT,
)
def run(handle: Handle) -> dict[str, int | str]:
    """Import the files that come with the platform; a second time changes nothing."""
    counts = importing.import_all(reference.FOLDER, actor=handle.actor, now=handle.now())
    return {
        **counts,
        "message": N_(
            "{certificates} kinds of certificate, {majors} majors, {requirements} skill"
            " requirements, {divisions} divisions."
        ),
        "url": reverse("catalogue:import"),
    }
