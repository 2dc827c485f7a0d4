"""Forms as the look draws them: label, hint, control, error; optional fields say so.

Use `Day` for a date and `Yuan` for an amount: the browser's own formats differ from Django's, and
money is whole fen. Widget templates are ours where we have one and Django's elsewhere.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext_lazy as _

from shuzheng.kernel import money

if TYPE_CHECKING:
    from django.template.backends.base import _EngineTemplate

OURS = "foundation/forms/widgets/"
THEIRS = "django/forms/widgets/"


class Renderer(TemplatesSetting):
    """The project's FORM_RENDERER: forms, fields and widgets by our own templates."""

    form_template_name = "foundation/forms/form.html"
    field_template_name = "foundation/forms/field.html"
    formset_template_name = "foundation/forms/formset.html"

    def __init__(self) -> None:
        self._django = DjangoTemplates()

    def get_template(self, template_name: str) -> _EngineTemplate:
        """Find a template: our widget, any template of the project, Django's widget."""
        if template_name.startswith(THEIRS):
            try:
                return super().get_template(OURS + template_name.removeprefix(THEIRS))
            except TemplateDoesNotExist:
                return self._django.get_template(template_name)
        return super().get_template(template_name)


class Form(forms.Form):
    """A form whose checks happen on submit: browsers' own bubbles cannot be worded or styled."""

    use_required_attribute = False


class Day(forms.DateField):
    """A calendar day, picked or typed as 2027-01-05."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - a field's own arguments
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"]
        super().__init__(**{"widget": widget, "input_formats": formats, **kwargs})


class Yuan(forms.CharField):
    """An amount typed in yuan, cleaned to whole fen (None where it is optional and empty)."""

    default_error_messages = {  # noqa: RUF012 - Django's own way
        "amount": _("Write an amount in yuan with at most two decimals, such as 280 or 280.50.")
    }

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - a field's own arguments
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 16, **kwargs})

    def clean(self, value: Any) -> int | None:  # type: ignore[override]  # noqa: ANN401 - a field gives its own type
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
