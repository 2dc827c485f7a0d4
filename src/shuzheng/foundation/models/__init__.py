"""What the plumbing stores."""

from shuzheng.foundation.models.facts import Fact, FactPayload, FactSubject, FollowerCursor
from shuzheng.foundation.models.files import StoredFile
from shuzheng.foundation.models.jobs import Job, ScheduleMark
from shuzheng.foundation.models.national import NationalRecord
from shuzheng.foundation.sheets.models import Upload, UploadPart

__all__ = [
    "Fact",
    "FactPayload",
    "FactSubject",
    "FollowerCursor",
    "Job",
    "NationalRecord",
    "ScheduleMark",
    "StoredFile",
    "Upload",
    "UploadPart",
]
