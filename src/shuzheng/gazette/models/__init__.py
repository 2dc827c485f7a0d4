"""Rows of the gazette."""

from shuzheng.gazette.models.documents import Attachment, Document, Gram
from shuzheng.gazette.models.publicity import Objection, Period, Subject
from shuzheng.gazette.models.receipts import Receipt

__all__ = ["Attachment", "Document", "Gram", "Objection", "Period", "Receipt", "Subject"]
