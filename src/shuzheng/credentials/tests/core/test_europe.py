"""The description for Europe says what the certificate says, in words that the model defines.

The published context of the model is under a licence that our repository does not take over, and in
no package; so the words that we use stand here with their meaning, as the model's ontology has it.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core import europe, rdf
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from shuzheng.credentials.core.jsontext import Object

ELM = "http://data.europa.eu/snb/model/elm/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TERMS = "http://purl.org/dc/terms/"
REGORG = "http://www.w3.org/ns/regorg#"
XSD = "http://www.w3.org/2001/XMLSchema#"
KINDS = (
    "Address AwardingProcess DisplayParameter EuropeanDigitalCredential Identifier"
    " LearningAchievement LearningAchievementSpecification LearningOutcome Note Organisation Person"
    " WebResource"
)
LINKS = (
    "additionalNote address awardedBy awardingBody countryCode credentialProfiles displayParameter"
    " hasClaim learningOutcome location primaryLanguage specifiedBy supplementaryDocument"
)
MEANINGS: Object = {
    **{kind: f"{ELM}{kind}" for kind in KINDS.split()},
    **{link: {"@id": f"{ELM}{link}", "@type": "@id"} for link in LINKS.split()},
    "Concept": f"{SKOS}Concept",
    "ConceptScheme": f"{SKOS}ConceptScheme",
    "Location": f"{TERMS}Location",
    "awardingDate": {"@id": f"{ELM}awardingDate", "@type": f"{XSD}dateTime"},
    "contentURL": {"@id": f"{ELM}contentUrl", "@type": f"{XSD}anyURI"},
    "description": {"@id": f"{TERMS}description", "@container": "@language"},
    "fullName": {"@id": "http://xmlns.com/foaf/0.1/fullName", "@container": "@language"},
    "identifier": {"@id": "http://www.w3.org/ns/adms#identifier", "@type": "@id"},
    "inScheme": {"@id": f"{SKOS}inScheme", "@type": "@id"},
    "language": {"@id": f"{TERMS}language", "@type": "@id"},
    "legalName": {"@id": f"{REGORG}legalName", "@container": "@language"},
    "notation": f"{SKOS}notation",
    "noteLiteral": {"@id": f"{ELM}noteLiteral", "@container": "@language"},
    "prefLabel": {"@id": f"{SKOS}prefLabel", "@container": "@language"},
    "schemeName": {"@id": f"{ELM}schemeName", "@type": f"{XSD}string"},
    "title": {"@id": f"{TERMS}title", "@container": "@language"},
}
PAGE = "https://sz.example/v/abc"
HOLDER = "<urn:uuid:7d1e9c52-6b0f-4c55-9a83-0f5f1f0b2a11#elm-holder>"
CLAIM = "<urn:uuid:7d1e9c52-6b0f-4c55-9a83-0f5f1f0b2a11#elm-achievement>"


def described(**changed: object) -> Object:
    award = replace(cast.AWARD, **changed)  # type: ignore[arg-type]
    return europe.describe(cast.certificate(award), PAGE)


def quads(document: Object) -> list[str]:
    """Return the description as linked data; refuses whatever would be dropped."""
    words = [europe.CONTEXTS[0], MEANINGS]
    return rdf.canonical({**document, "@context": words}).decode().splitlines()


def test_no_word_of_it_is_dropped_and_each_means_what_the_model_says() -> None:
    found = quads(described())

    for statement in (
        f'{HOLDER} <http://xmlns.com/foaf/0.1/fullName> "孟晓棠"@zh .',
        f"{HOLDER} <{ELM}hasClaim> {CLAIM} .",
        f'{CLAIM} <{TERMS}title> "老年照护职业技能等级证书（中级）"@zh .',
        f'<{cast.ORGANISATION_DID}> <{REGORG}legalName> "长照服务评价中心"@zh .',
        f'{CLAIM[:-12]}number> <{SKOS}notation> "X202601000420009173L" .',
        f'{CLAIM[:-12]}outcome-2> <{TERMS}title> "2.3.1 能识别老年人跌倒的风险"@zh .',
        f'{CLAIM[:-12]}award> <{ELM}awardingDate> "2026-07-14T16:00:00Z"^^<{XSD}dateTime> .',
        f'{CLAIM[:-12]}page> <{ELM}contentUrl> "{PAGE}"^^<{XSD}anyURI> .',
    ):
        assert statement in found


def test_a_word_that_the_model_does_not_define_would_be_found() -> None:
    document = copy.deepcopy(described())
    document["credentialSubject"]["hasClaim"][0]["eqf"] = 4

    with pytest.raises(rdf.Undefined):
        quads(document)


def test_it_carries_no_signature_and_says_so() -> None:
    document = described()

    assert "proof" not in document
    assert "credentialStatus" not in document
    assert "credentialSchema" not in document
    assert document["@context"] == [
        "https://www.w3.org/2018/credentials/v1",
        "http://data.europa.eu/snb/model/context/edc-ap",
    ]
    assert document["type"] == ["VerifiableCredential", "EuropeanDigitalCredential"]
    said = document["displayParameter"]["description"]
    assert "carries no signature and proves nothing by itself" in said["en"]
    assert "不带签名，本身不作证明" in said["zh"]


def test_no_level_and_no_field_of_europe_is_claimed() -> None:
    specification = described()["credentialSubject"]["hasClaim"][0]["specifiedBy"]

    assert not {"eqfLevel", "nqfLevel", "thematicArea"} & specification.keys()
    assert [note["noteLiteral"]["en"] for note in specification["additionalNote"]] == [
        "Intermediate (second of three levels)",
        "No level of the European Qualifications Framework has been assigned.",
    ]


def test_a_module_and_a_term_are_said_where_there_are_any() -> None:
    document = described(module="认知症照护", valid_until=cast.ISSUED + 3 * cast.WEEK)
    notes = document["credentialSubject"]["hasClaim"][0]["specifiedBy"]["additionalNote"]

    assert notes[2]["noteLiteral"] == {"zh": "认知症照护"}
    assert document["validUntil"] == document["expirationDate"] == "2026-08-04T16:00:00Z"
    assert len(quads(document)) > 70


def test_entries_of_authority_tables_come_from_data_with_their_source() -> None:
    document = described()

    assert document["displayParameter"]["primaryLanguage"] == {
        "id": "http://publications.europa.eu/resource/authority/language/ZHO",
        "type": "Concept",
        "inScheme": {
            "id": "http://publications.europa.eu/resource/authority/language",
            "type": "ConceptScheme",
        },
        "prefLabel": {"en": "Chinese"},
    }
    country = document["issuer"]["location"]["address"]["countryCode"]
    assert country["id"] == "http://publications.europa.eu/resource/authority/country/CHN"
    assert document["credentialProfiles"]["prefLabel"] == {"en": "Generic"}
