"""Write the generated pages of the documentation, or tell which of them are stale.

Each page is a function that returns Markdown, listed in PAGES under the page's name.

    python -m tools.generated              write every page
    python -m tools.generated rules        write the pages named
    python -m tools.generated --check      fail where a page is stale
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django

from shuzheng.foundation import register

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.foundation.register import Entry

FOLDER = Path(__file__).parents[1] / "docs" / "generated"


def rules() -> str:
    """Return the register: every rule in both languages, whether it is live, where applied."""
    entries = register.entries()
    live = sum(entry.live for entry in entries.values())
    lines = [
        "# Rules",
        "",
        f"{len(entries)} rules, of which the platform applies {live}. Kinds: E enforce, R record,",
        "C compute, S schedule, W warn, D display. A rule is applied (●) when the source marks a",
        "function with it, the province's rulebook provides it and a test proves it. The texts are",
        "in `src/shuzheng/rulebooks/register.toml`; who acts is said in `GLOSSARY.md`.",
    ]
    groups = {entry.rule.group: None for entry in entries.values()}
    for group in groups:
        lines += [
            "",
            f"## {group.number}. {group.title_en} / {group.title}",
            "",
            "| Rule | Kinds | | Title | 规则 | Statement | Applied in |",
            "|---|---|---|---|---|---|---|",
            *(_row(entry) for entry in entries.values() if entry.rule.group == group),
        ]
    return "\n".join(lines) + "\n"


def _row(entry: Entry) -> str:
    rule = entry.rule
    cells = (
        rule.id,
        "".join(rule.kinds),
        "●" if entry.live else "",
        rule.title_en,
        f"**{rule.title}**：{rule.text}",
        rule.text_en,
        ", ".join(f"`{module}`" for module in entry.applied_in),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


PAGES: dict[str, Callable[[], str]] = {"rules": rules}


def stale() -> list[str]:
    """Return the names of the pages that differ from what would be written now."""
    return [name for name, page in PAGES.items() if _written(name) != page()]


def _written(name: str) -> str:
    path = FOLDER / f"{name}.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main(argv: list[str]) -> int:
    """Write or check pages; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzheng.config.settings_test")
    django.setup()
    if argv == ["--check"]:
        names = stale()
        for name in names:
            print(f"docs/generated/{name}.md is stale: run `make generated`")
        return 1 if names else 0
    unknown = [name for name in argv if name not in PAGES]
    if unknown:
        print(f"no such page: {', '.join(unknown)} (pages: {', '.join(PAGES)})")
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in argv or PAGES:
        (FOLDER / f"{name}.md").write_text(PAGES[name](), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
