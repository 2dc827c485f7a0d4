"""A verifier says which witnesses saw the checkpoint, and holds to the quorum of its trust file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import jsontext, trust
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.judging import judge, said
from shuzheng.transparency.core import cosignature, note
from shuzheng.transparency.core.cosignature import WitnessKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SECONDS = 1_795_233_600
ENTRY = "Entry 3 of the evidence log sz.example/log; unchanged since it was logged."


def witness(seed: int) -> WitnessKey:
    public = cast.key_from(seed).public_key().public_bytes_raw()
    return WitnessKey(f"w{seed}.example/w", public)


def believing(*seeds: int, quorum: int = 0) -> trust.Trust:
    log = trust.Log(cast.log_key(), witnesses=tuple(map(witness, seeds)), quorum=quorum)
    return replace(cast.trust_in(), log=log)


def evidence(*seeds: int) -> str:
    """Return the proof of Meng's certificate under a checkpoint that `seeds` have cosigned."""
    return cast.logged(cast.certificate()) + "".join(f"{line(seed)}\n" for seed in seeds)


def line(seed: int, key: Ed25519PrivateKey | None = None, *, seconds: int = SECONDS) -> str:
    """Return the line by which a witness cosigns that checkpoint, perhaps forged with `key`."""
    signed = note.parse(cast.logged(cast.certificate()).partition("\n\n")[2])
    key = key or cast.key_from(seed)
    return cosignature.make(signed.text, witness(seed), key.sign, seconds)


def test_the_witnesses_that_saw_the_checkpoint_are_named() -> None:
    report = judge(within=believing(11, 12, 13), evidence=evidence(13, 14, 11))

    assert report.verdict is Verdict.VALID
    assert said(report, Step.LOG) == (
        Outcome.HELD,
        f"{ENTRY} Seen by 2 of 3 witnesses: w11.example/w w13.example/w.",
    )
    assert report.logged is not None
    assert [one.witness for one in report.logged.sightings] == ["w11.example/w", "w13.example/w"]


def test_without_cosignatures_that_is_said_and_nothing_demanded() -> None:
    report = judge(within=believing(11, 12), evidence=evidence())

    assert report.verdict is Verdict.VALID
    assert said(report, Step.LOG) == (
        Outcome.HELD,
        f"{ENTRY} None of the 2 witnesses has seen this checkpoint.",
    )


def test_where_no_witness_is_named_nothing_changes() -> None:
    assert said(judge(evidence=evidence(11, 12)), Step.LOG) == (Outcome.HELD, ENTRY)


@pytest.mark.rule("R-112")
def test_a_quorum_that_is_not_reached_fails_the_check() -> None:
    within = believing(11, 12, 13, quorum=2)

    assert judge(within=within, evidence=evidence(11, 13)).verdict is Verdict.VALID
    for seeds in ((), (11,), (11, 14), (11, 11)):
        report = judge(within=within, evidence=evidence(*seeds))

        count = 1 if seeds else 0
        assert report.verdict is Verdict.NOT_TRUSTED
        assert report.logged is None
        assert said(report, Step.LOG) == (
            Outcome.FAILED,
            f"{count} of 3 witnesses have seen this checkpoint of the evidence log; the trust file"
            " demands 2.",
        )


def test_a_quorum_cannot_be_dodged_by_leaving_the_evidence_out() -> None:
    report = judge(within=believing(11, quorum=1), evidence="")

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, Step.LOG)[0] is Outcome.FAILED


def test_a_forged_line_of_a_believed_witness_fails_the_check() -> None:
    text = f"{evidence(12)}{line(11, cast.STRANGER)}\n"

    report = judge(within=believing(11, 12, quorum=1), evidence=text)

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, Step.LOG)[1] == (
        "The signature of w11.example/w does not fit the text of the note."
    )
    assert judge(within=believing(12, quorum=1), evidence=text).verdict is Verdict.VALID


def test_a_trust_file_with_witnesses_comes_back_as_it_was_written() -> None:
    for within, version in ((believing(11, 12), 1), (believing(11, 12, quorum=2), 2)):
        document = trust.compose(within)

        assert document["version"] == version
        assert trust.parse(jsontext.canonical(document)) == within
    assert trust.compose(believing(11, quorum=1))["log"]["witnesses"] == [str(witness(11))]
    assert trust.compose(believing(11, quorum=1))["log"]["quorum"] == 1


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda f: f.update(version=1), "log.quorum"),
        (lambda f: f["log"].update(quorum=3), "log.quorum"),
        (lambda f: f["log"].update(quorum=-1), "log.quorum"),
        (lambda f: f["log"].update(quorum=True), "log.quorum"),
        (lambda f: f["log"].update(quorum="2"), "log.quorum"),
        (lambda f: f["log"].update(quorum=1.0), "log.quorum"),
        (lambda f: f["log"].pop("witnesses"), "log.quorum"),
        (lambda f: f["log"].update(witnesses="x"), "log.witnesses"),
        (lambda f: f["log"].update(witnesses=["x"] * 33), "log.witnesses"),
        (lambda f: f["log"]["witnesses"].append(7), "log.witnesses[2]"),
        (lambda f: f["log"]["witnesses"].append(str(witness(11))), "log.witnesses[2]"),
        (
            lambda f: f["log"]["witnesses"].append(str(WitnessKey("x", witness(11).public))),
            "log.witnesses[2]",
        ),
        (
            lambda f: f["log"]["witnesses"].append(str(WitnessKey("x", cast.log_key().public))),
            "log.witnesses[2]",
        ),
        (lambda f: f["log"]["witnesses"].append(str(cast.log_key())), "log.witnesses[2]"),
    ],
)
def test_witnesses_that_cannot_be_counted_refuse_the_trust_file(
    change: Callable[[dict[str, Any]], object], place: str
) -> None:
    document = trust.compose(believing(11, 12, quorum=2))
    change(document)

    with pytest.raises(trust.BadTrust) as refused:
        trust.read(document)

    assert refused.value.params["place"] == place
