"""Good experience and cases on their way from a report to the portal.

Rule: R-197. The office takes up what an accepted report says, edits it as a document of the
gazette; somebody else approves it there, and then everybody reads it. What a newcomer would get
wrong: the report itself is never shown to the public, and taking up is not publishing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.rules.reporting import Part, State

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PARTS: Final = (Part.EXPERIENCE, Part.CASES)
"""The parts of a report that others can learn from."""


class NotAcceptedYet(Refusal):
    """A report that may still be returned is no source."""

    code = "report-not-accepted"
    status = 409
    template = "Only an accepted report can be taken up. This one may still be returned."
    rule = "R-197"


class NothingToTakeUp(Refusal):
    """The part is empty, or none that others learn from."""

    code = "report-part-empty"
    template = "The report says nothing in this part."
    rule = "R-197"


class TakenUpAlready(Refusal):
    """Each part becomes one document."""

    code = "report-part-taken-up"
    status = 409
    template = "This part of the report has been taken up already."
    rule = "R-197"


@applies("R-197")
def open_parts(
    state: State, texts: Mapping[Part, str], taken: Collection[Part]
) -> tuple[Part, ...]:
    """Return the parts of a report that can be taken up now, in their order."""
    if state is not State.ACCEPTED:
        return ()
    return tuple(part for part in PARTS if texts.get(part, "").strip() and part not in taken)


@applies("R-197")
def check(part: Part, state: State, texts: Mapping[Part, str], taken: Collection[Part]) -> None:
    """Refuse unless the part of a report can be taken up now."""
    if state is not State.ACCEPTED:
        raise NotAcceptedYet
    if part in taken:
        raise TakenUpAlready
    if part not in open_parts(state, texts, taken):
        raise NothingToTakeUp
