"""`shuzheng found`: found an empty installation, once.

Asks for the first security administrator's identity document and prints the one-time code with
which that person makes an account. Nothing else prints it, and it is not stored in the clear.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from shuzheng.config import preparing
from shuzheng.kernel.refusals import Refusal


def main(argv: list[str]) -> int:
    """Found the installation; returns 0, or 1 with a sentence on stderr where it is refused."""
    parser = argparse.ArgumentParser(prog="shuzheng found", description=__doc__)
    parser.add_argument("--name", required=True, help="the first security administrator's name")
    name: str = parser.parse_args(argv).name
    preparing.start_django()
    preparing.prepare()
    sys.stderr.write("number of the resident identity card: ")
    sys.stderr.flush()
    number = sys.stdin.readline()
    # Imported only now: they stand on the models, which need the rooms to be loaded.
    founding = importlib.import_module("shuzheng.identity.services.founding")
    persons = importlib.import_module("shuzheng.identity.services.persons")
    kinds = importlib.import_module("shuzheng.identity.rules.kinds")
    rulebooks = importlib.import_module("shuzheng.foundation.rulebooks")
    clock = importlib.import_module("shuzheng.foundation.clock")
    province = rulebooks.province()
    admin = persons.PersonRow(name, kinds.DocumentKind.RESIDENT_IDENTITY_CARD, number)
    try:
        founded = founding.begin(
            province.name, province.division, admin, now=clock.now(), is_demonstration=False
        )
    except Refusal as refusal:
        sys.stderr.write(f"shuzheng found: {refusal}\n")
        return 1
    sys.stdout.write(f"one-time code of {name}: {founded.code.code}\n")
    return 0
