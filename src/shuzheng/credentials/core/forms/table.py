"""Which forms there are: the one place where a form is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shuzheng.credentials.core.forms import badge, jose, linked, sdjwt
from shuzheng.credentials.core.forms.signer import Signer

Write = Callable[[Mapping[str, object], Signer], bytes]


class Form(StrEnum):
    """The forms, by the word that addresses and facts use."""

    RDFC = "rdfc"
    JWT = "jwt"
    SD_JWT = "sd-jwt"
    RS256 = "rs256"


@dataclass(frozen=True, slots=True)
class Kind:
    """A form: what specialists call it, its media type, how its files end, and what writes it.

    `write` takes the credential as it was issued, proof included, and returns a file. `is_rsa` says
    that it is signed with the organisation's RSA key, which not every organisation has.
    """

    called: str
    media_type: str
    ending: str
    write: Write
    is_rsa: bool = False


KINDS: Mapping[Form, Kind] = {
    Form.RDFC: Kind("eddsa-rdfc-2022", "application/vc", ".rdfc.json", linked.write),
    Form.JWT: Kind("vc+jwt", "application/vc+jwt", ".jwt", jose.write),
    Form.SD_JWT: Kind("dc+sd-jwt", "application/dc+sd-jwt", ".sd-jwt", sdjwt.write),
    Form.RS256: Kind("RS256", "application/jwt", ".ob.jwt", badge.write, is_rsa=True),
}
