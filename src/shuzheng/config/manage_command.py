"""`shuzheng manage …`: Django's own commands under our settings."""

from __future__ import annotations

from django.core.management import execute_from_command_line


def main(argv: list[str]) -> int:
    """Run a Django command."""
    execute_from_command_line(["shuzheng manage", *argv])
    return 0
