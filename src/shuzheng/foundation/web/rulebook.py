"""The public rulebook: every rule, its text, its source, and where the platform applies it.

Anybody may read it, signed in or not: a refusal that cites a rule links here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from shuzheng.foundation import register
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import rulebook_pages, rulebook_words
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse, QueryDict

    from shuzheng.foundation.web.request import Request

VIEWS = ("all", "applied", "waiting")


class NoSuchRule(Refusal):
    """The register has no rule of this number."""

    code = "no-such-rule"
    status = 404
    template = "There is no rule {number} in the rulebook."


class RuleFilters(forms.Form):
    """What a reader looks for."""

    q = forms.CharField(label=gettext_lazy("Number, title or words"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("All kinds")), *rulebook_words.KINDS.items()],
        required=False,
    )
    chapter = forms.ChoiceField(label=gettext_lazy("Chapter"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        chapter = self.fields["chapter"]
        assert isinstance(chapter, forms.ChoiceField)  # noqa: S101 - for the type checker
        chapter.choices = [
            ("", _("All chapters")),
            *((group.key, rulebook_words.said(group)) for group in rulebook_pages.groups()),
        ]


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the rules by chapter, filtered by state, kind, chapter and words."""
    wish = listing.read(request.GET, (), views=VIEWS, size=len(register.rules()))
    filters = RuleFilters(request.GET)
    chosen = listing.chosen(filters)
    found = rulebook_pages.matching(view=wish.view, **chosen)

    def without(name: str) -> int:
        rest = {key: value for key, value in chosen.items() if key != name}
        return len(rulebook_pages.matching(view=wish.view, **rest))

    rows: listing.Listing[register.Entry] = listing.Listing(
        request.GET,
        wish,
        (),
        listing.cut_list(found, wish),
        filters=filters,
        saved=_views(),
        caption=_("Rules"),
        unit=pgettext("counting word", "rules"),
        without=without,
    )
    context = {
        "listing": rows,
        "chapters": rulebook_pages.chapters(found),
        "documents": rulebook_pages.documents(),
        "searching": "q" in chosen,
        "total": len(register.rules()),
        "applied": rows.saved[1].count,
    }
    return render(request, "foundation/rulebook/index.html", context)


def _views() -> Sequence[listing.View]:
    total = len(register.rules())
    applied = sum(entry.live for entry in register.entries().values())
    return (
        listing.View("all", _("All"), total),
        listing.View("applied", pgettext("rule", "Applied"), applied),
        listing.View("waiting", pgettext("rule", "Not applied yet"), total - applied),
    )


@require_safe
def rule(request: Request, number: str) -> HttpResponse:
    """Show one rule; refuses a number that is not in the register."""
    if number != number.upper():
        return redirect("rulebook:rule", number.upper())
    entry = register.entries().get(number)
    if entry is None:
        raise NoSuchRule(number=number)
    page = rulebook_pages.page(entry, periods.day(request.now))
    home = reverse("rulebook:index")
    context = {
        "page": page,
        "crumbs": [
            Crumb(_("Rulebook"), home),
            Crumb(page.chapter, f"{home}?chapter={entry.rule.group.key}"),
            Crumb(number),
        ],
    }
    return render(request, "foundation/rulebook/rule.html", context)
