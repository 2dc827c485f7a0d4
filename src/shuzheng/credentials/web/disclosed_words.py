"""What a holder shows of a certificate, and what not, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuzheng.credentials.core import numbers
from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.web import words
from shuzheng.foundation.ui.parts import Term

if TYPE_CHECKING:
    from shuzheng.credentials.core.reading import Certificate as Said
    from shuzheng.credentials.queries.pages_verification import Examination

LABELS = {
    "name": gettext_lazy("Holder"),
    "certificate": gettext_lazy("Certificate"),
    "level": gettext_lazy("Level"),
    "number": gettext_lazy("Certificate number"),
    "organisation": gettext_lazy("Evaluation organisation"),
    "issued_on": gettext_lazy("Day of issue"),
    "standard": gettext_lazy("Standard"),
    "skills": gettext_lazy("Skills"),
    "module": gettext_lazy("Module"),
}
"""Of the statements in a token of parts, in the order in which certificates have them."""
UNBELIEVED = frozenset({Verdict.ALTERED, Verdict.MALFORMED, Verdict.NOT_TRUSTED})


def terms(found: Examination) -> list[Term]:
    """Return what is shown of a certificate, then what is not; nothing where all is, or is false.

    Statements that nobody vouches for are not repeated.
    """
    said = found.said
    if said is None or not said.hidden or found.verdict in UNBELIEVED:
        return []
    shown = _shown(said)
    unseen = _(", ").join(str(LABELS[name]) for name in said.hidden)
    return [
        *(
            Term(str(label), shown[name], code=name == "number")
            for name, label in LABELS.items()
            if shown.get(name) and name not in said.hidden
        ),
        Term(_("Not shown"), unseen),
    ]


def _shown(said: Said) -> dict[str, str]:
    return {
        "name": said.holder,
        "certificate": said.title,
        "level": said.level_name,
        "number": numbers.spaced(said.number) if said.number else "",
        "organisation": said.issuer_name,
        "issued_on": words.full_day(said.valid_from),
        "standard": f"{said.standard} {said.standard_version}".strip(),
        "module": said.module,
    }
