"""What the gazette records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import concerns, facts
from shuzheng.gazette.rules import documents
from shuzheng.identity.queries import feed

facts.declare("gazette.document.drafted", _("drafted “{title}” ({kind})"), data=("title", "kind"))
facts.declare(
    "gazette.document.corrected",
    _("began version {version} of {number}"),
    data=("version", "number"),
)
facts.declare("gazette.document.edited", _("changed the draft “{title}”"), data=("title",))
facts.declare("gazette.document.attached", _("attached a file"))
facts.declare("gazette.document.detached", _("took an attachment off"))
facts.declare("gazette.document.approved", _("approved “{title}”"), data=("title",))
facts.declare(
    "gazette.document.returned",
    _("returned “{title}” to its writer: {reason}"),
    data=("title", "reason"),
)
facts.declare(
    "gazette.document.published",
    _("published {number} (version {version}), sent to {recipients} recipients"),
    data=("number", "version", "recipients"),
)
facts.declare(
    "gazette.document.withdrawn", _("withdrew {number}: {reason}"), data=("number", "reason")
)
facts.declare("gazette.document.discarded", _("discarded the draft “{title}”"), data=("title",))
facts.declare("gazette.receipt.signed", _("signed for {number}"), data=("number",))
facts.declare(
    "gazette.document.reminded",
    _("reminded {count} recipients of {number}"),
    data=("count", "number"),
)

facts.declare(
    "gazette.publicity.prepared",
    _("put {count} entries on show for {days} working days"),
    data=("count", "days"),
)
facts.declare(
    "gazette.publicity.ended",
    _("the period of {number} ended after {objections} objections"),
    data=("number", "objections"),
)
facts.declare("gazette.objection.lodged", _("objected to {number}"), data=("number",))
facts.declare(
    "gazette.objection.answered", _("answered an objection to {number}"), data=("number",)
)
facts.declare(
    "gazette.objection.opened",
    _("looked at who objects: {reason}"),
    data=("reason",),
    confidential=True,
)

feed.spell(
    "gazette.document.drafted",
    "kind",
    {kind.value: documents.KIND_LABELS[kind] for kind in documents.Kind},
)

concerns.declare("gazette.document", "recipient", "receipts__organisation")
concerns.declare(
    "gazette.document", "who has not signed", "receipts__organisation", receipts__signed_at=None
)
