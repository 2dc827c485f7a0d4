"""Forms of summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shuzheng.alliances.rules.summary import PARTS
from shuzheng.alliances.web import words
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.forms import choose
from shuzheng.pilots.rules import reporting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LONGEST_TEXT, LONGEST_ANSWER = 5_000, 1_000


class SummaryFilters(forms.Form):
    """What the list of summaries can be narrowed by."""

    q = forms.CharField(label=_("Certificate or alliance"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, *args: Any, known: Sequence[tuple[date, date]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        found = [(since.isoformat(), words.days(since, until)) for since, until in known]
        choose(self, "period", [("", pgettext_lazy("periods", "All")), *found])


class Texts(ui.Form):
    """The three parts, and a document with them."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        for part, label in PARTS.items():
            self.fields[part.value] = forms.CharField(
                label=gettext(label),
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        self.fields["document"] = forms.FileField(
            label=gettext("Document"), required=False, help_text=_("PDF, or a photo or scan of it")
        )


class Answer(ui.Form):
    """What becomes of the suggestions."""

    answer = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The members of the alliance read it."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        said = [(one.value, gettext(reporting.ANSWERS[one])) for one in reporting.Answer]
        choose(self, "answer", said)
