"""What the programme is, how one takes part, and where the documents are (R-200)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import navigation
from shuzheng.kernel import periods
from shuzheng.portal.rules import explaining

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.portal.rules.explaining import Question


@dataclass(frozen=True, slots=True)
class Answered:
    """A question in the reader's language, with its numbers and the way on."""

    key: str
    words: str
    answer: str
    rule: str
    url: str
    url_words: str


@require_safe
def programme(request: Request) -> HttpResponse:
    """Explain the programme: questions and answers, ways in, documents and rules."""
    numbers = explaining.numbers(periods.day(request.now), rulebooks.current())
    context = {
        "topics": [
            (topic.key, _(topic.words), [_answered(one, numbers) for one in topic.questions])
            for topic in explaining.TOPICS
        ],
        "register_url": navigation.url_of("assessment:my-registrations", "account_login"),
    }
    return render(request, "portal/programme.html", context)


def _answered(one: Question, numbers: Mapping[str, int]) -> Answered:
    return Answered(
        one.key,
        _(one.words),
        _(one.answer).format(**numbers),
        one.rule,
        reverse(one.url_name) if one.url_name else "",
        _(one.url_words) if one.url_words else "",
    )
