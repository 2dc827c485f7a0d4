"""The forms of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules import effects
from shuzheng.complaints.rules.complaint import Kind, Urgency
from shuzheng.foundation.ui import forms as ui
from shuzheng.quality.rules.finding import SEVERITIES, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shuzheng.complaints.queries.owners import Candidate

LONGEST_TEXT, LONGEST_WORD, LONGEST_REASON = 4_000, 2_000, 500
LONGEST_NAME, LONGEST_CONTACT, LONGEST_ABOUT, LONGEST_SIGNS = 50, 100, 200, 40
EVIDENCE = _("PDF, or a photo or scan of it")


def words(label: Any, most: int, rows: int = 6, **given: Any) -> forms.CharField:  # noqa: ANN401 - lazy words, a field's arguments
    """Return a field for a text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **given)


class Filed(ui.Form):
    """What anybody hands in."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    about = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=LONGEST_ABOUT,
        help_text=_(
            "Name or code of a school, an organisation, a certificate or a site, the number of an"
            " assessment, or a description."
        ),
    )
    text = words(
        _("What you have to say"),
        LONGEST_TEXT,
        8,
        help_text=_("What happened, when and where. Do not write here who you are."),
    )
    upload = forms.FileField(label=_("Evidence"), required=False, help_text=EVIDENCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.value, _(rules.KINDS[one])) for one in Kind
        ]


class Public(Filed):
    """The same, of somebody who may say who it is or not."""

    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_(
            "You may stay anonymous. Name and contact are encrypted; only the officer who handles"
            " the case can open them, with a reason that is recorded."
        ),
    )
    contact = forms.CharField(
        label=_("Your telephone or mail address"), required=False, max_length=LONGEST_CONTACT
    )


class Learner(Filed):
    """The same, of somebody who is signed in."""

    named = forms.BooleanField(
        label=_("The officer who handles the case may open my name"),
        required=False,
        help_text=_("Without it you stay anonymous; you see the answer here in both cases."),
    )


class ReceiptForm(ui.Form):
    """What stands on the receipt."""

    number = forms.CharField(label=_("Receipt number"), max_length=LONGEST_SIGNS)
    secret = forms.CharField(label=_("Access code"), max_length=LONGEST_SIGNS)


class Word(ui.Form):
    """What the complainant adds."""

    text = words(_("What you add"), LONGEST_WORD, 4)
    upload = forms.FileField(label=_("Evidence"), required=False, help_text=EVIDENCE)


class Rating(ui.Form):
    """What the complainant says about the answer."""

    text = words(_("Why, if you like"), LONGEST_WORD, 3, required=False)


class Filters(forms.Form):
    """The filters of the list."""

    q = forms.CharField(label=_("Receipt number"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("All kinds")),
            *((one.value, _(rules.KINDS[one])) for one in Kind),
        ]
        self.fields["urgency"].choices = [  # type: ignore[attr-defined]
            ("", _("Any urgency")),
            *((one.value, _(rules.URGENCIES[one])) for one in Urgency),
        ]


class Owner(ui.Form):
    """Who takes a case on."""

    owner = forms.ChoiceField(
        label=_("Who handles it"),
        help_text=_("Nobody is listed who belongs or belonged to a party that it is about."),
    )

    def __init__(self, *args: Any, owners: Sequence[Candidate], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in owners:
            groups.setdefault(one.organisation, []).append((one.key, one.name))
        self.fields["owner"].choices = [("", _("Choose")), *groups.items()]  # type: ignore[attr-defined]

    def clean_owner(self) -> tuple[int, int]:
        """Return the organisation's and the person's id."""
        organisation, _dash, person = self.cleaned_data["owner"].partition("-")
        return int(organisation), int(person)


class Triage(Owner):
    """What a case is, and who takes it on."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    urgency = forms.ChoiceField(label=_("Urgency"), widget=forms.RadioSelect)
    about = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=LONGEST_ABOUT,
        help_text=_(
            "Code, number or whole name of a party, certificate, site or assessment. Empty: as the"
            " complainant named it."
        ),
    )
    field_order = ("kind", "urgency", "about", "owner")

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        held = [Kind.COMPLAINT] if kind is Kind.COMPLAINT else list(Kind)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.value, _(rules.KINDS[one])) for one in held
        ]
        self.fields["urgency"].choices = [  # type: ignore[attr-defined]
            (one.value, _(rules.URGENCIES[one])) for one in Urgency
        ]


class Transfer(Owner):
    """Who takes a case on instead, and why."""

    reason = words(_("Why it belongs there"), LONGEST_REASON, 3)
    field_order = ("owner", "reason")


class Reason(ui.Form):
    """Why something is done."""

    reason = words(_("Reason"), LONGEST_REASON, 3)


class Decline(ui.Form):
    """Why a case is not accepted."""

    reason = words(
        _("Reason"),
        LONGEST_REASON,
        3,
        help_text=_("The complainant reads it. Say who else could help."),
    )


class Need(ui.Form):
    """Why the owner has to know who complains."""

    reason = forms.CharField(
        label=_("Why you have to know"),
        max_length=LONGEST_REASON,
        help_text=_("That you looked, and why, is recorded."),
    )


class Merge(ui.Form):
    """The case that goes on."""

    main = forms.CharField(
        label=_("Number of the case that goes on"),
        max_length=LONGEST_SIGNS,
        help_text=_("Still open, and about the same party. Both complainants read its answer."),
    )


class Question(ui.Form):
    """What the complainant is asked."""

    text = words(_("Your question"), LONGEST_WORD, 4)


class PartyQuestion(ui.Form):
    """What a party is asked."""

    party = forms.ChoiceField(label=_("Party"))
    question = words(
        _("Your question"),
        LONGEST_WORD,
        5,
        help_text=_("Write nothing that tells who complains: no wording of the complaint."),
    )

    def __init__(self, *args: Any, parties: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(str(pk), name) for pk, name in parties]  # type: ignore[attr-defined]


class Account(ui.Form):
    """A party's account."""

    statement = words(_("Your account"), LONGEST_WORD, 6)


class Answer(ui.Form):
    """The answer, what it comes to, and what changed."""

    outcome = forms.ChoiceField(label=_("What it comes to"), widget=forms.RadioSelect)
    text = words(_("Answer"), LONGEST_TEXT, 8, help_text=_("It is printed as a document."))
    change = words(
        _("What was changed"),
        LONGEST_REASON,
        3,
        required=False,
        help_text=_(
            "Published in the list “You said, we changed”: name no person. Needed for an opinion"
            " that is adopted."
        ),
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (one.value, _(rules.OUTCOMES[one])) for one in rules.OUTCOMES_OF[kind]
        ]
        if kind is Kind.ENQUIRY:
            del self.fields["change"]


class Review(ui.Form):
    """What the review of an answer says."""

    text = words(_("What the review comes to"), LONGEST_TEXT, 6)


class Finding(ui.Form):
    """What a case showed that is not in order."""

    party = forms.ChoiceField(label=_("Party"))
    severity = forms.ChoiceField(label=_("Severity"), widget=forms.RadioSelect)
    happened_on = ui.Day(label=_("Happened on"))
    text = words(
        _("What was found"),
        LONGEST_WORD,
        5,
        help_text=_("The party reads it. Write nothing that tells who complains."),
    )

    def __init__(self, *args: Any, parties: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(str(pk), name) for pk, name in parties]  # type: ignore[attr-defined]
        self.fields["severity"].choices = [  # type: ignore[attr-defined]
            (one.value, _(SEVERITIES[one])) for one in Severity
        ]


class InstitutionCase(ui.Form):
    """A case of the owner's institution, in its own words."""

    certificate = forms.ChoiceField(label=_("Certificate"))
    title = forms.CharField(label=_("In one line"), max_length=LONGEST_NAME)
    account = words(
        _("What happened"), LONGEST_WORD, 6, help_text=_("Write nothing that tells who complains.")
    )

    def __init__(self, *args: Any, certificates: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["certificate"].choices = [(str(pk), name) for pk, name in certificates]  # type: ignore[attr-defined]


class Pointer(ui.Form):
    """Where the complainant is pointed to."""

    effect = forms.ChoiceField(label=_("What it is decided by"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["effect"].choices = [  # type: ignore[attr-defined]
            (one.value, _(effects.EFFECTS[one])) for one in effects.POINTERS
        ]
