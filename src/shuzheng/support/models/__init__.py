"""Tables of help for institutions."""

from shuzheng.support.models.feedback import Feedback
from shuzheng.support.models.guidance import Guidance, Help, Question
from shuzheng.support.models.measurements import (
    FrozenTable,
    Measurement,
    SheetAmount,
)
from shuzheng.support.models.pairings import Action, Check, Pairing
from shuzheng.support.models.preferences import Preference

__all__ = [
    "Action",
    "Check",
    "Feedback",
    "FrozenTable",
    "Guidance",
    "Help",
    "Measurement",
    "Pairing",
    "Preference",
    "Question",
    "SheetAmount",
]
