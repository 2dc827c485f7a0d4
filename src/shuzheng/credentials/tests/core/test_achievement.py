"""A certificate is an Open Badges 3.0 AchievementCredential and tells no more than it must."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from shuzheng.credentials.core import achievement, bitstring, reading, statuslist
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = (
    Path(__file__).parents[5].parent
    / "shared"
    / "vectors"
    / "ob3"
    / "ob_v3p0_achievementcredential_schema.json"
)


@pytest.fixture(scope="session")
def open_badges() -> jsonschema.protocols.Validator:
    if not SCHEMA.is_file():
        pytest.skip("the published Open Badges 3.0 schema is not in ../shared/vectors/ob3")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def faults(validator: jsonschema.protocols.Validator, document: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:80]}" for error in validator.iter_errors(document)]


@pytest.mark.parametrize("kept", [0, 1, 2])
@pytest.mark.parametrize(
    "award",
    [
        cast.AWARD,
        replace(cast.AWARD, module="养老机构方向", valid_until=cast.ISSUED + timedelta(days=1095)),
        replace(cast.AWARD, standard=replace(cast.STANDARD, skills=())),
    ],
    ids=["plain", "module and term", "no requirements"],
)
def test_a_certificate_satisfies_the_schema_with_each_status_entry_alone(
    open_badges: jsonschema.protocols.Validator, award: achievement.Award, kept: int
) -> None:
    document = cast.certificate(award)
    document["credentialStatus"] = document["credentialStatus"][kept]

    assert faults(open_badges, document) == []


def test_the_schema_has_room_for_one_status_entry_only(
    open_badges: jsonschema.protocols.Validator,
) -> None:
    assert [fault.split(":")[0] for fault in faults(open_badges, cast.certificate())] == [
        "$.credentialStatus"
    ]


@pytest.mark.rule("R-112")
def test_a_certificate_says_what_is_printed_and_no_more() -> None:
    document = cast.certificate()
    del document["proof"]
    subject = document["credentialSubject"]

    assert document["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert document["type"] == ["VerifiableCredential", "AchievementCredential"]
    assert document["id"] == "urn:uuid:7d1e9c52-6b0f-4c55-9a83-0f5f1f0b2a11"
    assert document["name"] == "老年照护职业技能等级证书（中级）"
    assert document["validFrom"] == "2026-07-15T00:00:00+08:00"
    assert document["issuer"] == {
        "id": "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX",
        "type": ["Profile"],
        "name": "长照服务评价中心",
    }
    assert subject["identifier"] == [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": "孟晓棠",
            "identityType": "name",
        }
    ]
    assert subject["licenseNumber"] == "X202601000420009173L"
    assert sorted(subject) == ["achievement", "identifier", "licenseNumber", "result", "type"]
    assert sorted(document) == [
        "@context",
        "credentialStatus",
        "credentialSubject",
        "id",
        "issuer",
        "name",
        "type",
        "validFrom",
    ]


def test_level_standard_and_requirements_stand_in_fields_of_the_standard() -> None:
    subject = cast.certificate()["credentialSubject"]
    award = subject["achievement"]

    assert (award["humanCode"], award["version"], award["achievementType"]) == (
        "010004",
        "2.0",
        "Certificate",
    )
    assert award["description"] == "按《老年照护职业技能等级标准》2.0版考核合格，达到中级要求。"
    assert [alignment.get("targetCode") for alignment in award["alignment"]] == [
        None,
        "1.1.1",
        "2.3.1",
    ]
    assert award["alignment"][0]["targetName"] == "老年照护职业技能等级标准"
    (rubric,) = award["resultDescription"][0]["rubricCriterionLevel"]
    assert (rubric["name"], rubric["level"]) == ("中级", "2")
    assert subject["result"] == [
        {
            "type": ["Result"],
            "resultDescription": "https://sz.example/achievements/010004/2/2.0#result",
            "achievedLevel": "https://sz.example/achievements/010004/2/2.0#level-2",
            "status": "Completed",
        }
    ]


def test_the_three_status_entries_are_carried() -> None:
    assert cast.certificate()["credentialStatus"] == [
        {
            "id": "https://sz.example/status/revocation/1#94567",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "94567",
            "statusListCredential": "https://sz.example/status/revocation/1",
        },
        {
            "id": "https://sz.example/status/suspension/1#23452",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "suspension",
            "statusListIndex": "23452",
            "statusListCredential": "https://sz.example/status/suspension/1",
        },
        {
            "id": "https://sz.example/status/message/1#61803",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "message",
            "statusListIndex": "61803",
            "statusListCredential": "https://sz.example/status/message/1",
            "statusSize": 2,
            "statusMessage": [
                {"status": "0x0", "message": "nothing_further"},
                {"status": "0x1", "message": "replaced"},
                {"status": "0x2", "message": "fraud_or_misconduct"},
                {"status": "0x3", "message": "issued_in_error"},
            ],
            "statusReference": "https://sz.example/verify/offline#messages",
        },
    ]


@pytest.mark.parametrize(
    "holder",
    ["孟晓棠", "阿卜杜热合曼·买买提", "𬱖", "\U00031350", "O’Neill Mary-Jane", "王" * 50],
)
def test_names_with_rare_characters_dots_and_fifty_characters_are_carried(holder: str) -> None:
    document = cast.certificate(grant=replace(cast.MENG, holder=holder))

    assert reading.read(document).holder == holder


@pytest.mark.parametrize(
    "holder",
    [
        "",
        " ",
        " 孟晓棠",
        "孟晓棠\n",
        "孟\t晓棠",
        "孟\u202e晓棠",
        "孟\u200b晓棠",
        "\ud842",
        "王" * 51,
    ],
)
def test_names_that_cannot_be_seen_as_they_are_are_refused(holder: str) -> None:
    with pytest.raises(achievement.UnfitName):
        cast.certificate(grant=replace(cast.MENG, holder=holder))


def test_a_certificate_reads_back() -> None:
    award = replace(cast.AWARD, module="养老机构方向", valid_until=cast.TODAY)

    assert reading.read(cast.certificate(award)) == reading.Certificate(
        id="urn:uuid:7d1e9c52-6b0f-4c55-9a83-0f5f1f0b2a11",
        number="X202601000420009173L",
        holder="孟晓棠",
        title="老年照护职业技能等级证书（中级）",
        code="010004",
        level=2,
        level_name="中级",
        module="养老机构方向",
        standard="老年照护职业技能等级标准",
        standard_version="2.0",
        issuer="did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX",
        issuer_name="长照服务评价中心",
        valid_from=cast.ISSUED,
        valid_until=cast.TODAY,
        status=(
            statuslist.Entry("revocation", 94_567, "https://sz.example/status/revocation/1"),
            statuslist.Entry("suspension", 23_452, "https://sz.example/status/suspension/1"),
        ),
        message=bitstring.Entry(
            "message",
            61_803,
            "https://sz.example/status/message/1",
            2,
            {
                0: "nothing_further",
                1: "replaced",
                2: "fraud_or_misconduct",
                3: "issued_in_error",
            },
        ),
    )


def subject_of(document: dict[str, Any]) -> dict[str, Any]:
    subject: dict[str, Any] = document["credentialSubject"]
    return subject


def award_of(document: dict[str, Any]) -> dict[str, Any]:
    award: dict[str, Any] = subject_of(document)["achievement"]
    return award


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d["@context"].append("https://x.example"), "@context"),
        (lambda d: d["@context"].reverse(), "@context"),
        (lambda d: d.update({"@context": "https://www.w3.org/ns/credentials/v2"}), "@context"),
        (lambda d: d.update(id="https://sz.example/1"), "id"),
        (lambda d: d.update(id=1), "id"),
        (lambda d: d.update(type=["VerifiableCredential"]), "type"),
        (lambda d: d.update(type=["AchievementCredential"]), "type"),
        (lambda d: d.update(type={}), "type"),
        (lambda d: d.update(issuer="did:web:sz.example"), "issuer"),
        (lambda d: d["issuer"].pop("name"), "issuer.name"),
        (lambda d: d.update(validFrom="2026-07-15"), "validFrom"),
        (lambda d: d.update(validUntil=None), "validUntil"),
        (lambda d: d.update(credentialSubject=[subject_of(d)]), "credentialSubject"),
        (lambda d: subject_of(d).pop("type"), "credentialSubject.type"),
        (lambda d: subject_of(d).pop("licenseNumber"), "credentialSubject.licenseNumber"),
        (lambda d: subject_of(d)["identifier"].clear(), "credentialSubject.identifier"),
        (
            lambda d: subject_of(d)["identifier"].append(subject_of(d)["identifier"][0]),
            "credentialSubject.identifier",
        ),
        (
            lambda d: subject_of(d)["identifier"][0].update(hashed=True),
            "credentialSubject.identifier",
        ),
        (
            lambda d: subject_of(d)["identifier"][0].update(hashed=0),
            "credentialSubject.identifier",
        ),
        (
            lambda d: subject_of(d)["identifier"][0].update(identityType="nationalIdentityNumber"),
            "credentialSubject.identifier",
        ),
        (
            lambda d: subject_of(d)["identifier"][0].update(identityHash="孟\u202e"),
            "credentialSubject.identifier",
        ),
        (lambda d: subject_of(d)["result"][0].update(status="Failed"), "credentialSubject.result"),
        (
            lambda d: subject_of(d)["result"][0].update(achievedLevel="#level-3"),
            "credentialSubject.result",
        ),
        (
            lambda d: award_of(d)["resultDescription"][0]["rubricCriterionLevel"][0].update(
                name="高级"
            ),
            "credentialSubject.result",
        ),
        (lambda d: award_of(d).update(alignment=[]), "credentialSubject.achievement.alignment"),
        (lambda d: award_of(d).update(version=2.0), "credentialSubject.achievement.version"),
        (lambda d: award_of(d).pop("humanCode"), "credentialSubject.achievement.humanCode"),
        (lambda d: award_of(d).update(name=["a"]), "credentialSubject.achievement.name"),
        (lambda d: d.pop("credentialStatus"), "credentialStatus"),
        (lambda d: d["credentialStatus"].clear(), "credentialStatus"),
        (
            lambda d: d["credentialStatus"][1].update(statusPurpose="revocation"),
            "credentialStatus.statusPurpose",
        ),
        (
            lambda d: d["credentialStatus"][0].update(statusListIndex=94_567),
            "credentialStatus.statusListIndex",
        ),
        (lambda d: d["credentialStatus"][0].update(statusSize=2), "credentialStatus.statusSize"),
        (
            lambda d: d["credentialStatus"].append(d["credentialStatus"][2]),
            "credentialStatus.statusPurpose",
        ),
        (lambda d: d["credentialStatus"][2].update(statusSize=3), "credentialStatus.statusMessage"),
        (
            lambda d: d["credentialStatus"][2].pop("statusMessage"),
            "credentialStatus.statusMessage",
        ),
        (
            lambda d: d["credentialStatus"][2]["statusMessage"][1].update(status="1"),
            "credentialStatus.statusMessage.status",
        ),
        (
            lambda d: d["credentialStatus"][2].update(statusListIndex=61_803),
            "credentialStatus.statusListIndex",
        ),
        (
            lambda d: d["credentialStatus"][2].update(statusReference="a page"),
            "credentialStatus.statusReference",
        ),
    ],
)
def test_what_no_certificate_has_is_refused_by_place(
    change: Callable[[dict[str, Any]], object], place: str
) -> None:
    document = cast.certificate()
    change(document)

    with pytest.raises(reading.NotACertificate) as refused:
        reading.read(document)

    assert refused.value.params == {"place": place}
