"""Forms of the annual evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.evaluation.rules import evaluation, indicators, running
from shuzheng.evaluation.rules.evaluation import Objection, Use
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.services.hearing import PutRight
from shuzheng.foundation.ui import forms as ui

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TEXT, LONGEST_REASON, LONGEST_NAME = 5_000, 500, 200
FIRST_YEAR, LAST_YEAR = 2019, 2100
CORRECTIONS = 3


def text(label: object, most: int, rows: int = 4, **more: Any) -> forms.CharField:  # noqa: ANN401 - a field's own arguments
    """Return a field for a longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)  # type: ignore[arg-type]


class Drafting(ui.Form):
    """Of whom, and for which year."""

    kind = forms.ChoiceField(label=_("Who is evaluated"), choices=(), widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        said = [(one.value, gettext(indicators.KINDS[one])) for one in Kind]
        self.fields["kind"].choices = said  # type: ignore[attr-defined]


class Weighing(ui.Form):
    """The weight of each indicator, in percent."""

    def __init__(self, *args: Any, kind: Kind, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        for one in indicators.SETS[kind]:
            self.fields[one.key] = forms.IntegerField(
                label=f"{gettext(one.name)}（{one.figure}）",
                min_value=0,
                max_value=indicators.WHOLE,
            )


class Statement(ui.Form):
    """What a party itself says, with a document if it has one."""

    text = text(_("What we say of our data"), LONGEST_TEXT, 8)
    document = forms.FileField(
        label=_("Document"), required=False, help_text=_("PDF, or a photo or scan of it")
    )


class Opinion(ui.Form):
    """What the city bureau says of a party."""

    text = text(_("Opinion of the city bureau"), LONGEST_TEXT, 6)


class Contesting(ui.Form):
    """Why a score is wrong, with a document if there is one."""

    text = text(
        _("What is wrong with the score"),
        LONGEST_TEXT,
        6,
        help_text=_("Name the figure and what it should be."),
    )
    document = forms.FileField(
        label=_("Document"), required=False, help_text=_("PDF, or a photo or scan of it")
    )


class Answering(ui.Form):
    """What becomes of an objection; one that is upheld may put up to three inputs right."""

    answer = forms.ChoiceField(label=_("What becomes of it"), choices=(), widget=forms.RadioSelect)
    reason = text(_("Reason"), LONGEST_REASON, 3)

    def __init__(self, *args: Any, kind: Kind, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        said = [(one.value, gettext(evaluation.OBJECTIONS[one])) for one in Objection]
        self.fields["answer"].choices = said  # type: ignore[attr-defined]
        parts = [part for one in indicators.SETS[kind] for part in one.parts]
        named = [("", "—"), *((part.value, gettext(indicators.INPUTS[part])) for part in parts)]
        for place in range(1, CORRECTIONS + 1):
            self.fields[f"what-{place}"] = forms.ChoiceField(
                label=gettext("Figure to put right ({place})").format(place=place),
                choices=named,
                required=False,
            )
            self.fields[f"count-{place}"] = forms.IntegerField(
                label=gettext("So many"), min_value=0, max_value=10_000_000, required=False
            )
            self.fields[f"of-{place}"] = forms.IntegerField(
                label=gettext("Of how many"), min_value=1, max_value=10_000_000, required=False
            )
            self.fields[f"source-{place}"] = forms.CharField(
                label=gettext("Source document"), max_length=LONGEST_NAME, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for every part of a correction, each figure once, only for an upheld objection."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        named: set[str] = set()
        for place in range(1, CORRECTIONS + 1):
            what = data.get(f"what-{place}")
            if what and data.get("answer") == Objection.DISMISSED.value:
                self.add_error(f"what-{place}", _("Only an upheld objection puts figures right."))
            if what and what in named:
                self.add_error(f"what-{place}", _("Each figure is put right once."))
            named.add(what or "")
            for part in ("count", "of", "source") if what else ():
                if data.get(f"{part}-{place}") in {None, ""}:
                    self.add_error(f"{part}-{place}", _("Fill this in for the figure above."))
        return data

    def corrections(self, data: Mapping[str, Any]) -> list[PutRight]:
        """Return what is put right."""
        return [
            PutRight(
                Input(data[f"what-{place}"]),
                data[f"count-{place}"],
                data[f"of-{place}"],
                data[f"source-{place}"],
            )
            for place in range(1, CORRECTIONS + 1)
            if data[f"what-{place}"]
        ]


class Using(ui.Form):
    """What the result is used for, by which document."""

    use = forms.ChoiceField(label=_("Used for"), choices=(), widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("By which document"),
        max_length=LONGEST_NAME,
        help_text=_("Number and title of the document in which the result was used."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        said = [(one.value, gettext(evaluation.USES[one])) for one in Use]
        self.fields["use"].choices = said  # type: ignore[attr-defined]


class PartyFilters(forms.Form):
    """What the list of parties can be narrowed by."""

    q = forms.CharField(label=_("Name or code"), required=False)


class RunningFilters(forms.Form):
    """What the list of the running assessment can be narrowed by."""

    q = forms.CharField(label=_("Name or code"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), choices=(), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        said = [(one.value, gettext(word)) for one, word in running.STANDINGS.items()]
        self.fields["standing"].choices = [("", gettext("Any standing")), *said]  # type: ignore[attr-defined]


class Confirmation(ui.Form):
    """Nothing but one's word."""
