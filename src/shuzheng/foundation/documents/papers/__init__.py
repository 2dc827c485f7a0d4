"""The papers: what each one needs to be told, and the function that makes it.

A paper takes finished words (document numbers already masked) and typed figures (aware instants,
whole numbers); it formats, never decides. Every function returns the bytes of one PDF, the same
bytes for the same arguments.

A certificate must be exact, so a character that no font of ours holds refuses it
(`compiler.UnprintableCharacters`). Every other paper shows 〓 in its place and says at its foot
which character is to be written in by hand, because an assessment does not wait for a font.
"""

from shuzheng.foundation.documents.papers.credentials import (
    CERTIFICATE_TEMPLATE,
    Certificate,
    Check,
    CheckedFile,
    Tone,
    VerificationReport,
    certificate,
    verification_report,
)
from shuzheng.foundation.documents.papers.histories import (
    EvidencePaper,
    EvidenceStep,
    evidence,
)
from shuzheng.foundation.documents.papers.lists import (
    Column,
    Listing,
    Slip,
    SlipGroup,
    activation_slips,
    listing,
)
from shuzheng.foundation.documents.papers.official import Official, official
from shuzheng.foundation.documents.papers.printing import (
    Imprint,
    NothingToPrint,
    TextTooLong,
    TooManyPapers,
    TooManyRows,
    masked_name,
)
from shuzheng.foundation.documents.papers.sittings import (
    CUSTOMARY_HELP,
    CUSTOMARY_NOTICE,
    Occasion,
    Part,
    Room,
    Seat,
    Step,
    Ticket,
    attendance_sheets,
    desk_labels,
    door_lists,
    tickets,
)

__all__ = [
    "CERTIFICATE_TEMPLATE",
    "CUSTOMARY_HELP",
    "CUSTOMARY_NOTICE",
    "Certificate",
    "Check",
    "CheckedFile",
    "Column",
    "EvidencePaper",
    "EvidenceStep",
    "Imprint",
    "Listing",
    "NothingToPrint",
    "Occasion",
    "Official",
    "Part",
    "Room",
    "Seat",
    "Slip",
    "SlipGroup",
    "Step",
    "TextTooLong",
    "Ticket",
    "Tone",
    "TooManyPapers",
    "TooManyRows",
    "VerificationReport",
    "activation_slips",
    "attendance_sheets",
    "certificate",
    "desk_labels",
    "door_lists",
    "evidence",
    "listing",
    "masked_name",
    "official",
    "tickets",
    "verification_report",
]
