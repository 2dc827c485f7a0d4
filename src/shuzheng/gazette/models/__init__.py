"""Rows of the gazette."""

from shuzheng.gazette.models.documents import Attachment, Document, Gram
from shuzheng.gazette.models.receipts import Receipt

__all__ = ["Attachment", "Document", "Gram", "Receipt"]
