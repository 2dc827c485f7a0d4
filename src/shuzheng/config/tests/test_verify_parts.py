"""`shuzheng verify` judges a token of which a part is shown, and says what is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shuzheng.config import verify_command
from shuzheng.credentials.core import jsontext, trust
from shuzheng.credentials.tests.core import cast, showing

if TYPE_CHECKING:
    from pathlib import Path

FORM = "符合职业技能等级证书的格式，形式为可部分出示的令牌（dc+sd-jwt）；共8项，出示3项。"
ON = ("--at", "2026-11-24T10:32:08+08:00")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Lay out a token of parts, whole and in part, and a trust file with fresh lists."""
    believed = trust.compose(cast.trust_in(*cast.fresh_lists()))
    (tmp_path / "trust.json").write_bytes(jsontext.canonical(believed))
    (tmp_path / "whole.sd-jwt").write_bytes(showing.shown())
    (tmp_path / "part.sd-jwt").write_bytes(showing.shown("level", "name", "issued_on"))
    (tmp_path / "level.sd-jwt").write_bytes(showing.shown("level"))
    return tmp_path


def run(desk: Path, *arguments: str) -> int:
    given = [str(desk / one) if (desk / one).exists() else one for one in arguments]
    return verify_command.main([*given, "--trust", str(desk / "trust.json"), *ON])


@pytest.mark.rule("R-112")
def test_a_part_is_reported_with_what_is_shown_and_what_is_not(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, "part.sd-jwt") == 0

    assert (
        capsys.readouterr().out
        == f"""\
{desk}/part.sd-jwt
  证书真实有效。

   1 通过      文件      文件可以打开，内容可读。
   2 通过      格式      {FORM}
   3 无法判断  编号      持有人没有出示证书编号。
   4 通过      颁发者    由长照服务评价中心颁发，信任文件中有该机构。
   5 通过      密钥      签发当日（2026-11-20）密钥在有效期内。
   6 通过      签名      签名验证成功，所出示的内容与签发时一致。
   7 无法判断  存证      存证日志记载的是颁发时的证书，这一形式是后来据以另行签出的。
   8 通过      撤销      2026-11-24的状态名单中没有撤销记录。
   9 通过      核查      2026-11-24的状态名单中没有核查记录。
  10 通过      有效期    自2026-07-15起有效，不设期限。

  证书      中级
  持有人    孟晓棠
  颁发      2026-07-15
  未出示    证书名称、证书编号、评价组织、职业技能等级标准、技能要求
"""
    )


def test_a_program_reads_which_statements_are_not_shown(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, "whole.sd-jwt", "level.sd-jwt", "--json", "--lang", "en") == 0

    whole, level = json.loads(capsys.readouterr().out)
    assert "not_shown" not in whole
    assert whole["certificate"] == {
        "title": "老年照护职业技能等级证书（中级）",
        "holder": "孟晓棠",
        "number": "X 2026 010004 2 0009173 L",
        "standard": "老年照护职业技能等级标准 2.0",
        "issuer": "长照服务评价中心 2026-07-15",
    }
    assert level["not_shown"] == [
        *("name", "certificate", "number", "organisation", "issued_on", "standard", "skills")
    ]
    assert level["certificate"]["title"] == "中级"
    assert level["certificate"]["not shown"] == (
        "Holder, Certificate, Certificate number, Evaluation organisation, Date of issue, Skill"
        " standard, Skill requirements"
    )
