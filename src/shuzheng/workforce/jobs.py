"""The import of qualifications: a workbook of people, and the document that backs all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.sheets.findings import Finding, Severity
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Term
from shuzheng.identity.queries import persons as people
from shuzheng.identity.rules import documents
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.identity.services import persons
from shuzheng.identity.services.persons import PersonRow
from shuzheng.kernel.wording import N_
from shuzheng.workforce import access
from shuzheng.workforce.access import Permission
from shuzheng.workforce.rules.qualifications import Background, Kind
from shuzheng.workforce.services import qualifications
from shuzheng.workforce.services.qualifications import Particulars
from shuzheng.workforce.sheets.qualifications import QUALIFICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

OTHER_NAME = Finding(
    Severity.ERROR,
    "other-name",
    N_("This document is registered under another name; the office will decide"),
    referred=True,
)


def _purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> imports.Purpose:
    del now
    actor.require(Permission.QUALIFICATION_GRANT)
    access.document(int(context["document"]), actor)
    return imports.Purpose(
        QUALIFICATIONS,
        _("Backed by the document that was handed in"),
        reverse("workforce:qualifications"),
        done_url=reverse("workforce:qualifications"),
        done_label=_("See the qualifications"),
    )


def _check(rows: Sequence[Row], occasion: imports.Occasion) -> None:
    here = occasion.actor.organisation_id
    mine = _mine(here)
    taken = qualifications.taken_numbers((row.values["number"] for row in rows), here)
    known = people.find_all((_kind(row), row.values["document_number"]) for row in rows)
    for row in rows:
        number = row.values["document_number"]
        fault = documents.fault_of(_kind(row), number)
        if fault:
            row.refuse("document_number", "bad-document", documents.FAULTS[fault])
        found = known.get((_kind(row), number))
        if found is not None and found[1] != row.values["name"]:
            row.remark("name", OTHER_NAME)
        if row.values["number"] in taken:
            row.refuse("number", "number-taken", N_("This number was given before"))
        certificate = mine.get(row.values["certificate"])
        if certificate is None:
            row.refuse(
                "certificate", "not-yours", N_("No certificate of your organisation has this code")
            )
        elif Level(row.values["level"]) not in certificate.levels:
            row.refuse("level", "no-level", N_("The certificate has no such level"))


def _take(rows: Iterator[list[Row]], occasion: imports.Occasion) -> Mapping[str, Any]:
    actor, now = occasion.actor, occasion.now
    mine = _mine(actor.organisation_id)
    taken = [row for chunk in rows for row in chunk]
    found = persons.register(
        [_person(row) for row in taken],
        organisation_id=actor.organisation_id,
        actor=actor,
        now=now,
    )
    granted = qualifications.grant_all(
        [
            (one.person_id, _particulars(row, mine))
            for one, row in zip(found, taken, strict=True)
            if one.person_id
        ],
        document_id=int(occasion.context["document"]),
        actor=actor,
        now=now,
    )
    return {"granted": granted, "new": sum(one.is_new for one in found)}


def _refer(rows: Sequence[Row], occasion: imports.Occasion) -> None:
    persons.refer(
        [_person(row) for row in rows],
        organisation_id=occasion.actor.organisation_id,
        actor=occasion.actor,
        now=occasion.now,
    )


def _mine(organisation_id: int) -> dict[str, CertificateTypeBrief]:
    return {one.code: one for one in certificates.listing(organisation_id)}


def _kind(row: Row) -> DocumentKind:
    return DocumentKind(row.values["document_kind"])


def _person(row: Row) -> PersonRow:
    return PersonRow(row.values["name"], _kind(row), row.values["document_number"])


def _particulars(row: Row, mine: Mapping[str, CertificateTypeBrief]) -> Particulars:
    values = row.values
    return Particulars(
        certificate_type_id=mine[values["certificate"]].id,
        level=Level(values["level"]),
        kind=Kind(values["kind"]),
        background=Background(values["background"]),
        number=values["number"],
        issued_on=values["issued_on"],
        expires_on=values["expires_on"],
    )


def _said(result: Mapping[str, Any]) -> Sequence[Term]:
    return [
        Term(_("Qualifications granted"), formats.number(result["granted"])),
        Term(_("People registered for the first time"), formats.number(result["new"])),
    ]


QUALIFICATIONS_IMPORT = imports.register(
    imports.Import(
        "workforce.qualifications",
        title=_("Import qualifications"),
        permission=Permission.QUALIFICATION_GRANT,
        purpose=_purpose,
        apply=_take,
        check=_check,
        refer=_refer,
        rule="R-144",
        note=_("Every row becomes a qualification with its dates, backed by the document."),
        outcome=_said,
    )
)
