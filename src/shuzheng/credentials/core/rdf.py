"""A JSON-LD document in its canonical RDF form, or a refusal where RDF would not hold all of it.

Authority: JSON-LD 1.1 (expansion, deserialisation to RDF) and RDF Dataset Canonicalization
(RDFC-1.0); VC Data Integrity 1.0, section "Processing Errors", for what must not be dropped. What a
newcomer gets wrong: a JSON-LD processor silently leaves out what no context defines, what is `null`
and what has a relative address. A signature would not cover it, and anybody could write it into a
signed document. So each of these is refused here, before anything is hashed.

The library is PyLD. It is given our contexts only, and the base address `None`: for the empty text
it takes an invented one, and every relative address would become absolute. Text direction is kept
in the datatype (`i18n-datatype`), as the other implementations of `eddsa-rdfc-2022` keep it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver
from pyld.nquads import serialize_nquad

from shuzheng.credentials.core import contexts
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHOWN = 80
ALIKE = 6
"""So many unnamed nodes that look alike are told apart; the work grows with the factorial."""

STEPS = 2_000
_WHOLE = 1e21
_NAMES, _VALUES = frozenset({"@id", "@type"}), frozenset({"@value", "@language", "@direction"})
# The library stumbles over odd contexts (`"@vocab": null`) with errors that are not its own.
_STUMBLES = (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>\"{}|\\^`\x7f]*")
_NAMELESS = re.compile(r"_:[A-Za-z0-9_]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
# Characters that RDFC-1.0 writes as \b, \f or \uXXXX, and the library as themselves.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class NotCanonical(Refusal):
    """A document has no canonical RDF form that holds all it says."""

    code = "rdf"
    template = "The document cannot be read as linked data ({reason})."


class Undefined(NotCanonical):
    """A member or type that no context of the document defines."""

    code = "rdf-undefined"
    template = "No context of the document defines “{term}”."


class LostValue(NotCanonical):
    """A value that is not carried over into RDF, so that no signature would cover it."""

    code = "rdf-lost"
    template = "“{term}” has a value that linked data cannot hold."


class TooAlike(NotCanonical):
    """More unnamed nodes of the same look than can be told apart in reasonable time."""

    code = "rdf-too-alike"
    template = "Too many nameless parts of the document look alike."


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return `document` as canonical N-Quads in UTF-8; refuse what these would not hold.

    The document must carry its `@context`; `null`, undefined terms, relative addresses, indexes and
    control characters are refused, as are keywords other than those of names and values, aliases of
    such keywords, and every context that this package does not bring. An empty list says nothing in
    RDF, as nothing does.
    """
    processor = jsonld.JsonLdProcessor(on_property_dropped=_dropped)
    options = {
        "base": None,
        "documentLoader": _load,
        "contextResolver": ContextResolver({}, _load),
        "processingMode": "json-ld-1.1",
        "rdfDirection": "i18n-datatype",
        "produceGeneralizedRdf": False,
    }
    try:
        expanded = processor.expand(_definite(document), options)
        for term, value in _parts(expanded):
            _require_kept(term, value)
        dataset = _once(processor.to_rdf(expanded, options))
    except jsonld.JsonLdError as error:
        raise _named(error) from None
    except _STUMBLES:
        raise NotCanonical(reason="syntax") from None
    if len(expanded) != 1:
        raise NotCanonical(reason="not one node")
    quads: str = _Patient().main(dataset, {"format": "application/n-quads"})
    return quads.encode()


def _load(url: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    """Return one of our contexts in the form that the library expects of a loader."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": contexts.document(url),
    }


def _dropped(term: str | None) -> None:
    raise Undefined(term=(term or "null")[:SHOWN])


def _definite(value: Any, term: str = "") -> Any:  # noqa: ANN401 - JSON is anything
    """Return `value` with whole numbers as such; refuse `null`, which RDF leaves out."""
    if value is None:
        raise LostValue(term=term[:SHOWN])
    if isinstance(value, dict):
        _require_plain(value)
        return {
            name: part if name == "@context" else _definite(part, name)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_definite(part, term) for part in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        # JSON does not tell 1.0 from 1, and the reference implementations read both as integers.
        return int(value)
    return value


def _require_plain(node: Mapping[str, Any]) -> None:
    """Refuse keywords that make parts of a node disappear, by their own name or by an alias."""
    keywords = {name for name in node if name.startswith("@")} - _NAMES - {"@context"}
    odd = keywords - _VALUES
    if odd or (keywords and "@value" not in keywords):
        raise LostValue(term=min(odd or keywords)[:SHOWN])
    _require_no_alias(node.get("@context"))


def _require_no_alias(context: Any) -> None:  # noqa: ANN401 - JSON is anything
    """Refuse a context in the document that gives another name to a keyword, save of names."""
    if isinstance(context, list):
        for part in context:
            _require_no_alias(part)
    if not isinstance(context, dict):
        return
    for term, definition in context.items():
        if isinstance(definition, dict):
            _require_no_alias(definition if term == "@context" else definition.get("@context"))
            definition = definition.get("@id")  # noqa: PLW2901 - the long form of the same
        alias = isinstance(definition, str) and definition.startswith("@")
        if alias and definition not in _NAMES and not term.startswith("@"):
            raise LostValue(term=term[:SHOWN])


def _parts(expanded: Any, term: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield each keyword, address and value of an expanded document, with the member it is in."""
    if isinstance(expanded, list):
        for part in expanded:
            yield from _parts(part, term)
    elif isinstance(expanded, dict):
        for name, part in expanded.items():
            yield name, part
            if not (name == "@value" or expanded.get("@type") == "@json"):
                yield from _parts(part, name)


def _require_kept(name: str, value: Any) -> None:  # noqa: ANN401
    """Refuse a member of the expanded form that would get lost, or be written ambiguously."""
    if name == "@index":
        raise LostValue(term=name)
    if name == "@language" and not _LANGUAGE.fullmatch(value):
        raise LostValue(term=name)
    if name == "@value" and isinstance(value, str) and _CONTROL.search(value):
        raise LostValue(term=name)
    if name in _NAMES:
        for address in value if isinstance(value, list) else [value]:
            known = address == "@json" or _NAMELESS.fullmatch(address)
            if not known and not _ADDRESS.fullmatch(address):
                raise Undefined(term=address[:SHOWN])
    if not name.startswith("@") and not _ADDRESS.fullmatch(name):
        raise Undefined(term=name[:SHOWN])


def _once(dataset: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Return a dataset as the set that it is: `true` and "true"^^boolean are one statement."""
    return {
        name: list({serialize_nquad(triple): triple for triple in triples}.values())
        for name, triples in dataset.items()
    }


def _named(error: jsonld.JsonLdError) -> Refusal | contexts.DamagedContext:
    """Return what of ours is behind an error of the library, or a refusal with the error's code."""
    cause: BaseException | None = error
    reason = "syntax"
    while cause is not None:
        if isinstance(cause, Refusal | contexts.DamagedContext):
            return cause
        if isinstance(cause, jsonld.JsonLdError) and cause.code:
            reason = cause.code
        cause = cause.__cause__ or cause.__context__
    return NotCanonical(reason=reason)


class _Patient(URDNA2015):  # type: ignore[misc]  # the library has no types
    """The canonicalisation: it gives up where it would take for ever, and sees each quad once.

    RDFC-1.0 relates a nameless node to the quads that it occurs in. The library counts a quad twice
    in which the node is subject and object; its hash, and so its number, would be nobody else's.
    """

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def hash_first_degree_quads(self, id_: str) -> str:
        """Return the hash of a nameless node by its own quads, each taken once."""
        node = self.blank_node_info[id_]
        node["quads"] = list({id(quad): quad for quad in node["quads"]}.values())
        found: str = super().hash_first_degree_quads(id_)
        return found

    def create_hash_to_related(self, id_: str, issuer: object) -> dict[str, list[str]]:
        """Return the neighbours of a nameless node by their look; refuse too many alike."""
        self._steps += 1
        found: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        if self._steps > STEPS or any(len(group) > ALIKE for group in found.values()):
            raise TooAlike
        return found
