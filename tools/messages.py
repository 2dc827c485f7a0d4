"""Extract, merge, check and compile the messages of every room, without gettext.

Python sources are read as syntax trees: calls of `_`, `N_`, `gettext*`, `ngettext*`,
`pgettext*`, and the `template = "…"` of refusals. Templates are read through Django's own
`templatize`. Each room keeps its own catalogue, so two people rarely meet in one file.

    python -m tools.messages            extract, merge, compile
    python -m tools.messages --check    fail where one is missing, unused, untranslated or disputed
    python -m tools.messages --compile  only compile
    python -m tools.messages --room fees    extract, merge and compile one room
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[1]
ROOMS = ROOT / "src" / "shuzheng"
LOCALES = ("zh_Hans",)
HOST, WITHOUT = "foundation", ("config", "kernel", "rulebooks")
"""Packages that are no Django applications have no catalogue: the host speaks for them."""
SINGULAR = {"_", "N_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
OURS = {
    ", ": "names in a Chinese list stand with 、 between them, also in the library's own lists",
    "Accounts": "the library's word names its application, which no page shows",
    "Verified": "the library's word belongs to a page of addresses, which is not served",
}
"""Words that we say otherwise than the libraries, whose sentences they change too, and why."""
STRING = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"\b(?:(?P<n>ngettext)\({STRING}, {STRING}|(?P<p>pgettext)\({STRING}, {STRING}"
    rf"|(?:gettext|_)\({STRING})"
)

Key = tuple[str | None, str | tuple[str, str]]
Found = dict[Key, set[str]]
Said = dict[tuple[str | None, str, bool], str]
"""What a catalogue says: by context, word and whether the message knows a plural."""


def main(argv: list[str]) -> int:
    """Run one of the three modes; returns the exit status."""
    rooms = sorted(
        path.parent for path in ROOMS.glob("*/__init__.py") if path.parent.name not in WITHOUT
    )
    if argv == ["--compile"]:
        return _compile_all(rooms)
    if argv[:1] == ["--room"]:
        rooms = [ROOMS / argv[1]]
    faults = 0
    for room in rooms:
        found = extract(room)
        for locale in LOCALES:
            faults += (
                _check(room, locale, found) if argv == ["--check"] else _merge(room, locale, found)
            )
    if argv != ["--check"]:
        _compile_all(rooms)
        return 0
    for locale in LOCALES:
        ours = {room.name: texts_of(read(room, locale)) for room in rooms}
        for line in disagreements(ours, _of_libraries(locale)):
            print(f"{locale}: {line}")
            faults += 1
    print("messages: complete" if not faults else f"messages: {faults} faults")
    return 1 if faults else 0


def extract(room: Path) -> Found:
    """Return every message of a room with the files that use it."""
    found: defaultdict[Key, set[str]] = defaultdict(set)
    packages = [room, *(ROOMS / name for name in WITHOUT)] if room.name == HOST else [room]
    for path in sorted(path for package in packages for path in package.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            for key in _in_python(path):
                found[key].add(str(path.relative_to(ROOT)))
    for suffix in ("*.html", "*.txt"):
        for path in sorted((room / "templates").rglob(suffix)):
            for key in _in_template(path):
                found[key].add(str(path.relative_to(ROOT)))
    return dict(found)


def _in_python(path: Path) -> list[Key]:
    keys: list[Key] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            keys += _called(node)
        elif isinstance(node, ast.ClassDef):
            keys += [
                (None, item.value.value)
                for item in node.body
                if isinstance(item, ast.Assign)
                and isinstance(item.targets[0], ast.Name)
                and item.targets[0].id == "template"
                and isinstance(item.value, ast.Constant)
                and isinstance(item.value.value, str)
                and _is_refusal(node)
            ]
    return keys


def _is_refusal(node: ast.ClassDef) -> bool:
    names = {
        item.targets[0].id
        for item in node.body
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name)
    }
    return "code" in names or "Refusal" in {
        base.id for base in node.bases if isinstance(base, ast.Name)
    }


def _called(node: ast.Call) -> list[Key]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in SINGULAR and len(node.args) == 1 and words:
        return [(None, words[0])]
    if name in PLURAL and len(words) > 1:
        return [(None, (words[0], words[1]))]
    if name in CONTEXT and len(words) > 1:
        return [(words[0], words[1])]
    return []


def _in_template(path: Path) -> list[Key]:
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    keys: list[Key] = []
    for match in IN_TEMPLATE.finditer(source):
        words = [ast.literal_eval(g) for g in match.groups() if g and g[-1] in "'\""]
        if match["n"]:
            keys.append((None, (words[0], words[1])))
        elif match["p"]:
            keys.append((words[0], words[1]))
        elif words[0]:
            keys.append((None, words[0]))
    return keys


def _po(room: Path, locale: str) -> Path:
    return room / "locale" / locale / "LC_MESSAGES" / "django.po"


def read(room: Path, locale: str) -> Catalog:
    """Return a room's catalogue, an empty one where it has none."""
    path = _po(room, locale)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def _merge(room: Path, locale: str, found: Found) -> int:
    old = read(room, locale)
    if not found and not len(old):
        return 0
    new = Catalog(locale=locale, project="shuzheng", version="", fuzzy=False, revision_date=None)
    new.header_comment = (
        "# Messages of this room. Run `make messages` after changing a source string."
    )
    for (context, words), places in sorted(found.items(), key=lambda item: str(item[0])):
        kept = old.get(words if isinstance(words, str) else words[0], context)
        new.add(
            words, _kept(kept, words), [(place, 0) for place in sorted(places)], context=context
        )
    path = _po(room, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, new, omit_header=False, include_lineno=False, sort_output=True, width=100)
    text = re.sub(
        r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid-Bugs-To):.*\n',
        "",
        buffer.getvalue().decode(),
    )
    path.write_text(text, encoding="utf-8")
    return 0


def _kept(
    entry: Message | None, words: str | tuple[str, str]
) -> str | tuple[str, ...] | list[str] | None:
    """Return a translation made before, unless the message became plural or singular since."""
    if entry is None or isinstance(entry.string, str) != isinstance(words, str):
        return None
    return entry.string


def _check(room: Path, locale: str, found: Found) -> int:
    catalogue, faults = read(room, locale), 0
    for (context, words), places in sorted(found.items(), key=lambda item: str(item[0])):
        entry = catalogue.get(words if isinstance(words, str) else words[0], context)
        said = entry.string if entry else None
        strings = [said] if isinstance(said, str) else list(said or ())
        if not strings or not all(strings) or (entry is not None and entry.fuzzy):
            print(f"{room.name} {locale}: not translated: {words!r} ({', '.join(sorted(places))})")
            faults += 1
    known = {(context, words if isinstance(words, str) else words[0]) for context, words in found}
    for entry in catalogue:
        word = entry.id if isinstance(entry.id, str) else entry.id[0]
        if word and (entry.context, word) not in known:
            print(f"{room.name} {locale}: no longer used: {word!r}")
            faults += 1
    return faults


def texts_of(catalogue: Iterable[Message]) -> Said:
    """Return what a catalogue says, its untranslated messages left out."""
    found: Said = {}
    for entry in catalogue:
        word = entry.id if isinstance(entry.id, str) else entry.id[0]
        texts = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
        if word and all(texts):
            found[(entry.context, word, bool(entry.pluralizable))] = " / ".join(texts)
    return found


def disagreements(rooms: Mapping[str, Said], libraries: Mapping[str, Said]) -> list[str]:
    """Return a line for every message that two catalogues translate differently.

    Django joins all catalogues into one, so that one of the two texts would never be shown.
    Libraries may differ among themselves; what they say is compared with what a room says.
    """
    lines: list[str] = []
    keys = {key: None for room in rooms.values() for key in room}
    for key in sorted(keys, key=lambda key: (key[1], key[0] or "", key[2])):
        context, word, _ = key
        others = {} if context is None and word in OURS else libraries
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for name, what in sorted({**rooms, **others}.items()):
            if key in what:
                texts[what[key]].append(name)
        if len(texts) > 1:
            of = f" ({context})" if context else ""
            where = "; ".join(f"{', '.join(names)}: {text}" for text, names in texts.items())
            lines.append(f"said in more than one way: {word!r}{of}: {where}")
    return lines


def _of_libraries(locale: str) -> dict[str, Said]:
    """Return what Django itself and the installed libraries say."""
    settings = ast.parse((ROOMS / "config" / "settings.py").read_text(encoding="utf-8"))
    installed = next(
        ast.literal_eval(node.value)
        for node in settings.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "INSTALLED_APPS"
    )
    found: dict[str, Said] = {}
    for name in ("django.conf", *(name for name in installed if not name.startswith("shuzheng."))):
        spec = find_spec(name)
        for folder in (spec and spec.submodule_search_locations) or ():
            path = Path(folder) / "locale" / locale / "LC_MESSAGES" / "django.mo"
            if path.exists():
                with path.open("rb") as file:
                    found[name] = texts_of(read_mo(file))
    return found


def _compile_all(rooms: list[Path]) -> int:
    for room in rooms:
        for locale in LOCALES:
            path = _po(room, locale)
            if path.exists():
                with path.with_suffix(".mo").open("wb") as file:
                    write_mo(file, read(room, locale))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
