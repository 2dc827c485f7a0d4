"""A canonical form holds all that the document says, or there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import contexts, rdf
from shuzheng.credentials.tests.core.test_proof import UNSIGNED
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

V2 = "https://www.w3.org/ns/credentials/v2"
PLAIN: dict[str, Any] = {
    "@context": [V2],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential"],
    "issuer": "did:example:issuer",
    "credentialSubject": {"id": "did:example:subject"},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@id", "@type", "@value", "@list", "@set", "@graph", "@nest", "@reverse", "id"]
            )
            | st.sampled_from(["@index", "@language", "@included", "type", "name", "issuer", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def lines(document: Mapping[str, Any]) -> list[str]:
    return rdf.canonical(document).decode().splitlines()


def test_the_example_of_the_cryptosuite_has_its_published_form() -> None:
    # VC Data Integrity EdDSA Cryptosuites 1.0, "Canonical Credential without Proof".
    about = "<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33>"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    vocabulary = "https://www.w3.org/2018/credentials"

    assert lines(UNSIGNED) == [
        "<did:example:abcdefgh> <https://www.w3.org/ns/credentials/examples#alumniOf>"
        ' "The School of Examples" .',
        f"{about} {kind} <{vocabulary}#VerifiableCredential> .",
        f"{about} {kind} <https://www.w3.org/ns/credentials/examples#AlumniCredential> .",
        f"{about} <https://schema.org/description>"
        ' "A minimum viable example of an Alumni Credential." .',
        f'{about} <https://schema.org/name> "Alumni Credential" .',
        f"{about} <{vocabulary}#credentialSubject> <did:example:abcdefgh> .",
        f"{about} <{vocabulary}#issuer> <https://vc.example/issuers/5678> .",
        f'{about} <{vocabulary}#validFrom> "2023-01-01T00:00:00Z"'
        "^^<http://www.w3.org/2001/XMLSchema#dateTime> .",
    ]


def test_the_order_of_members_and_of_types_makes_no_difference() -> None:
    turned = dict(reversed(UNSIGNED.items()))
    turned["type"] = ["AlumniCredential", "VerifiableCredential"]

    assert rdf.canonical(turned) == rdf.canonical(UNSIGNED)


def test_language_and_direction_of_a_text_are_kept() -> None:
    name = {"@value": "证书", "@language": "zh-Hans", "@direction": "ltr"}

    assert (
        '<urn:uuid:1> <https://schema.org/name> "证书"^^<https://www.w3.org/ns/i18n#zh-hans_ltr> .'
    ) in lines({**PLAIN, "name": name})


def test_a_whole_number_is_one_number_however_it_is_written() -> None:
    context = [V2, {"score": "https://x.example/score"}]
    written = [
        lines({**PLAIN, "@context": context, "credentialSubject": {"score": score}})
        for score in (1, 1.0)
    ]

    assert written[0] == written[1]
    assert written[0][-1] == (
        '_:c14n0 <https://x.example/score> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    )


def test_what_is_stated_twice_is_stated_once() -> None:
    boolean = {"@value": "true", "@type": "http://www.w3.org/2001/XMLSchema#boolean"}
    context = [V2, {"passed": "https://x.example/passed"}]
    subject = {"id": "did:example:subject", "passed": [True, boolean, True]}

    stated = lines({**PLAIN, "@context": context, "credentialSubject": subject})

    assert [line for line in stated if "passed" in line] == [
        "<did:example:subject> <https://x.example/passed>"
        ' "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .'
    ]


def test_a_nameless_part_that_refers_to_itself_has_the_number_that_others_give_it() -> None:
    # The form was compared with that of the JavaScript implementation (rdf-canonize 5.0.0).
    context = [
        V2,
        {
            "knows": {"@id": "https://x.example/knows", "@type": "@id"},
            "note": "https://x.example/note",
        },
    ]
    knows = [{"id": "_:a", "knows": "_:a", "note": "1"}, {"id": "_:b", "note": "b"}]

    assert lines({"@context": context, "id": "urn:uuid:1", "knows": knows}) == [
        "<urn:uuid:1> <https://x.example/knows> _:c14n0 .",
        "<urn:uuid:1> <https://x.example/knows> _:c14n1 .",
        "_:c14n0 <https://x.example/knows> _:c14n0 .",
        '_:c14n0 <https://x.example/note> "1" .',
        '_:c14n1 <https://x.example/note> "b" .',
    ]


def test_statements_stand_in_the_order_of_code_points() -> None:
    # In UTF-16, which RDFC-1.0 does not sort by, the second one would come first.
    context = [V2, {"note": "https://x.example/note"}]
    subject = {"note": ["\ufb01", "\U0001f600"]}

    stated = lines({**PLAIN, "@context": context, "credentialSubject": subject})

    assert stated[-2:] == [
        '_:c14n0 <https://x.example/note> "\ufb01" .',
        '_:c14n0 <https://x.example/note> "\U0001f600" .',
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"extra": 1}, "No context of the document defines “extra”."),
        ({"": 1}, "No context of the document defines “null”."),
        ({"type": ["VerifiableCredential", "Unmapped"]}, "No context … “Unmapped”."),
        ({"id": "relative"}, "No context … “relative”."),
        ({"issuer": "nobody"}, "No context … “nobody”."),
        ({"id": "https://x.example/> ."}, "No context … “https://x.example/> .”."),
        ({"id": "https://x.example/\n"}, "No context … “https://x.example/\n”."),
        ({"issuer": {"id": "did:x:y", "type": "Unmapped"}}, "No context … “Unmapped”."),
        ({"name": None}, "“name” has a value that linked data cannot hold."),
        ({"credentialSubject": {"id": None}}, "“id” has a value that linked data cannot hold."),
        ({"name": "a\x07b"}, "“@value” has a value that linked data cannot hold."),
        ({"@list": []}, "“@list” has a value that linked data cannot hold."),
        ({"@set": 3}, "“@set” has a value that linked data cannot hold."),
        ({"@language": "zh"}, "“@language” has a value that linked data cannot hold."),
        (
            {"@context": [V2, {"note": "@set"}], "note": 3},
            "“note” has a value that linked data cannot hold.",
        ),
        (
            {"@context": [V2, {"part": {"@id": "x:p", "@context": [{"note": {"@id": "@set"}}]}}]},
            "“note” has a value that linked data cannot hold.",
        ),
        (
            {"@context": [V2, {"map": {"@id": "x:map", "@container": "@index"}}], "map": {"a": 1}},
            "“@index” has a value that linked data cannot hold.",
        ),
        (
            {"@context": [V2, {"made": {"@id": "_:made"}}], "made": 1},
            "No context of the document defines “_:made”.",
        ),
        (
            {"@context": [V2, {"VerifiableCredential": "https://x.example/#Other"}]},
            "The document cannot be read as linked data (protected term redefinition).",
        ),
        (
            {"@context": [V2, 5]},
            "The document cannot be read as linked data (invalid local context).",
        ),
        (
            {"@context": [V2, {"@vocab": None}]},
            "The document cannot be read as linked data (syntax).",
        ),
        ({"@context": ["terms"]}, "The document cannot be read as linked data (syntax)."),
        (
            {"@context": [V2, "https://x.example/terms"]},
            "The context https://x.example/terms is not known here, and contexts are never"
            " fetched.",
        ),
        (
            {
                "@context": [V2, {"part": {"@id": "x:p", "@context": "https://x.example"}}],
                "part": {},
            },
            "The context https://x.example is not known here, and contexts are never fetched.",
        ),
        (
            {"@context": [V2, {"@version": 1.1, "@import": "https://x.example"}]},
            "The context https://x.example is not known here, and contexts are never fetched.",
        ),
    ],
)
def test_what_would_get_lost_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        rdf.canonical({**PLAIN, **change})

    whole = sentence.replace("No context …", "No context of the document defines")
    assert str(refused.value) == whole


def test_a_base_address_makes_no_relative_one_absolute() -> None:
    based = {**PLAIN, "@context": [V2, {"@base": "https://x.example/"}], "id": "relative"}

    with pytest.raises(rdf.Undefined):
        rdf.canonical(based)


def test_a_document_of_nothing_is_refused() -> None:
    with pytest.raises(rdf.NotCanonical, match="not one node"):
        rdf.canonical({"@context": [V2], "id": "urn:uuid:1"})


def clique(size: int) -> dict[str, Any]:
    nodes = [f"_:n{number}" for number in range(size)]
    knows = [{"id": a, "knows": [b for b in nodes if b != a]} for a in nodes]
    context = [V2, {"knows": {"@id": "https://x.example/knows", "@type": "@id"}}]
    return {"@context": context, "id": "urn:uuid:1", "knows": knows}


def test_nameless_parts_that_look_alike_are_told_apart_up_to_a_point() -> None:
    assert len(lines(clique(4))) == 4 + 4 * 3
    with pytest.raises(rdf.TooAlike):
        rdf.canonical(clique(9))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(["name", "credentialSubject", "issuer", "evidence", "@context"]), JSON)
def test_whatever_is_written_into_a_document_is_read_or_refused(member: str, value: object) -> None:
    document = {**PLAIN, member: [V2, value] if member == "@context" else value}

    try:
        read = rdf.canonical(document)
    except Refusal:
        return
    assert read.startswith((b"<", b"_:"))


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.text(min_size=1))
def test_two_texts_have_two_forms(one: str, other: str) -> None:
    def form(text: str) -> bytes:
        try:
            return rdf.canonical({**PLAIN, "name": text})
        except rdf.LostValue:
            return text.encode()

    assert (form(one) == form(other)) == (one == other)


def test_the_contexts_that_are_read_are_those_of_the_package() -> None:
    for url in contexts.FILES:
        base = [] if url.endswith("/credentials/v1") else [V2]
        document = {**PLAIN, "@context": list(dict.fromkeys([*base, url]))}
        assert b"VerifiableCredential" in rdf.canonical(document)
