"""Mark source strings for translation in modules that must not know Django.

`N_` returns its argument; the message extractor finds the call, and the door that shows the
string translates it. Never build a marked string from parts: the extractor sees only literals.
"""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - the field's customary name for a marked, untranslated string
    """Return `text` unchanged; mark it for the message catalogue."""
    return text
