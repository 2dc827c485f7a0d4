"""What may be wrong with the text of a pass rule; each refusal names the place, counted from 1."""

from __future__ import annotations

from shuzheng.kernel.refusals import Refusal


class RuleTooLong(Refusal):
    """A pass rule is short enough to be read."""

    code = "pass-rule-too-long"
    template = "A pass rule has at most {longest} characters."


class RuleTooDeep(Refusal):
    """Brackets are nested no deeper than anybody can follow."""

    code = "pass-rule-too-deep"
    template = "Character {position}: brackets are nested more than {deepest} deep."


class RuleEmpty(Refusal):
    """A pass rule says something."""

    code = "pass-rule-empty"
    template = "The pass rule is empty."


class StrangeCharacter(Refusal):
    """A character that no pass rule has."""

    code = "pass-rule-character"
    template = "Character {position}: “{found}” has no place in a pass rule."


class BadNumber(Refusal):
    """Numbers have at most four digits and two decimals."""

    code = "pass-rule-number"
    template = "Character {position}: {found} has too many digits; at most 9999.99."


class ValueExpected(Refusal):
    """A part or a number should stand here."""

    code = "pass-rule-value-expected"
    template = "Character {position}: a part or a number is expected, not “{found}”."


class ComparisonExpected(Refusal):
    """A comparison should stand here."""

    code = "pass-rule-comparison-expected"
    template = "Character {position}: >=, >, <= or < is expected, not “{found}”."


class JoinExpected(Refusal):
    """A clause is followed by and, or, or nothing."""

    code = "pass-rule-join-expected"
    template = "Character {position}: “and” or “or” is expected, not “{found}”."


class BracketExpected(Refusal):
    """A bracket was opened and not closed."""

    code = "pass-rule-bracket-expected"
    template = "Character {position}: “)” is expected, not “{found}”."


class UnknownPart(Refusal):
    """The assessment has no such part."""

    code = "pass-rule-unknown-part"
    template = "Character {position}: there is no part “{found}”; the parts are {known}."


class NoPart(Refusal):
    """A clause that names no part decides nothing."""

    code = "pass-rule-no-part"
    template = "Character {position}: “{clause}” names no part."


class PointsCouldHarm(Refusal):
    """More points must never turn a pass into a fail."""

    code = "pass-rule-points-could-harm"
    template = "Character {position}: with “{clause}”, more points in “{part}” could mean a fail."
