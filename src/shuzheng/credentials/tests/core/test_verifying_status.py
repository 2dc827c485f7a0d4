"""What status lists say is told with their date; what they do not say is never "valid"."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import (
    did,
    statuslist,
    trust,
)
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.judging import headline, judge, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.credentials.core.jsontext import Object

HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE
DAY = timedelta(days=1)


@pytest.mark.rule("R-112")
def test_a_good_signature_without_any_list_is_never_valid() -> None:
    report = judge(lists=[])

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert headline(report) == (
        "The signature is good; the status has not been known since 2026-07-15."
    )
    assert said(report, Step.REVOCATION) == (
        UNDECIDABLE,
        "No signed status list is at hand (https://sz.example/status/revocation/1).",
    )


def test_one_of_the_two_lists_is_not_enough() -> None:
    report = judge(lists=[cast.status_list("revocation")])

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert report.check(Step.REVOCATION).outcome is HELD
    assert report.check(Step.SUSPENSION).outcome is UNDECIDABLE


def test_silence_of_a_list_that_has_run_out_says_nothing() -> None:
    report = judge(lists=cast.fresh_lists(at=cast.TODAY - 8 * DAY))

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert headline(report) == (
        "The signature is good; the status has not been known since 2026-11-16."
    )
    assert said(report, Step.REVOCATION) == (
        UNDECIDABLE,
        "The newest status list at hand, of 2026-11-16, has run out.",
    )


def test_a_list_holds_until_its_last_instant_and_not_at_it() -> None:
    made = cast.TODAY - cast.WEEK

    assert judge(lists=cast.fresh_lists(at=made + timedelta(seconds=1))).verdict is Verdict.VALID
    assert judge(lists=cast.fresh_lists(at=made)).verdict is Verdict.STATUS_UNKNOWN


def test_a_list_that_does_not_say_how_long_it_holds_is_never_current() -> None:
    lists = []
    for listed in cast.fresh_lists():
        del listed["proof"], listed["validUntil"]
        lists.append(cast.sign(listed, at=cast.TODAY - DAY))

    assert judge(lists=lists).verdict is Verdict.STATUS_UNKNOWN


@pytest.mark.rule("R-112")
def test_a_revoked_certificate_is_told_with_the_date_of_the_list() -> None:
    report = judge(lists=cast.fresh_lists(revoked=[94_567]))

    assert report.verdict is Verdict.REVOKED
    assert said(report, Step.REVOCATION) == (
        FAILED,
        "Revoked or replaced, according to the list of 2026-11-24.",
    )
    assert headline(report) == (
        "The certificate has been revoked or replaced and is no longer valid."
    )


@pytest.mark.parametrize("index", [94_566, 94_568, 0, 131_071])
def test_revocation_of_a_neighbour_is_not_its_own(index: int) -> None:
    assert judge(lists=cast.fresh_lists(revoked=[index])).verdict is Verdict.VALID


@pytest.mark.parametrize("days", [1, 8, 130])
def test_revocation_counts_from_any_list_however_old(days: int) -> None:
    old = cast.fresh_lists(revoked=[94_567], at=cast.TODAY - days * DAY)

    report = judge(lists=[*cast.fresh_lists(), *old])

    assert report.verdict is Verdict.REVOKED
    assert judge(lists=old).verdict is Verdict.REVOKED


def test_revocation_is_dated_by_the_oldest_list_that_states_it() -> None:
    lists = [
        *cast.fresh_lists(revoked=[94_567]),
        *cast.fresh_lists(revoked=[94_567], at=cast.TODAY - 30 * DAY),
        *cast.fresh_lists(at=cast.TODAY - 60 * DAY),
    ]

    assert said(judge(lists=lists), Step.REVOCATION)[1] == (
        "Revoked or replaced, according to the list of 2026-10-25."
    )


@pytest.mark.rule("R-112")
def test_a_suspended_certificate_is_under_enquiry() -> None:
    report = judge(lists=cast.fresh_lists(suspended=[23_452]))

    assert report.verdict is Verdict.SUSPENDED
    assert headline(report) == "The certificate is genuine and is under enquiry at present."


def test_the_newest_list_decides_on_suspension() -> None:
    before = cast.fresh_lists(suspended=[23_452], at=cast.TODAY - 3 * DAY)
    after = cast.fresh_lists(at=cast.TODAY - 2 * DAY)

    assert judge(lists=[*before, *after]).verdict is Verdict.VALID
    assert judge(lists=before).verdict is Verdict.SUSPENDED


def test_a_suspension_in_a_list_that_has_run_out_is_still_told() -> None:
    report = judge(lists=cast.fresh_lists(suspended=[23_452], at=cast.TODAY - 30 * DAY))

    assert report.verdict is Verdict.SUSPENDED


def test_lists_of_a_later_day_say_nothing_about_an_earlier_one_but_revocation() -> None:
    then = cast.TODAY - 60 * DAY

    report = judge(now=then)
    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert said(report, Step.REVOCATION)[1] == (
        "The status lists at hand are dated later than the day asked about."
    )
    assert judge(now=then, lists=cast.fresh_lists(revoked=[94_567])).verdict is Verdict.REVOKED


def test_a_certificate_beyond_the_end_of_the_list_has_no_known_status() -> None:
    document = cast.certificate(grant=replace(cast.MENG, revocation=(cast.REVOCATIONS, 131_072)))
    report = judge(document)

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert said(report, Step.REVOCATION) == (
        UNDECIDABLE,
        "The status list has 131072 entries, and the certificate points at number 131072.",
    )


def test_a_certificate_that_names_one_list_only_is_never_valid() -> None:
    document = cast.certificate()
    del document["proof"]
    document["credentialStatus"] = document["credentialStatus"][0]

    report = judge(cast.sign(document))

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert said(report, Step.SUSPENSION)[1] == (
        "The certificate does not say where its status is published."
    )


def tampered(listed: Object, change: Callable[[Any], object]) -> Object:
    document = copy.deepcopy(listed)
    change(document)
    return document


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        (
            tampered(
                cast.status_list("revocation", [94_567]),
                lambda d: d["credentialSubject"].update(
                    encodedList=statuslist.encode(bytes(16_384))
                ),
            ),
            "The signature does not fit the document.",
        ),
        (
            tampered(cast.status_list("revocation"), lambda d: d.pop("proof")),
            "The document carries no proof.",
        ),
        (
            cast.status_list("revocation", key=cast.STRANGER),
            "The trust file does not name the issuer of this status list.",
        ),
        (
            cast.sign(
                statuslist.credential(
                    cast.REVOCATIONS,
                    issuer=cast.ORGANISATION_DID,
                    purpose="revocation",
                    bits=bytes(16_384),
                    valid_from=cast.TODAY - DAY,
                    valid_until=cast.TODAY + DAY,
                ),
                cast.STRANGER,
            ),
            "The trust file does not name the issuer of this status list.",
        ),
        (
            cast.status_list("revocation", at=datetime(2025, 12, 1, tzinfo=UTC)),
            "The status list of 2025-12-01 was signed with a key that was not in use or is "
            "compromised.",
        ),
        (
            tampered(
                cast.status_list("revocation"),
                lambda d: d["@context"].append("https://x.example"),
            ),
            "The document does not begin with the contexts that were signed.",
        ),
        ({"x": 1}, "The trust file does not name the issuer of this status list."),
    ],
)
def test_a_list_that_its_issuer_did_not_sign_is_set_aside_with_the_reason(
    listed: Object, reason: str
) -> None:
    report = judge(lists=[listed, cast.status_list("suspension")])

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert [item.template.format(**item.params) for item in report.set_aside] == [reason]


def both(*, succeeds: tuple[str, ...] = ()) -> trust.Trust:
    """Return a trust file that names a second issuer, perhaps as the same organisation."""
    multikey = did.key_of(cast.STRANGER_DID)
    key = trust.Key(
        did.method_id(cast.STRANGER_DID, multikey), multikey, datetime(2026, 1, 1, tzinfo=UTC)
    )
    other = trust.Issuer(cast.STRANGER_DID, "乙评价中心", (key,), succeeds)
    base = cast.trust_in()
    return replace(base, issuers={**base.issuers, cast.STRANGER_DID: other})


def test_another_trusted_organisation_cannot_speak_for_a_certificate() -> None:
    report = judge(within=both(), lists=cast.fresh_lists(key=cast.STRANGER))

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert report.set_aside == ()


def test_a_later_identifier_of_an_organisation_speaks_for_what_the_earlier_one_issued() -> None:
    within = both(succeeds=(cast.ORGANISATION_DID,))
    lists = cast.fresh_lists(key=cast.STRANGER)
    revoked = cast.fresh_lists(revoked=[94_567], key=cast.STRANGER)

    assert judge(within=within, lists=lists).verdict is Verdict.VALID
    assert judge(within=within, lists=revoked).verdict is Verdict.REVOKED
    elsewhere = both(succeeds=("did:web:other.example",))
    assert judge(within=elsewhere, lists=lists).verdict is Verdict.STATUS_UNKNOWN
