"""Forms of the gazette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.gazette.rules import documents as rules
from shuzheng.gazette.web import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.gazette.rules.recipients import RecipientKind

LONGEST_TITLE, LONGEST_BODY, LONGEST_REASON = 150, 60_000, 500
MOST_NAMED = 300
FILES = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
NOBODY: Mapping[str, int] = {}


class PublicFilters(forms.Form):
    """How the public list is narrowed."""

    q = forms.CharField(label=_("Words in the document"), required=False, max_length=60)
    kind = forms.ChoiceField(label=pgettext_lazy("document", "Kind"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    issuer = forms.ChoiceField(label=pgettext_lazy("document", "Issued by"), required=False)

    def __init__(self, data: Any, *, years: Sequence[int], issuers: Sequence[str]) -> None:  # noqa: ANN401 - a form's own argument
        super().__init__(data)
        choices = {
            "kind": [("", pgettext_lazy("document", "All kinds")), *words.kind_choices()],
            "year": [("", _("All years")), *((str(one), str(one)) for one in years)],
            "issuer": [("", _("All issuers")), *((name, name) for name in issuers)],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


class DeskFilters(forms.Form):
    """How the desk's list is narrowed."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=pgettext_lazy("document", "Kind"),
        required=False,
        choices=[("", pgettext_lazy("document", "All kinds")), *words.kind_choices()],
    )
    publicity = forms.ChoiceField(
        label=_("Publicity class"),
        required=False,
        choices=[
            ("", pgettext_lazy("publicity", "All classes")),
            *((one.value, _(rules.PUBLICITY_LABELS[one])) for one in rules.Publicity),
        ],
    )


class Search(forms.Form):
    """One box."""

    q = forms.CharField(label=pgettext_lazy("document", "Title"), required=False, max_length=60)


class PartySearch(forms.Form):
    """One box, for parties."""

    q = forms.CharField(label=_("Organisation"), required=False, max_length=60)


class TextForm(ui.Form):
    """Title, text and recipients: what of a document can change until it is published."""

    title = forms.CharField(label=pgettext_lazy("document", "Title"), max_length=LONGEST_TITLE)
    body = forms.CharField(
        label=_("Body text"),
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "One paragraph a line. Short lines that begin with 一、 or （一） become headings."
        ),
    )
    recipient_kinds = forms.MultipleChoiceField(
        label=_("Sent to all of these kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    recipient_names = forms.CharField(
        label=_("Sent to these by name"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One organisation a line: its name or its code."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        kinds: Sequence[RecipientKind],
        parties: Mapping[str, int] = NOBODY,
        **kwargs: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parties = parties
        field = self.fields["recipient_kinds"]
        field.choices = [(one.value, words.party_kind(one)) for one in kinds]  # type: ignore[attr-defined]

    def clean_recipient_names(self) -> tuple[int, ...]:
        """Return the ids of those named; say which lines name nobody."""
        lines = [one.strip() for one in self.cleaned_data["recipient_names"].splitlines()]
        asked = [one for one in lines if one]
        unknown = [one for one in asked if one not in self._parties]
        if unknown:
            said = gettext("No organisation has this name or code: {names}")
            raise forms.ValidationError(said.format(names=words.listed(unknown[:5])))
        if len(asked) > MOST_NAMED:
            said = gettext("Name {most} organisations at most, or choose their kind.")
            raise forms.ValidationError(said.format(most=MOST_NAMED))
        return tuple(sorted({self._parties[one] for one in asked}))


class DocumentForm(TextForm):
    """A whole draft: what it is, who issues it, to whom it may be shown."""

    kind = forms.ChoiceField(label=pgettext_lazy("document", "Kind"), choices=words.kind_choices())
    topic = forms.ChoiceField(
        label=_("Of a policy: what it settles"),
        required=False,
        choices=[("", "—"), *((one.value, _(rules.TOPIC_LABELS[one])) for one in rules.Topic)],
    )
    publicity = forms.ChoiceField(
        label=_("Publicity class"),
        widget=forms.RadioSelect,
        choices=[(one.value, _(rules.PUBLICITY_LABELS[one])) for one in rules.Publicity],
        help_text=_("Only a public document is shown to those who have not signed in."),
    )
    issuer = forms.ChoiceField(
        label=pgettext_lazy("document", "Issued by"),
        widget=forms.RadioSelect,
        choices=[(one.value, _(rules.ISSUER_LABELS[one])) for one in rules.Issuer],
        help_text=_("The province's own get number and date when they are published."),
    )
    issuer_name = forms.CharField(label=_("Name of the other body"), required=False, max_length=100)
    number = forms.CharField(label=_("Its number"), required=False, max_length=40)
    dated_on = ui.Day(label=_("Its date"), required=False)

    field_order = (
        "kind",
        "topic",
        "publicity",
        "issuer",
        "issuer_name",
        "number",
        "dated_on",
        "title",
        "body",
        "recipient_kinds",
        "recipient_names",
        "revision",
    )


class Reason(ui.Form):
    """Why something is done; others read it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Approval(ui.Form):
    """What was read when it is approved."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class Upload(ui.Form):
    """A file that goes with a document."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=_("PDF, picture, Word or Excel, without macros and password"),
    )
