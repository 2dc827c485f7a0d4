"""Anticipated refusals: the ways this platform says no.

A refusal is an answer, fit to show to whoever asked. Anything else that escapes a function is a
defect: logged, and shown as one. The web turns a refusal into a message beside its cause, the API
into a problem document, the command line into a line on stderr.
"""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A "no" that was foreseen.

    Subclasses live beside the function that raises them. `template` is an English sentence with
    `{named}` parameters (it is the message id of its translation); `rule` names the rule of the
    handbook that it applies, if any, so that a page can link to the rule's text. A rule may also be
    given for one refusal, by the keyword `rule`. `see` is the address of a page that tells more.
    """

    code: ClassVar[str]
    status: ClassVar[int] = 422
    template: ClassVar[str]
    rule: str = ""
    see: str = ""

    def __init__(self, *, rule: str = "", **params: object) -> None:
        if rule:
            self.rule = rule
        self.params = params
        super().__init__(self.template.format(**params))
