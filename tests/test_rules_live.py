"""Every rule that the platform applies is in the register, in the rulebook, and proved.

What a mark, a refusal, a page or a province says of a rule is checked against the register here,
so that a wrong number cannot reach a reader.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import register, rulebooks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.kernel.rulebook import Provision

ROOT = Path(__file__).parents[1]
NUMBER = re.compile(r"R-\d{3}\b")
SOURCES = sorted(path for path in register.SOURCE.rglob("*.py") if "tests" not in path.parts)
TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))
MARKED = register.applications(register.SOURCE)
PROVISIONS = [p for versions in rulebooks.current().provisions.values() for p in versions]


def cited() -> Iterator[tuple[str, str]]:
    """Yield every rule number that a string of the source or a template names whole."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from (
                    (number, str(path.relative_to(ROOT)))
                    for number in [node.value]
                    if NUMBER.fullmatch(number)
                )
    for path in TEMPLATES:
        for number in NUMBER.findall(path.read_text(encoding="utf-8")):
            yield number, str(path.relative_to(ROOT))


def test_every_rule_cited_in_the_source_exists() -> None:
    unknown = {place for place in cited() if place[0] not in register.rules()}

    assert unknown == set()
    assert register.proofs(register.SOURCE).keys() <= register.rules().keys()


@pytest.mark.parametrize("number", sorted(MARKED))
def test_every_applied_rule_is_in_the_rulebook_and_has_a_test(number: str) -> None:
    entry = register.entries()[number]

    assert entry.provisions, f"{number} has no provision in the province's rulebook"
    assert entry.tests, f"{number} has no test marked with it"


def test_every_provision_is_of_a_rule_in_the_register() -> None:
    assert {p.rule for p in PROVISIONS} <= register.rules().keys()


def test_every_provision_names_its_document_unless_all_of_it_is_a_default() -> None:
    for provision in PROVISIONS:
        assert provision.document, provision.rule
        assert provision.quotation or not register.rules()[provision.rule].sources, provision.rule


def test_every_default_is_a_parameter_of_its_provision() -> None:
    for provision in PROVISIONS:
        defaults = provision.parameters.get("default", [])
        assert isinstance(defaults, list)
        assert set(defaults) <= provision.parameters.keys() - {"default"}, provision.rule


def named(provision: Provision) -> Iterator[str]:
    """Yield every word among a provision's values."""
    for value in provision.parameters.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | dict):
            yield from (word for word in value if isinstance(word, str))


def test_every_parameter_and_word_of_the_rulebook_has_a_name_in_both_languages() -> None:
    words = register.vocabulary()
    nameless = {
        (provision.rule, name)
        for provision in PROVISIONS
        for name in provision.parameters.keys() - {"default"}
        if words.parameter(provision.rule, name) is None
    }
    meaningless = {
        (provision.rule, word)
        for provision in PROVISIONS
        for word in named(provision)
        if word not in words.words and word not in provision.parameters
    }

    assert (nameless, meaningless) == (set(), set())


def test_every_rule_that_has_its_own_name_for_a_parameter_exists() -> None:
    own = {rule for rule, _ in register.vocabulary().parameters if rule}

    assert own <= register.rules().keys()
