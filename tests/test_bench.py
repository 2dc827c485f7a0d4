"""The bench measures what it says: every line of the goals, written as JSON, refused by name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench import figures

ROOT = Path(__file__).parents[1]
KEYS = ["id", "work", "figure", "unit", "peer", "peer_figure", "ratio", "goal", "met", "peak_mb"]
GOALS = {
    "roster-import.sqlite.default": 20,
    "roster-import.sqlite.bulk": 8,
    "issue.sqlite": 12,
    "issue.sqlite.steady": 0.9,
    "issue.sqlite.most": 0.9,
    "certificate-pdf": 2,
    "credentials.issue": 1.5,
    "credentials.verify": 1,
    "credentials.files": 1,
    "public-page.sqlite.html": 50,
    "public-page.sqlite.json": 10,
    "public-page.sqlite.files": 1,
    "log-append.sqlite": 1,
    "log-proof.sqlite": 10,
    "log-proof.sqlite.time": 1,
    "sm2-sign": 20,
    "sm2-verify": 20,
    "office.sqlite.pages": 150,
    "office.sqlite.round": 30,
    "office.sqlite.siting": 10,
}
"""What has to be reached; each of SQLite stands there for PostgreSQL too."""


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shuzheng.config.bench_command", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603


def test_next_to_nothing_is_measured_whole(tmp_path: Path) -> None:
    done = bench("--tiny", "--output", str(tmp_path / "latest.json"))

    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"))
    assert {one["id"]: one["goal"] for one in found} == GOALS
    for one in found:
        assert list(one) == KEYS
        assert one["figure"] > 0
        assert one["peak_mb"] > 0
        assert one["met"] is None, "nothing is met by so little"
        assert one["id"] in done.stdout
    assert not (tmp_path / "work").exists()


def test_an_unknown_measurement_is_refused_by_name() -> None:
    done = bench("--only", "speed")

    assert done.returncode == 2
    assert "no bench 'speed'" in done.stderr
    wanted = "roster-import, issue, credentials, certificate-pdf, public-page, log, sm2, office"
    assert wanted in done.stderr


def test_a_ratio_is_rounded_down_to_no_goal() -> None:
    just = figures.beside("a", "work", 79.99, "rows/s", "peer", 10, 8, 100)

    assert (just.ratio, just.met) == (8.0, False)
    assert "NO" in figures.table([just])


def test_a_file_is_written_whole_and_table_lines_stand_under_each_other(tmp_path: Path) -> None:
    lines = [
        figures.beside("甲", "w", 1234.56, "份/s", "peer", 100, 12, 90.4),
        figures.beside("b", "w", 1.234, "s", "", None, 2, 1),
    ]

    figures.write(tmp_path / "var" / "latest.json", lines)

    read = json.loads((tmp_path / "var" / "latest.json").read_text(encoding="utf-8"))
    assert [one["figure"] for one in read] == [1234.6, 1.23]
    assert [one["ratio"] for one in read] == [12.35, None]
    assert [one["met"] for one in read] == [True, None]
    table = figures.table(lines).splitlines()
    assert table[2].split() == ["甲", "1,234.6", "份/s", "peer", "100", "12.35", "12", "yes", "90"]
    assert table[0].index("figure") - 1 == table[2].index("1,234.6")
