"""Every template of the project keeps to the look: no style, no script, no class of its own."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from shuzheng.foundation.ui.components.inline import icons

ROOT = Path(str(files("shuzheng")))
STATIC = ROOT / "foundation" / "static" / "foundation"
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
CSS = (STATIC / "app.css").read_text(encoding="utf-8")
KNOWN = set(re.findall(r"\.(sz-[a-zA-Z0-9_-]+)", CSS))
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def text_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_has_no_style_and_no_inline_script(path: Path) -> None:
    text = text_of(path)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", TAG.sub("", text))
    assert not re.search(r"(href|src|action)\s*=\s*[\"']?javascript:", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_names_icons_that_exist(path: Path) -> None:
    assert set(re.findall(r"""\{% icon ["']([^"']+)["']""", text_of(path))) <= icons()


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_uses_only_classes_of_the_look(path: Path) -> None:
    used: set[str] = set()
    for value in re.findall(r'class="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"', text_of(path)):
        plain = re.sub(r"\S*(?:\{%\s*include.*?%\}|\{\{.*?\}\})\S*", " ", value)
        used.update(re.findall(r"(?<![\w-])sz-[a-zA-Z0-9_-]+", TAG.sub(" ", plain)))
    assert used <= KNOWN


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_shows_days_in_the_province_s_time(path: Path) -> None:
    assert not re.search(r"\|\s*(date|time)\b", text_of(path))


def test_the_stylesheet_uses_no_important_and_no_ids() -> None:
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", CSS, flags=re.DOTALL)
    assert "!important" not in rules
    assert not re.search(r"^\s*[^{};:]*#[a-zA-Z][\w-]*\s*[,{]", rules, re.MULTILINE)


def test_vendored_files_are_those_of_the_notice() -> None:
    vendor = STATIC / "vendor"
    notice = (vendor / "NOTICE").read_text(encoding="utf-8")
    for name in ("tabler.min.css", "echarts.min.js", "htmx.min.js"):
        content = (vendor / name).read_bytes()
        assert f"sha256 {sha256(content).hexdigest()}" in notice
        assert b"sourceMappingURL" not in content


def test_every_file_that_a_stylesheet_names_is_there() -> None:
    for name in re.findall(r"url\(\"?((?!data:)[^)\"]+)\"?\)", re.sub(r"/\*.*?\*/", "", CSS)):
        assert (STATIC / name).is_file()
