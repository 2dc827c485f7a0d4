"""A client of the conformance door, and a credential that it signs."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzheng.credentials.core import did

if TYPE_CHECKING:
    from shuzheng.config.conformance import server

V2 = "https://www.w3.org/ns/credentials/v2"
HOLDER = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
HOLDER_DID = did.key_identifier(HOLDER.public_key().public_bytes_raw())
PLAIN: dict[str, Any] = {
    "@context": [V2, {"alumniOf": "https://schema.org/alumniOf"}],
    "type": ["VerifiableCredential"],
    "credentialSubject": {"id": "did:example:subject", "alumniOf": "The School of Examples"},
}
BOTH = pytest.mark.parametrize(
    ("base", "suite"), [("/vc-api", "eddsa-rdfc-2022"), ("/vc-api/jcs", "eddsa-jcs-2022")]
)
MESSAGES = [{"status": hex(n), "message": word} for n, word in enumerate(["0", "1", "2", "3"])]


class Caller:
    """A client of the door that trusts its certificate and no other."""

    def __init__(self, door: server.Door) -> None:
        self.door = door
        self._context = ssl.create_default_context(cadata=door.certificate.decode())

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """Return status and document of an answer."""
        host, port = str(self.door.server_address[0]), self.door.server_address[1]
        link = http.client.HTTPSConnection(host, port, timeout=20, context=self._context)
        try:
            link.request(method, path, body, {"Content-Type": "application/ld+json", **headers})
            answer = link.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            link.close()

    def post(self, path: str, document: object) -> tuple[int, dict[str, Any]]:
        """Return status and document of the answer to a request with `document`."""
        return self.ask("POST", path, json.dumps(document).encode())

    def issue(
        self, base: str = "/vc-api", /, credential: object = None, **options: object
    ) -> dict[str, Any]:
        """Return a credential that the door issued."""
        body = {"credential": PLAIN if credential is None else credential, "options": options}
        status, document = self.post(f"{base}/credentials/issue", body)
        assert status == 201, document
        return document

    def verify(self, credential: object, base: str = "/vc-api") -> tuple[int, dict[str, Any]]:
        """Return the door's judgement of a credential."""
        body = {"verifiableCredential": credential, "options": {"checks": ["proof"]}}
        return self.post(f"{base}/credentials/verify", body)

    def show(self, presentation: object, **options: object) -> tuple[int, dict[str, Any]]:
        """Return the door's judgement of a presentation."""
        body = {"verifiablePresentation": presentation, "options": options}
        return self.post("/vc-api/presentations/verify", body)


def first(document: dict[str, Any]) -> tuple[str, str]:
    """Return title and detail of the one error of an answer."""
    assert document["verified"] is False
    (error,) = document["errors"]
    return error["title"], error["detail"]
