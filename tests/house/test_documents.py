"""The documents say what is there: links, commands, settings, numbers, licences."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from tools import licences

from shuzheng.config import cli

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-Hans.md")
VENDOR = ROOT / "src/shuzheng/foundation/static/foundation/vendor"
LARGEST_PICTURE = 300_000
LINK = re.compile(r"\]\(<?([^)>\s]+)>?\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`|^ {4}\S.*$", re.DOTALL | re.MULTILINE)
VARIABLE = re.compile(r"\b(?:SHUZHENG_[A-Z_]+|PUBLIC_URL|DATABASE_URL)\b")
ELSEWHERE = re.compile(
    r"/(?:work|root|home)/[a-z]"
    r"|\b(?:pypi|npmjs|debian|pythonhosted|crates)\.(?:org|com|io)\b|proxy\.golang|registry\.npm",
    re.IGNORECASE,
)


def committed() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


DOCUMENTS = sorted(
    {*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("README.md")}
)


def in_code(document: Path, pattern: str) -> set[str]:
    text = document.read_text(encoding="utf-8")
    return {name for code in CODE.findall(text) for name in re.findall(pattern, code)}


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line).strip().lower().replace(" ", "-") for line in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_and_headings_that_exist(document: Path) -> None:
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_and_targets_that_are_named_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = in_code(document, r"\bshuzheng ([a-z]+)\b")

    assert in_code(document, r"\bmake ([a-z-]+)") <= targets
    assert commands <= set(cli.COMMANDS)
    assert [name for name in commands if not find_spec(cli.COMMANDS[name][0])] == []


@pytest.mark.parametrize("readme", READMES)
def test_each_readme_names_exactly_the_settings_there_are(readme: str) -> None:
    source = (ROOT / "src/shuzheng/config/environment.py").read_text(encoding="utf-8")
    said = VARIABLE.findall((ROOT / readme).read_text(encoding="utf-8"))

    assert set(said) == set(re.findall(rf'"({VARIABLE.pattern})"', source))


def test_both_readmes_have_the_same_parts_commands_and_pictures() -> None:
    english, chinese = (ROOT / readme for readme in READMES)

    for pattern in (r"\bshuzheng ([a-z]+ ?[a-z]*)", r"\bmake ([a-z-]+)"):
        assert in_code(english, pattern) == in_code(chinese, pattern)
    texts = [path.read_text(encoding="utf-8") for path in (english, chinese)]
    assert len({len(re.findall(r"^## ", text, re.MULTILINE)) for text in texts}) == 1
    pictures, theirs = (re.findall(r"docs/images/\S+\.png", text) for text in texts)
    assert pictures == theirs
    assert pictures != []


def test_pictures_are_small_and_used() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    for picture in (ROOT / "docs/images").iterdir():
        assert picture.name in used
        assert picture.stat().st_size <= LARGEST_PICTURE


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gaps_and_titled_by_their_number() -> None:
    records = sorted((ROOT / "docs/decisions").glob("*.md"))

    assert [path.name[:5] for path in records] == [f"{n:04}-" for n in range(1, len(records) + 1)]
    for path in records:
        assert path.read_text(encoding="utf-8").startswith(f"# {path.name[:4]}. ")


def test_no_text_names_a_place_of_one_machine_or_a_registry() -> None:
    wrong = {}
    for path in committed():
        if path == Path(__file__) or VENDOR in path.parents:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if found := ELSEWHERE.search(text):
            wrong[str(path.relative_to(ROOT))] = found.group()
    assert wrong == {}


def test_the_licences_of_packages_are_as_installed(capsys: pytest.CaptureFixture[str]) -> None:
    assert licences.main(["--check"]) == 0, capsys.readouterr().out


def test_vendored_files_are_what_their_notice_says() -> None:
    notice = (VENDOR / "NOTICE").read_text(encoding="utf-8")
    said = dict(
        re.findall(r"^(\S+\.(?:css|js|wasm)) .*\n +sha256 ([0-9a-f]{64})$", notice, re.MULTILINE)
    )
    files = [path for path in VENDOR.iterdir() if path.suffix in {".css", ".js", ".wasm"}]

    assert said == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_licence_is_the_one_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in (ROOT / "LICENSE").read_text(encoding="utf-8")
