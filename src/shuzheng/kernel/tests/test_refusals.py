"""A refusal says what is refused, under which code and by which rule."""

from __future__ import annotations

import pytest

from shuzheng.kernel.actor import Actor, NotPermitted, Reach
from shuzheng.kernel.refusals import Refusal


class TooFew(Refusal):
    """Not enough assessors."""

    code = "too-few-assessors"
    status = 409
    template = "{held} of {needed} assessors are named."
    rule = "R-100"


class Plain(Refusal):
    """A refusal that says no more than it must."""

    code = "plain"
    template = "No."


def test_a_refusal_is_a_sentence_with_its_parameters_kept_apart() -> None:
    refusal = TooFew(held=1, needed=2)

    assert str(refusal) == "1 of 2 assessors are named."
    assert refusal.params == {"held": 1, "needed": 2}
    assert (refusal.code, refusal.status, refusal.rule) == ("too-few-assessors", 409, "R-100")


def test_a_refusal_is_a_422_and_names_no_rule_unless_told() -> None:
    assert (Plain().status, Plain().rule) == (422, "")


def test_one_refusal_may_name_another_rule_and_leaves_the_class_alone() -> None:
    assert TooFew(held=1, needed=2, rule="R-097").rule == "R-097"
    assert TooFew.rule == "R-100"
    assert TooFew(held=0, needed=2).rule == "R-100"


def test_a_refusal_without_its_parameters_is_a_defect() -> None:
    with pytest.raises(KeyError, match="needed"):
        TooFew(held=1)


def test_an_actor_is_refused_what_the_role_does_not_hold() -> None:
    clerk = Actor(1, 1, 7, "liaison", frozenset({"pilots:filing:submit"}), Reach.ORGANISATION)

    clerk.require("pilots:filing:submit")
    assert clerk.may("pilots:filing:submit")
    with pytest.raises(NotPermitted, match=r"does not include this \(pilots:filing:return\)"):
        clerk.require("pilots:filing:return")
