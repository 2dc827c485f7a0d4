"""The province's detailing of a standard: content and scoring (省级标准细则).

Rule: R-254: the department makes it together with named industry bodies and enterprises. It keeps
its makers, its versions and the standard version that it details; a new version leaves the older
ones readable.
"""

from __future__ import annotations

from dataclasses import dataclass

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies


@dataclass(frozen=True, slots=True)
class Draft:
    """What a version of the detailing says, and who made it with the department."""

    version: str
    industry: tuple[str, ...]
    enterprises: tuple[str, ...]
    content: str
    scoring: str


class MakersUnnamed(Refusal):
    """Without industry and enterprises it is not made together."""

    code = "detailing-makers-unnamed"
    template = "Name at least one industry body and one enterprise that made it."
    rule = "R-254"


class DetailingEmpty(Refusal):
    """A detailing says what is assessed and how it is scored."""

    code = "detailing-empty"
    template = "A detailing has a version, what is assessed, and how it is scored."
    rule = "R-254"


class DetailingThere(Refusal):
    """A version is published once."""

    code = "detailing-version-taken"
    status = 409
    template = "This standard has a detailing of this version already."
    rule = "R-254"


@applies("R-254")
def names(text: str) -> tuple[str, ...]:
    """Return the names in a text of one a line, each once, in their order."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


@applies("R-254")
def check(draft: Draft) -> None:
    """Refuse what is not made together, and what says too little."""
    if not draft.industry or not draft.enterprises:
        raise MakersUnnamed
    if not all(text.strip() for text in (draft.version, draft.content, draft.scoring)):
        raise DetailingEmpty
