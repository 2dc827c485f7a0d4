"""Print the licence of every package that the platform runs on, or check what THIRD_PARTY.md says.

The packages are those of requirements/runtime.txt, the licences those of their installed metadata.

    python -m tools.licences            print the table
    python -m tools.licences --write    write it into THIRD_PARTY.md
    python -m tools.licences --check    fail where THIRD_PARTY.md says something else
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "runtime.txt"
PAGE = ROOT / "THIRD_PARTY.md"
BEGIN, END = "<!-- begin: tools.licences -->\n", "<!-- end: tools.licences -->\n"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
LONGEST = 40
WORDS = {
    "MIT License": "MIT",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause license": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
READ = {"fido2": "BSD-2-Clause, parts Apache-2.0 and MPL-2.0"}
"""Packages whose metadata says less than the licence file that they bring."""

COPYLEFT = ("GPL", "MPL", "EPL", "EUPL", "CDDL", "SSPL")


def packages() -> dict[str, tuple[str, str]]:
    """Return version and licence of every locked package, by name."""
    pinned: list[tuple[str, str]] = PINNED.findall(LOCK.read_text(encoding="utf-8"))
    return {
        name: (version.rstrip("\\").strip(), licence(metadata.metadata(name).json))
        for name, version in sorted(pinned)
    }


def licence(about: Mapping[str, str | list[str]]) -> str:
    """Return a package's licence: its expression, else its short text, else its classifiers."""
    named = READ.get(str(about["name"])) or about.get("license_expression")
    if named:
        return str(named)
    text = str(about.get("license", ""))
    short = [text] if 0 < len(text) <= LONGEST and "\n" not in text else []
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get("classifier", [])
        if line.startswith("License :: OSI Approved ::")
    ]
    found = [WORDS.get(word, word) for word in short or classified]
    return " and ".join(dict.fromkeys(found)) or "unknown"


def table() -> str:
    """Return the table in Markdown; what asks more than naming its authors is set in bold."""
    lines = ["| Package | Version | Licence |", "|---|---|---|"]
    for name, (version, terms) in packages().items():
        marked = f"**{terms}**" if any(word in terms for word in COPYLEFT) else terms
        lines.append(f"| {name} | {version} | {marked} |")
    return "\n".join(lines) + "\n"


def main(argv: list[str]) -> int:
    """Print, write or check the table; returns the exit status."""
    if not argv:
        sys.stdout.write(table())
        return 0
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    fresh = f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}"
    if argv == ["--check"]:
        if fresh == page:
            return 0
        sys.stdout.write("THIRD_PARTY.md is stale: run `python -m tools.licences --write`\n")
        return 1
    if argv == ["--write"]:
        PAGE.write_text(fresh, encoding="utf-8")
        return 0
    sys.stderr.write("usage: python -m tools.licences [--write|--check]\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
