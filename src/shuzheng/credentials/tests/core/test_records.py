"""A whole record is the certificates as issued under one more signature, and says no more."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import envelope, jsontext, rdf, records, trust
from shuzheng.credentials.core.achievement import UnfitName
from shuzheng.credentials.tests.core import cast, recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.credentials.core.jsontext import Object

SUBJECT = "credentialSubject"
HELD = f"{SUBJECT}.verifiableCredential"


def test_a_record_has_exactly_these_members_and_the_certificates_word_for_word() -> None:
    held = recording.certificates()
    first = held[0][SUBJECT]["achievement"]

    document = recording.unsigned(held)

    assert document == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:b1f6a0de-90a4-4e0c-9f4d-0f0e3c9f6a55",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "职业技能等级证书学习成果记录",
        "issuer": {"id": recording.PROVINCE_DID, "type": ["Profile"], "name": "江淮省教育厅"},
        "validFrom": "2026-11-22T09:30:00+08:00",
        "partial": False,
        "credentialSubject": {
            "type": ["ClrSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "孟晓棠",
                    "identityType": "name",
                }
            ],
            "achievement": [
                {
                    "id": "https://sz.example/achievements/010004/2/2.0",
                    "type": ["Achievement"],
                    "achievementType": "Certificate",
                    "name": "老年照护职业技能等级证书（中级）",
                    "description": "按《老年照护职业技能等级标准》2.0版考核合格，达到中级要求。",
                    "criteria": {"narrative": "理论与实操均达到合格要求。"},
                },
                {
                    "id": "https://sz.example/achievements/010004/3/2.0",
                    "type": ["Achievement"],
                    "achievementType": "Certificate",
                    "name": "老年照护职业技能等级证书（高级）",
                    "description": "按《老年照护职业技能等级标准》2.0版考核合格，达到高级要求。",
                    "criteria": {"narrative": "理论与实操均达到合格要求。"},
                },
            ],
            "verifiableCredential": held,
        },
    }
    assert held[0][SUBJECT]["achievement"] == first


def test_what_is_written_is_read() -> None:
    found = records.read(recording.signed(recording.unsigned(partial=True)))

    assert (found.holder, found.publisher_name) == ("孟晓棠", "江淮省教育厅")
    assert found.publisher == recording.PROVINCE_DID
    assert found.is_partial
    assert found.valid_from == recording.MADE
    assert found.valid_until is None
    assert list(found.certificates) == recording.certificates()


def test_the_published_contexts_define_every_term_and_no_other_is_used() -> None:
    """`rdf.canonical` refuses what no context defines, in the certificates too."""
    quads = rdf.canonical(recording.unsigned()).decode()

    clr = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#"
    assert f"<{clr}ClrCredential>" in quads
    assert f'<{clr}partial> "false"' in quads
    assert quads.count(f"<{clr}verifiableCredential> <urn:uuid:") == 2
    assert "X202601000420009173L" in quads


def drop(*path: str) -> Callable[[Object], None]:
    def change(document: Object) -> None:
        for name in path[:-1]:
            document = document[name]
        del document[path[-1]]

    return change


def put(value: object, *path: str) -> Callable[[Object], None]:
    def change(document: Object) -> None:
        for name in path[:-1]:
            document = document[name]
        document[path[-1]] = value

    return change


def twice(document: Object) -> None:
    document[SUBJECT]["verifiableCredential"][1]["id"] = cast.MENG.id.urn


def claim_more(document: Object) -> None:
    document[SUBJECT]["achievement"].append({"id": "https://sz.example/achievements/010005/3/1.0"})


def two_names(document: Object) -> None:
    document[SUBJECT]["identifier"] *= 2


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (put(list(reversed(records.CONTEXTS)), "@context"), "@context"),
        (put("https://sz.example/1", "id"), "id"),
        (put(["ClrCredential"], "type"), "type"),
        (put({"type": "BitstringStatusListEntry"}, "credentialStatus"), "credentialStatus"),
        (drop("issuer"), "issuer"),
        (drop("issuer", "name"), "issuer.name"),
        (drop("validFrom"), "validFrom"),
        (put("tomorrow", "validUntil"), "validUntil"),
        (drop("partial"), "partial"),
        (put("false", "partial"), "partial"),
        (put(["AchievementSubject"], SUBJECT, "type"), f"{SUBJECT}.type"),
        (two_names, f"{SUBJECT}.identifier"),
        (put([], SUBJECT, "verifiableCredential"), HELD),
        (put([{}], SUBJECT, "verifiableCredential"), HELD),
        (put(["eyJ"], SUBJECT, "verifiableCredential"), HELD),
        (twice, HELD),
        (claim_more, f"{SUBJECT}.achievement"),
        (drop(SUBJECT, "achievement"), f"{SUBJECT}.achievement"),
    ],
)
def test_what_no_record_has_is_refused_by_its_place(
    change: Callable[[Object], None], place: str
) -> None:
    document = copy.deepcopy(recording.unsigned())
    change(document)

    with pytest.raises(records.NotARecord) as refused:
        records.read(document)

    assert refused.value.params == {"place": place}


def test_more_than_a_hundred_certificates_are_refused() -> None:
    def copies(count: int) -> list[Object]:
        return [
            {**cast.certificate(), "id": f"urn:uuid:00000000-0000-4000-8000-{n:012x}"}
            for n in range(count)
        ]

    assert len(records.read(recording.unsigned(copies(100))).certificates) == 100
    with pytest.raises(records.NotARecord):
        records.read(recording.unsigned(copies(101)))


def test_a_name_that_nobody_has_is_not_put_on_a_record() -> None:
    with pytest.raises(UnfitName):
        recording.unsigned(holder="孟\n晓棠")


def test_a_record_may_be_larger_than_a_certificate_and_has_a_bound_of_its_own() -> None:
    def file(size: int, kind: str) -> bytes:
        frame = {"type": [kind], "name": ""}
        room = size - len(jsontext.canonical(frame))
        return jsontext.canonical({**frame, "name": "x" * room})

    assert envelope.open_file(file(4 << 20, "ClrCredential")).document["type"] == ["ClrCredential"]
    for size, kind in (((4 << 20) + 1, "ClrCredential"), ((256 << 10) + 1, "OpenBadgeCredential")):
        with pytest.raises(envelope.FileTooLarge):
            envelope.open_file(file(size, kind))


def test_the_trust_file_keeps_publishers_apart_from_issuers() -> None:
    written = trust.compose(recording.trusted())

    assert [one["did"] for one in written["issuers"]] == [cast.ORGANISATION_DID]
    assert [(one["did"], one["name"]) for one in written["publishers"]] == [
        (recording.PROVINCE_DID, "江淮省教育厅")
    ]
    assert written["version"] == 1
    assert trust.read(written).publishers == recording.trusted().publishers
    assert "publishers" not in trust.compose(cast.trust_in())


@pytest.mark.parametrize(
    ("publishers", "place"),
    [
        ("issuers", "publishers[0].did"),
        ("twice", "publishers[1].did"),
        ("text", "publishers"),
    ],
)
def test_nobody_is_issuer_and_publisher_at_once(publishers: str, place: str) -> None:
    written: dict[str, Any] = trust.compose(recording.trusted())
    own = written["publishers"]
    written["publishers"] = {"issuers": written["issuers"], "twice": own * 2, "text": "all"}[
        publishers
    ]

    with pytest.raises(trust.BadTrust) as refused:
        trust.read(written)

    assert refused.value.params == {"place": place}
