"""The tables of those who rely on certificates."""

from shuzheng.reliance.models.checks import Allowance, Check
from shuzheng.reliance.models.shares import Opening, Share, ShareItem

__all__ = ["Allowance", "Check", "Opening", "Share", "ShareItem"]
