"""What certificates rest on, and each change, is told to the log; what does not fit is found."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from shuzheng.assessment.models import LoggedStep, Plan, Registration
from shuzheng.assessment.tests import cast_b
from shuzheng.credentials.core import grounds
from shuzheng.credentials.models import Certificate, LoggedChange
from shuzheng.credentials.queries import logged
from shuzheng.credentials.services import issuing, status
from shuzheng.foundation import append_only
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast
from shuzheng.transparency.models import Entry
from shuzheng.transparency.queries.checking import check_log

pytestmark = pytest.mark.django_db

LATER = cast_b.PUBLISHING_DAY + timedelta(days=30)
OFFICE = cast.actor(Role.OFFICE_OFFICER, person_id=999_999)


def issued(*practice: str) -> list[Certificate]:
    day = cast_b.published(*practice)
    issuer = cast.actor(Role.ORGANISATION_ISSUER, day.here.organisation, person_id=day.clerk)
    issuing.issue(day.plan, actor=issuer, now=LATER)
    return list(Certificate.objects.order_by("log_index"))


def result_at(row: Certificate) -> int:
    key = row.result.registration_id
    return LoggedStep.objects.get(registration_id=key, kind="result.published").log_index


@pytest.mark.rule("R-110")
def test_behind_a_batch_stands_what_each_of_it_rests_on() -> None:
    rows = issued("80", "75", "90")

    at = rows[-1].log_index + 1
    entry = Entry.objects.get(index=at)
    each = [grounds.of(f"urn:uuid:{row.uid}", result_at(row)) for row in rows]
    assert entry.kind == "certificates.grounds"
    assert entry.leaf == grounds.over(each).leaf().data.decode()
    assert entry.index == Entry.objects.order_by("-index")[0].index
    assert list(logged.faults()) == []
    assert check_log() == []


@pytest.mark.breaks_facts
def test_a_result_of_another_candidate_is_not_what_a_certificate_rests_on() -> None:
    first, second = issued("80", "75")
    at = second.log_index + 1

    Certificate.objects.filter(pk=second.pk).update(state="revoked")
    Certificate.objects.filter(pk=first.pk).update(result_id=second.result_id)

    assert list(logged.faults()) == [
        f"entry {at} does not say what the 2 certificates before it rest on"
    ]


def test_a_certificate_of_a_result_that_was_never_logged_says_so() -> None:
    day = cast_b.published("80")
    with append_only.lifted():
        LoggedStep.objects.all().delete()
    issuer = cast.actor(Role.ORGANISATION_ISSUER, day.here.organisation, person_id=day.clerk)

    issuing.issue(day.plan, actor=issuer, now=LATER)

    row = Certificate.objects.get()
    leaf = grounds.over([grounds.of(f"urn:uuid:{row.uid}", None)]).leaf()
    assert Entry.objects.get(kind="certificates.grounds").leaf == leaf.data.decode()
    assert Plan.objects.get().state == "certified"
    assert Registration.objects.count() == 1


@pytest.mark.rule("R-110")
def test_each_change_of_status_names_the_one_before_it() -> None:
    [row] = issued("80")
    status.suspend(row.number, "核查", actor=OFFICE, now=LATER)
    status.clear(row.number, actor=OFFICE, now=LATER + timedelta(days=1))

    first, second = (
        json.loads(one)
        for one in LoggedChange.objects.order_by("pk").values_list("payload", flat=True)
    )
    places = list(LoggedChange.objects.order_by("pk").values_list("log_index", flat=True))
    assert first == {
        "certificate": f"urn:uuid:{row.uid}",
        "state": "suspended",
        "at": "2026-05-24T02:00:00Z",
        "previous": row.log_index,
    }
    assert (second["state"], second["previous"]) == ("issued", places[0])
    assert Entry.objects.filter(kind="certificate.status").count() == 2
    assert list(logged.faults()) == []


@pytest.mark.breaks_facts
def test_a_change_that_the_log_was_not_told_is_found() -> None:
    [row] = issued("80")
    status.suspend(row.number, "核查", actor=OFFICE, now=LATER)
    change = LoggedChange.objects.get()

    Certificate.objects.filter(pk=row.pk).update(state="issued")
    with append_only.lifted():
        LoggedChange.objects.update(payload=change.payload.replace("suspended", "revoked"))

    assert list(logged.faults()) == [
        f"entry {change.log_index} does not commit to the change {change.pk}",
        f"certificate {row.pk} is 'issued', entry {change.log_index} was told 'revoked'",
    ]


def test_what_the_log_was_told_can_be_emptied_and_not_changed() -> None:
    [row] = issued("80")
    status.suspend(row.number, "核查", actor=OFFICE, now=LATER)

    with pytest.raises(DatabaseError), transaction.atomic():
        LoggedChange.objects.update(payload="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        LoggedChange.objects.all().delete()
    LoggedChange.objects.update(payload="")

    assert list(logged.faults()) == []
