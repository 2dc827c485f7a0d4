"""The cryptosuites by name, and the one whose canonical form is RDF.

Authority: VC Data Integrity EdDSA Cryptosuites 1.0, sections "eddsa-rdfc-2022" and
"eddsa-jcs-2022". They differ in the canonical form and in the context of the configuration: RDF
takes that of the document, JSON the one in the proof, which must stand at the beginning of the
document's. The third is the private suite for SM2 (`suite`).
"""

from __future__ import annotations

from shuzheng.credentials.core import rdf
from shuzheng.credentials.core.integrity.suite import ED25519, JCS, SM2, Suite
from shuzheng.kernel.refusals import Refusal

__all__ = ["JCS", "RDFC", "SM2", "SUITES", "Suite", "UnknownSuite", "named"]

SHOWN = 60


class UnknownSuite(Refusal):
    """A proof of a cryptosuite that is not judged here."""

    code = "proof-suite"
    template = "The cryptosuite {suite} is not known here."


RDFC = Suite("eddsa-rdfc-2022", rdf.canonical, proof_has_context=False, algorithm=ED25519)
SUITES = {suite.name: suite for suite in (JCS, RDFC, SM2)}


def named(name: object) -> Suite:
    """Return the suite called `name`; refuse any other name, and what is no name at all."""
    suite = SUITES.get(name) if isinstance(name, str) else None
    if suite is None:
        raise UnknownSuite(suite=str(name)[:SHOWN])
    return suite
