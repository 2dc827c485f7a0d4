"""`shuzheng keys make|rotate|reseal|drop|check`: the key file, what lies under it, who can sign.

Making and rotating start no Django, because the platform does not start without a key file. To
retire an old sealing key: rotate, restart the platform, reseal, drop, restart once more. Checking
lets every organisation's key and the log's sign once, wherever they lie.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from uuid import uuid4

from shuzheng.config import environment, preparing
from shuzheng.foundation import keyring, tokens
from shuzheng.kernel.refusals import Refusal

ROOT = Path(__file__).parents[3]
BATCH = 500
USAGE = "usage: shuzheng keys make|rotate|reseal|drop KEY|check\n"


def main(argv: list[str]) -> int:
    """Run one of the five; returns the exit status."""
    found = environment.read(os.environ, ROOT)
    path = found.key_file
    match argv:
        case ["make"]:
            return make(found)
        case ["rotate"]:
            sys.stdout.write(f"current sealing key: {keyring.rotate(path)}\n")
            sys.stdout.write("restart the platform, then run `shuzheng keys reseal`\n")
        case ["reseal"]:
            preparing.start_django()
            reseal()
        case ["drop", name]:
            preparing.start_django()
            return drop(path, name)
        case ["check"]:
            preparing.start_django()
            return check()
        case _:
            sys.stderr.write(USAGE)
            return 2
    return 0


def make(found: environment.Environment) -> int:
    """Make a key file where there is none; where new keys lie in a token, the log's is made there.

    Returns 1 where the token refuses.
    """
    path, token = found.key_file, found.token
    if path.exists():
        return 0
    log = None
    if found.keys_in_token and token is not None:
        try:
            uid = uuid4()
            log = keyring.InToken(token.label, uid, tokens.of(token).make(uid))
        except Refusal as refusal:
            sys.stderr.write(f"shuzheng keys: {refusal}\n")
            return 1
    keyring.make(path, log)
    place = f", the evidence log's in the token {log.label}" if log else ""
    sys.stdout.write(f"keys made: {path}{place}\n")
    return 0


def reseal() -> int:
    """Seal every value anew that is not under the current key; returns how many rows there were."""
    # Imported only now: they stand on the settings, which need the key file.
    sealing = importlib.import_module("shuzheng.foundation.sealing")
    resealing = importlib.import_module("shuzheng.foundation.resealing")
    clock = importlib.import_module("shuzheng.foundation.clock")
    total = 0
    for name, function in sealing.resealables().items():
        count = 0
        while found := function(BATCH):
            count += found
        total += count
        sys.stdout.write(f"{name}: {count}\n")
    if total:
        resealing.record(total, now=clock.now())
    sys.stdout.write("every sealed value is under the current key\n")
    return total


def check() -> int:
    """Let every current signing key and the log's sign once; returns 1 if one cannot."""
    key_trials = importlib.import_module("shuzheng.credentials.queries.key_trials")
    log = importlib.import_module("shuzheng.transparency.adapters.signing")
    tried = [
        *(
            (f"{one.organisation} {one.multikey}", one.token, one.fault)
            for one in key_trials.trials()
        ),
        ("evidence log", log.place(), log.fault()),
    ]
    for whose, token, fault in tried:
        place = f"token {token}" if token else "key file"
        sys.stdout.write(f"{whose} ({place}): {fault or 'signs'}\n")
    faults = sum(bool(fault) for _, _, fault in tried)
    sys.stdout.write(f"{len(tried)} signing keys, {faults} cannot sign\n")
    return 1 if faults else 0


def drop(path: Path, name: str) -> int:
    """Seal anew what is still under an older key, then remove the key `name` from the file."""
    reseal()
    try:
        keyring.drop(path, name)
    except keyring.NoKeys as error:
        sys.stderr.write(f"shuzheng keys: {error}\n")
        return 1
    sys.stdout.write(f"{name} removed: what an older backup holds under it never opens again\n")
    return 0
