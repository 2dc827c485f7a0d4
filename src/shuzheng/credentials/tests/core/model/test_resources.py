"""VC Data Model 2.0, section 5.3: related resources are held to their digests."""

from __future__ import annotations

import base64
import hashlib

import pytest

from shuzheng.credentials.core import contexts, multibase
from shuzheng.credentials.tests.core.model.documents import V2, conforms, fails

DATA = contexts.data(V2)
SHA256, SHA384 = hashlib.sha256(DATA).digest(), hashlib.sha384(DATA).digest()
SRI = "sha384-" + base64.b64encode(SHA384).decode()
MULTIHASH = multibase.base64url(b"\x12\x20" + SHA256)
RIGHT = {"id": V2, "digestSRI": SRI}
SHAPE = "“{}” is not as the data model of credentials has it."


@pytest.mark.parametrize(
    "digest",
    [
        {"digestSRI": SRI},
        {"digestSRI": "sha256-" + base64.b64encode(SHA256).decode()},
        {"digestSRI": SRI.replace("+", "-").replace("/", "_")},
        {"digestSRI": f"{SRI}?ct=application/ld+json {SRI}"},
        {"digestMultibase": MULTIHASH},
        {"digestMultibase": multibase.base58(b"\x12\x20" + SHA256)},
        {"digestMultibase": multibase.base64url(b"\x20\x30" + SHA384)},
        {"digestMultibase": multibase.base64url(SHA256)},
        {"digestMultibase": [MULTIHASH, multibase.base64url(SHA384)]},
        {"digestSRI": SRI, "digestMultibase": MULTIHASH},
    ],
)
def test_5_3_a_digest_that_fits_is_accepted_however_it_is_written(
    digest: dict[str, object],
) -> None:
    conforms(relatedResource={"id": V2, **digest})
    conforms(relatedResource=[{"id": V2, "mediaType": "application/ld+json", **digest}])


def test_5_3_the_base_context_of_the_candidate_recommendation_is_known_by_its_digests() -> None:
    conforms(
        relatedResource={
            "id": V2,
            "digestSRI": "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg",
            "digestMultibase": "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k",
        }
    )


@pytest.mark.parametrize(
    "digest",
    [
        {"digestMultibase": "uM4RgWQc3RUDtjJCSgTJtTfvpZ7SPEg_LNO0ESlovQC0"},
        {"digestSRI": "sha384-_rCVIV7fSXXTNIvpiq26jRDyj8JG8TDjij-tD0ewLk4JpnXEz6a5AeeY_1qQ0d0P"},
        {"digestSRI": SRI, "digestMultibase": multibase.base64url(b"\x12\x20" + bytes(32))},
        {"digestMultibase": [MULTIHASH, multibase.base64url(bytes(32))]},
    ],
)
def test_5_3_a_digest_that_does_not_fit_is_refused(digest: dict[str, object]) -> None:
    fails(
        "The digest given for https://www.w3.org/ns/credentials/v2 is not that of the resource.",
        relatedResource={"id": V2, **digest},
    )


def test_5_3_of_a_resource_that_is_not_at_hand_the_form_is_judged() -> None:
    conforms(relatedResource={"id": "https://x.example/logo", "digestMultibase": MULTIHASH})


def test_5_3_a_resource_has_an_id() -> None:
    fails("“relatedResource.id” is missing.", relatedResource=[{"digestSRI": SRI}])
    fails(
        "“relatedResource.id” is not a single URL.",
        relatedResource=[{"id": "no url", "digestSRI": SRI}],
    )


def test_5_3_a_resource_stands_there_once() -> None:
    fails(
        "The related resource https://www.w3.org/ns/credentials/v2 stands there twice.",
        relatedResource=[RIGHT, {"id": V2, "digestMultibase": MULTIHASH}],
    )


def test_5_3_a_resource_has_a_digest() -> None:
    fails("“relatedResource.digestSRI” is missing.", relatedResource={"id": V2})
    fails(
        "“relatedResource.digestSRI” is missing.", relatedResource={"id": V2, "digestMultibase": []}
    )


@pytest.mark.parametrize("value", [[V2], V2, [], None, 7])
def test_5_3_resources_are_objects(value: object) -> None:
    fails(SHAPE.format("relatedResource"), relatedResource=value)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("digestSRI", ""),
        ("digestSRI", 7),
        ("digestSRI", "md5-AAAA"),
        ("digestSRI", "sha384-AAAA"),
        ("digestSRI", "sha384"),
        ("digestSRI", "sha256-A"),
        ("digestMultibase", 7),
        ("digestMultibase", "AAAA"),
        ("digestMultibase", "uAAAA"),
        ("digestMultibase", multibase.base64url(b"\x11\x14" + bytes(20))),
        ("digestMultibase", multibase.base64url(b"\x12\x21" + bytes(32))),
        ("mediaType", 7),
    ],
)
def test_5_3_digests_are_written_as_specified(member: str, value: object) -> None:
    fails(SHAPE.format(f"relatedResource.{member}"), relatedResource={**RIGHT, member: value})
