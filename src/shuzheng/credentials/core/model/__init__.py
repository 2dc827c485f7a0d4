"""Verifiable credentials and presentations of any issuer, held against the data model.

Authority: W3C Verifiable Credentials Data Model 2.0, section by section; each function names its
own. It says whether a document conforms, not whether it is signed, true or ours: signatures are
judged by `core.integrity`, and what this platform issues is read by `core.reading`, which is
stricter.
"""
