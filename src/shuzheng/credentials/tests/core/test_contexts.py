"""The contexts are the published ones, and no other is to be had."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from shuzheng.credentials.core import achievement, contexts

FOLDER = Path(contexts.__file__).parent / "files"
THIRD_PARTY = Path(__file__).parents[5] / "THIRD_PARTY.md"


@pytest.mark.parametrize(
    ("url", "digest"),
    [
        # VC Data Model 2.0, "Base Context".
        (
            "https://www.w3.org/ns/credentials/v2",
            "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        ),
        # VC Data Integrity 1.0, "Contexts and Vocabularies".
        (
            "https://w3id.org/security/data-integrity/v2",
            "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
        ),
        (
            "https://w3id.org/security/multikey/v1",
            "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
        ),
        # The file that 1EdTech publishes.
        (
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
        ),
    ],
)
def test_a_context_has_the_digest_that_its_specification_states(url: str, digest: str) -> None:
    assert sha256(contexts.data(url)).hexdigest() == digest


def test_every_file_is_named_and_every_name_has_its_file() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {name for name, _ in contexts.FILES.values()}


@pytest.mark.parametrize("url", contexts.FILES)
def test_every_file_is_listed_with_its_digest_among_what_comes_from_others(url: str) -> None:
    name, digest = contexts.FILES[url]
    line = next(
        line
        for line in THIRD_PARTY.read_text(encoding="utf-8").splitlines()
        if f"`{name}.jsonld`" in line
    )

    assert url in line
    assert digest in line


def test_the_contexts_of_our_certificates_are_among_them() -> None:
    assert set(achievement.CONTEXTS) <= set(contexts.FILES)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.w3.org/2018/credentials/examples/v1",
        "https://www.w3.org/ns/credentials/v2/",
        "file:///",
    ],
)
def test_any_other_context_is_refused_by_its_name(url: str) -> None:
    with pytest.raises(contexts.UnknownContext) as refused:
        contexts.document(url)

    assert str(refused.value) == (
        f"The context {url} is not known here, and contexts are never fetched."
    )


def test_who_changes_what_is_returned_changes_nothing_for_others() -> None:
    contexts.document(contexts.CREDENTIALS)["@context"].clear()

    assert contexts.document(contexts.CREDENTIALS)["@context"]["id"] == "@id"
