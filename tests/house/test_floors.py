"""The house rules that no import checker can see."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Field, Model

ROOT = Path(__file__).parents[2]
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
FLOORS = next(c["layers"] for c in CONTRACTS if c["id"] == "floors")
FLOOR_OF = {room: n for n, floor in enumerate(FLOORS) for room in floor.split(" | ")}
SOURCES = sorted(p for p in (ROOT / "src").rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))
VAGUE = {"utils", "helpers", "common", "misc", "util", "helper"}


def relations() -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    for model in apps.get_models():
        if model._meta.app_label in FLOOR_OF:
            yield from (
                (model, f) for f in model._meta.get_fields() if f.many_to_one and f.concrete
            )


@pytest.mark.parametrize(("model", "field"), list(relations()), ids=str)
def test_foreign_keys_point_down(model: type[Model], field: Field[Any, Any]) -> None:
    assert field.related_model is not None
    ours, theirs = model._meta.app_label, field.related_model._meta.app_label
    assert ours == theirs or FLOOR_OF[ours] < FLOOR_OF.get(theirs, len(FLOORS))


def test_no_model_sorts_itself() -> None:
    assert [
        m.__name__ for m in apps.get_models() if m._meta.app_label in FLOOR_OF and m._meta.ordering
    ] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_short_and_imports_stand_on_top(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    assert path.stem not in VAGUE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name
            assert not any(isinstance(n, ast.Import | ast.ImportFrom) for n in ast.walk(node)), (
                f"an import hides in {node.name}"
            )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_templates_carry_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style|\son[a-z]+\s*=\s*[\"']|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_brand_takes_nothing_from_a_page(path: Path) -> None:
    """A page's own `line` once stood beside the brand, with all that it held."""
    for found in re.findall(r"{% include \"foundation/brand.html\"[^%]*%}", path.read_text()):
        assert found.endswith("only %}")


def test_no_path_or_address_of_a_machine_is_written_down() -> None:
    wrong = re.compile(r"/(work|root|home)/[a-z]|(pypi|npmjs|debian)\.(org|com)", re.IGNORECASE)
    for path in [
        *SOURCES,
        *(ROOT / "tools").rglob("*"),
        ROOT / "Makefile",
        *(ROOT / "requirements").glob("*"),
    ]:
        if path.is_file() and path.suffix in {".py", ".sh", ".txt", ".in", ""}:
            assert not wrong.search(path.read_text(encoding="utf-8")), path
