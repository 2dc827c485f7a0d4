"""What a column holds: each kind reads a raw cell, shows it, writes it and says how to fill it in.

A kind's reader is compiled once per file and called once per cell, so it answers the clean case
first and says more only where something is wrong.
"""

from shuzheng.foundation.sheets.kinds.base import Kind, Validation
from shuzheng.foundation.sheets.kinds.choices import Choice, YesNo
from shuzheng.foundation.sheets.kinds.dates import Date
from shuzheng.foundation.sheets.kinds.documents import By, Document, Identity, Phone
from shuzheng.foundation.sheets.kinds.numbers import Fen, Number, Whole
from shuzheng.foundation.sheets.kinds.texts import Code, PersonName, Text

__all__ = [
    "By",
    "Choice",
    "Code",
    "Date",
    "Document",
    "Fen",
    "Identity",
    "Kind",
    "Number",
    "PersonName",
    "Phone",
    "Text",
    "Validation",
    "Whole",
    "YesNo",
]
