"""Divisions, organisations, persons, users, memberships, accounts."""

from shuzheng.identity.models.accounts import Activation, ActivationCode, Membership, User
from shuzheng.identity.models.organisations import (
    Department,
    Division,
    Organisation,
    OrganisationName,
)
from shuzheng.identity.models.persons import (
    ClassTeacher,
    Enrolment,
    Guardianship,
    IdentityCase,
    Person,
    SchoolClass,
)

__all__ = [
    "Activation",
    "ActivationCode",
    "ClassTeacher",
    "Department",
    "Division",
    "Enrolment",
    "Guardianship",
    "IdentityCase",
    "Membership",
    "Organisation",
    "OrganisationName",
    "Person",
    "SchoolClass",
    "User",
]
