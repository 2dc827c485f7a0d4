"""`shuzheng review verify`: a cut and its ranking, computed again by anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.adjustment.rules import cut as cuts
from shuzheng.adjustment.rules import document
from shuzheng.adjustment.rules.cut import Certificate, Cut, Input, Terms
from shuzheng.config import review_command
from shuzheng.insight.rules.weighing import Told

if TYPE_CHECKING:
    from pathlib import Path

CUT = Cut(
    2026,
    date(2026, 10, 1),
    date(2025, 10, 1),
    date(2026, 9, 30),
    Terms(10, 12, 12, 5, 60, 24, 60),
    ("新材料",),
    tuple(
        Certificate(
            f"C{n:02d}", f"演示{n}", "演示评价组织", n, 2 * n, n, date(2021, 3, 1), None,
            told={Input.NEEDS: Told(n, 0, "演示调查", date(2026, 9, 1))},
        )
        for n in range(1, 11)
    ),
)  # fmt: skip


def whole(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - of any part
    plain = cuts.plain(CUT)
    said = {
        "format": "shuzheng-review/v1",
        "entry": {
            "index": 7,
            "kind": "review.frozen",
            "words": document.words(2026, document.digest(plain)),
        },
        "cut": plain,
        "ranking": document.outcome(CUT),
    }
    return {**said, **changes}


def written(folder: Path, **changes: Any) -> str:  # noqa: ANN401 - of any part
    path = folder / "review.json"
    path.write_text(json.dumps(whole(**changes), ensure_ascii=False), encoding="utf-8")
    return str(path)


@pytest.mark.rule("R-230", "R-231")
def test_a_review_is_computed_again_without_django_or_a_server(tmp_path: Path) -> None:
    path = written(tmp_path)
    script = (
        "import sys; from shuzheng.config import cli;"
        f"status = cli.main(['review', 'verify', {path!r}]);"
        "assert 'django' not in sys.modules; sys.exit(status)"
    )

    ran = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (3, "")
    assert ran.stdout.splitlines()[1:] == [
        "  1  holds    cut as frozen",
        "  2  holds    ranking",
        "  3  unknown  entry in the log: the key of the log was not given",
    ]


def test_the_digest_is_the_hash_of_the_canonical_cut() -> None:
    plain = json.dumps(cuts.plain(CUT), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert document.digest(cuts.plain(CUT)) == (
        sha256(b"shuzheng/review/cut/v1\0" + plain.encode()).hexdigest()
    )
    assert document.outcome(CUT)["places"][0][:4] == [1, "C01", "drop", ""]


def test_a_changed_input_and_a_changed_rank_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = cuts.plain(CUT)
    plain["certificates"][0]["registered"] = 500
    moved = document.outcome(CUT)
    moved["places"].reverse()

    for changes, wrong in (
        ({"cut": plain}, ["cut as frozen", "ranking"]),
        ({"ranking": moved}, ["ranking"]),
    ):
        assert review_command.main(["verify", "--json", written(tmp_path, **changes)]) == 1
        [record] = json.loads(capsys.readouterr().out)
        assert [one["name"] for one in record["checks"] if one["verdict"] == "fails"] == wrong


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"format": "shuzheng-review/v1"}',
        '{"format": "shuzheng-review/v1", "entry": {}, "cut": {"certificates": 7}}',
        "{" * 9_999,
    ],
)
def test_what_is_no_document_is_said_to_be_none(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.json"
    path.write_text(content)

    assert review_command.main(["verify", str(path), str(tmp_path / "absent")]) == 2

    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("year", -1),
        ("on", "2026-13-01"),
        ("key_industries", [7]),
        ("terms", {}),
        ("certificates", [{}]),
        ("certificates", "all"),
    ],
)
def test_a_malformed_cut_is_refused_by_the_name_of_its_part(
    part: str, value: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, cut={**cuts.plain(CUT), part: value})

    assert review_command.main(["verify", path]) == 2
    assert "not a well-formed cut" in capsys.readouterr().err


def test_words_that_no_entry_of_the_log_can_say_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, entry={"index": 7, "words": "2026 评审"})

    assert review_command.main(["verify", path]) == 2
    assert "(words)" in capsys.readouterr().err


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    assert review_command.main(["verify", "--key", "what", written(tmp_path)]) == 2
