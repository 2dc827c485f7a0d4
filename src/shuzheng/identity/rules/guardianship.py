"""What a guardian is to a minor. Source: 民法典 27 (father and mother, then others in order)."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final

from shuzheng.kernel.wording import N_


class Relation(StrEnum):
    """What a guardian is to the ward."""

    FATHER = auto()
    MOTHER = auto()
    GRANDPARENT = auto()
    SIBLING = auto()
    OTHER = auto()


LABELS: Final = {
    Relation.FATHER: N_("Father"),
    Relation.MOTHER: N_("Mother"),
    Relation.GRANDPARENT: N_("Grandparent"),
    Relation.SIBLING: N_("Elder brother or sister"),
    Relation.OTHER: N_("Another guardian"),
}
"""The English word of every relation; doors translate it."""


def label(relation: str) -> str:
    """Return the English word of a stored relation; what is not one of ours stays as it is."""
    known = {one.value: one for one in Relation}
    return LABELS[known[relation]] if relation in known else relation
