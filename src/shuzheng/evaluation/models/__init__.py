"""The models of the annual evaluation, by concern."""

from shuzheng.evaluation.models.evaluations import (
    Correction,
    Evaluation,
    FrozenHead,
    FrozenRow,
    SheetInput,
    Subject,
    Used,
)
from shuzheng.evaluation.models.outside import MinistryResult, ThirdParty
from shuzheng.evaluation.models.self_checks import SelfCheck, SelfFinding

__all__ = [
    "Correction",
    "Evaluation",
    "FrozenHead",
    "FrozenRow",
    "MinistryResult",
    "SelfCheck",
    "SelfFinding",
    "SheetInput",
    "Subject",
    "ThirdParty",
    "Used",
]
