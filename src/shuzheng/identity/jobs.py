"""Imports of institutions and of students, and what the clock does here every day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs, rulebooks
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.sheets.findings import Finding, Severity, notice
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Term
from shuzheng.identity.access import Permission
from shuzheng.identity.queries import enrolments as enrolled
from shuzheng.identity.queries import organisations as parties
from shuzheng.identity.queries import persons as people
from shuzheng.identity.rules import arrangements, documents, leading
from shuzheng.identity.rules.kinds import DocumentKind, OrganisationKind
from shuzheng.identity.services import enrolments, organisations, persons, sessions
from shuzheng.identity.services.enrolments import ClassRow, EnrolmentRow
from shuzheng.identity.services.organisations import OrganisationRow
from shuzheng.identity.services.persons import PersonRow
from shuzheng.identity.sheets import institutions
from shuzheng.identity.sheets.students import STUDENTS
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

OTHER_NAME = Finding(
    Severity.ERROR,
    "other-name",
    N_("This document is registered under another name; the office will decide"),
    referred=True,
)

NOT_RECORDED = N_("This training arrangement is not recorded today")


@jobs.daily("identity.names.begin", at="00:10", title=_("Beginning new names of organisations"))
def begin_names(handle: jobs.Handle, on: date) -> dict[str, int]:
    """Let the names that begin today become the present ones."""
    del on
    return {"count": organisations.begin_names(actor=handle.actor, now=handle.now())}


@jobs.daily("identity.sessions.tidy", at="03:40", title=_("Forgetting sign-ins that are over"))
def tidy_sessions(handle: jobs.Handle, on: date) -> dict[str, int]:
    """Remove sessions that ran out and the records of old sign-ins."""
    del on
    return sessions.tidy(handle.now())


def _institutions(actor: Actor, context: Mapping[str, Any], now: datetime) -> imports.Purpose:
    del context, now
    actor.require(Permission.ORGANISATION_REGISTER)
    return imports.Purpose(
        institutions.INSTITUTIONS,
        _("New institutions of the province"),
        reverse("identity:parties"),
        done_url=reverse("identity:parties"),
        done_label=_("See the institutions and organisations"),
    )


def _check_institutions(rows: Sequence[Row], occasion: imports.Occasion) -> None:
    counting = leading.in_use(periods.day(occasion.now), rulebooks.current())
    taken = set(organisations.taken_codes(row.values["code"] for row in rows))
    credits_ = organisations.taken_credit_codes(row.values["credit_code"] or "" for row in rows)
    unknown = organisations.unknown_divisions(row.values["division"] for row in rows)
    for row in rows:
        if row.values["code"] in taken:
            row.refuse("code", "code-taken", N_("An organisation with this code is registered"))
        if row.values["credit_code"] in credits_:
            row.refuse(
                "credit_code", "credit-taken", N_("An organisation with this code is registered")
            )
        if row.values["division"] in unknown:
            row.refuse("division", "no-division", N_("There is no division with this code"))
        if not set(institutions.flags(row.values["lead_flags"] or "")) <= set(counting):
            row.refuse("lead_flags", "flag-not-counting", N_("This flag does not count today"))


def _take_institutions(rows: Iterator[list[Row]], occasion: imports.Occasion) -> Mapping[str, Any]:
    made = organisations.register_all(
        [
            OrganisationRow(
                kind=OrganisationKind.INSTITUTION,
                code=row.values["code"],
                name=row.values["name"],
                division_code=row.values["division"],
                institution_kind=row.values["kind"],
                credit_code=row.values["credit_code"] or "",
                lead_flags=tuple(institutions.flags(row.values["lead_flags"] or "")),
            )
            for chunk in rows
            for row in chunk
        ],
        actor=occasion.actor,
        now=occasion.now,
    )
    return {"registered": len(made)}


def _said_of_institutions(result: Mapping[str, Any]) -> Sequence[Term]:
    return [Term(_("Institutions registered"), formats.number(result["registered"]))]


def _students(actor: Actor, context: Mapping[str, Any], now: datetime) -> imports.Purpose:
    del context, now
    enrolments.institution(actor.organisation_id, actor)
    here = parties.brief([actor.organisation_id])[actor.organisation_id]
    return imports.Purpose(
        STUDENTS,
        here.name,
        reverse("identity:classes"),
        done_url=reverse("identity:classes"),
        done_label=_("See the classes"),
    )


def _check_arrangements(rows: Sequence[Row], occasion: imports.Occasion) -> None:
    recorded = arrangements.in_use(periods.day(occasion.now), rulebooks.current())
    for row in rows:
        if row.values["class_kind"] and row.values["class_kind"] not in recorded:
            row.refuse("class_kind", "arrangement-not-in-use", NOT_RECORDED)


def _check_students(rows: Sequence[Row], occasion: imports.Occasion) -> None:
    _check_arrangements(rows, occasion)
    known = people.find_all((_kind(row), row.values["document_number"]) for row in rows)
    here = enrolled.current([pk for pk, _ in known.values()], occasion.actor.organisation_id)
    for row in rows:
        number = row.values["document_number"]
        fault = documents.fault_of(_kind(row), number)
        if fault:
            row.refuse("document_number", "bad-document", documents.FAULTS[fault])
        found = known.get((_kind(row), number))
        if found is None:
            continue
        person_id, name = found
        if name != row.values["name"]:
            row.remark("name", OTHER_NAME)
        elif person_id in here and here[person_id].class_name != row.values["class_name"]:
            row.remark(
                "class_name",
                notice(
                    "in-a-class",
                    N_("Enrolled in {name} already; stays there"),
                    name=here[person_id].class_name,
                ),
            )


def _take_students(rows: Iterator[list[Row]], occasion: imports.Occasion) -> Mapping[str, Any]:
    actor, now = occasion.actor, occasion.now
    taken = [row.values for chunk in rows for row in chunk]
    found = persons.register(
        [_person(values) for values in taken],
        organisation_id=actor.organisation_id,
        actor=actor,
        now=now,
    )
    classes = [
        ClassRow(
            values["class_name"],
            values["entry_year"],
            values["department"] or "",
            values["major_code"] or "",
            values["class_kind"] or "",
        )
        for values in taken
    ]
    ids = enrolments.ensure_classes(actor.organisation_id, classes, actor=actor, now=now)
    count = enrolments.enrol(
        actor.organisation_id,
        [
            EnrolmentRow(one.person_id, ids[school_class], values["student_number"] or "")
            for one, school_class, values in zip(found, classes, taken, strict=True)
            if one.person_id
        ],
        actor=actor,
        now=now,
    )
    return {
        "new": sum(one.is_new for one in found),
        "enrolled": count,
        "classes": len(set(ids.values())),
    }


def _refer_students(rows: Sequence[Row], occasion: imports.Occasion) -> None:
    persons.refer(
        [_person(row.values) for row in rows],
        organisation_id=occasion.actor.organisation_id,
        actor=occasion.actor,
        now=occasion.now,
    )


def _kind(row: Row) -> DocumentKind:
    return DocumentKind(row.values["document_kind"])


def _person(values: Mapping[str, Any]) -> PersonRow:
    return PersonRow(
        values["name"],
        DocumentKind(values["document_kind"]),
        values["document_number"],
        values["phone"] or "",
    )


def _said_of_students(result: Mapping[str, Any]) -> Sequence[Term]:
    def people_counted(count: int) -> str:
        return gettext("{count} people").format(count=formats.number(count))

    return [
        Term(_("Enrolled"), people_counted(result["enrolled"])),
        Term(_("Registered for the first time"), people_counted(result["new"])),
        Term(_("Classes in the file"), formats.number(result["classes"])),
    ]


INSTITUTIONS_IMPORT = imports.register(
    imports.Import(
        "identity.institutions",
        title=_("Import institutions"),
        permission=Permission.ORGANISATION_REGISTER,
        purpose=_institutions,
        apply=_take_institutions,
        check=_check_institutions,
        note=_("Institutions that are registered already are refused, not changed."),
        outcome=_said_of_institutions,
    )
)

STUDENTS_IMPORT = imports.register(
    imports.Import(
        "identity.students",
        title=_("Import students"),
        permission=Permission.CLASS_KEEP,
        purpose=_students,
        apply=_take_students,
        check=_check_students,
        refer=_refer_students,
        note=_(
            "Students are enrolled in their classes. To let them sign in, issue one-time codes"
            " for each class afterwards."
        ),
        outcome=_said_of_students,
    )
)
