"""`shuzheng draw verify`: two hundred lines of JSON and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.config import draw_command

if TYPE_CHECKING:
    from pathlib import Path

DRAW = "000102030405060708090a0b0c0d0e0f"
BLIND = "9ab8ec7497933ca275063511051b2f536e49105561216cc917f4f394ad08ad09"
OURS = "2f83b7a7564f8742dde04b42c8618dcafaa3f0488ff423de7ed372b6d9f6553d"
THEIRS = "fb8ec309955d0fef590e38a23bf6f6c4618ce9fb62b146c82612b3a32d0fbf1e"
DIGEST = "f6c56c5cb503fc1236934fbc08e805f8a4ce7618550e5de3082f31121a3b79d1"
WHOLE: dict[str, Any] = {
    "format": "shuzheng-draw/v1",
    "entries": [
        {
            "index": 3,
            "kind": "draw.opened",
            "words": f"{DRAW} assessment.seating {BLIND}",
        },
        {
            "index": 4,
            "kind": "draw.committed",
            "words": f"{DRAW} organiser {OURS}",
        },
        {
            "index": 8,
            "kind": "draw.committed",
            "words": f"{DRAW} witness {THEIRS}",
        },
        {
            "index": 9,
            "kind": "draw.frozen",
            "words": f"{DRAW} {DIGEST}",
        },
        {"index": 10, "kind": "draw.revealed", "words": f"{DRAW} organiser {'aa' * 32}"},
        {"index": 11, "kind": "draw.revealed", "words": f"{DRAW} witness {'bb' * 32}"},
    ],
    "blind": "cc" * 32,
    "inputs": {
        "candidates": [[1, "a", False], [2, "b", False]],
        "rooms": [[7, [[1, 0, 0, True, False], [2, 0, 1, True, False]]]],
    },
    "seed": "2054b9c3e2fe1064a3db3f22b3eb4093a1bf935038857536a5f129be608bf933",
    "outcome": [[1, 7, 2], [2, 7, 1]],
}
"""The example of docs/draws.md; its hashes were computed with printf, xxd and sha256sum."""


PANEL: dict[str, Any] = {
    **WHOLE,
    "entries": [
        {**one, "words": words}
        for one, words in zip(
            WHOLE["entries"],
            (
                f"{DRAW} governance.panel {BLIND}",
                *(WHOLE["entries"][at]["words"] for at in (1, 2)),
                f"{DRAW} 95f21faf1210e8738ce2e13cbb5d4860bb9fc57f3e2dea5cfd35307fcd156017",
                *(WHOLE["entries"][at]["words"] for at in (4, 5)),
            ),
            strict=True,
        )
    ],
    "inputs": {
        "experts": ["a1", "b2", "c3", "d4", "e5", "f6"],
        "excluded": [["b2", "employer"]],
        "recent": ["e5"],
        "size": 3,
        "reserve": 1,
    },
    "seed": "634c25f2de0132c5708c3ef8919f389d633b59b6c91a5849a2130de9d42398ec",
    "outcome": {"panel": ["c3", "d4", "f6"], "substitutes": ["a1"]},
}
"""The panel of docs/draws.md, computed by hand from its words."""


def written(folder: Path, **changes: object) -> str:
    path = folder / "draw.json"
    path.write_text(json.dumps({**WHOLE, **changes}), encoding="utf-8")
    return str(path)


def test_a_seating_is_computed_again_without_django_or_a_server(tmp_path: Path) -> None:
    path = written(tmp_path)
    script = (
        "import sys; from shuzheng.config import cli;"
        f"status = cli.main(['draw', 'verify', {path!r}]);"
        "assert 'django' not in sys.modules; sys.exit(status)"
    )

    ran = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (3, "")
    assert ran.stdout.splitlines()[1:] == [
        "  1  holds    order of the entries",
        "  2  holds    secret of the organiser",
        "  3  holds    secret of the witness",
        "  4  holds    blind as announced",
        "  5  holds    inputs as frozen",
        "  6  holds    seed",
        "  7  holds    outcome",
        "  8  unknown  entries in the log: the key of the log was not given",
    ]


def test_moved_candidates_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, outcome=[[1, 7, 1], [2, 7, 2]])

    assert draw_command.main(["verify", "--json", path]) == 1

    [record] = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in record["checks"] if one["verdict"] == "fails"] == ["outcome"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": "shuzheng-draw/v1", "entries": [7]}', "{" * 9_999]
)
def test_what_is_no_document_is_said_to_be_none(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.json"
    path.write_text(content)

    assert draw_command.main(["verify", str(path), str(tmp_path / "absent")]) == 2

    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    assert draw_command.main(["verify", "--key", "what", written(tmp_path)]) == 2


def test_a_witness_makes_a_secret_whose_commitment_the_draw_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert draw_command.main(["commit", DRAW]) == 0
    assert draw_command.main(["commit", DRAW]) == 0

    first, committed, second, _ = [
        line.split()[-1] for line in capsys.readouterr().out.splitlines()
    ]
    named = bytes.fromhex(DRAW) + b"witness\0" + bytes.fromhex(first)
    assert first != second
    assert committed == sha256(b"shuzheng/draw/commitment/v1\0" + named).hexdigest()


def test_a_panel_is_computed_again_and_one_with_others_in_it_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw_command.main(["verify", written(tmp_path, **PANEL)]) == 3
    assert "  7  holds    outcome" in capsys.readouterr().out
    steered = {"panel": ["d4", "f6", "a1"], "substitutes": ["c3"]}
    assert draw_command.main(["verify", written(tmp_path, **{**PANEL, "outcome": steered})]) == 1
    assert "  7  fails    outcome" in capsys.readouterr().out
