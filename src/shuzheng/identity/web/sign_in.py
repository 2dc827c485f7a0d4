"""The form of the sign-in page: allauth's, in the words of our own pages."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Sign-in name and password; what a label says needs no repeating inside the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as allauth calls it
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
