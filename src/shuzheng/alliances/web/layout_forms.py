"""The form of a layout plan: for each city a number, what weighed most, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.alliances.rules import layout as rules
from shuzheng.alliances.rules.layout import PRINCIPLES, Principle
from shuzheng.foundation.ui import forms as ui

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shuzheng.alliances.queries.layouts import CityLine, LayoutPage

LONGEST_REASON = 300


class LayoutFilters(forms.Form):
    """What the list of cities can be narrowed by."""

    q = forms.CharField(label=_("Certificate or city"), required=False)


class LayoutForm(ui.Form):
    """A plan of one year; `after` is the edition that it was written from."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: LayoutPage, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        self.page = page
        self.codes = [*(one.city_code for one in page.rows), *(code for code, _name in page.others)]
        said = [("", "—"), *((one.value, gettext(PRINCIPLES[one])) for one in Principle)]
        for code in self.codes:
            self.fields[f"planned-{code}"] = forms.IntegerField(
                label=gettext("Planned sites"), min_value=0, max_value=rules.MOST, required=False
            )
            self.fields[f"principle-{code}"] = forms.ChoiceField(
                label=gettext("What weighs most"), choices=said, required=False
            )
            self.fields[f"reason-{code}"] = forms.CharField(
                label=gettext("Reason"), max_length=LONGEST_REASON, required=False
            )

    def shown(self) -> Iterator[tuple[CityLine, list[Any]]]:
        """Yield the cities that have something, with their fields."""
        for one in self.page.rows:
            yield one, self._fields(one.city_code)

    def further(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield the other cities of the province, with their fields."""
        for code, name in self.page.others:
            yield name, self._fields(code)

    def rows(self, data: Mapping[str, Any]) -> list[rules.Row]:
        """Return what was typed as rows of a plan."""
        return [
            rules.Row(
                code,
                data[f"planned-{code}"] or 0,
                Principle(data[f"principle-{code}"]) if data[f"principle-{code}"] else None,
                data[f"reason-{code}"],
            )
            for code in self.codes
        ]

    def _fields(self, code: str) -> list[Any]:
        return [self[f"{name}-{code}"] for name in ("planned", "principle", "reason")]


def initial(page: LayoutPage) -> dict[str, Any]:
    """Return what a new edition starts from: the one in force."""
    found: dict[str, Any] = {"after": page.edition.number if page.edition else 0}
    for one in page.rows:
        found |= _typed(one)
    return found


def _typed(one: CityLine) -> dict[str, Any]:
    code = one.city_code
    return {
        f"planned-{code}": one.planned,
        f"principle-{code}": one.principle.value if one.principle else "",
        f"reason-{code}": one.reason,
    }


def principle(one: Principle | None) -> str:
    """Return what weighed most, in words."""
    return gettext(PRINCIPLES[one]) if one else ""


def total(rows: Sequence[CityLine]) -> int:
    """Return how many sites are planned altogether."""
    return sum(one.planned or 0 for one in rows)
