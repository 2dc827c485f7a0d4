"""Translations are compiled when they are newer than what was compiled before."""

from __future__ import annotations

import gettext
import os
from typing import TYPE_CHECKING

from shuzheng.config import messages

if TYPE_CHECKING:
    from pathlib import Path

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Try again"
msgstr "重新执行"
"""


def test_a_catalogue_is_compiled_once_and_again_after_it_changed(tmp_path: Path) -> None:
    source = tmp_path / "pilots" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO, encoding="utf-8")
    assert messages.compile_stale(tmp_path) == [source]
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Try again") == "重新执行"
    assert messages.compile_stale(tmp_path) == []
    later = source.with_suffix(".mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(source, ns=(later, later))
    assert messages.compile_stale(tmp_path) == [source]
    assert [path.name for path in sorted(source.parent.iterdir())] == ["django.mo", "django.po"]
