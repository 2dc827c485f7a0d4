"""What nobody may take for a certificate: altered files, each with the check that must not hold.

`files/` and `index.json` are made by `python -m tests.corpus.make`, always the same bytes: keys,
dates and salts are those of the fixed cast of `credentials.tests.core`. A test holds them to that.
Whoever writes a verifier may use them: judge everything by `good/trust.json` as of
2026-11-24T10:32:08+08:00, and compare with the index.

`check` is the number (docs/trust-file.md, section 4) of the check that must not hold, 0 where the
file is none that the checks are made of: a trust file that cannot be used, a note that is refused.
"""
