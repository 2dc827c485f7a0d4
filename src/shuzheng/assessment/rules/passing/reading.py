"""Read the text of a pass rule, and refuse it by its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules.passing import expressions, refusals
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from shuzheng.kernel.refusals import Refusal

LONGEST: Final = 500
DEEPEST: Final = 20
NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width signs to their narrow forms, one for one, so that places stay what they were."""

WORDS: Final = {"且": "and", "或": "or", "≥": ">=", "≤": "<="}
COMPARISONS: Final = frozenset({">=", ">", "<=", "<"})
TOKEN: Final = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<sign>>=|<=|[-><+*()≥≤且或])|(?P<name>[^\W\d](?:(?![且或])\w)*)"
)
NUMBER: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a rule; `kind` is number, sign, name or end."""

    kind: str
    text: str
    start: int

    @property
    def position(self) -> int:
        """Where it begins, counted from 1."""
        return self.start + 1


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = TOKEN.match(text, at)
        if match is None:
            raise refusals.StrangeCharacter(position=at + 1, found=text[at])
        kind = match.lastgroup or ""
        word = WORDS.get(match.group(), match.group())
        if kind == "number" and not NUMBER.fullmatch(word):
            raise refusals.BadNumber(position=at + 1, found=word[:12])
        if word in {"and", "or"}:
            kind = "sign"
        yield Token(kind, word, at)
        at = match.end()
    yield Token("end", "", len(text))


class _Reader:
    """Reads one rule from left to right."""

    def __init__(self, text: str, known: Collection[str]) -> None:
        self.text = text
        self.known = known
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self, *signs: str) -> Token | None:
        token = self.here
        if token.kind != "sign" or token.text not in signs:
            return None
        self.at += 1
        return token

    def unexpected(self, refusal: type[Refusal]) -> Refusal:
        return refusal(position=self.here.position, found=self.here.text or "…")

    def any(self) -> expressions.Node:
        found = [self.all()]
        while self.take("or"):
            found.append(self.all())
        return found[0] if len(found) == 1 else expressions.AnyOf(tuple(found))

    def all(self) -> expressions.Node:
        found = [self.clause()]
        while self.take("and"):
            found.append(self.clause())
        return found[0] if len(found) == 1 else expressions.AllOf(tuple(found))

    def clause(self) -> expressions.Node:
        opened = self.take("(")
        if opened is None:
            return self.comparison()
        self.depth += 1
        if self.depth > DEEPEST:
            raise refusals.RuleTooDeep(position=opened.position, deepest=DEEPEST)
        inner = self.any()
        if not self.take(")"):
            raise self.unexpected(refusals.BracketExpected)
        self.depth -= 1
        return inner

    def comparison(self) -> expressions.Clause:
        start = self.here.start
        left = self.sum()
        sign = self.take(*COMPARISONS)
        if sign is None:
            raise self.unexpected(refusals.ComparisonExpected)
        right = self.sum()
        text = self.text[start : self.here.start].rstrip()
        return expressions.Clause(left, sign.text, right, text, start + 1)

    def sum(self) -> expressions.Sum:
        constant, parts = Fraction(0), dict[str, Fraction]()
        sign: Token | None = None
        while True:
            name, value = self.term()
            signed = -value if sign and sign.text == "-" else value
            if name:
                parts[name] = parts.get(name, Fraction(0)) + signed
            else:
                constant += signed
            sign = self.take("+", "-")
            if sign is None:
                return expressions.Sum(constant, tuple(parts.items()))

    def term(self) -> tuple[str, Fraction]:
        token = self.here
        if token.kind == "name":
            return self.name(), Fraction(1)
        if token.kind != "number":
            raise self.unexpected(refusals.ValueExpected)
        self.at += 1
        value = Fraction(token.text)
        return (self.name(), value) if self.take("*") else ("", value)

    def name(self) -> str:
        token = self.here
        if token.kind != "name":
            raise self.unexpected(refusals.ValueExpected)
        if token.text not in self.known:
            known = ", ".join(sorted(self.known))
            raise refusals.UnknownPart(position=token.position, found=token.text[:32], known=known)
        self.at += 1
        return token.text


def _check_clause(clause: expressions.Clause) -> None:
    names = {name for side in (clause.left, clause.right) for name, _ in side.parts}
    if not names:
        raise refusals.NoPart(position=clause.position, clause=clause.text)
    upwards = 1 if clause.comparison in {">", ">="} else -1
    left, right = dict(clause.left.parts), dict(clause.right.parts)
    for name in sorted(names):
        if (left.get(name, Fraction(0)) - right.get(name, Fraction(0))) * upwards < 0:
            raise refusals.PointsCouldHarm(position=clause.position, clause=clause.text, part=name)


@applies("R-109")
def parse(text: str, parts: Collection[str]) -> expressions.PassRule:
    """Read a pass rule over `parts` (codes) and the weighted `total`, or refuse it by its place."""
    if len(text) > LONGEST:
        raise refusals.RuleTooLong(longest=LONGEST)
    narrow = text.translate(NARROW)
    if not narrow.strip():
        raise refusals.RuleEmpty
    reader = _Reader(narrow, {*parts, marking.TOTAL})
    root = reader.any()
    if reader.here.kind != "end":
        raise reader.unexpected(refusals.JoinExpected)
    clauses = tuple(expressions.clauses(root))
    for clause in clauses:
        _check_clause(clause)
    names = frozenset(n for c in clauses for side in (c.left, c.right) for n, _ in side.parts)
    return expressions.PassRule(narrow.strip(), root, names)
