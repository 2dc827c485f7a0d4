"""The one command: `shuzheng`.

Each subcommand lives in a module of its own and is imported only when asked for, so that
`shuzheng verify` and `shuzheng witness` run where Django, the database and the settings are absent.
"""

from __future__ import annotations

import importlib
import os
import sys

COMMANDS = {
    "serve": ("shuzheng.config.serve_command", "start the web server and a worker"),
    "worker": ("shuzheng.config.worker_command", "run queued and scheduled work"),
    "found": ("shuzheng.config.found_command", "found an empty installation, once"),
    "demo": ("shuzheng.config.demo_command", "build the demonstration province"),
    "verify": ("shuzheng.config.verify_command", "check a certificate file without any server"),
    "draw": ("shuzheng.config.draw_command", "compute a published draw again without any server"),
    "review": (
        "shuzheng.config.review_command",
        "compute a published catalogue review again without any server",
    ),
    "rules": ("shuzheng.config.rules_command", "list the rules and where they are applied"),
    "evidence": ("shuzheng.config.evidence_command", "take out the evidence file of a certificate"),
    "keys": ("shuzheng.config.keys_command", "make or rotate the installation's keys"),
    "log": ("shuzheng.config.log_command", "export and check the evidence log"),
    "witness": ("shuzheng.config.witness_command", "cosign the evidence logs of others"),
    "bench": ("shuzheng.config.bench_command", "measure against peers"),
    "manage": ("shuzheng.config.manage_command", "Django's own commands (migrate, check, …)"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand; returns its exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        _usage()
        return 0
    name, *rest = arguments
    if name not in COMMANDS:
        sys.stderr.write(f"shuzheng: there is no command {name!r}\n")
        _usage()
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzheng.config.settings")
    module = importlib.import_module(COMMANDS[name][0])
    status: int = module.main(rest)
    return status


def _usage() -> None:
    width = max(map(len, COMMANDS))
    sys.stdout.write("usage: shuzheng COMMAND [ARGUMENT …]\n\n")
    for name, (_, purpose) in COMMANDS.items():
        sys.stdout.write(f"  {name:<{width}}  {purpose}\n")
