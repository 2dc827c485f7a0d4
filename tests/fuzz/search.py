"""Search a parser, or "all", guided by what the code covers: `search PARSER RUNS`.

Ends with 0 where nothing was found. What breaks a parser is left in var/fuzz, to be run again by
`search PARSER FILE`; once mended it becomes a test, and a case of the corpus where that fits.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import atheris

PLACE = Path(__file__).parents[2] / "var" / "fuzz"
LONGEST = 1 << 16

with atheris.instrument_imports(include=["shuzheng", "pypdf", "json"]):
    from tests.fuzz import parsers


def main() -> None:
    """Search, or run one file again."""
    name, what = sys.argv[1], sys.argv[2]
    if name == "all":
        # A search ends its process.
        sys.exit(max(_apart(one, what) for one in parsers.PARSERS))
    parser = parsers.PARSERS.get(name)
    if parser is None:
        raise SystemExit(f"there is no parser {name!r}; there are: {', '.join(parsers.PARSERS)}")
    if not what.isdecimal():
        parsers.answers(parser, Path(what).read_bytes())
        return
    found = PLACE / name
    found.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(parsers.seeds(name)):
        (found / f"seed-{number}").write_bytes(seed)
    options = [
        "search",
        f"-runs={what}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={PLACE}/{name}-",
        "-print_final_stats=1",
        "-verbosity=0",
        str(found),
    ]
    atheris.Setup(options, lambda data: parsers.answers(parser, data))
    atheris.Fuzz()


def _apart(name: str, runs: str) -> int:
    sys.stdout.write(f"{name}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "tests.fuzz.search", name, runs]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - this program


if __name__ == "__main__":
    main()
