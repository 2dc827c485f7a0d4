"""The register as the platform stands: which rules it applies, where, and what proves it.

Nothing here is stated by hand. `applied_in` is read from the `@applies("R-…")` marks in the
source, `tests` from the `pytest.mark.rule("R-…")` marks of the tests, the provisions from the
province's rulebook. A rule is live when all three are there. What a newcomer would get wrong: a
parametrised test counts once, and the house's own tests are counted only in a checkout.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from shuzheng.foundation import rulebooks
from shuzheng.kernel import register

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shuzheng.kernel.register import Rule, Vocabulary
    from shuzheng.kernel.rulebook import Provision

SOURCE = Path(str(files("shuzheng")))
MARK = "applies"
TEST_MARK = "rule"
ELSEWHERE = frozenset({"tests", "migrations"})

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Application:
    """One place where the platform applies a rule; `module` is without the package's name."""

    module: str
    function: str
    summary: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule with everything that makes it live."""

    rule: Rule
    applications: tuple[Application, ...]
    provisions: tuple[Provision, ...]
    tests: int

    @property
    def applied_in(self) -> list[str]:
        """The modules that apply the rule, in the order of their names."""
        return sorted({application.module for application in self.applications})

    @property
    def live(self) -> bool:
        """Whether the platform applies the rule, the province provides it, and a test proves it."""
        return bool(self.applications and self.provisions and self.tests)


@cache
def _text() -> str:
    return (files("shuzheng") / "rulebooks" / "register.toml").read_text(encoding="utf-8")


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by number, in the order of the register, read once."""
    return register.parse(_text())


@cache
def vocabulary() -> Vocabulary:
    """Return the names of parameters and of words among their values, read once."""
    return register.vocabulary(_text())


@cache
def entries() -> Mapping[str, Entry]:
    """Return every rule as the platform stands, by number, worked out once."""
    provisions = rulebooks.current().provisions
    applied, proved = applications(SOURCE), proofs(SOURCE)
    return {
        number: Entry(
            rule, tuple(applied.get(number, ())), provisions.get(number, ()), proved.get(number, 0)
        )
        for number, rule in rules().items()
    }


def listing() -> list[dict[str, object]]:
    """Return every rule as a plain record: id, kinds, live, applied_in, tests."""
    return [
        {
            "id": number,
            "kinds": "".join(entry.rule.kinds),
            "live": entry.live,
            "applied_in": entry.applied_in,
            "tests": entry.tests,
        }
        for number, entry in entries().items()
    ]


def applications(source: Path) -> dict[str, list[Application]]:
    """Return the marked functions under the package folder `source`, by rule."""
    found: defaultdict[str, list[Application]] = defaultdict(list)
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        if ELSEWHERE.isdisjoint(parts):
            module = ".".join(part for part in parts if part != "__init__")
            for rule, application in applications_in(module, path.read_text(encoding="utf-8")):
                found[rule].append(application)
    return dict(found)


def applications_in(module: str, text: str) -> Iterator[tuple[str, Application]]:
    """Yield each rule that a definition in `text` is marked with, and that definition."""
    if f"@{MARK}(" not in text and f".{MARK}(" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Definition):
            summary = (ast.get_docstring(node) or "").partition("\n")[0]
            for rule in _marks(node, MARK):
                yield rule, Application(module, node.name, summary)


def proofs(source: Path) -> dict[str, int]:
    """Return how many tests prove each rule: those in the package, and the checkout's own."""
    counts: defaultdict[str, int] = defaultdict(int)
    for path in _test_files(source):
        for rule, tests in tests_in(path.read_text(encoding="utf-8")).items():
            counts[rule] += tests
    return dict(counts)


def _test_files(source: Path) -> Iterator[Path]:
    yield from sorted(source.glob("**/tests/**/test_*.py"))
    checkout = source.parents[1]
    if (checkout / "pyproject.toml").is_file():
        yield from sorted((checkout / "tests").rglob("test_*.py"))


def tests_in(text: str) -> dict[str, int]:
    """Return how many test functions of a test module are marked with each rule.

    A mark on a class or on the module (`pytestmark`) counts for every test inside.
    """
    counts: defaultdict[str, int] = defaultdict(int)
    if f"mark.{TEST_MARK}(" in text:
        tree = ast.parse(text)
        _count(tree.body, _module_marks(tree), counts)
    return dict(counts)


def _count(body: list[ast.stmt], inherited: set[str], counts: defaultdict[str, int]) -> None:
    for node in body:
        if isinstance(node, ast.ClassDef):
            _count(node.body, inherited | set(_marks(node, TEST_MARK)), counts)
        elif isinstance(node, Definition) and node.name.startswith("test_"):
            for rule in inherited | set(_marks(node, TEST_MARK)):
                counts[rule] += 1


def _module_marks(tree: ast.Module) -> set[str]:
    marks: set[str] = set()
    for node in tree.body:
        names = [t.id for t in getattr(node, "targets", ()) if isinstance(t, ast.Name)]
        if isinstance(node, ast.Assign) and names == ["pytestmark"]:
            value = node.value
            calls = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
            marks.update(rule for call in calls for rule in _arguments(call, TEST_MARK))
    return marks


def _marks(node: Definition, name: str) -> list[str]:
    return [rule for call in node.decorator_list for rule in _arguments(call, name)]


def _arguments(call: ast.expr, name: str) -> list[str]:
    if not isinstance(call, ast.Call):
        return []
    called = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if called != name:
        return []
    return [
        argument.value
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
