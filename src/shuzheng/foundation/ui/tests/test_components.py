"""Components draw what they are given, escape it, and say it without colour."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from shuzheng.foundation.todos import Todo
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Check, Chip, Kind, Step
from shuzheng.kernel.periods import SHANGHAI

pytestmark = pytest.mark.urls(__name__)
urlpatterns: list[object] = []

NOW = datetime(2026, 11, 24, 10, 32, tzinfo=SHANGHAI)
HOSTILE = "<script>alert(1)</script>"
COLUMNS = (
    listing.Column("name", "院校", lead=True, sortable=True),
    listing.Column("planned", "计划人数", numeric=True, short="计划"),
    listing.Column("officer", "经办人", hidden=True),
)


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context({"now": NOW, **context}))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_state_is_a_colour_an_icon_and_a_word(kind: Kind) -> None:
    html = drawn("{% chip kind word %}", kind=kind, word="已备案")
    assert f"is-{kind}" in html
    assert "<svg" in html
    assert "已备案" in html


def test_a_state_of_no_kind_is_a_defect() -> None:
    with pytest.raises(ValueError, match="green"):
        drawn("{% chip 'green' 'x' %}")


def test_an_icon_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(ValueError, match="unicorn"):
        drawn("{% icon 'unicorn' %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% chip 'ok' word %}",
        "{% chip value %}",
        "{% tag word %}",
        "{% rule word %}",
        "{% copyable word %}",
        "{% card word note=word foot=word %}{{ word }}{% endcard %}",
        "{% note 'bad' word %}{{ word }}{% endnote %}",
        "{% quotation word %}{{ word }}{% endquotation %}",
        "{% nothing 'yet' word word %}{{ word }}{% endnothing %}",
        "{% nothing 'left' word %}{% endnothing %}",
        "{% verdict 'ok' word word %}{{ word }}{% endverdict %}",
        "{% next_step word word word %}{{ word }}{% endnext_step %}",
        "{% registration word word %}{{ word }}{% endregistration %}",
        "{% pop word %}{{ word }}{% endpop %}",
        "{% disclose word %}{{ word }}{% enddisclose %}",
        "{% tallybox %}{{ word }}{% half word %}{{ word }}{% endtallybox %}",
        "{% progress 1 2 word %}",
        "{% chart 'id' word unit=word %}",
        "{% drop 'file' word word word %}",
        "{% checks checks %}",
        "{% actions acts %}",
        "{% table columns caption=word %}{% row 1 word %}"
        "{% lead word word %}{{ word }}{% endlead %}"
        "{% cell 'planned' %}{{ word }}{% endcell %}{% endrow %}{% endtable %}",
    ],
)
def test_what_a_component_is_given_is_escaped(source: str) -> None:
    html = drawn(
        source,
        word=HOSTILE,
        value=Chip(Kind.OK, HOSTILE),
        checks=[Check(HOSTILE, held=False, reason=HOSTILE, rule=HOSTILE)],
        acts=[Act(HOSTILE, HOSTILE, barred=HOSTILE), Act(HOSTILE, HOSTILE, note=HOSTILE)],
        columns=COLUMNS,
    )
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_rule_is_cited_even_where_there_is_no_rulebook() -> None:
    assert "R-034" in drawn("{% rule 'R-034' %}")
    assert drawn("{% rule '' %}") == ""


def test_a_barred_act_stays_visible_with_its_reason_and_rule() -> None:
    html = drawn(
        "{% actions acts %}",
        acts=[Act("编排考场", "/x", "seat", "primary", barred="还有2项条件未满足", rule="R-100")],
    )
    assert 'aria-disabled="true"' in html
    assert 'aria-describedby="barred-1"' in html
    assert "还有2项条件未满足" in html
    assert "R-100" in html
    assert "/x" not in html


def test_an_act_that_posts_is_a_form_with_its_token() -> None:
    html = drawn("{% actions acts %}", acts=[Act("提醒", "/remind", post=True)], csrf_token="abc")
    assert '<form method="post" action="/remind">' in html
    assert 'value="abc"' in html


def test_failed_guards_stand_first_and_numbered_checks_keep_their_order() -> None:
    items = [Check("甲", held=True), Check("乙", held=None), Check("丙", held=False)]
    guards = drawn("{% checks items %}", items=items)
    steps = drawn("{% checks items numbered=True %}", items=items)
    assert guards.index("丙") < guards.index("乙") < guards.index("甲")
    assert steps.index("甲") < steps.index("乙") < steps.index("丙")
    assert "无法判断" in steps


def test_duties_are_grouped_by_deadline() -> None:
    items = [
        Todo("以后的", "/a", date(2026, 12, 20)),
        Todo("逾期的", "/b", date(2026, 11, 22)),
        Todo("无期限的", "/c"),
        Todo("今天的", "/d", date(2026, 11, 24), "4种证书", 4, "R-030"),
    ]
    html = drawn("{% todos items %}", items=items)
    order = ["已逾期", "逾期的", "今天", "今天的", "以后", "以后的", "没有期限", "无期限的"]
    places = [html.index(word) for word in order]
    assert places == sorted(places)
    assert "逾期2天" in html


def test_a_deadline_in_a_cell_is_one_line_with_the_full_words_at_hand() -> None:
    html = drawn("{% due until compact=True %}", until=date(2026, 11, 24))
    assert "今天24:00" in html
    assert 'title="11月24日（周二）24:00，今天"' in html


def test_an_unknown_value_is_a_dash_with_hidden_words() -> None:
    assert "暂无" in drawn("{% due None %}")
    assert "暂无" in drawn("{% when None %}")


def test_a_time_is_written_for_people_and_machines() -> None:
    moment = datetime.fromisoformat("2026-11-23T17:30:00+00:00")
    html = drawn("{% when moment 'full' %}", moment=moment)
    assert html == '<time datetime="2026-11-24T01:30:00+08:00">11-24 01:30</time>'


def table(query: str, bulk_url: str = "") -> str:
    params = QueryDict(query)
    wish = listing.read(params, COLUMNS, sort="name")
    it: listing.Listing[int] = listing.Listing(
        params, wish, COLUMNS, listing.Found([1], 1), bulk_url=bulk_url, caption="备案"
    )
    return drawn(
        "{% table it %}{% row 7 '秋浦' %}{% lead '/7' 'BA-7' %}秋浦{% endlead %}"
        "{% cell 'planned' %}{% endcell %}{% cell 'officer' %}陆{% endcell %}{% endrow %}"
        "{% endtable %}",
        it=it,
    )


def test_a_table_has_a_caption_roles_and_sort_links() -> None:
    html = table("")
    assert '<caption class="sz-sr">备案</caption>' in html
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-name"' in html
    assert 'role="rowheader"' in html


def test_an_empty_cell_is_a_dash_with_the_column_s_label_for_cards() -> None:
    html = table("")
    assert 'data-label="计划" class="num is-null"' in html


def test_a_hidden_column_has_neither_head_nor_cell() -> None:
    assert "陆" not in table("")
    assert "陆" in table("cols=1&col=officer")
    assert "计划人数" not in table("cols=1&col=officer")


def test_rows_can_be_picked_only_where_there_is_a_bulk_act() -> None:
    assert 'name="row"' not in table("")
    assert 'name="row" value="7" aria-label="选中秋浦"' in table("", bulk_url="/file")


def test_a_cell_of_no_column_is_a_defect() -> None:
    with pytest.raises(ValueError, match="colour"):
        drawn("{% table c %}{% cell 'colour' %}{% endcell %}{% endtable %}", c=COLUMNS)


def test_a_way_shows_done_now_and_ahead_without_colour() -> None:
    steps = [Step("起草", "done"), Step("报名", "now", "11-23"), Step("归档", "ahead", far=True)]
    html = drawn("{% life steps %}", steps=steps)
    assert "起草<span" in html
    assert "，已完成" in html
    assert 'aria-current="step"' in html
    assert "第2步，共3步" in html


def test_a_tally_box_needs_its_second_half() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% tallybox %}x{% endtallybox %}")


def test_messages_of_the_kit_are_in_english_too() -> None:
    with translation.override("en"):
        assert "Not met" in drawn("{% checks items %}", items=[Check("x", held=False)])


def test_the_kit_knows_its_kinds() -> None:
    assert {str(kind) for kind in parts.KINDS} == {"ok", "run", "wait", "bad", "odd", "off"}
