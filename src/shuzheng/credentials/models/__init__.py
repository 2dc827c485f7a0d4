"""Issuers' keys and their changes, status lists, certificates, what happens to them later."""

from shuzheng.credentials.models.certificates import (
    BEYOND_THEFT,
    TAKEN,
    Certificate,
    LearnerRecord,
    NumberSeries,
    StatusList,
)
from shuzheng.credentials.models.changes import (
    LoggedChange,
    Revocation,
    RevocationAppeal,
    StatusChange,
)
from shuzheng.credentials.models.keys import IssuerKey, KeyChange, RsaKey, Sm2Key

__all__ = [
    "BEYOND_THEFT",
    "TAKEN",
    "Certificate",
    "IssuerKey",
    "KeyChange",
    "LearnerRecord",
    "LoggedChange",
    "NumberSeries",
    "Revocation",
    "RevocationAppeal",
    "RsaKey",
    "Sm2Key",
    "StatusChange",
    "StatusList",
]
