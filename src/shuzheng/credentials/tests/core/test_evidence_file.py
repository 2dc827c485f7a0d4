"""A whole evidence file passes twelve checks; whom to believe is the verifier's own matter."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shuzheng.credentials.core import evidence_file, jsontext, trust
from shuzheng.credentials.core.evidence_file import archive, record
from shuzheng.credentials.core.evidence_file.report import Step
from shuzheng.credentials.core.verifying import Verifier
from shuzheng.credentials.tests.core import cast, histories
from shuzheng.transparency.core import checkpoint

GOOD = histories.build()


def judged(
    data: bytes = GOOD, believed: trust.Trust | None = None, now: datetime = cast.TODAY
) -> list[str]:
    report = evidence_file.judge(data, Verifier(believed or cast.trust_in(), now))
    return [str(report.verdict), *(str(check.outcome) for check in report.checks)]


def test_a_whole_file_passes_twelve_checks() -> None:
    assert judged() == ["valid", *["held"] * 12]


def test_each_check_cites_the_section_that_specifies_it() -> None:
    report = evidence_file.judge(GOOD, Verifier(cast.trust_in(), cast.TODAY))

    sections = [check.clause.split(";")[0] for check in report.checks]
    assert sections == [f"evidence file, {n}" for n in (1, 2, 2, *range(4, 13))]


def test_without_a_log_to_believe_the_history_is_not_judged() -> None:
    said = judged(believed=cast.trust_in(log=False))

    assert said == ["valid", *["held"] * 5, *["undecidable"] * 7]


def test_a_log_that_told_another_story_is_not_believed() -> None:
    fork = checkpoint.Checkpoint("sz.example/log", 12, bytes(32))

    said = judged(believed=cast.trust_in(head=fork))

    assert (said[0], said[6]) == ("not_trusted", "failed")


def test_a_quorum_of_witnesses_is_asked_for() -> None:
    believed = cast.trust_in()
    assert believed.log is not None
    strict = replace(believed, log=replace(believed.log, quorum=1))

    said = judged(believed=strict)

    assert (said[0], said[6]) == ("not_trusted", "failed")


def test_a_seal_of_a_stolen_key_is_worth_nothing() -> None:
    stolen = cast.organisation_key(
        valid_until=datetime(2026, 12, 1, tzinfo=UTC),
        compromised_at=datetime(2026, 10, 1, tzinfo=UTC),
        compromised_size=12,
    )

    said = judged(believed=cast.trust_in(key=stolen))

    assert (said[0], said[4]) == ("not_trusted", "failed")


def test_lists_of_a_stranger_bear_nothing_out() -> None:
    data = histories.build(lists=cast.fresh_lists(key=cast.STRANGER))

    said = judged(data)

    assert (said[0], said[5], said[12]) == ("status_unknown", "undecidable", "undecidable")


def test_what_was_revoked_since_does_not_make_the_file_untrue() -> None:
    later = cast.TODAY + timedelta(days=1)
    revoked = cast.fresh_lists(revoked=[94_567], at=later)

    said = judged(believed=cast.trust_in(*revoked), now=later)

    assert (said[0], said[5], said[12]) == ("revoked", "failed", "held")


def test_a_revocation_that_the_history_tells_fits_its_lists() -> None:
    ended = histories.with_entry(10, histories.change(histories.ENDED_AT, "revoked", 9))
    lists = cast.fresh_lists(revoked=[94_567])

    said = judged(histories.build(ended, lists=lists))

    assert (said[0], said[12]) == ("revoked", "held")


def test_a_revocation_overturned_on_appeal_is_told_as_replaced() -> None:
    told = histories.with_entry(9, histories.change(histories.OPENED_AT, "revoked", 7))
    over = histories.change(histories.ENDED_AT, "replaced", 9)
    told = (*told[:10], replace(told[10], said=over), *told[11:])
    lists = cast.fresh_lists(revoked=[94_567])

    said = judged(histories.build(told, lists=lists))

    # A list never takes a revocation back: the file is whole, the old certificate stays over.
    assert (said[0], said[12]) == ("revoked", "held")
    assert judged(histories.build(told, lists=cast.fresh_lists()))[12] == "failed"


@pytest.mark.parametrize("state", ["issued", "suspended", "revoked"])
def test_after_a_revocation_comes_nothing_but_its_overturning(state: str) -> None:
    told = histories.with_entry(9, histories.change(histories.OPENED_AT, "revoked", 7))
    again = histories.change(histories.ENDED_AT, state, 9)
    told = (*told[:10], replace(told[10], said=again), *told[11:])

    assert judged(histories.build(told, lists=cast.fresh_lists(revoked=[94_567])))[12] == "failed"


def test_a_result_that_was_never_logged_is_recorded_only() -> None:
    bare = histories.with_entry(8, histories.grounds(None))

    assert judged(histories.build(bare, result_at=None))[10] == "undecidable"


def test_an_act_without_an_anchor_is_recorded_only() -> None:
    def shown(document: jsontext.Object) -> None:
        document["steps"][0]["act"].update(path=[], anchor=None)

    assert judged(histories.build(shown=shown))[11] == "undecidable"


def test_an_act_on_many_names_another_subject() -> None:
    content = histories.fact(subject="assessment.plan:3", count=40, subjects="ab" * 32)
    anchored = histories.with_entry(11, histories.anchor(content))

    def shown(document: jsontext.Object) -> None:
        document["steps"][0]["act"]["content"] = content

    assert judged(histories.build(anchored, shown=shown)) == ["valid", *["held"] * 12]


def test_what_is_written_is_read_again() -> None:
    held = archive.unpack(GOOD)
    document, read = record.parse(held["evidence.json"])

    assert {**record.write(read), "proof": document["proof"]} == document
    assert read.steps[0].act is not None
    assert [one.entry is None for one in read.steps] == [True, *[False] * 9]
    assert evidence_file.pack(held, cast.TODAY) == GOOD
    assert json.loads(held["bundle.json"])["format"] == "shuzheng/bundle/v1"


@pytest.mark.parametrize("step", Step)
def test_every_check_has_a_number(step: Step) -> None:
    assert list(Step)[step.number - 1] is step


def test_a_directory_of_thousands_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(3_000):
            packed.writestr(f"{number}.txt", b"")
    data = out.getvalue()
    monkeypatch.setattr(zipfile, "ZipFile", None)  # whoever opened it now would fail

    with pytest.raises(archive.OtherMembers):
        archive.unpack(data)
    with pytest.raises(archive.NotAnArchive):
        archive.unpack(data[:-2] + b"\1\0" + b"x")
    wide = data[:-22] + b"PK\x06\x07" + bytes(16) + data[-22:]
    with pytest.raises(archive.NotAnArchive):
        archive.unpack(wide)
