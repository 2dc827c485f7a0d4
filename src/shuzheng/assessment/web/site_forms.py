"""Forms of sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.rules import site as rules
from shuzheng.assessment.web import words
from shuzheng.foundation.ui import forms as ui

if TYPE_CHECKING:
    from collections.abc import Sequence

PAPERS = ".pdf,.png,.jpg,.jpeg,.docx"
LONGEST_ROOM = 99


def file_field(label: Any, help_text: Any = "") -> forms.FileField:  # noqa: ANN401 - lazy words
    """Return a field for one document."""
    widget = forms.FileInput(attrs={"accept": PAPERS})
    return forms.FileField(label=label, help_text=help_text, widget=widget)


def text_field(label: Any, rows: int = 3, **more: Any) -> forms.CharField:  # noqa: ANN401
    """Return a field for some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, **{"max_length": 500, **more})


class SiteFilters(forms.Form):
    """What the list of sites can be narrowed by."""

    q = forms.CharField(label=_("Site, code or institution"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("With an application that is"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("In any state")),
            *((one.value, gettext(rules.SITE.labels[one])) for one in rules.State),
        ]


class Premises(ui.Form):
    """A site's name and address."""

    name = forms.CharField(label=_("Name of the site"), max_length=100)
    address = forms.CharField(
        label=_("Address"), max_length=200, help_text=_("As candidates need it to find the door")
    )


def numbers(text: str) -> list[int]:
    """Return the numbers of “3, 7-9”, written with commas and dashes of any kind."""
    found: list[int] = []
    for part in text.replace("，", ",").replace("、", ",").replace("－", "-").split(","):
        first, _dash, last = part.strip().partition("-")
        if not first:
            continue
        if not (first.isdigit() and (last.isdigit() or not last)) or len(first + last) > 4:  # noqa: PLR2004 - two numbers of two digits
            raise forms.ValidationError(_("Write seat numbers such as 3, 7-9"), code="seats")
        found += range(int(first), int(last or first) + 1)
    return found


class SeatNumbers(forms.CharField):
    """Seat numbers typed as “3, 7-9”, cleaned to a list."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - a field's own arguments
        super().__init__(**{"required": False, "max_length": 200, **kwargs})

    def clean(self, value: Any) -> list[int]:  # noqa: ANN401 - a field gives its own type
        """Return the numbers."""
        return numbers(str(super().clean(value) or ""))


class Seats(ui.Form):
    """Which seats cannot be used and which are accessible."""

    unusable = SeatNumbers(
        label=_("Seats that cannot be used"), help_text=_("Numbers such as 3, 7-9")
    )
    accessible = SeatNumbers(
        label=_("Accessible seats"), help_text=_("For candidates who need room or a lower desk")
    )


class NewRoom(Seats):
    """A room and its grid of seats."""

    name = forms.CharField(label=_("Name of the room"), max_length=60)
    rows = forms.IntegerField(label=_("Rows"), min_value=1, max_value=LONGEST_ROOM)
    columns = forms.IntegerField(
        label=_("Seats in a row"),
        min_value=1,
        max_value=LONGEST_ROOM,
        help_text=_("At most 99 seats in all; they are numbered row by row"),
    )
    field_order = ("name", "rows", "columns", "unusable", "accessible")


class RoomCheck(ui.Form):
    """What a check of a room found, and its signed sheet."""

    checked_on = ui.Day(label=_("Day of the check"))
    held = forms.MultipleChoiceField(
        label=_("What was found in order"),
        help_text=_("Leave out what is wanting"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    document = file_field(_("Signed checklist"), _("PDF, image or Word"))

    def __init__(self, *args: Any, items: Sequence[str], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["held"].choices = [(item, gettext(rules.label(item))) for item in items]  # type: ignore[attr-defined]


class Application(ui.Form):
    """For which certificate and level, and what the institution says."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    level = forms.ChoiceField(label=_("Level"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        certificates: Sequence[tuple[int, str]],
        topics: Sequence[str],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        self.topics = tuple(topics)
        super().__init__(*args, **more)
        self.fields["certificate"].choices = list(certificates)  # type: ignore[attr-defined]
        self.fields["level"].choices = words.level_choices()  # type: ignore[attr-defined]
        for topic in topics:
            self.fields[topic] = text_field(gettext(rules.label(topic)), max_length=2000)

    def texts(self) -> dict[str, str]:
        """Return what was written on each topic."""
        return {topic: self.cleaned_data[topic] for topic in self.topics}


class Opinion(ui.Form):
    """The alliance's opinion."""

    opinion = text_field(
        _("Opinion"), help_text=_("It is kept with the application and does not decide")
    )


class Approval(ui.Form):
    """What the review found, and until when the site is approved."""

    by_video = forms.TypedChoiceField(
        label=_("How the review was made"),
        choices=[("", _("On the spot")), ("yes", _("By video"))],
        coerce=lambda value: value == "yes",
        required=False,
        widget=forms.RadioSelect,
    )
    visited_on = ui.Day(label=_("Day of the site review"))
    until = ui.Day(label=_("Approved until"))
    document = file_field(_("Record of the review"), _("Signed. PDF, image or Word"))


class Reason(ui.Form):
    """Why."""

    reason = text_field(_("Reason"), max_length=300)


class Restriction(Reason):
    """Why, and how many seats remain."""

    seat_limit = forms.IntegerField(
        label=_("Seats that may be used meanwhile"), min_value=1, max_value=9999
    )
    field_order = ("seat_limit", "reason")


class Empty(ui.Form):
    """Nothing but the act itself."""
