"""The register holds the handbook's 221 rules, each complete in both languages."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from shuzheng.kernel import register
from shuzheng.kernel.register import Kind, Parameter, Weight, Word

TEXT = (files("shuzheng") / "rulebooks" / "register.toml").read_text(encoding="utf-8")
RULES = register.parse(TEXT)
WORDS = register.vocabulary(TEXT)
HAN = re.compile(r"[\u4e00-\u9fff]")
LONGEST_TITLE, LONGEST_TITLE_EN = 18, 42


def test_there_are_221_rules_in_twelve_groups() -> None:
    assert len(RULES) == 221
    assert list(Counter(rule.group.title_en for rule in RULES.values()).items()) == [
        ("Scope, principles and organs", 29),
        ("Filing and participation", 16),
        ("Taking up and dropping certificates; organisations", 20),
        ("Curriculum, training, textbooks", 20),
        ("Assessment sites", 10),
        ("Assessment and issuing", 20),
        ("Fees, exemption, funds", 20),
        ("Teachers and incentives", 25),
        ("Credits, account, careers", 12),
        ("Reports and publicity", 14),
        ("Supervision, complaints, evaluation", 15),
        ("Catalogue adjustment, targets, cooperation, support", 20),
    ]


def test_the_numbers_are_the_handbooks() -> None:
    blocks = (
        *(range(1, 29), [250], range(30, 46), range(50, 67), range(251, 254), range(70, 90)),
        *(range(90, 100), range(100, 118), [254, 255], range(120, 140), range(140, 164), [256]),
        *(range(170, 182), range(190, 203), [257], range(210, 225), range(230, 250)),
    )

    assert list(RULES) == [f"R-{number:03}" for block in blocks for number in block]


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_is_complete_in_both_languages(rule: register.Rule) -> None:
    assert rule.kinds
    assert rule.who
    assert 0 < len(rule.title) <= LONGEST_TITLE
    assert 0 < len(rule.title_en) <= LONGEST_TITLE_EN
    assert HAN.search(rule.title)
    assert rule.text.endswith("。")
    assert rule.text_en.endswith(".")


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_chinese_text_is_set_without_spaces_or_half_width_stops(rule: register.Rule) -> None:
    assert " " not in rule.text + rule.title
    assert not re.search(r"[,;:!?()]", rule.text + rule.title)


def test_every_rule_named_in_a_text_exists() -> None:
    named = {
        found for rule in RULES.values() for found in re.findall(r"R-\d+", rule.text + rule.text_en)
    }

    assert named
    assert named <= RULES.keys()


def test_every_quotation_is_whole() -> None:
    for rule in RULES.values():
        for source in rule.sources:
            assert HAN.search(source.quotation), rule.id
            assert source.quotation.count("“") == source.quotation.count("”"), rule.id


def test_five_rules_are_defaults_without_a_source() -> None:
    assert [rule.id for rule in RULES.values() if not rule.sources] == [
        "R-062",
        "R-253",
        "R-255",
        "R-196",
        "R-233",
    ]


def test_a_rule_reads_as_the_handbook_has_it() -> None:
    rule = RULES["R-190"]

    assert rule.kinds == (Kind.SCHEDULE, Kind.ENFORCE)
    assert [party.code for party in rule.who] == ["pilot_institution"]
    assert rule.sources[0].document.title == "皖教秘职成〔2021〕41号"
    assert rule.sources[0].document.weight is Weight.BINDING
    assert rule.sources[0].quotation == "于每月 12 日、27 日前…按时报送工作进展"


def test_titles_tell_rules_apart() -> None:
    assert max(Counter(rule.title for rule in RULES.values()).values()) == 1
    assert max(Counter(rule.title_en for rule in RULES.values()).values()) == 1


def test_a_parameter_is_called_the_same_in_every_rule_unless_a_rule_has_its_own_name() -> None:
    assert WORDS.parameter("R-031", "topics") == Parameter(
        "topics", "自评内容", "Contents of the self-assessment", rule="R-031"
    )
    assert WORDS.parameter("R-094", "topics") == Parameter(
        "topics", "申请内容", "Contents of the application", rule="R-094"
    )
    assert WORDS.parameter("R-190", "topics") is None
    assert WORDS.parameter("R-051", "pass_mark") == Parameter(
        "pass_mark", "合格分数", "Pass mark", "分", "points"
    )


def test_words_among_values_have_a_meaning_in_both_languages() -> None:
    assert WORDS.words["technician_school"] == Word(
        "technician_school", "技工学校", "technician schools"
    )


SMALL = """
[[document]]
seed = "S4"
title = "a notice"
description = "a notice"
description_en = "a notice"
weight = "binding"
[[group]]
key = "filing"
number = 2
title = "备案"
title_en = "Filing"
[[party]]
code = "student"
title = "学生"
title_en = "Student"
"""
RULE = """
[[rule]]
id = "R-001"
group = "{group}"
kinds = "{kinds}"
who = ["student"]
title = "自愿"
title_en = "By choice"
text = "自愿。"
text_en = "By choice."
sources = [{{ seed = "{seed}", quotation = "自愿" }}]
"""


def entry(group: str = "filing", kinds: str = "ER", seed: str = "S4") -> str:
    return RULE.format(group=group, kinds=kinds, seed=seed)


def test_a_rule_given_twice_is_refused() -> None:
    assert list(register.parse(SMALL + entry())) == ["R-001"]
    with pytest.raises(ValueError, match="R-001 is in the register twice"):
        register.parse(SMALL + entry() + entry())


def test_an_unknown_group_document_or_kind_is_refused() -> None:
    with pytest.raises(KeyError, match="law"):
        register.parse(SMALL + entry(group="law"))
    with pytest.raises(KeyError, match="S9"):
        register.parse(SMALL + entry(seed="S9"))
    with pytest.raises(ValueError, match="'X'"):
        register.parse(SMALL + entry(kinds="X"))
