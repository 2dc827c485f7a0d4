"""Signature, issuer, key and log: what does not hold is named; nothing is taken for granted."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import (
    achievement,
    did,
    multibase,
    proof,
    statuslist,
    trust,
)
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.judging import judge, said
from shuzheng.transparency.core import checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable


HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE
DAY = timedelta(days=1)


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["credentialSubject"]["identifier"][0].update(identityHash="孟小棠"),
        lambda d: d["credentialSubject"]["achievement"].update(name="老年照护（高级）"),
        lambda d: d.update(validFrom="2025-12-18T00:00:00+08:00"),
        lambda d: d["credentialStatus"][0].update(statusListIndex="94566"),
        lambda d: d["proof"].update(created="2026-07-15T02:30:01Z"),
        lambda d: d["proof"].update(proofValue=multibase.base58(bytes(64))),
        lambda d: d.pop("credentialStatus"),
        lambda d: d.update(awardedDate="2025-12-18T00:00:00+08:00"),
    ],
)
def test_a_certificate_changed_anywhere_is_altered(
    change: Callable[[dict[str, Any]], object],
) -> None:
    document = cast.certificate()
    text = cast.logged(document)
    change(document)
    report = judge(document, evidence=text)

    assert report.verdict is Verdict.ALTERED
    assert said(report, Step.SIGNATURE) == (FAILED, "The signature does not fit the document.")
    assert report.check(Step.LOG).outcome is FAILED


def test_a_context_added_afterwards_makes_it_altered() -> None:
    document = copy.deepcopy(cast.certificate())
    document["@context"] = [*document["@context"], "https://x.example/terms"]

    report = judge(document)

    assert report.verdict is Verdict.ALTERED
    assert said(report, Step.SIGNATURE)[1] == (
        "The document does not begin with the contexts that were signed."
    )


def test_a_certificate_of_a_stranger_is_not_trusted_however_well_signed() -> None:
    award = replace(cast.AWARD, issuer=achievement.Issuer(cast.STRANGER_DID, "长照服务评价中心"))
    document = cast.sign(achievement.credential(award, cast.MENG), cast.STRANGER)

    report = judge(document)

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, Step.ISSUER) == (
        FAILED,
        f"The trust file does not name the issuer ({cast.STRANGER_DID}).",
    )
    assert said(report, Step.SIGNATURE) == (
        UNDECIDABLE,
        "Cannot be judged because check 4 did not pass.",
    )


def test_a_stranger_cannot_sign_in_the_name_of_the_organisation() -> None:
    document = cast.sign(achievement.credential(cast.AWARD, cast.MENG), cast.STRANGER)

    report = judge(document)

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, Step.KEY) == (
        FAILED,
        "The key is none of those that the trust file gives for 长照服务评价中心.",
    )
    assert said(report, Step.SIGNATURE)[1] == "Cannot be judged because check 5 did not pass."


def test_a_stranger_who_borrows_the_name_of_the_key_is_found_by_the_signature() -> None:
    unsigned = achievement.credential(cast.AWARD, cast.MENG)
    document = proof.create(
        unsigned, created=cast.SIGNED, method=cast.METHOD, sign=cast.STRANGER.sign
    )

    assert judge(document).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (cast.organisation_key(valid_from=cast.SIGNED), HELD),
        (cast.organisation_key(valid_from=cast.SIGNED + timedelta(seconds=1)), FAILED),
        (cast.organisation_key(valid_until=cast.SIGNED), FAILED),
        (cast.organisation_key(valid_until=cast.SIGNED + timedelta(seconds=1)), HELD),
    ],
)
def test_the_key_must_have_been_in_use_when_the_certificate_was_signed(
    key: trust.Key, outcome: Outcome
) -> None:
    report = judge(within=cast.trust_in(key=key), lists=[])

    assert report.check(Step.KEY).outcome is outcome
    assert (report.verdict is Verdict.NOT_TRUSTED) == (outcome is FAILED)


@pytest.mark.parametrize(
    ("size", "evidence", "outcome"),
    [(3, None, HELD), (2, None, FAILED), (0, None, FAILED), (3, "", FAILED)],
)
def test_of_a_stolen_key_only_what_was_logged_before_the_theft_counts(
    size: int, evidence: str | None, outcome: Outcome
) -> None:
    stolen = cast.organisation_key(
        compromised_at=datetime(2026, 9, 1, tzinfo=UTC), compromised_size=size
    )
    report = judge(within=cast.trust_in(key=stolen), lists=[], evidence=evidence)

    assert report.check(Step.KEY).outcome is outcome
    if outcome is FAILED:
        assert report.verdict is Verdict.NOT_TRUSTED
        assert said(report, Step.KEY)[1] == (
            "The key was reported stolen on 2026-09-01, and nothing proves that the certificate "
            "was logged before."
        )


def test_a_stolen_key_makes_no_status_list_believable() -> None:
    stolen = cast.organisation_key(
        compromised_at=datetime(2026, 9, 1, tzinfo=UTC), compromised_size=3
    )
    report = judge(within=cast.trust_in(key=stolen), lists=cast.fresh_lists())

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert len(report.set_aside) == 2


def test_an_organisation_under_its_web_identifier_is_verified_with_a_replaced_key() -> None:
    name = did.web_identifier("sz.example", "orgs", "91340100MA2TEST18Q")
    keys = [
        trust.Key(
            did.method_id(name, did.multikey(key.public_key().public_bytes_raw())),
            did.multikey(key.public_key().public_bytes_raw()),
            since,
            until,
        )
        for key, since, until in [
            (cast.ORGANISATION, cast.SIGNED - DAY, cast.SIGNED + DAY),
            (cast.WEB_KEY, cast.SIGNED + DAY, None),
        ]
    ]
    award = replace(cast.AWARD, issuer=achievement.Issuer(name, "长照服务评价中心"))
    document = proof.create(
        achievement.credential(award, cast.MENG),
        created=cast.SIGNED,
        method=keys[0].id,
        sign=cast.ORGANISATION.sign,
    )
    lists = [
        proof.create(
            statuslist.credential(
                url,
                issuer=name,
                purpose=purpose,
                bits=bytes(16_384),
                valid_from=cast.TODAY,
                valid_until=cast.TODAY + DAY,
            ),
            created=cast.TODAY,
            method=keys[1].id,
            sign=cast.WEB_KEY.sign,
        )
        for url, purpose in [
            (cast.REVOCATIONS, "revocation"),
            (cast.SUSPENSIONS, "suspension"),
        ]
    ]
    issuer = trust.Issuer(name, "长照服务评价中心", tuple(keys))
    within = replace(cast.trust_in(), issuers={name: issuer})

    assert judge(document, within=within, lists=lists).verdict is Verdict.VALID


def test_without_evidence_the_log_cannot_be_judged() -> None:
    report = judge(evidence="")

    assert report.verdict is Verdict.VALID
    assert said(report, Step.LOG) == (
        UNDECIDABLE,
        "The file brings no proof from the evidence log.",
    )


def test_a_trust_file_may_require_evidence() -> None:
    required = cast.trust_in(required=True)

    assert judge(within=required).verdict is Verdict.VALID
    assert judge(within=required, evidence="").verdict is Verdict.NOT_TRUSTED


def test_a_trust_file_without_a_log_leaves_it_unjudged() -> None:
    report = judge(within=cast.trust_in(log=False))

    assert report.verdict is Verdict.VALID
    assert said(report, Step.LOG) == (UNDECIDABLE, "The trust file names no evidence log.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nonsense", "Line 1 of the log proof is not well formed."),
        (
            cast.logged(cast.certificate(), key=cast.STRANGER),
            "None of the keys we trust has signed this note.",
        ),
        (
            cast.logged(cast.certificate()).replace("index 2", "index 1"),
            "The proof leads to a root other than that of the checkpoint of 5 entries.",
        ),
    ],
)
def test_evidence_that_proves_nothing_is_worse_than_none(text: str, sentence: str) -> None:
    report = judge(evidence=text)

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, Step.LOG) == (FAILED, sentence)


def test_a_log_that_shows_two_contents_of_one_size_is_found() -> None:
    forked = checkpoint.Checkpoint("sz.example/log", 5, bytes(32))
    longer = checkpoint.Checkpoint("sz.example/log", 6, bytes(32))

    report = judge(within=cast.trust_in(head=forked))

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, Step.LOG)[1] == (
        "The evidence log has shown another content of the same size (5 entries)."
    )
    assert judge(within=cast.trust_in(head=longer)).verdict is Verdict.VALID
