"""Forms are drawn by the look, and their errors say what to do."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from shuzheng.foundation.ui import forms as ui


class Filing(ui.Form):
    """One field of each sort."""

    name = forms.CharField(label="名称", help_text="与批复一致 <b>", max_length=20)
    planned = forms.IntegerField(label="计划人数", min_value=1, max_value=9999)
    starts_on = ui.Day(label="开考日期")
    fee = ui.Yuan(label="费用", required=False)
    kind = forms.ChoiceField(label="类型", choices=[("a", "中职")], widget=forms.RadioSelect)
    notes = forms.CharField(label="备注", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="同意", error_messages={"required": "不勾选不能提交"})
    paper = forms.FileField(label="附件", required=False)


GOOD = {"name": "站点", "planned": "12", "starts_on": "2027-01-05", "kind": "a", "agreed": "on"}


def errors(**changes: str) -> dict[str, list[str]]:
    form = Filing({**GOOD, **changes})
    form.is_valid()
    return {name: [str(one) for one in messages] for name, messages in form.errors.items()}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"name": ""}, {"name": ["请填写名称"]}),
        ({"planned": "12000"}, {"planned": ["请填1到9,999之间的整数"]}),
        ({"planned": "x"}, {"planned": ["请填1到9,999之间的整数"]}),
        ({"starts_on": "soon"}, {"starts_on": ["请填日期，如2027-01-05"]}),
        ({"kind": ""}, {"kind": ["请选择类型"]}),
        ({"agreed": ""}, {"agreed": ["不勾选不能提交"]}),
        ({"fee": "1.234"}, {"fee": ["请填写金额，单位元，最多两位小数，如280或280.50。"]}),
        ({"fee": "-1"}, {"fee": ["请填写金额，单位元，最多两位小数，如280或280.50。"]}),
    ],
)
def test_an_error_says_what_to_do(changes: dict[str, str], found: dict[str, list[str]]) -> None:
    assert errors(**changes) == found


def test_money_is_whole_fen_and_full_width_digits_are_read() -> None:
    form = Filing({**GOOD, "fee": "２８０．５"})
    assert form.is_valid()
    assert form.cleaned_data["fee"] == 28050
    assert form.cleaned_data["starts_on"] == date(2027, 1, 5)
    assert Filing(GOOD).is_valid()


def test_a_field_is_label_hint_control_error_in_this_order() -> None:
    form = Filing({**GOOD, "name": ""})
    html = form["name"].as_field_group()
    places = [html.index(part) for part in ("名称", "与批复一致", "<input", "请填写名称")]
    assert places == sorted(places)
    assert "&lt;b&gt;" in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'class="form-control"' in html


def test_what_is_optional_says_so_and_nothing_is_marked_required() -> None:
    html = str(Filing())
    assert html.count("选填") == 3
    assert " required" not in html


def test_a_date_is_shown_as_browsers_want_it() -> None:
    html = str(Filing(initial={"starts_on": date(2027, 1, 5), "fee": 128050})["starts_on"])
    assert 'type="date"' in html
    assert 'value="2027-01-05"' in html


def test_an_amount_kept_in_fen_is_shown_in_yuan() -> None:
    assert 'value="1280.50"' in str(Filing(initial={"fee": 128050})["fee"])


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = Filing()["kind"].as_field_group()
    assert "<fieldset" in html
    assert "<legend" in html
    assert 'class="form-check-input"' in html


def test_the_summary_links_to_the_fields() -> None:
    form = Filing({**GOOD, "name": "", "planned": "0"})
    html = Template("{% errors form %}").render(Context({"form": form}))
    assert "有2处需要修改" in html
    assert 'href="#id_name"' in html
    assert "计划人数：请填1到9,999之间的整数" in html
    assert 'role="alert"' in html


def test_a_form_without_faults_has_no_summary() -> None:
    html = Template("{% errors form %}").render(Context({"form": Filing(GOOD)}))
    assert html.strip() == ""


def test_a_form_drawn_whole_says_every_error_once() -> None:
    alone = Filing({**GOOD, "name": ""})
    alone.add_error(None, "还不能提交")
    assert str(alone).count("还不能提交") == 1
    summed = Filing({**GOOD, "name": ""})
    summed.add_error(None, "还不能提交")
    page = Template("{% errors form %}{{ form }}").render(Context({"form": summed}))
    assert page.count("还不能提交") == 1


def test_other_packages_ways_to_draw_a_form_are_ours_too() -> None:
    for html in (Filing().as_p(), Filing().as_div(), Filing().as_ul()):
        assert html.count('class="sz-field"') == 8


def test_typed_text_is_kept_and_escaped() -> None:
    html = str(Filing({**GOOD, "name": '"><script>', "planned": "0"}))
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html
