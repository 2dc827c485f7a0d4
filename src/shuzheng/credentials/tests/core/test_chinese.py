"""Every sentence that a verification can say is said in Chinese too, with the same parameters."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from shuzheng.credentials.core import chinese

ROOM = Path(__file__).parents[3]
SOURCES = [
    *(ROOM / "credentials" / "core").rglob("*.py"),
    *(
        ROOM / "transparency" / "core" / f"{name}.py"
        for name in ("checkpoint", "leaves", "merkle", "note", "proof")
    ),
]


def sentences(source: Path) -> set[str]:
    """Return the sentences marked by `N_` and the templates of refusals in a module."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
            found.add(ast.literal_eval(node.args[0]))
        if isinstance(node, ast.ClassDef):
            found |= {
                ast.literal_eval(line.value)
                for line in node.body
                if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "template"
            }
    return found


def parameters(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_no_sentence_is_missing_and_none_is_left_over() -> None:
    spoken = set().union(*map(sentences, SOURCES))

    assert spoken - set(chinese.SENTENCES) == set()
    assert set(chinese.SENTENCES) - spoken == set()


@pytest.mark.parametrize("template", chinese.SENTENCES)
def test_both_languages_take_the_same_parameters(template: str) -> None:
    assert parameters(chinese.SENTENCES[template]) == parameters(template)
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese.SENTENCES[template])
