"""Tables of help for institutions."""

from shuzheng.support.models.feedback import Feedback
from shuzheng.support.models.guidance import Guidance, Help, Question
from shuzheng.support.models.measurements import (
    FrozenTable,
    Measurement,
    SheetAmount,
)
from shuzheng.support.models.pairings import Action, Check, Pairing

__all__ = [
    "Action",
    "Check",
    "Feedback",
    "FrozenTable",
    "Guidance",
    "Help",
    "Measurement",
    "Pairing",
    "Question",
    "SheetAmount",
]
