"""A message says why a certificate ended; whether it ended, the list of revocations says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core import did, trust
from shuzheng.credentials.core.statusmessage import Message
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.judging import headline, judge, said

if TYPE_CHECKING:
    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.core.verifying import Report

PLACE = 61_803
DAY = timedelta(days=1)
ENDED = cast.fresh_lists(revoked=[94_567])
UNSAID = "Revoked or replaced, according to the list of 2026-11-24."


def told(*messages: Object) -> Report:
    """Judge Meng's certificate after its revocation, with lists of messages at hand."""
    return judge(lists=[*ENDED, *messages])


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    ("message", "verdict", "sentence"),
    [
        (
            Message.REPLACED,
            Verdict.REPLACED,
            "Replaced by a corrected certificate, according to the list of 2026-11-24.",
        ),
        (
            Message.FRAUD_OR_MISCONDUCT,
            Verdict.REVOKED,
            "Revoked for fraud or misconduct, according to the list of 2026-11-24.",
        ),
        (
            Message.ISSUED_IN_ERROR,
            Verdict.REVOKED,
            "Revoked because it was issued in error, according to the list of 2026-11-24.",
        ),
        (Message.NOTHING_FURTHER, Verdict.REVOKED, UNSAID),
    ],
)
def test_a_message_says_why_a_certificate_ended(
    message: Message, verdict: Verdict, sentence: str
) -> None:
    report = told(cast.message_list((PLACE, message)))

    assert report.verdict is verdict
    assert said(report, Step.REVOCATION) == (Outcome.FAILED, sentence)
    assert report.set_aside == ()


def test_of_a_replaced_certificate_the_headline_says_so() -> None:
    report = told(cast.message_list((PLACE, Message.REPLACED)))

    assert headline(report) == "The certificate has been replaced by a corrected one."


def test_without_a_list_of_messages_the_bit_says_what_it_can() -> None:
    assert said(told(), Step.REVOCATION) == (Outcome.FAILED, UNSAID)


@pytest.mark.parametrize("place", [PLACE - 1, PLACE + 1, 94_567, 0])
def test_the_message_of_another_certificate_is_not_its_own(place: int) -> None:
    assert said(told(cast.message_list((place, Message.REPLACED))), Step.REVOCATION)[1] == UNSAID


def test_an_end_once_told_is_told_for_ever_by_the_newest_list_that_tells_one() -> None:
    oldest = cast.message_list((PLACE, Message.ISSUED_IN_ERROR), at=cast.TODAY - 90 * DAY)
    older = cast.message_list((PLACE, Message.REPLACED), at=cast.TODAY - 60 * DAY)
    silent = cast.message_list(at=cast.TODAY - DAY)

    assert told(oldest, older, silent).verdict is Verdict.REPLACED
    assert told(silent).verdict is Verdict.REVOKED


@pytest.mark.rule("R-112")
@pytest.mark.parametrize("message", [Message.REPLACED, Message.FRAUD_OR_MISCONDUCT])
def test_a_message_alone_revokes_nothing_and_the_difference_is_told(message: Message) -> None:
    listed = cast.message_list((PLACE, message), at=cast.TODAY - 2 * DAY)

    report = judge(lists=[*cast.fresh_lists(), listed])

    assert report.verdict is Verdict.VALID
    assert said(report, Step.REVOCATION) == (
        Outcome.HELD,
        "Not revoked, according to the list of 2026-11-24. The list of messages of 2026-11-22 says "
        "otherwise; alone it does not count.",
    )


def test_a_message_takes_the_place_of_no_list_of_revocations() -> None:
    report = judge(lists=[cast.message_list((PLACE, Message.REPLACED))])

    assert report.verdict is Verdict.STATUS_UNKNOWN


def test_silence_of_the_list_of_messages_is_not_told() -> None:
    report = judge(lists=[*cast.fresh_lists(), cast.message_list()])

    assert report.verdict is Verdict.VALID
    assert said(report, Step.REVOCATION)[1] == "Not revoked, according to the list of 2026-11-24."


def test_a_certificate_from_before_there_were_messages_is_judged_as_ever() -> None:
    messages = cast.message_list((PLACE, Message.REPLACED))

    assert judge(cast.early()).verdict is Verdict.VALID
    report = judge(cast.early(), lists=[*ENDED, messages])
    assert report.verdict is Verdict.REVOKED
    assert said(report, Step.REVOCATION)[1] == UNSAID


def test_a_list_that_the_issuer_did_not_sign_tells_nothing() -> None:
    report = told(cast.message_list((PLACE, Message.REPLACED), key=cast.STRANGER))

    assert report.verdict is Verdict.REVOKED
    assert [str(one.template) for one in report.set_aside] == [
        "The trust file does not name the issuer of this status list."
    ]


def test_whoever_succeeds_the_issuer_tells_it_as_well() -> None:
    multikey = did.key_of(cast.STRANGER_DID)
    key = trust.Key(did.method_id(cast.STRANGER_DID, multikey), multikey, cast.ISSUED)
    later = trust.Issuer(cast.STRANGER_DID, "长照服务评价中心", (key,), (cast.ORGANISATION_DID,))
    base = cast.trust_in()
    within = replace(base, issuers={**base.issuers, cast.STRANGER_DID: later})
    listed = cast.message_list((PLACE, Message.REPLACED), key=cast.STRANGER)

    assert judge(within=within, lists=[*ENDED, listed]).verdict is Verdict.REPLACED


def test_a_word_that_is_not_known_here_is_left_unsaid() -> None:
    document = cast.certificate()
    del document["proof"]
    document["credentialStatus"][2]["statusMessage"][1]["message"] = "lost_at_sea"

    listed = cast.message_list((PLACE, Message.REPLACED))
    report = judge(cast.sign(document), lists=[*ENDED, listed])

    assert report.verdict is Verdict.REVOKED
    assert said(report, Step.REVOCATION)[1] == UNSAID


def test_an_entry_beyond_the_end_of_the_list_tells_nothing() -> None:
    document = cast.certificate(grant=replace(cast.MENG, message=(cast.MESSAGES, 262_144)))
    listed = cast.message_list((PLACE, Message.REPLACED))

    assert judge(document, lists=[*ENDED, listed]).verdict is Verdict.REVOKED
    assert judge(document).verdict is Verdict.VALID
