"""Forms as the look draws them: label, hint, control, error; optional fields say so.

Use `Day` for a date, `Moment` for one with a time and `Yuan` for an amount: the browser's own
formats differ from Django's, and money is whole fen. Widget templates are ours where we have one
and Django's elsewhere.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.forms.utils import pretty_name
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuzheng.foundation.ui.formats import number
from shuzheng.kernel import money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django_stubs_ext import StrOrPromise

    Option = tuple[object, StrOrPromise]
    Choice = tuple[object, StrOrPromise | Sequence[Option]]

OURS = "foundation/forms/widgets/"
THEIRS = "django/forms/widgets/"
WHOLE = frozenset(f"django/forms/{name}.html" for name in ("div", "p", "ul", "table"))
"""Django's ways to draw a whole form, which other packages' pages use; all are ours here."""


class Renderer(TemplatesSetting):
    """The project's FORM_RENDERER: forms, fields and widgets by our own templates."""

    form_template_name = "foundation/forms/form.html"
    field_template_name = "foundation/forms/field.html"
    formset_template_name = "foundation/forms/formset.html"

    def __init__(self) -> None:
        self._django = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:  # noqa: ANN401 - whatever the engine gives
        """Find a template: our widget, any template of the project, Django's widget."""
        if template_name in WHOLE:
            return super().get_template(self.form_template_name)
        if template_name.startswith(THEIRS):
            try:
                return super().get_template(OURS + template_name.removeprefix(THEIRS))
            except TemplateDoesNotExist:
                return self._django.get_template(template_name)
        if template_name.startswith("django/"):
            return self._django.get_template(template_name)
        return super().get_template(template_name)


class Form(forms.Form):
    """A form in our words, checked on submit: browsers' own bubbles cannot be worded or styled."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            usual = _usual(field)
            for code, text in _words(field, field.label or pretty_name(name)).items():
                if field.error_messages.get(code) == usual.get(code):
                    field.error_messages[code] = text


def choose(form: forms.Form, name: str, choices: Iterable[Choice]) -> None:
    """Give a field of choices what there is to choose from."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is not a choice")
    field.choices = list(choices)


def _usual(field: forms.Field) -> dict[str, Any]:
    """Return the framework's own error words, which ours replace; a form's own words stay."""
    usual: dict[str, Any] = {}
    for ancestor in reversed(type(field).__mro__):
        usual.update(getattr(ancestor, "default_error_messages", {}))
    return usual


def _words(field: forms.Field, label: object) -> dict[str, str]:
    """Return error words that say what to do with this field."""
    if isinstance(field, forms.ChoiceField | forms.FileField):
        words = {"required": _("Choose: %(label)s") % {"label": label}}
    elif isinstance(field, forms.BooleanField):
        words = {"required": _("Tick this to go on")}
    else:
        words = {"required": _("Fill in: %(label)s") % {"label": label}}
    if type(field) is forms.IntegerField:
        words |= dict.fromkeys(("invalid", "min_value", "max_value"), _whole_number(field))
    if isinstance(field, forms.DateField):
        words["invalid"] = _("Give a day such as 2027-01-05")
    return words


def _whole_number(field: forms.IntegerField) -> str:
    least, most = field.min_value, field.max_value
    if isinstance(least, int) and isinstance(most, int):
        bounds = {"least": number(least), "most": number(most)}
        return _("Give a whole number from %(least)s to %(most)s") % bounds
    if isinstance(least, int):
        return _("Give a whole number, %(least)s or more") % {"least": number(least)}
    return _("Give a whole number")


class Day(forms.DateField):
    """A calendar day, picked or typed as 2027-01-05."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - a field's own arguments
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"]
        super().__init__(**{"widget": widget, "input_formats": formats, **kwargs})


class Moment(forms.DateTimeField):
    """A day and a time in the province, picked or typed as 2027-01-05 09:00."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - a field's own arguments
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"]
        words = {"invalid": gettext_lazy("Give a day and a time such as 2027-01-05 09:00")}
        super().__init__(
            **{"widget": widget, "input_formats": formats, "error_messages": words, **kwargs}
        )


class Yuan(forms.CharField):
    """An amount typed in yuan, cleaned to whole fen (None where it is optional and empty)."""

    default_error_messages = {  # noqa: RUF012 - Django's own way
        "amount": gettext_lazy(
            "Write an amount in yuan with at most two decimals, such as 280 or 280.50."
        )
    }

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - a field's own arguments
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 16, **kwargs})

    def clean(self, value: Any) -> int | None:  # noqa: ANN401 - a field gives its own type
        """Return fen."""
        text = unicodedata.normalize("NFKC", str(super().clean(value) or ""))
        if not text:
            return None
        try:
            fen = money.fen(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["amount"], code="amount") from None
        if fen < 0:
            raise forms.ValidationError(self.error_messages["amount"], code="amount")
        return fen

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - a field gives its own type
        """Show fen as yuan."""
        return money.yuan(value).replace(",", "") if isinstance(value, int) else value
