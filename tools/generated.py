"""Write the generated pages of the documentation, or tell which of them are stale.

Each page is a function that returns Markdown, listed in PAGES under the page's name. Chinese words
are read from the rooms' own catalogues (`django.po`), so that no compiled file is needed.

    python -m tools.generated              write every page
    python -m tools.generated rules        write the pages named
    python -m tools.generated --check      fail where a page is stale
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.module_loading import autodiscover_modules

import shuzheng
from shuzheng.foundation import grants, register
from shuzheng.identity.rules import kinds
from shuzheng.kernel.lifecycle import Lifecycle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from enum import StrEnum

    from shuzheng.foundation.facts import Kind
    from shuzheng.foundation.register import Entry

    Table = Lifecycle[Any, Any]

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "generated"
LOCALE = "zh_Hans"
MERMAID_WORDS = {"end", "state", "note", "class", "direction", "default"}


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
        lines += ["", f"## {group.number}. {group.title_en} / {group.title}", ""]
        lines += _table(
            ("Rule", "Kinds", "", "Title", "规则", "Statement", "Applied in"),
            (_rule(entry) for entry in entries.values() if entry.rule.group == group),
        )
    return _page(lines)


def _rule(entry: Entry) -> tuple[str, ...]:
    rule = entry.rule
    return (
        rule.id,
        "".join(rule.kinds),
        "●" if entry.live else "",
        rule.title_en,
        f"**{rule.title}**：{rule.text}",
        rule.text_en,
        ", ".join(f"`{module}`" for module in entry.applied_in),
    )


def roles() -> str:
    """Return the roles with their reach, and every permission with the roles that hold it."""
    lines = [
        "# Roles and permissions",
        "",
        "A person acts in one capacity: one role in one organisation. The role gives permissions",
        "(`room:noun:verb`) and a reach; an access function asks both. 2FA: signs in with a second",
        "factor outside the demonstration. One-time code: a learner, whose account is activated",
        "with a code. Alone: one person holds no other staff role beside it.",
        "",
        *_table(
            ("Role", "角色", "", "Reach", "2FA", "One-time code", "Alone", "Permissions"),
            map(_role, kinds.Role),
        ),
    ]
    known = sorted(grants.known())
    holders = {
        permission: [role for role in kinds.Role if permission in grants.of(role)]
        for permission in known
    }
    for room in sorted({_room(permission, ":") for permission in known}):
        lines += ["", f"## {room}", ""]
        lines += _table(
            ("Permission", "Roles", "角色"),
            (
                (
                    f"`{permission}`",
                    ", ".join(f"`{role}`" for role in holders[permission]) or "nobody",
                    "、".join(filter(None, map(_role_word, holders[permission]))),
                )
                for permission in known
                if _room(permission, ":") == room
            ),
        )
    return _page(lines)


def _role(role: kinds.Role) -> tuple[str, ...]:
    return (
        f"`{role}`",
        _role_word(role),
        kinds.LABELS[role],
        kinds.REACH[role],
        _mark(role in kinds.SECOND_FACTOR_ROLES),
        _mark(role in kinds.LEARNER_ROLES),
        _mark(role in kinds.SEPARATED_ROLES),
        str(len(grants.of(role))),
    )


def _role_word(role: kinds.Role) -> str:
    return chinese("identity", kinds.LABELS[role])


def lifecycles() -> str:
    """Return every life cycle: its states, a diagram, and the table of its steps."""
    tables = found_lifecycles()
    lines = [
        "# Life cycles",
        "",
        f"{len(tables)} tables. What is not in a table cannot happen: a test tries every pair of",
        "state and verb. Who may use a verb is decided by the room's access functions, and what",
        "must be true besides by its rules.",
    ]
    for name in sorted(tables):
        lines += ["", f"## {name}", "", *_lifecycle(*tables[name])]
    return _page(lines)


def found_lifecycles() -> Mapping[str, tuple[str, Table]]:
    """Return every life cycle by its name, with the module that holds it."""
    found: dict[str, tuple[str, Table]] = {}
    for module in pkgutil.walk_packages(shuzheng.__path__, "shuzheng."):
        parts = module.name.split(".")
        if "tests" in parts or not ("rules" in parts or parts[-1] == "lifecycle"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if not isinstance(value, Lifecycle):
                continue
            _, known = found.setdefault(value.name, (module.name, value))
            if known is not value:
                raise ValueError(f"two life cycles are called {value.name}")
    return found


def _lifecycle(module: str, table: Table) -> list[str]:
    room = _room(table.name, ".")

    def word(thing: StrEnum) -> str:
        english = table.labels.get(thing, str(thing))
        return " / ".join(filter(None, (english, chinese(room, english))))

    used = dict.fromkeys((table.initial, *(s for step in table.steps.items() for s in _ends(step))))
    states = [state for state in table.states() if state in used]
    lines = [f"Held in `{module}`.", "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{_quiet(word(state))}" as {_node(state)}' for state in states]
    lines += [f"    [*] --> {_node(table.initial)}"]
    lines += [
        f"    {_node(source)} --> {_node(target)} : {_quiet(word(verb))}"
        for (source, verb), target in table.steps.items()
    ]
    lines += ["```", ""]
    return lines + _table(
        ("From", "Verb", "To"),
        (
            tuple(f"{word(thing)} (`{thing}`)" for thing in (source, verb, target))
            for (source, verb), target in table.steps.items()
        ),
    )


def _ends(step: tuple[tuple[Any, Any], Any]) -> tuple[Any, Any]:
    (source, _), target = step
    return source, target


def _node(state: str) -> str:
    """Return a state's name where Mermaid's own words must not stand."""
    return f"{state}_" if state in MERMAID_WORDS else str(state)


def _quiet(words: str) -> str:
    """Return words without the signs by which Mermaid ends a label."""
    return words.replace('"', "'").replace(";", ",").replace(":", " –")


def facts() -> str:
    """Return every declared fact: verb, sentence, data, what of it is personal."""
    # Imported only now: it stands on the models, which need the rooms to be loaded.
    declared: Mapping[str, Kind] = importlib.import_module("shuzheng.foundation.facts").kinds()
    by_room: dict[str, list[Kind]] = {}
    for verb in sorted(declared):
        by_room.setdefault(_room(verb, "."), []).append(declared[verb])
    lines = [
        "# Facts",
        "",
        f"{sum(map(len, by_room.values()))} kinds. An act records one fact; the sentence follows",
        "the name of whoever acted. Data is open and never personal; what is personal is sealed in",
        "a side table and can be shredded (`foundation.facts`).",
    ]
    for room, entries in by_room.items():
        lines += ["", f"## {room}", ""]
        lines += _table(
            ("Fact", "Sentence", "语句", "Data", "Personal", ""),
            (_fact(room, kind) for kind in entries),
        )
    return _page(lines)


def _fact(room: str, kind: Kind) -> tuple[str, ...]:
    with translation.override("en"):
        sentence = str(kind.sentence)
    return (
        f"`{kind.verb}`",
        sentence,
        chinese(room, sentence),
        ", ".join(f"`{name}`" for name in sorted(kind.data)),
        ", ".join(f"`{name}`" for name in sorted(kind.personal)),
        "nobody's news" if kind.confidential else "",
    )


def chinese(room: str, english: str) -> str:
    """Return the Chinese of a message as `room` has it, else as any room has it, else ""."""
    own, others = _words(room), (_words(other) for other in _rooms())
    return own.get(english) or next((w[english] for w in others if w.get(english)), "")


@cache
def _rooms() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in (ROOT / "src/shuzheng").glob("*/__init__.py")))


@cache
def _words(room: str) -> Mapping[str, str]:
    path = ROOT / "src/shuzheng" / room / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=LOCALE)
    return {
        m.id: m.string for m in catalogue if isinstance(m.id, str) and isinstance(m.string, str)
    }


def _room(name: str, separator: str) -> str:
    return name.partition(separator)[0]


def _mark(holds: bool) -> str:  # noqa: FBT001 - the one thing it shows
    return "●" if holds else ""


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    columns = list(heads)
    return [_line(columns), "|" + "---|" * len(columns), *map(_line, rows)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "facts": facts,
    "lifecycles": lifecycles,
    "roles": roles,
    "rules": rules,
}


def stale() -> list[str]:
    """Return the names of the pages that differ from what would be written now."""
    return [name for name, page in PAGES.items() if _written(name) != page()]


def _written(name: str) -> str:
    path = FOLDER / f"{name}.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def begin() -> None:
    """Load the rooms and everything that they declare."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzheng.config.settings_test")
    django.setup()
    autodiscover_modules("sentences", "followers", "jobs")


def main(argv: list[str]) -> int:
    """Write or check pages; returns the exit status."""
    begin()
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
