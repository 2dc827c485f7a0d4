"""Forms of the filing editor, and the form by which a filing is returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.foundation.ui import forms as ui
from shuzheng.pilots.rules import completeness, filing
from shuzheng.pilots.sheets.items import MAJOR, MOST_MAJORS, SEPARATORS, majors_of
from shuzheng.pilots.web import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Choices = Sequence[tuple[int, str]] | Sequence[tuple[str, str]]

PAPERS = ".pdf,.png,.jpg,.jpeg,.docx"


def _choose(form: forms.Form, name: str, choices: Any) -> None:  # noqa: ANN401 - pairs
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class WantedText(forms.CharField):
    """A text that saving does without and submitting does not: never marked as optional."""

    def validate(self, value: Any) -> None:  # noqa: ANN401 - a field's own value
        """Let an empty text be saved."""
        if value not in self.empty_values:
            super().validate(value)


class WantedChoice(forms.ChoiceField):
    """A choice that saving does without and submitting does not."""

    def validate(self, value: Any) -> None:  # noqa: ANN401 - a field's own value
        """Let an empty choice be saved."""
        if value not in self.empty_values:
            super().validate(value)


class WantedChoices(forms.MultipleChoiceField):
    """Choices that saving does without and submitting does not."""

    def validate(self, value: Any) -> None:  # noqa: ANN401 - a field's own value
        """Let nothing chosen be saved."""
        if value:
            super().validate(value)


class WantedDay(ui.Day):
    """A day that saving does without and submitting does not."""

    def validate(self, value: Any) -> None:  # noqa: ANN401 - a field's own value
        """Let no day be saved."""
        if value not in self.empty_values:
            super().validate(value)


class SelfAssessment(ui.Form):
    """The institution's assessment of its own conditions, topic by topic."""

    confirmed_by_group_on = WantedDay(
        label=_("Confirmed by the leading group on"),
        help_text=_("Needed for submitting"),
    )

    def __init__(self, *args: Any, topics: Sequence[str], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.topics = tuple(topics)
        for topic in topics:
            self.fields[f"topic_{topic}"] = WantedText(
                label=words.topic(topic),
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def texts(self) -> dict[str, str]:
        """Return what was written, by topic."""
        return {topic: self.cleaned_data[f"topic_{topic}"] for topic in self.topics}

    @property
    def topic_fields(self) -> list[forms.BoundField]:
        """The fields of the topics."""
        return [self[f"topic_{topic}"] for topic in self.topics]


class Item(ui.Form):
    """One certificate of a filing."""

    certificate = WantedText(
        label=_("Certificate"),
        max_length=120,
        help_text=_("Type a code or a part of the name and choose"),
    )
    levels = WantedChoices(label=_("Levels"), widget=forms.CheckboxSelectMultiple)
    majors = WantedText(
        label=_("Majors chosen"),
        max_length=300,
        help_text=_("Codes of six digits, separated by spaces"),
    )
    planned_headcount = forms.IntegerField(
        label=_("Planned headcount"), required=False, min_value=0, max_value=100_000
    )
    site_wanted = forms.CharField(label=_("Site wanted"), required=False, max_length=200)
    trainers = forms.CharField(label=_("Trainers"), required=False, max_length=200)
    dates = forms.CharField(label=_("Dates"), required=False, max_length=200)

    def __init__(self, *args: Any, codes: Mapping[str, str], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.codes = codes
        _choose(self, "levels", words.level_choices())
        self.fields["certificate"].widget.attrs["list"] = "certificates"

    def clean_certificate(self) -> str:
        """Return the code that the text begins with, or that of the one certificate it names."""
        text = str(self.cleaned_data["certificate"]).strip()
        code = SEPARATORS.split(text)[0].upper() if text else ""
        if not code or code in self.codes:
            return code
        named = [code for code, name in self.codes.items() if text == name] or [
            code for code, name in self.codes.items() if text in name
        ]
        if not named:
            raise forms.ValidationError(
                _("The catalogue has no certificate “%(text)s”"), params={"text": text}
            )
        if len(named) > 1:
            raise forms.ValidationError(
                _("%(count)s certificates are named like this: choose one from the list"),
                params={"count": len(named)},
            )
        return named[0]

    def clean_majors(self) -> tuple[str, ...]:
        """Return the codes."""
        codes = majors_of(str(self.cleaned_data["majors"]))
        for code in codes:
            if not MAJOR.fullmatch(code):
                raise forms.ValidationError(
                    _("%(code)s is not a code of six digits"), params={"code": code}
                )
        if len(codes) > MOST_MAJORS:
            raise forms.ValidationError(
                _("At most %(most)s majors to a certificate"), params={"most": MOST_MAJORS}
            )
        return codes

    def clean(self) -> dict[str, Any]:
        """Ask for the certificate of a line that says something."""
        cleaned = super().clean() or {}
        rest = ("levels", "majors", "planned_headcount", "site_wanted", "trainers", "dates")
        if cleaned.get("certificate") == "" and any(cleaned.get(name) for name in rest):
            self.add_error("certificate", _("Say which certificate this line is about"))
        return cleaned


Items = forms.formset_factory(Item, extra=2, max_num=60, absolute_max=80)


class Member(ui.Form):
    """One member of the leading group."""

    name = WantedText(label=pgettext_lazy("person", "Name"), max_length=50)
    role = WantedChoice(label=_("Role"))
    duty = forms.CharField(label=_("Duty"), required=False, max_length=100)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        roles = [(role.value, words.group_role(role)) for role in completeness.GroupRole]
        _choose(self, "role", [("", _("Choose")), *roles])

    def clean(self) -> dict[str, Any]:
        """Ask for the other half of a line that is half filled."""
        cleaned = super().clean() or {}
        if cleaned.get("name") and not cleaned.get("role"):
            self.add_error("role", _("Choose the role"))
        if cleaned.get("role") and not cleaned.get("name"):
            self.add_error("name", _("Give the name"))
        return cleaned


Members = forms.formset_factory(Member, extra=2, max_num=30, absolute_max=40)


class Return(ui.Form):
    """Why a filing goes back: there are two grounds and no third."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Part of the filing"))
    reason = forms.CharField(
        label=_("What is missing or not true"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, places: Sequence[str], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        grounds = [(g.value, translated(filing.GROUND_LABELS[g])) for g in filing.Ground]
        _choose(self, "ground", grounds)
        _choose(self, "place", [("", _("Choose")), *((p, words.place(p)) for p in places)])
