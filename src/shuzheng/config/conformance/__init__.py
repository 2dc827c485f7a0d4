"""The conformance door: the test endpoints of the VC-API, apart from the platform.

It has neither the platform's database nor its keys: an issuer of its own with a key made at start,
its status lists in memory, https on this machine only, all gone when it stops. It exists so that
the public test suites of W3C can be run against what `credentials.core` does. How to is in
docs/conformance.md; why it is like this, in the decision record named there.
"""
