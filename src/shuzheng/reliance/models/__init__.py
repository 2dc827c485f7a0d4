"""The tables of those who rely on certificates."""

from shuzheng.reliance.models.checks import Allowance, Check

__all__ = ["Allowance", "Check"]
