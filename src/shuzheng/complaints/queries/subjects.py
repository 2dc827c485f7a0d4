"""What a case is about: found by a code, a number or a name, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import targets
from shuzheng.catalogue.queries import certificates
from shuzheng.complaints.rules.ownership import Concerned
from shuzheng.identity.queries import organisations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuzheng.complaints.models import Complaint


@dataclass(frozen=True, slots=True)
class Subject:
    """What was named: at most one of a party, a certificate, a plan and a site; None is unknown."""

    organisation_id: int | None = None
    certificate_type_id: int | None = None
    plan_id: int | None = None
    site_id: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything was found."""
        return self != Subject()


def named(text: str) -> Subject:
    """Return what a code, a number or a whole name stands for; nothing for a description."""
    word = text.strip()
    if not word:
        return Subject()
    party = organisations.by_code(word) or organisations.by_name(word)
    if party is not None:
        return Subject(organisation_id=party.id)
    certificate = certificates.by_code(word) or certificates.by_name(word)
    if certificate is not None:
        return Subject(certificate_type_id=certificate.id)
    site = targets.site_named(word)
    if site is not None:
        return Subject(site_id=site.id)
    plan = targets.plan_numbered(word)
    return Subject(plan_id=plan.id) if plan else Subject()


def of(row: Complaint) -> Subject:
    """Return what a case is about."""
    return Subject(row.organisation_id, row.certificate_type_id, row.plan_id, row.site_id)


def parties(subject: Subject) -> set[int]:
    """Return the parties that answer for a subject: a plan's organisation, a site's institution."""
    found: set[int | None] = {subject.organisation_id}
    if subject.certificate_type_id:
        kind = certificates.brief([subject.certificate_type_id])[subject.certificate_type_id]
        found.add(kind.organisation_id)
    if subject.site_id:
        found.add(targets.sites([subject.site_id])[subject.site_id].institution_id)
    if subject.plan_id:
        found.add(targets.plans([subject.plan_id])[subject.plan_id].organisation_id)
    return {one for one in found if one}


def label(row: Complaint) -> str:
    """Return in words what a case is about: the name as it is registered, else what was written.

    The row was read with what it names.
    """
    for one in (row.organisation, row.certificate_type, row.site, row.plan):
        if one is not None:
            return str(one.name)
    return row.about


def concerned(organisation_ids: Iterable[int]) -> list[Concerned]:
    """Return parties with where they lie, for the rule of who may own a case."""
    found = organisations.brief(organisation_ids)
    return [Concerned(pk, one.division_code) for pk, one in sorted(found.items())]
