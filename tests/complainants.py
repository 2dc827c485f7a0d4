"""Cases for everybody who knocks: one of the own for each who handles, files, or is asked."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pypdf
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.complaints.models import Attachment, Complainant, Complaint, Concerned
from shuzheng.complaints.rules.complaint import Kind, Urgency
from shuzheng.complaints.services import assigning, filing, handling
from shuzheng.complaints.services.assigning import Assigned
from shuzheng.complaints.services.filing import Given, Who
from shuzheng.identity.models import Organisation
from shuzheng.identity.rules.kinds import LEARNER_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.complaints.access import Receipt
    from shuzheng.kernel.actor import Actor
    from tests.province import Province

SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NAME, CONTACT = "欧阳举报", "13912340987"
HANDLERS = (
    Role.PROVINCIAL_ADMIN,
    Role.OFFICE_OFFICER,
    Role.CITY_OFFICER,
    Role.INSTITUTION_ADMIN,
    Role.LIAISON,
)
ASKED = (Role.CITY_OFFICER, Role.LIAISON, Role.ORGANISATION_STAFF)
ARGUMENTS: dict[str, tuple[type[Model], str]] = {
    "complaint": (Complaint, "pk"),
    "concerned": (Concerned, "pk"),
    "attachment": (Attachment, "pk"),
}


def tells(answer: Answer) -> bool:
    """Return whether an answer tells who complains, whatever kind of file it is."""
    if answer.streaming:
        return False  # what the platform streams are files as they were handed in
    body = answer.content
    pieces = [body]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            pieces = [archive.read(one) for one in archive.namelist()]
    elif body.startswith(b"%PDF") and body != SCAN:
        pieces = [one.extract_text().encode() for one in pypdf.PdfReader(io.BytesIO(body)).pages]
    secrets = (NAME.encode(), NAME.encode("unicode_escape"), CONTACT.encode())
    return any(secret in piece for secret in secrets for piece in pieces)


def build(province: Province, learners: Iterable[Actor]) -> None:
    """Let cases be owned by each handler, filed by each learner, and asked of each party."""
    world = province.world
    now = world.at(1, 9)
    for role in HANDLERS:
        upload = SimpleUploadedFile("说明.pdf", SCAN, "application/pdf")
        way = filing.file(
            Given(Kind.ENQUIRY, "怎样报名？", "", upload), who=Who(NAME, CONTACT), now=now
        )
        _assign(way, Kind.ENQUIRY, world.offered[role], province)
    for one in learners:
        who = Who(person_id=one.person_id)
        filing.file(Given(Kind.OPINION, "增加考核场次。"), who=who, now=now)
    for role in ASKED:
        party = Organisation.objects.get(pk=world.offered[role].organisation_id)
        way = filing.file(
            Given(Kind.COMPLAINT, "答复不及时。", party.code), who=Who(NAME, CONTACT), now=now
        )
        pk = _assign(way, Kind.COMPLAINT, world.office, province)
        handling.accept(pk, actor=world.office, now=now)
        handling.investigate(pk, actor=world.office, now=now)
        handling.ask_party(pk, party.pk, "请说明情况。", actor=world.office, now=now)


def narrower(kind: type[Model], actor: Actor) -> dict[str, Any]:
    """Return what must hold of a case beside whose it is."""
    if kind is Complaint and actor.role in LEARNER_ROLES:
        return {"complainant__person_index": Complainant.index_of(actor.person_id)}
    if kind is Complaint and actor.role in HANDLERS:
        return {"officer": actor.person_id, "attachments__isnull": False}
    if kind is Attachment and actor.role in HANDLERS:
        return {"complaint__officer": actor.person_id}
    if kind is Concerned and actor.organisation_id:
        return {"asked_on__isnull": False, "organisation": actor.organisation_id}
    return {}


def _assign(way: Receipt, kind: Kind, owner: Actor, province: Province) -> int:
    pk = Complaint.objects.get(number=way.number).pk
    given = Assigned(kind, Urgency.ORDINARY, owner.organisation_id, owner.person_id)
    assigning.triage(pk, given, actor=province.world.office, now=province.world.at(1, 10))
    return pk
