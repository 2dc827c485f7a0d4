"""Data Integrity proofs of any secured document: the cryptosuites, proof sets and proof chains.

Authority: W3C VC Data Integrity 1.0 and VC Data Integrity EdDSA Cryptosuites 1.0. What this
platform issues by itself needs less and stays with `core.proof`: one proof, `eddsa-jcs-2022`, no
RDF. This package is for documents of others, and for wallets and certification that ask for
`eddsa-rdfc-2022`. Its `suites` imports the JSON-LD library, so the offline verifier imports that
only when it is shown such a form; `suite` has what a suite is, and those over plain JSON.
"""
