"""Importing the reference data, and the skill fields of certificates, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.queries import reference
from shuzheng.catalogue.services import field_import, importing
from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def _sorted(result: Mapping[str, Any]) -> list[Term]:
    return [Term(_("Certificates put under another field"), str(result["changed"]))]


FIELDS = imports.register(
    imports.Import(
        "catalogue.fields",
        title=_("Import the skill fields of certificates"),
        permission=Permission.FIELD_KEEP,
        purpose=field_import.purpose,
        check=field_import.check,
        apply=field_import.apply,
        note=_("A certificate that stands under another field is put under the one in the file."),
        rule="R-005",
        outcome=_sorted,
    )
)
