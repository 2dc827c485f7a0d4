"""The addresses of accounts, parties and people."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as wizard
from shuzheng.identity import jobs
from shuzheng.identity.web import (
    accounts,
    activations,
    admissions,
    cases,
    class_kinds,
    classes,
    codes,
    leading,
    parties,
    people,
    profile,
    roles,
)

app_name = "identity"
urlpatterns = [
    path("activate", accounts.activate, name="activate"),
    path("recover", accounts.recover, name="recover"),
    path("account", accounts.overview, name="account"),
    path("account/capacity", accounts.capacity, name="capacity"),
    path("parties", parties.index, name="parties"),
    path("parties/register", parties.register, name="party-register"),
    path("parties/fields", profile.index, name="party-fields"),
    path("parties/import/", include(wizard.paths(jobs.INSTITUTIONS_IMPORT))),
    path("parties/<int:party>", parties.show, name="party"),
    path("parties/<int:party>/rename", parties.rename, name="party-rename"),
    path("parties/<int:party>/flags", leading.flags, name="party-flags"),
    path("parties/<int:party>/profile", profile.describe, name="party-profile"),
    path("parties/<int:party>/staff", roles.staff, name="staff"),
    path("people", people.index, name="people"),
    path("people/register", admissions.register, name="person-register"),
    path("people/<int:person>", people.show, name="person"),
    path("people/<int:person>/unmask", people.unmask, name="person-unmask"),
    path("people/<int:person>/guardian", people.guardian, name="person-guardian"),
    path("people/<int:person>/code", codes.for_person, name="person-code"),
    path("people/<int:person>/roles", roles.grant, name="role-grant"),
    path("roles/<int:membership>/end", roles.end, name="role-end"),
    path("classes", classes.index, name="classes"),
    path("classes/import/", include(wizard.paths(jobs.STUDENTS_IMPORT))),
    path("classes/kinds", class_kinds.index, name="class-kinds"),
    path("classes/<int:school_class>/kind", class_kinds.arrange, name="class-kind"),
    path("classes/<int:school_class>", classes.show, name="class"),
    path("classes/<int:school_class>/teacher", classes.teacher, name="class-teacher"),
    path("classes/<int:school_class>/codes", codes.for_class, name="class-codes"),
    path("cases", cases.index, name="cases"),
    path("cases/<int:case>", cases.show, name="case"),
    path("activations", activations.index, name="activations"),
]
