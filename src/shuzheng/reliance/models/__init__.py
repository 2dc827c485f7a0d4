"""The tables of those who rely on certificates."""

from shuzheng.reliance.models.checks import Allowance, Check
from shuzheng.reliance.models.shares import Opening, Share, ShareItem
from shuzheng.reliance.models.surveys import Survey, SurveyLine
from shuzheng.reliance.models.tokens import Token

__all__ = [
    "Allowance",
    "Check",
    "Opening",
    "Share",
    "ShareItem",
    "Survey",
    "SurveyLine",
    "Token",
]
