"""Which further forms a certificate can be had in, as far as its organisation decides that."""

from __future__ import annotations

from shuzheng.credentials.core.forms.table import KINDS, Form
from shuzheng.credentials.models import Certificate, RsaKey
from shuzheng.credentials.rules.status import State


def forms(number: str, state: State) -> frozenset[Form]:
    """Return the forms of a certificate in this state: none, or all but those it has no key for."""
    if state is not State.ISSUED:
        return frozenset()
    issuer = Certificate.objects.filter(number=number).values("organisation_id")
    keys = RsaKey.objects.filter(valid_until=None, key__valid_until=None)
    has_rsa = keys.filter(key__organisation_id__in=issuer).exists()
    return frozenset(form for form in Form if has_rsa or not KINDS[form].is_rsa)
