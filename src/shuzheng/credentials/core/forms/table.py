"""Which forms there are: the one place where a form is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shuzheng.credentials.core.forms import jose, linked, sdjwt
from shuzheng.credentials.core.forms.signer import Signer

Write = Callable[[Mapping[str, object], Signer], bytes]


class Form(StrEnum):
    """The forms, by the word that addresses and facts use."""

    RDFC = "rdfc"
    JWT = "jwt"
    SD_JWT = "sd-jwt"


@dataclass(frozen=True, slots=True)
class Kind:
    """A form: what specialists call it, its media type, how its files end, and what writes it.

    `write` takes the credential as it was issued, proof included, and returns a file.
    """

    called: str
    media_type: str
    ending: str
    write: Write


KINDS: Mapping[Form, Kind] = {
    Form.RDFC: Kind("eddsa-rdfc-2022", "application/vc", ".rdfc.json", linked.write),
    Form.JWT: Kind("vc+jwt", "application/vc+jwt", ".jwt", jose.write),
    Form.SD_JWT: Kind("dc+sd-jwt", "application/dc+sd-jwt", ".sd-jwt", sdjwt.write),
}
