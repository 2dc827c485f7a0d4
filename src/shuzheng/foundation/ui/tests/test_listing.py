"""A list's address says everything, and a wrong word in it is passed over."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict

from shuzheng.foundation.ui import listing

COLUMNS = (
    listing.Column("name", "Institution", sortable=True, lead=True),
    listing.Column("city", "City"),
    listing.Column("planned", "Planned", sortable=True, numeric=True),
    listing.Column("officer", "Officer", hidden=True),
)


class Filters(forms.Form):
    """Three sorts of filter."""

    q = forms.CharField(label="Words", required=False)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All"), ("a", "School"), ("b", "College")]
    )
    late = forms.BooleanField(label="Overdue", required=False)


def listed(query: str, total: int = 120, **more: object) -> listing.Listing[int]:
    params = QueryDict(query)
    wish = listing.read(params, COLUMNS, sort="name", views=("mine", "all"))
    found = listing.cut_list(list(range(total)), wish)
    return listing.Listing(params, wish, COLUMNS, found, filters=Filters(params), **more)  # type: ignore[arg-type]


def test_the_default_order_view_and_page_hold_where_nothing_is_asked() -> None:
    wish = listing.read(QueryDict(""), COLUMNS, sort="-planned", views=("mine", "all"))
    assert (wish.view, wish.sort, wish.descending, wish.page) == ("mine", "planned", True, 1)
    assert wish.hidden == {"officer"}


@pytest.mark.parametrize(
    "query",
    [
        "sort=city",
        "sort=password",
        "page=0",
        "page=-1",
        "page=٣",
        "page=9" * 40,
        "view=x",
        "size=7",
    ],
)
def test_a_wrong_word_in_the_address_is_passed_over(query: str) -> None:
    wish = listing.read(QueryDict(query), COLUMNS, sort="name", views=("mine", "all"))
    assert wish == listing.read(QueryDict(""), COLUMNS, sort="name", views=("mine", "all"))


def test_an_order_ends_by_the_key_so_that_pages_never_overlap() -> None:
    wish = listing.Wish(sort="planned", descending=True)
    assert wish.order({"planned": "headcount"}) == ("-headcount", "pk")
    assert listing.Wish(sort="planned").order({}) == ("pk",)


def test_a_page_beyond_the_end_gives_the_last_one() -> None:
    found = listing.cut_list(list(range(60)), listing.Wish(page=9, size=25))
    assert (found.page, found.rows) == (3, list(range(50, 60)))


def test_a_head_turns_the_order_and_starts_at_the_first_page() -> None:
    heads = {head.column.key: head for head in listed("sort=name&page=3&q=x").headers}
    assert heads["name"].direction == "ascending"
    assert heads["name"].url == "?sort=-name&q=x"
    assert heads["planned"].url == "?sort=planned&q=x"
    assert heads["city"].url == ""


def test_only_chosen_columns_are_shown_and_the_first_always() -> None:
    shown = listed("cols=1&col=officer").visible
    assert [column.key for column in shown] == ["name", "officer"]


def test_each_filter_in_force_is_in_words_and_can_be_removed() -> None:
    active = listed("q=合肥&kind=b&late=on&page=2").active
    assert [(one.label, one.value) for one in active] == [
        ("Words", "合肥"),
        ("Kind", "College"),
        ("Overdue", "是"),
    ]
    assert active[1].url == "?q=%E5%90%88%E8%82%A5&late=on"


def test_an_unknown_choice_counts_as_not_set() -> None:
    assert listing.chosen(Filters({"kind": "zzz", "q": "x"})) == {"q": "x"}


def test_nothing_found_offers_the_narrowest_filter_whose_removal_gives_something() -> None:
    counts = {"q": 0, "kind": 9, "late": 1}
    it = listed("q=x&kind=a&late=on", total=0, without=counts.__getitem__)
    assert it.way_out is not None
    assert (it.way_out[0].name, it.way_out[1]) == ("late", 1)


def test_the_pager_shows_both_ends_and_the_neighbours() -> None:
    it = listed("page=3", total=250)
    assert [link.label for link in it.page_links] == ["1", "2", "3", "4", "…", "10"]
    assert (it.first, it.last) == (51, 75)
    assert (it.previous_url, it.next_url) == ("?page=2", "?page=4")


def test_an_export_keeps_the_filters_and_drops_the_page() -> None:
    assert listed("q=x&page=2").export_links == [("xlsx", "?q=x&export=xlsx")]
    assert listing.read(QueryDict("export=xlsx"), COLUMNS).export == "xlsx"
    assert listing.read(QueryDict("export=exe"), COLUMNS).export == ""
